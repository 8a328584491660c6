package oil

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// CustomsBasis is what the import statistics of a country hold: the European Union,
// India and China value imports with freight and insurance (CIF), the United States
// without (19 U.S.C. 1401a, here FOB). Other countries are an *Error "customs".
func CustomsBasis(importer trade.Country, on trade.Date) (trade.PriceBasis, error) {
	switch {
	case importer == "US":
		return trade.FOB, nil
	case importer == "IN", importer == "CN", trade.Group("EU").Contains(importer, on):
		return trade.CIF, nil
	}
	return "", fault("customs", fmt.Sprintf("customs values of %s on %s", clip.Text(string(importer)), on),
		"whether they hold the freight is not known here; state FOB or CIF yourself")
}
