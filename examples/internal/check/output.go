package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

type rows struct {
	Read     int `json:"read"`
	Accepted int `json:"accepted"`
	Rejected int `json:"rejected"`
	Skipped  int `json:"skipped"`
}

type reject struct {
	Cell string `json:"cell"`
	Code string `json:"code"`
	Text string `json:"text"`
	Hint string `json:"hint"`
}

type count struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
	Cell   string `json:"first_cell,omitempty"`
	Text   string `json:"first_text,omitempty"`
	// Values are those of the rows, by currency: value_usd. A reason with count 0 left out
	// a part of rows that were accepted.
	Values map[string]string `json:"values,omitempty"`
}

// amounts are the values of all rows by what became of them; read is the sum of the
// other three.
type amounts struct {
	Read       map[string]string `json:"read"`
	Accepted   map[string]string `json:"accepted"`
	Rejected   map[string]string `json:"rejected"`
	Skipped    map[string]string `json:"skipped"`
	Unreadable int               `json:"rejected_without_value"`
}

type check struct {
	Name   string `json:"name"`
	Cell   string `json:"cell,omitempty"`
	Stated string `json:"stated"`
	Found  string `json:"found"`
	OK     bool   `json:"ok"`
}

type column struct {
	Cell   string      `json:"cell"`
	Header string      `json:"header"`
	Role   source.Role `json:"role"`
}

type document struct {
	Layout         string             `json:"layout"`
	Sheet          string             `json:"sheet"`
	Rows           rows               `json:"rows"`
	Totals         map[string]*string `json:"totals"`
	Amounts        *amounts           `json:"amounts,omitempty"`
	Rejects        []reject           `json:"rejects"`
	RejectedBy     []count            `json:"rejected_by"`
	Problems       int                `json:"problems"` // rejects may list fewer
	File           string             `json:"file"`
	Format         string             `json:"format"`
	SHA256         string             `json:"sha256"`
	Kind           source.Kind        `json:"kind"`
	HeaderRow      int                `json:"header_row"`
	Columns        []column           `json:"columns"`
	Notes          []column           `json:"notes"`
	Why            []string           `json:"why"`
	Assumed        []string           `json:"assumed"`
	Classification string             `json:"classification,omitempty"`
	Records        int                `json:"records"`
	Unknown        int                `json:"unknown"`
	Skipped        []count            `json:"skipped"`
	Warnings       []count            `json:"warnings"`
	Checks         []check            `json:"checks"`
	HiddenSheets   []string           `json:"hidden_sheets"`
	HiddenRows     int                `json:"hidden_rows"`
	Formulas       int                `json:"formulas"`
	ForeignCodes   *foreign           `json:"foreign_codes,omitempty"`
}

// object is the report for a script. Totals name the currency; the one in US dollars
// is always there, and null when nothing is in dollars.
func object(r *source.Report) document {
	d := document{
		Layout: r.Layout, Sheet: r.Sheet, Rows: rows(r.Rows), Totals: map[string]*string{"value_usd": nil},
		Rejects: []reject{}, Problems: r.Problems,
		File: r.File, Format: r.Format, SHA256: r.SHA256, Kind: r.Kind, HeaderRow: r.Header, Columns: columns(r.Columns),
		Notes: columns(r.Notes),
		Why:   list(r.Why), Assumed: list(r.Assumed), Classification: r.Classification, Records: r.Records,
		Unknown:    r.Unknown,
		RejectedBy: counts(r.RejectedBy), Skipped: counts(r.Skips), Warnings: counts(r.Warnings), Checks: []check{},
		HiddenSheets: list(r.HiddenSheets), HiddenRows: r.Hidden, Formulas: r.Formulas,
	}
	for currency, sum := range r.Totals {
		s := sum.String()
		d.Totals["value_"+strings.ToLower(string(currency))] = &s
	}
	if zero := "0"; r.Kind == "flows" && len(r.Totals) == 0 {
		d.Totals["value_usd"] = &zero
	}
	if r.Kind == "flows" {
		a := r.Amounts
		d.Amounts = &amounts{values(a.Read), values(a.Accepted), values(a.Rejected), values(a.Skipped), a.Unreadable}
	}
	for _, e := range r.Rejects {
		d.Rejects = append(d.Rejects, reject{place(e), e.Code, e.Text, e.Hint})
	}
	for _, c := range r.Checks {
		d.Checks = append(d.Checks, check{c.Name, c.Cell, c.Stated.String(), c.Found.String(), c.OK})
	}
	return d
}

// list is never null in JSON.
func list(s []string) []string { return append([]string{}, s...) }

func columns(m []source.Match) []column {
	out := []column{}
	for _, c := range m {
		out = append(out, column(c))
	}
	return out
}

func counts(c []source.Count) []count {
	out := []count{}
	for _, one := range c {
		out = append(out, count{one.Reason, one.Rows, one.Cell, one.Text, values(one.Values)})
	}
	return out
}

// values are sums by the name of their currency, as in totals.
func values(s source.Sums) map[string]string {
	out := map[string]string{}
	for currency, sum := range s {
		out["value_"+strings.ToLower(string(currency))] = sum.String()
	}
	return out
}

// place is where an error is: Flows!D17, or D17 in a text file.
func place(e *spreadsheet.ImportError) string {
	if e.Sheet == "" || e.Cell == "" {
		return e.Cell
	}
	return e.Sheet + "!" + e.Cell
}

// failure is a refusal for a script.
func failure(err error, _ *source.File) any {
	type object struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		File    string `json:"file,omitempty"`
		Sheet   string `json:"sheet,omitempty"`
		Cell    string `json:"cell,omitempty"`
		Text    string `json:"text,omitempty"`
		Hint    string `json:"hint,omitempty"`
	}
	o := object{Code: "failed", Message: strings.ReplaceAll(err.Error(), "\n", "; ")}
	var e *spreadsheet.ImportError
	switch {
	case errors.As(err, &e):
		o.Code, o.File, o.Sheet, o.Cell, o.Text, o.Hint = string(e.Code), e.File, e.Sheet, place(e), e.Text, e.Hint
	case errors.Is(err, context.Canceled):
		o.Code = "cancelled"
	}
	return map[string]any{"error": o}
}

// text is the report for a person.
func text(out io.Writer, r *source.Report, codes *foreign) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(name, format string, args ...any) { fmt.Fprintf(w, "%s\t%s\n", name, fmt.Sprintf(format, args...)) }
	line("file", "%s (%s)", r.File, r.Format)
	line("layout", "%s", r.Layout)
	if r.Sheet != "" {
		line("sheet", "%s", r.Sheet)
	}
	line("rows", "%d read = %d accepted + %d rejected + %d skipped", r.Rows.Read, r.Rows.Accepted, r.Rows.Rejected,
		r.Rows.Skipped)
	if r.Rows.Read == 0 {
		line("", "no rows: the file has a header alone, and nothing can be answered from it")
	}
	line(string(r.Kind), "%d%s", r.Records, unknown(r.Unknown))
	for _, c := range slices.Sorted(maps.Keys(r.Totals)) {
		line("total", "%s %s", c, trade.Thousands(r.Totals[c]))
	}
	if r.Classification != "" {
		line("products", "%s", r.Classification)
	}
	for _, s := range r.Why {
		line("because", "%s", s)
	}
	for _, s := range r.Assumed {
		line("assumed", "%s", s)
	}
	for _, c := range slices.Sorted(maps.Keys(r.Amounts.Read)) {
		a := r.Amounts
		if a.Read[c].Equal(a.Accepted[c]) {
			continue
		}
		line("value", "%s %s read = %s accepted + %s rejected + %s skipped", c, trade.Thousands(a.Read[c]),
			trade.Thousands(a.Accepted[c]),
			trade.Thousands(a.Rejected[c]), trade.Thousands(a.Skipped[c]))
	}
	for _, c := range r.Skips {
		line("skipped", "%d: %s%s%s", c.Rows, c.Reason, first(c), worth(c.Values))
	}
	for _, c := range r.RejectedBy {
		line("reject", "%d: %s%s%s", c.Rows, c.Reason, first(c), worth(c.Values))
	}
	for _, c := range r.Warnings {
		line("note", "%d: %s%s", c.Rows, c.Reason, first(c))
	}
	if codes != nil {
		line("note", "%s%s", codes.Sentence, worth(codes.sums))
	}
	if n := len(r.Notes); n > 0 {
		line("further", "%s: %s", plural(n, "column"), names(r.Notes))
	}
	for _, s := range r.HiddenSheets {
		line("hidden", "sheet %q was not looked at; name it to read it", s)
	}
	for _, c := range r.Checks {
		line("check", "%s", c)
	}
	if r.Problems > 0 {
		fmt.Fprintf(w, "\n%s in %s:\n", plural(r.Problems, "problem"), plural(r.Rows.Rejected, "row"))
		for _, e := range r.Rejects {
			fmt.Fprintf(w, "  %s\t%q\t%s\n", place(e), e.Text, e.Hint)
		}
		if more := r.Problems - len(r.Rejects); more > 0 {
			fmt.Fprintf(w, "  … and %d more\n", more)
		}
	}
	return w.Flush()
}

func unknown(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d of them without a value", n)
}

func first(c source.Count) string {
	switch {
	case c.Cell == "":
		return ""
	case c.Text == "":
		return ", first " + c.Cell
	}
	return fmt.Sprintf(", first %s %q", c.Cell, c.Text)
}

// worth are the values of rows that were left out.
func worth(s source.Sums) (out string) {
	for _, c := range slices.Sorted(maps.Keys(s)) {
		out += fmt.Sprintf("; %s %s", c, trade.Thousands(s[c]))
	}
	return out
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func names(m []source.Match) string {
	var out []string
	for _, c := range m {
		if len(out) == 12 {
			out = append(out, "…")
			break
		}
		out = append(out, c.Header)
	}
	return strings.Join(out, ", ")
}

// wrap breaks a text at blanks.
func wrap(s string, width int) string {
	var b strings.Builder
	n := 44 // where the list begins in the usage text
	for i, word := range strings.Fields(s) {
		switch {
		case n+len(word) >= width:
			b.WriteByte('\n')
			n = 0
		case i > 0:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += len(word)
	}
	return b.String()
}
