package udf

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// answerer answers the rows of a batch, in order.
type answerer struct {
	batch   *tariff.Batch
	asked   []answer
	workers int
	charges tariff.Charges
	barred  bool // embargoes are asked for
	out     []byte
	may     map[string]bool // by origin: whether some of its goods are barred
}

// answer appends what was asked of a row. at is its place in the columns, or -1.
type answer func(f format, b []byte, r *rows, row int, first bool) []byte

// newAnswerer finds what the names mean: amounts, the error, a column to carry through, or
// the duty of an authority. keep are the columns that are carried through.
func newAnswerer(batch *tariff.Batch, names []string, columns []column, workers int) (a *answerer, keep []int, err error) {
	a = &answerer{batch: batch, workers: workers, may: map[string]bool{}}
	authorities := batch.Authorities()
	amounts := map[string]func(row int32) int64{
		"total_duty":      func(row int32) int64 { return a.charges.Base[row] + a.charges.Additional[row] },
		"base_duty":       func(row int32) int64 { return a.charges.Base[row] },
		"additional_duty": func(row int32) int64 { return a.charges.Additional[row] },
	}
	for i, name := range authorities {
		if name == law.Embargo {
			continue // it charges nothing; what it forbids has an answer of its own
		}
		amounts[authorityName(name)] = func(row int32) int64 { return a.charges.ByAuthority[i][row] }
	}
	for _, name := range names {
		name = strings.TrimSpace(name)
		if amount, known := amounts[name]; known {
			if slices.ContainsFunc(authorities, func(x law.Authority) bool { return authorityName(x) == name }) {
				a.charges.ByAuthority = make([][]int64, len(authorities))
			}
			a.asked = append(a.asked, a.amount(amount))
			continue
		}
		switch at := slices.IndexFunc(columns, func(c column) bool { return c.name == name }); {
		case at >= 0:
			a.asked = append(a.asked, carried(len(keep)))
			keep = append(keep, at)
		case name == "error":
			a.asked = append(a.asked, a.text(line))
		case name == "code":
			a.asked = append(a.asked, a.text(tariff.ErrorCode))
		case name == "embargo":
			a.asked = append(a.asked, a.embargo)
		default:
			known := []string{"total_duty", "base_duty", "additional_duty", "code", "error", "embargo"}
			for _, x := range slices.DeleteFunc(authorities, func(x law.Authority) bool { return x == law.Embargo }) {
				known = append(known, authorityName(x))
			}
			return nil, nil, &UsageError{fmt.Sprintf("-answers: there is no %q; there are %s, and the columns of the input", name, strings.Join(known, ", "))}
		}
	}
	return a, keep, nil
}

// authorityName is the name of an authority as a column: section_232.
func authorityName(a law.Authority) string {
	return strings.ReplaceAll(strings.ToLower(string(a)), " ", "_")
}

// run answers the rows.
func (a *answerer) run(ctx context.Context, f format, r *rows) ([]byte, error) {
	_, err := tariff.AssessColumns(ctx, a.batch, &r.entries, tariff.ColumnOptions{Workers: a.workers, Charges: []*tariff.Charges{&a.charges}, Rejects: -1})
	if err != nil {
		return nil, err
	}
	b := a.out[:0]
	for i := range r.row {
		for k, ask := range a.asked {
			b = ask(f, b, r, i, k == 0)
		}
		b = f.end(b)
	}
	a.out = b
	return b, nil
}

// answered reports whether a row has an answer.
func (a *answerer) answered(r *rows, row int) bool {
	return r.row[row] >= 0 && !a.charges.Rejected[r.row[row]]
}

// amount is NULL, never 0, where there is no answer.
func (a *answerer) amount(of func(row int32) int64) answer {
	return func(f format, b []byte, r *rows, row int, first bool) []byte {
		if !a.answered(r, row) {
			return f.null(b, first)
		}
		return f.cents(b, of(r.row[row]), first)
	}
}

// text says something about the error of a row, and nothing where there is none.
func (a *answerer) text(say func(error) string) answer {
	return func(f format, b []byte, r *rows, row int, first bool) []byte {
		if a.answered(r, row) {
			return f.text(b, "", first)
		}
		err := r.wrong[row]
		if err == nil {
			err = a.batch.Why(r.entries.Entry(int(r.row[row])))
		}
		return f.text(b, say(err), first)
	}
}

// embargo names the measures without whose licence the goods may not be imported.
func (a *answerer) embargo(f format, b []byte, r *rows, row int, first bool) []byte {
	at := r.row[row]
	if at < 0 {
		return f.text(b, "", first)
	}
	e := r.entries.Entry(int(at))
	may, known := a.may[string(e.Origin)]
	if !known {
		may = a.batch.MayBar(e.Origin)
		a.may[string(e.Origin)] = may
	}
	if !may {
		return f.text(b, "", first)
	}
	var names []string
	for _, m := range a.batch.Embargoes(e) {
		names = append(names, m.Heading+", "+m.Title)
	}
	return f.text(b, strings.Join(names, "; "), first)
}

// carried is a column of the input.
func carried(place int) answer {
	return func(f format, b []byte, r *rows, row int, first bool) []byte {
		at := row*len(r.keep) + place
		start := 0
		if at > 0 {
			start = r.ends[at-1]
		}
		return f.raw(b, r.kept[start:r.ends[at]], first)
	}
}
