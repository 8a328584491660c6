package oil

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Gap is one figure as the exporter and as the importer published it.
type Gap struct {
	Exporter, Importer decimal.Decimal
	// Difference is Importer less Exporter.
	Difference decimal.Decimal
}

// Ratio is importer by exporter, rounded. An exporter's zero is an *exact.DivisionError.
func (g Gap) Ratio(places int32, m exact.Mode) (decimal.Decimal, error) {
	if err := check(g.Exporter, g.Importer); err != nil {
		return decimal.Decimal{}, err
	}
	return exact.Div(g.Importer, g.Exporter, places, m)
}

// Mirror is one flow as seen from both ends.
type Mirror struct {
	// Value and Quantity are nil when one end did not publish the figure.
	Value, Quantity *Gap
	Currency        trade.Currency
	// Unit is that of the exporter's quantity; the importer's is converted.
	Unit                         trade.Unit
	ExporterBasis, ImporterBasis trade.PriceBasis
}

// mirrorFault says that two figures are not of one flow, or cannot be compared: field is
// what differs or is not stated.
func mirrorFault(field, exporter, importer string) *Error {
	return fault("mirror", "exporter's and importer's figures",
		"%s is %s and %s; compare figures of one flow, with the basis of each", field, stated(exporter), stated(importer))
}

// CompareMirror compares the exporter's and the importer's figure of one flow: same
// origin, destination, product and period. Values are compared in one currency, and
// the basis of both must be stated; what freight and insurance explain is for the
// reader (see Note), since neither end publishes them.
func CompareMirror(exporter, importer trade.Flow) (Mirror, error) {
	for _, f := range []struct{ field, exporter, importer string }{
		{"the origin", string(exporter.Origin), string(importer.Origin)},
		{"the destination", string(exporter.Destination), string(importer.Destination)},
		{"the product", string(exporter.Product), string(importer.Product)},
		{"the period", exporter.Period.String(), importer.Period.String()},
	} {
		if f.exporter != f.importer {
			return Mirror{}, mirrorFault(f.field, f.exporter, f.importer)
		}
	}
	m := Mirror{ExporterBasis: exporter.Basis, ImporterBasis: importer.Basis}
	if a, b := exporter.Value, importer.Value; a != nil && b != nil {
		if a.Currency != b.Currency {
			return Mirror{}, &trade.CurrencyError{Text: string(a.Currency), Other: b.Currency}
		}
		if !exporter.Basis.Valid() || !importer.Basis.Valid() {
			return Mirror{}, mirrorFault("the basis", string(exporter.Basis), string(importer.Basis))
		}
		if err := check(a.Amount, b.Amount); err != nil {
			return Mirror{}, err
		}
		m.Currency = a.Currency
		m.Value = &Gap{a.Amount, b.Amount, b.Amount.Sub(a.Amount)}
	}
	if a, b := exporter.Quantity, importer.Quantity; a != nil && b != nil {
		q, err := trade.Convert(*b, a.Unit)
		if err != nil {
			return Mirror{}, err
		}
		if err := check(a.Amount); err != nil {
			return Mirror{}, err
		}
		m.Unit = a.Unit
		m.Quantity = &Gap{a.Amount, q.Amount, q.Amount.Sub(a.Amount)}
	}
	return m, nil
}

// Note says what part of a gap in value the bases lead one to expect. A gap in
// quantity has no such part: it is timing, transit, or another destination.
func (m Mirror) Note() string {
	switch {
	case m.Value == nil:
		return "one end published no value"
	case m.ExporterBasis == trade.CustomsValue || m.ImporterBasis == trade.CustomsValue:
		return "a customs value holds the freight or not by country (see CustomsBasis)"
	case m.ExporterBasis.Freight() == m.ImporterBasis.Freight() &&
		m.ExporterBasis.Insurance() == m.ImporterBasis.Insurance():
		return "both values hold the same costs of carriage; a gap is of another cause"
	case m.ImporterBasis.Freight() && !m.ExporterBasis.Freight():
		return fmt.Sprintf(
			"exporter %s, importer %s: the importer's value holds the freight; a ratio somewhat above 1 is to be expected, "+
				"one below is not", m.ExporterBasis, m.ImporterBasis)
	case m.ExporterBasis.Freight() && !m.ImporterBasis.Freight():
		return fmt.Sprintf(
			"exporter %s, importer %s: the exporter's value holds the freight; a ratio somewhat below 1 is to be expected",
			m.ExporterBasis, m.ImporterBasis)
	}
	return fmt.Sprintf("exporter %s, importer %s: the two differ by the insurance", m.ExporterBasis, m.ImporterBasis)
}
