package answer

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/compare"
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Compare answers a question of the operation compare, for whoever writes it as CSV.
func Compare(ctx context.Context, books *Books, question []byte) (*compare.Answer, error) {
	var q struct {
		Law
		Products   []trade.Product  `json:"hts"`
		Origins    []string         `json:"origins"`
		Date       trade.Date       `json:"date"`
		Until      trade.Date       `json:"until"`
		Value      *decimal.Decimal `json:"value"`
		Quantities json.RawMessage  `json:"quantities"`
		Claims     json.RawMessage  `json:"claims"`
	}
	if err := read(question, &q); err != nil {
		return nil, err
	}
	switch {
	case len(q.Products) == 0:
		return nil, missing("hts", "the codes of the products that are compared")
	case len(q.Origins) == 0:
		return nil, missing("origins", `the countries that are compared, or ["all"]`)
	case q.Date.IsZero():
		return nil, missing("date", "the day of entry")
	case !q.Until.IsZero() && q.Until.Before(q.Date):
		return nil, refused("until %s is before date %s", q.Until, q.Date)
	}
	if q.Value == nil {
		v := decimal.NewFromInt(10000)
		q.Value = &v
	}
	countries, err := origins(q.Origins, q.Date)
	if err != nil {
		return nil, err
	}
	if n := len(countries) * len(q.Products); n > MaxPairs {
		return nil, tooMany("pairs of a product and an origin", n, MaxPairs)
	}
	goods, err := partOfEntry(q.Date, *q.Value, q.Quantities, q.Claims)
	if err != nil {
		return nil, err
	}
	engine, err := books.Engine(ctx, q.Law)
	if err != nil {
		return nil, err
	}
	if all(q.Origins) { // goods of the importer's own are no imports from there
		countries = slices.DeleteFunc(countries, func(c trade.Country) bool { return c == engine.Book().Importer })
	}
	ask := compare.Question{Entry: goods, Products: q.Products, Origins: countries, Until: q.Until}
	return ask.Ask(ctx, engine)
}

// origins reads countries; "all" alone is all that exist on the day.
func origins(names []string, on trade.Date) ([]trade.Country, error) {
	if all(names) {
		return compare.Origins("all", on)
	}
	var out []trade.Country
	for _, name := range names {
		c, err := trade.ParseCountry(name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// partOfEntry reads quantities and claims as those of an entry are read.
func partOfEntry(date trade.Date, value decimal.Decimal, quantities, claims json.RawMessage) (tariff.Entry, error) {
	var e tariff.Entry
	text, err := json.Marshal(map[string]any{
		"date": date, "origin": "IN", "hts": "00000000", "value": value, "quantities": quantities, "claims": claims,
	})
	if err == nil {
		err = worded(json.Unmarshal(text, &e))
	}
	return e, err
}

// compareOrigins sets origins side by side.
func compareOrigins(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	a, err := Compare(ctx, books, question)
	if err != nil {
		return nil, err
	}
	return shaped("compare", a.Object())
}

func missing(fact, reason string) error { return &sanctions.MissingFactError{Fact: fact, For: reason} }

// all says that every country is asked about.
func all(names []string) bool { return len(names) == 1 && strings.EqualFold(names[0], "all") }
