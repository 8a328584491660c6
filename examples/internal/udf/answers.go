package udf

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/rows"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// answerer answers the rows of a batch, in order.
type answerer struct {
	batch   *bulk.Batch
	asked   []answer
	workers int
	by      bool // authorities are asked for
	out     []byte
}

// answer appends what was asked of a row. at is its place in the columns, or -1.
type answer func(f format, b []byte, r *rows.Rows, row int, first bool) []byte

// newAnswerer finds what the names mean: amounts, the error, a column to carry through, or
// the duty of an authority. keep are the columns that are carried through.
func newAnswerer(
	batch *bulk.Batch,
	names []string,
	columns []rows.Column,
	workers int,
) (a *answerer, keep []int, err error) {
	a = &answerer{batch: batch, workers: workers}
	authorities := batch.Authorities()
	type sum = func(r *rows.Rows, row int, base, additional int64) int64
	amounts := map[string]sum{
		"total_duty":      func(_ *rows.Rows, _ int, base, additional int64) int64 { return base + additional },
		"base_duty":       func(_ *rows.Rows, _ int, base, _ int64) int64 { return base },
		"additional_duty": func(_ *rows.Rows, _ int, _, additional int64) int64 { return additional },
	}
	for i, name := range authorities {
		if name == law.Embargo {
			continue // it charges nothing; what it forbids has an answer of its own
		}
		amounts[authorityName(name)] = func(r *rows.Rows, row int, _, _ int64) int64 { return r.Authority(row, i) }
	}
	for _, name := range names {
		name = strings.TrimSpace(name)
		if amount, known := amounts[name]; known {
			a.by = a.by ||
				slices.ContainsFunc(authorities, func(x law.Authority) bool { return authorityName(x) == name })
			a.asked = append(a.asked, duty(amount))
			continue
		}
		switch at := slices.IndexFunc(columns, func(c rows.Column) bool { return c.Name == name }); {
		case at >= 0:
			a.asked = append(a.asked, carried(len(keep)))
			keep = append(keep, at)
		case name == "error":
			a.asked = append(a.asked, why(line))
		case name == "code":
			a.asked = append(a.asked, why(tariff.ErrorCode))
		case name == "embargo":
			a.asked = append(a.asked, embargo)
		default:
			known := []string{"total_duty", "base_duty", "additional_duty", "code", "error", "embargo"}
			for _, x := range slices.DeleteFunc(authorities, func(x law.Authority) bool { return x == law.Embargo }) {
				known = append(known, authorityName(x))
			}
			return nil, nil, &UsageError{
				fmt.Sprintf(
					"-answers: there is no %q; there are %s, and the columns of the input",
					name,
					strings.Join(known, ", "),
				),
			}
		}
	}
	return a, keep, nil
}

// authorityName is the name of an authority as a column: section_232.
func authorityName(a law.Authority) string {
	return strings.ReplaceAll(strings.ToLower(string(a)), " ", "_")
}

// run answers the rows.
func (a *answerer) run(ctx context.Context, f format, r *rows.Rows) ([]byte, error) {
	if err := r.Assess(ctx, a.batch, a.workers, a.by); err != nil {
		return nil, err
	}
	b := a.out[:0]
	for row := range r.Len() {
		for k, ask := range a.asked {
			b = ask(f, b, r, row, k == 0)
		}
		b = f.end(b)
	}
	a.out = b
	return b, nil
}

// duty is an amount; NULL, never 0, where there is no answer.
func duty(of func(r *rows.Rows, row int, base, additional int64) int64) answer {
	return func(f format, b []byte, r *rows.Rows, row int, first bool) []byte {
		base, additional, answered := r.Duty(row)
		if !answered {
			return f.null(b, first)
		}
		return f.cents(b, of(r, row, base, additional), first)
	}
}

// why says something about the error of a row, and nothing where there is none.
func why(say func(error) string) answer {
	return func(f format, b []byte, r *rows.Rows, row int, first bool) []byte {
		if _, _, answered := r.Duty(row); answered {
			return f.text(b, "", first)
		}
		return f.text(b, say(r.Err(row)), first)
	}
}

// embargo names the measures without whose licence the goods may not be imported.
func embargo(f format, b []byte, r *rows.Rows, row int, first bool) []byte {
	var names []string
	for _, m := range r.Embargoes(row) {
		names = append(names, m.Heading+", "+m.Title)
	}
	return f.text(b, strings.Join(names, "; "), first)
}

// carried is a column of the input.
func carried(place int) answer {
	return func(f format, b []byte, r *rows.Rows, row int, first bool) []byte {
		return f.raw(b, r.Kept(row, place), first)
	}
}
