package answer

import (
	"context"
	"encoding/json"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

// about says what can be asked, and until when it is known.
func about(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	if err := read(question, &struct{}{}); err != nil {
		return nil, err
	}
	type book struct {
		Importer   trade.Country  `json:"importer"`
		Name       string         `json:"name"`
		Currency   trade.Currency `json:"currency"`
		KnownFrom  trade.Date     `json:"known_from"`
		KnownUntil trade.Date     `json:"known_until"`
		Covers     []string       `json:"covers,omitempty"`
	}
	var out struct {
		Books       []book               `json:"books"`
		Description string               `json:"descriptions_of"`
		Scenarios   []string             `json:"scenarios"`
		Codes       []tariff.CodeOfError `json:"error_codes"`
	}
	for _, importer := range importers() {
		e, err := books.Engine(ctx, Law{Importer: importer})
		if err != nil {
			return nil, err
		}
		b := e.Book()
		out.Books = append(out.Books, book{b.Importer, b.Name, b.Currency, b.KnownFrom, b.KnownUntil, b.Covers})
	}
	out.Description = words.Source().Revision
	out.Scenarios = program.ScenarioNames()
	out.Codes = append(sanctions.ErrorCodes(), Codes()...)
	return shaped("about", out)
}
