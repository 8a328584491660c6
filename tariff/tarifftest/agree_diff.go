package tarifftest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// differences compares Diff between the days of two entries of the same goods with what
// they pay: it names every duty that charges on one day only, or another amount, and what
// it says began or ended charges on one day only.
func (a *agreement) differences(k int) error {
	e, asked := a.engines[k], map[tariff.DiffQuery]bool{}
	for i := range a.entries {
		for j := range a.entries[:i] {
			x, y := a.entries[i], a.entries[j]
			if x.Date == y.Date || x.Origin != y.Origin || x.Product != y.Product || claimText(&x.Claims) != "" {
				continue
			}
			y = x
			y.Date = a.entries[j].Date
			if y.Date.Before(x.Date) {
				x, y = y, x
			}
			query := tariff.DiffQuery{From: x.Date, To: y.Date, Origin: x.Origin, Product: x.Product}
			if asked[query] {
				continue
			}
			asked[query] = true
			before, errBefore := e.Assess(x)
			after, errAfter := e.Assess(y)
			if errBefore != nil || errAfter != nil {
				continue
			}
			diff, err := e.Diff(query)
			if err != nil {
				return err
			}
			a.compared["diff"]++
			way := fmt.Sprintf("Diff of %s and %s", x.Date, y.Date)
			names := func(heading string) bool {
				of := declaredAs(a.books[k], heading)
				return slices.ContainsFunc(diff, func(d tariff.Difference) bool {
					its := func(m *law.Measure) bool { return m.Heading == d.Heading }
					return slices.ContainsFunc(of, its) || d.Kind == "base" && strings.HasPrefix(d.Heading, heading)
				})
			}
			for _, heading := range chargedOtherwise(before, after) {
				// What tops up the base duty moves with it, and on a quantity that nothing is
				// stated of no duty is the largest.
				if !onQuantity(a.books[k], before) && !onQuantity(a.books[k], after) && !names(heading) &&
					!names(before.Lines[0].Heading) {
					a.differ(i, way, "not a word of "+heading, fmt.Sprintf("%s and %s", before.Total, after.Total))
				}
			}
			for _, d := range diff {
				if (d.Kind == "began" && applied(before, d.Heading)) ||
					(d.Kind == "ended" && applied(after, d.Heading)) {
					a.differ(i, way, string(d.Kind)+" "+d.Heading, "charged on both days")
				}
			}
		}
	}
	return nil
}

// chargedOtherwise are the headings that charge something on one day which they do not on
// the other.
func chargedOtherwise(before, after *tariff.Assessment) []string {
	duty := func(x *tariff.Assessment) map[string]string {
		out := map[string]string{}
		for _, l := range x.Applied() {
			out[l.Heading] = l.Duty.String()
		}
		return out
	}
	was, is := duty(before), duty(after)
	var out []string
	for _, x := range []*tariff.Assessment{before, after} {
		for _, l := range x.Applied() {
			old, charged := was[l.Heading]
			now, charges := is[l.Heading]
			if (charged != charges || old != now) && !slices.Contains(out, l.Heading) {
				out = append(out, l.Heading)
			}
		}
	}
	return out
}

// declaredAs are the measures whose goods are declared under a heading: their own, that of a
// base duty which reaches their total, or that of a step of their duty.
func declaredAs(b *law.Book, heading string) []*law.Measure {
	var out []*law.Measure
	for i := range b.Measures {
		m := &b.Measures[i]
		step := func(t law.Term) bool { return strings.Contains(t.Duty, heading+":") }
		if m.Heading == heading || m.AtCap == heading || slices.ContainsFunc(m.Terms, step) {
			out = append(out, m)
		}
	}
	return out
}

// onQuantity reports whether a duty that was considered is on a quantity.
func onQuantity(b *law.Book, x *tariff.Assessment) bool {
	needs := func(text string) bool {
		d, _ := duty.Parse(text)
		return len(d.Needs()) > 0
	}
	return slices.ContainsFunc(x.Lines, func(l tariff.AssessedLine) bool {
		return needs(l.DutyText) || slices.ContainsFunc(declaredAs(b, l.Heading), func(m *law.Measure) bool {
			return slices.ContainsFunc(m.Terms, func(t law.Term) bool { return needs(t.Duty) })
		})
	})
}

func applied(x *tariff.Assessment, heading string) bool {
	return slices.ContainsFunc(x.Applied(), func(l tariff.AssessedLine) bool { return l.Heading == heading })
}
