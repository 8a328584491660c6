package ranking

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/trade"
)

// Figure is a row of published figures: what one source states of what a buyer took of a
// commodity, as it states it.
type Figure struct {
	Line      int    `json:"line"`                // of the file, from 1
	Commodity string `json:"commodity,omitempty"` // "crude", "products", "lng", "pipeline_gas", "coal", "all fossil" …
	// Part is set where the figure is of a part of the commodity only: "seaborne".
	Part string `json:"part,omitempty"`
	// Buyer is as in a Taking.
	Buyer string `json:"buyer,omitempty"`
	// Period has no first day where the source names none ("cumulative to 2025-09").
	Period trade.Interval `json:"period,omitzero"`
	// Quantity, Value and Share are nil where the source does not state them. Units may be
	// rates: "mb/d", "EUR bn/day". Share is a fraction of what the seller sold, or of Base
	// where that is set.
	Quantity *decimal.Decimal `json:"quantity"`
	Value    *decimal.Decimal `json:"value"`
	Share    *decimal.Decimal `json:"share"`
	Unit     string           `json:"unit,omitempty"`
	Currency string           `json:"currency,omitempty"`
	Base     string           `json:"base,omitempty"`
	Source   string           `json:"source,omitempty"`
	Note     string           `json:"note,omitempty"`
	Sure     string           `json:"sure,omitempty"`
}

// Kind is what a figure measures.
type Kind string

// The kinds. Whether a share is one of volume or of value is for its source to say.
const (
	Volume Kind = "volume"
	Value  Kind = "value"
	Share  Kind = "share"
)

// figureColumns are the columns in the order in which they are written.
var figureColumns = []string{
	"product", "part", "buyer", "period", "quantity", "unit", "value", "currency", "share_pct", "base", "source", "note",
	"sure",
}

// ReadFigures reads published figures: CSV with a header that names at least the columns
// period, buyer, product and source, and any of quantity, unit, value, currency,
// share_pct, part, base, note and sure, in any order.
//
// A period is a year, a month, a day, two of them ("2025-01..03", "2026-01-01..09-07"),
// four weeks ("4wk to 2026-05-24") or an end alone ("cumulative to 2025-09"). A buyer is a
// code or a name, the name of a group, several with + between, or "all buyers". What
// stands in parentheses after a product or a buyer is the part that is meant, after a
// share the base of it, and after a source a note. A share that is no number is a note.
// All that is wrong comes back together, as *sanctions.Error with row and column.
func ReadFigures(r io.Reader) ([]Figure, error) {
	var all check.Problems
	var out []Figure
	var at map[string]int
	head := func(line int, cells []string) (err error) {
		at, err = figureHeader(line, cells)
		return err
	}
	row := func(line int, cells []string) { out = append(out, readFigure(line, cells, at, &all)) }
	wrong := func(line int, cells []string) {
		all.Add(fault.Cell(line, "row", strings.Join(cells, ","),
			fmt.Sprintf("%d cells, the header has %d", len(cells), len(at))))
	}
	if err := check.Records(r, &all, head, row, wrong); err != nil {
		return nil, err
	}
	if at == nil && all.Err() == nil {
		return nil, fault.Cell(1, "header", "", "the file is empty; want period, buyer, product, source and more")
	}
	if err := all.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

func figureHeader(line int, fields []string) (map[string]int, error) {
	at := map[string]int{}
	for i, f := range fields {
		name := strings.ToLower(strings.TrimSpace(f))
		if _, twice := at[name]; twice || !slices.Contains(figureColumns, name) {
			return nil, fault.Cell(line, "header", f, "is there twice or is none of "+strings.Join(figureColumns, ", "))
		}
		at[name] = i
	}
	for _, name := range []string{"period", "buyer", "product", "source"} {
		if _, ok := at[name]; !ok {
			return nil, fault.Cell(line, "header", strings.Join(fields, ","), "the column "+name+" is not there")
		}
	}
	return at, nil
}

func readFigure(line int, fields []string, at map[string]int, all *check.Problems) Figure {
	cell := func(name string) string {
		if i, ok := at[name]; ok {
			return strings.TrimSpace(fields[i])
		}
		return ""
	}
	bad := func(column, reason string) {
		all.Add(fault.Cell(line, column, cell(column), reason))
	}
	number := func(column string) *decimal.Decimal {
		text := cell(column)
		if text == "" {
			return nil
		}
		d, err := decimal.NewFromString(text)
		if err != nil || len(text) > 40 || strings.ContainsAny(text, "eE") || d.IsNegative() {
			bad(column, "want a plain number, not negative")
			return nil
		}
		return &d
	}
	f := Figure{
		Line: line, Sure: cell("sure"), Part: cell("part"), Base: cell("base"), Note: cell("note"),
		Quantity: number("quantity"), Unit: cell("unit"), Value: number("value"), Currency: cell("currency"),
	}
	var inBuyer, inProduct, inSource string
	f.Commodity, inProduct = parenthesis(cell("product"))
	f.Source, inSource = parenthesis(cell("source"))
	buyer, inBuyer := parenthesis(cell("buyer"))
	f.Part = cmp.Or(f.Part, inProduct, inBuyer)
	f.Note = join(f.Note, inSource)
	if f.Commodity == "" {
		bad("product", "want the commodity, such as crude")
	}
	if f.Source == "" {
		bad("source", "a figure without a source cannot be checked")
	}
	var ok bool
	if f.Buyer, ok = parseBuyers(buyer); !ok {
		bad("buyer", "want a country, a group such as EU, several with + between, or all buyers")
	}
	if f.Period, ok = parseSpan(cell("period")); !ok {
		bad("period", "want 2025, 2025-01, 2025-01-31, two of them with .. between, 4wk to a day, or cumulative to one")
	}
	for _, c := range [][2]string{{"quantity", "unit"}, {"value", "currency"}} {
		if (cell(c[0]) == "") != (cell(c[1]) == "") {
			bad(c[1], "an amount and its unit are stated together")
		}
	}
	if share, base := parenthesis(cell("share_pct")); share != "" {
		d, err := decimal.NewFromString(share)
		switch {
		case err != nil || len(share) > 40 || strings.ContainsAny(share, "eE"):
			f.Note = join(f.Note, "share: "+cell("share_pct"))
		case d.IsNegative() || d.GreaterThan(decimal.NewFromInt(100)):
			bad("share_pct", "want percent from 0 to 100")
		default:
			d = d.Shift(-2)
			f.Share, f.Base = &d, cmp.Or(f.Base, base)
		}
	}
	return f
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// parenthesis parts a text from what stands in parentheses at its end.
func parenthesis(s string) (text, in string) {
	at := strings.LastIndex(s, " (")
	if at < 0 || !strings.HasSuffix(s, ")") {
		return s, ""
	}
	return strings.TrimSpace(s[:at]), s[at+2 : len(s)-1]
}

// parseBuyers reads a buyer, or several, as codes.
func parseBuyers(s string) (string, bool) {
	if s == AllBuyers || strings.EqualFold(s, "all buyers") {
		return AllBuyers, true
	}
	if g, err := trade.ParseGroup(s); err == nil {
		return string(g), true
	}
	var codes []string
	for part := range strings.SplitSeq(s, "+") {
		c, err := trade.ParseCountry(strings.TrimSpace(part))
		if err != nil {
			return "", false
		}
		codes = append(codes, string(c))
	}
	slices.Sort(codes)
	return strings.Join(codes, "+"), true
}

// parseSpan reads a period, or the first and the last of a span.
func parseSpan(s string) (trade.Interval, bool) {
	if end, found := strings.CutPrefix(s, "4wk to "); found {
		day, err := trade.ParseDate(end)
		return trade.Interval{From: day.AddDays(-27), To: day.AddDays(1)}, err == nil
	}
	if end, found := strings.CutPrefix(s, "cumulative to "); found {
		p, err := trade.ParsePeriod(end)
		return trade.Interval{To: p.To}, err == nil
	}
	first, last, span := strings.Cut(s, "..")
	from, err := trade.ParsePeriod(first)
	if err != nil || !span {
		return from, err == nil
	}
	to, err := trade.ParsePeriod(last)
	if err != nil && len(last) < len(first) {
		to, err = trade.ParsePeriod(first[:len(first)-len(last)] + last) // 2026-01-01..09-07
	}
	p := trade.Interval{From: from.From, To: to.To}
	return p, err == nil && !p.IsEmpty() && !to.From.Before(from.From)
}

// WriteFigures writes figures as ReadFigures reads them, with codes for the buyers.
func WriteFigures(w io.Writer, figures []Figure) error {
	c := csv.NewWriter(w)
	if err := c.Write(figureColumns); err != nil {
		return err
	}
	number := func(d *decimal.Decimal) string {
		if d == nil {
			return ""
		}
		if d.Exponent() < 0 {
			return d.StringFixed(-d.Exponent()) // with the zeros that the source states
		}
		return d.String()
	}
	for i := range figures {
		f := &figures[i]
		var percent *decimal.Decimal
		if f.Share != nil {
			d := f.Share.Shift(2)
			percent = &d
		}
		if err := c.Write([]string{
			f.Commodity, f.Part, f.Buyer, spanText(f.Period), number(f.Quantity), f.Unit, number(f.Value), f.Currency,
			number(percent), f.Base, f.Source, f.Note, f.Sure,
		}); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// spanText is a period as parseSpan reads it.
func spanText(p trade.Interval) string {
	last := p.LastDay()
	if p.From.IsZero() {
		return "cumulative to " + last.String()
	}
	from, to := p.From.String(), last.String()
	for _, n := range []int{4, 7, 10} {
		if whole, err := trade.ParsePeriod(from[:min(n, len(from))]); err == nil && whole == p {
			return from[:n]
		}
	}
	return from + ".." + to
}

// Taking is what a figure says as a taking of a kind: a rate is the amount of all its
// days. The reason says why a figure that states the kind ranks nobody; ok is false then,
// and where it does not state the kind.
func (f *Figure) Taking(k Kind) (t Taking, ok bool, reason string) {
	t = Taking{Buyer: f.Buyer, Period: f.Period, Source: f.Source}
	amount := map[Kind]*decimal.Decimal{Volume: f.Quantity, Value: f.Value, Share: f.Share}[k]
	if amount == nil {
		return t, false, ""
	}
	switch {
	case f.Part != "":
		return t, false, "is of a part only: " + f.Part
	case k == Share && f.Base != "":
		return t, false, "is a share, not of all that is sold: " + f.Base
	case f.Period.From.IsZero() && k != Share:
		return t, false, "names no first day"
	}
	t.Amount = *amount
	if k == Share {
		t.Unit = UnitShare
		return t, true, ""
	}
	days := decimal.NewFromInt(int64(f.Period.To.Sub(f.Period.From)))
	switch k {
	case Value:
		unit, daily := strings.CutSuffix(f.Currency, "/day")
		if t.Unit = unit; daily {
			t.Amount = t.Amount.Mul(days)
		}
	default:
		if t.Unit = f.Unit; f.Unit == "mb/d" {
			t.Unit, t.Amount = "Mbbl", t.Amount.Mul(days)
		}
	}
	return t, true, ""
}

// Left is a figure that ranks nobody, and why.
type Left struct {
	Figure Figure
	Reason string
}

// Select states figures of commodities as takings of some kinds. With several commodities
// the takings are those of all together, and stand only where one source states each of
// them in one unit; shares are never added. Figures of the commodities that rank nobody
// come back with the reason.
func Select(figures []Figure, kinds []Kind, commodities ...string) (takings []Taking, left []Left) {
	type key struct {
		source, unit, buyer string
		period              trade.Interval
	}
	type sum struct {
		takings []Taking
		figures []Figure
	}
	sums := map[key]*sum{}
	var keys []key
	for _, f := range figures {
		if !slices.Contains(commodities, f.Commodity) {
			continue
		}
		none := "states neither " + kindNames(kinds)
		for _, k := range kinds {
			t, ok, reason := f.Taking(k)
			if !ok {
				none = cmp.Or(reason, none)
				continue
			}
			none = ""
			at := key{t.Source, t.Unit, t.Buyer, t.Period}
			if sums[at] == nil {
				sums[at] = &sum{}
				keys = append(keys, at)
			}
			sums[at].takings = append(sums[at].takings, t)
			sums[at].figures = append(sums[at].figures, f)
		}
		if none != "" {
			left = append(left, Left{f, none})
		}
	}
	for _, k := range keys {
		s := sums[k]
		if len(commodities) == 1 {
			takings = append(takings, s.takings...)
			continue
		}
		stated := map[string]bool{}
		total := s.takings[0]
		total.Amount = decimal.Decimal{}
		for i := range s.takings {
			stated[s.figures[i].Commodity] = true
			total.Amount = total.Amount.Add(s.takings[i].Amount)
		}
		reason := ""
		switch {
		case k.unit == UnitShare:
			reason = "is a share, which is not added to that of another commodity"
		case len(stated) < len(commodities):
			reason = "is not stated for all of " + strings.Join(commodities, ", ") + " by its source in its unit"
		case len(s.takings) > len(commodities):
			reason = "is stated twice"
		}
		if reason == "" {
			takings = append(takings, total)
			continue
		}
		for _, f := range s.figures {
			left = append(left, Left{f, reason})
		}
	}
	return takings, left
}

func kindNames(kinds []Kind) string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return strings.Join(out, " nor ")
}
