package tradeoff

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/records"
)

//go:embed facts.csv
var factsTable string

// factsRows is the number of rows of facts.csv.
const factsRows = 128

// The items of facts.
const (
	Volume    = "volume"    // mb/d, or Mt in the period
	Discount  = "discount"  // USD/bbl; Basis says against what
	Exports   = "exports"   // to the United States in the period, USD bn
	Exposed   = "exposed"   // share of the exports that the duty charges
	Benchmark = "benchmark" // USD/bbl
)

// anyBuyer is the buyer of a fact of the market.
const anyBuyer = "*"

// Fact is a published figure.
type Fact struct {
	Buyer, Item string
	Period      trade.Interval
	Amount      decimal.Decimal
	Unit        string
	Basis       string // of a discount: against what; of a volume: of what, where it is not crude
	Source      string
	Sure        string // high, medium, low
}

// Facts are all facts, in the order of the table.
func Facts() ([]Fact, error) { return readFacts(factsTable) }

var factColumns = []string{"buyer", "item", "period", "value", "unit", "basis", "source", "sure"}

func readFacts(text string) ([]Fact, error) {
	var out []Fact
	for row, err := range records.Columns(strings.NewReader(text), records.Options{Comment: '#'}, factColumns...) {
		if err != nil {
			return nil, fmt.Errorf("facts.csv: %w", err)
		}
		c := row.Cells
		f := Fact{Buyer: c[0], Item: c[1], Unit: c[4], Basis: c[5], Source: c[6], Sure: c[7]}
		if f.Period, err = period(c[2]); err == nil {
			f.Amount, err = decimal.NewFromString(c[3])
		}
		if err != nil {
			return nil, fmt.Errorf("facts.csv: line %d: %w", row.Line, err)
		}
		out = append(out, f)
	}
	return out, nil
}

// period reads a year, a month, or two months with .. between.
func period(text string) (trade.Interval, error) {
	from, to, several := strings.Cut(text, "..")
	if !several {
		to = from
	}
	a, err := month(from, 1)
	if err != nil {
		return trade.Interval{}, err
	}
	b, err := month(to, 12)
	if err != nil {
		return trade.Interval{}, err
	}
	if b.From.Before(a.From) {
		return trade.Interval{}, fmt.Errorf("%q ends before it begins", text)
	}
	return trade.Interval{From: a.From, To: b.To}, nil
}

// month is a month, or of a year its first or last.
func month(text string, of int) (trade.Interval, error) {
	year, rest, monthly := strings.Cut(text, "-")
	y, err := strconv.Atoi(year)
	if err == nil && monthly {
		of, err = strconv.Atoi(rest)
	}
	if err != nil || y < 2000 || y > 2100 || of < 1 || of > 12 {
		return trade.Interval{}, fmt.Errorf("%q is no month; want 2025-09", text)
	}
	next := trade.NewDate(y, of+1, 1)
	if of == 12 {
		next = trade.NewDate(y+1, 1, 1)
	}
	return trade.Interval{From: trade.NewDate(y, of, 1), To: next}, nil
}

// find is the fact of an item whose period is the shortest that holds a month, and the others
// with as short a one.
func find(facts []Fact, buyer, item string, during trade.Interval) (found *Fact, others []Fact) {
	days := func(f *Fact) int { return f.Period.To.Sub(f.Period.From) }
	for i := range facts {
		f := &facts[i]
		if f.Buyer != buyer || f.Item != item || f.Period.From.After(during.From) || f.Period.To.Before(during.To) {
			continue
		}
		switch {
		case found == nil || days(f) < days(found):
			found, others = f, nil
		case days(f) == days(found):
			others = append(others, *f)
		}
	}
	return found, others
}

// latest is the fact of an item with the last period, the sharpest where several end together.
func latest(facts []Fact, buyer, item string) *Fact {
	var found *Fact
	for i := range facts {
		f := &facts[i]
		if f.Buyer == buyer && f.Item == item && (found == nil || f.Period.To.After(found.Period.To)) {
			found = f
		}
	}
	return found
}

// buyersOf are those of whom facts are embedded.
func buyersOf(facts []Fact) []string {
	var out []string
	for i := range facts {
		if b := facts[i].Buyer; b != anyBuyer && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	slices.Sort(out)
	return out
}
