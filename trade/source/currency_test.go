package source

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A column that states the currency of each row is read: a row in another one than that of
// the values is a problem, and so is what is no currency.
func TestCurrencyColumn(t *testing.T) {
	for _, layout := range []string{
		"period,origin,destination,hs,value_usd,%s\n2025-09,IN,US,6109100012,5,USD\n2025-09,CN,US,6109100012,6,EUR\n" +
			"2025-09,VN,US,6109100012,7,\n2025-09,DE,US,6109100012,8,bananas\n2025-09,FR,US,6109100012,9,thousand USD\n",
		"origin,destination,hs,2025-09,%s\nIN,US,6109100012,5,USD\nCN,US,6109100012,6,EUR\nVN,US,6109100012,7,\n" +
			"DE,US,6109100012,8,bananas\nFR,US,6109100012,9,thousand USD\n",
	} {
		for _, heading := range []string{"currency", "Currency", "CCY", "unit of value"} {
			res, err := imported(t, []byte(fmt.Sprintf(layout, heading)), "flows.csv", Options{Lenient: true})
			require.NoError(t, err)
			require.Equal(t, 3, res.Report.Problems, heading)
			for i, text := range []string{"EUR", "bananas", "thousand USD"} {
				assert.Equal(t, codeUnit, res.Report.Rejects[i].Code)
				assert.Equal(t, text, res.Report.Rejects[i].Text)
			}
			assert.Equal(t, 2, res.Flows.Len())
		}
	}
}
