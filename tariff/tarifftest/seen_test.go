package tarifftest

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// everything is what random answers must have come to, so that no way of stacking and no
// field of an exception is left out as the generator changes.
var everything = []string{
	"asked columns", "asked file", "asked panel", "asked mean", "asked diff", "asked history",
	"an added duty", "a total", "a total that the base duty reaches", "a total under its other heading",
	"a total over the general rate beside a special one", "several totals", "several added duties",
	"a replacement", "a replacement on a part", "several replacements", "the largest of a group",
	"the largest of a group, with a total", "the largest of a group, with a replacement",
	"displaced", "on the rest after an exception",
	"on content of steel", "on content of aluminum", "on content of copper",
	"on content of non_us", "on content up to a part", "the whole value in place of content",
	"exempt by claim", "exempt unless claimed", "exempt under the USMCA", "exempt outside the USMCA", "exempt by program",
	"exempt as loaded before", "exempt by origin", "exempt by products", "exempt during days",
	"exempt as subject to another",
	"lifted by United States content", "a duty on a quantity", "a duty of steps", "a third of a percent",
	"column 2", "a special program", "a season", "work abroad", "work abroad on the full value",
	"a measure on claim", "a question answered", "not in force",
	"error missing_fact", "error prohibited", "error out_of_season", "error unknown_claim", "error horizon",
	"needs a number",
}

// seen counts what the answers came to.
func (a *agreement) seen() map[string]int {
	out := map[string]int{}
	for way, n := range a.compared {
		out["asked "+way] += n
	}
	for k := range a.assessments {
		measures := map[string]*law.Measure{}
		for i := range a.books[k].Measures {
			m := &a.books[k].Measures[i]
			measures[m.Heading] = m
			if m.AtCap != "" {
				measures[m.AtCap] = m
			}
		}
		for i, x := range a.assessments[k] {
			if err := a.want[k][i].Err; err != nil {
				out["error "+tariff.ErrorCode(err)]++
				if strings.Contains(err.Error(), "10-digit number") {
					out["needs a number"]++
				}
				continue
			}
			if x != nil {
				seenOf(x, measures, out)
			}
		}
	}
	return out
}

// seenOf counts what one answer came to.
func seenOf(x *tariff.Assessment, measures map[string]*law.Measure, out map[string]int) {
	totals, added := 0, 0
	special := x.Lines[0].Authority == law.Special
	switch {
	case special:
		out["a special program"]++
	case x.Lines[0].Authority == law.Column2:
		out["column 2"]++
	}
	if strings.Contains(x.Lines[0].Reason, "stands in place") && x.Lines[0].Status == tariff.Applied {
		out["a replacement on a part"]++
	}
	if x.Entry.Product.Within("0702") {
		out["a season"]++
	}
	if law.ForWorkAbroad(x.Entry.Product) {
		out["work abroad"]++
	}
	for i := range x.Lines[1:] {
		l := &x.Lines[1+i]
		m := measures[l.Heading]
		if m == nil {
			if l.Status == tariff.Applied && strings.HasPrefix(l.Heading, "9904") {
				out["a duty of steps"]++
			}
			continue
		}
		t := termOn(m, x.Entry.Date)
		switch l.Status {
		case tariff.Applied:
			switch m.Stacking {
			case law.TopsUp:
				out["a total"]++
				totals++
				if l.Duty.IsZero() {
					out["a total that the base duty reaches"]++
				}
				if l.Heading == m.AtCap {
					out["a total under its other heading"]++
				}
				if special && m.OnGeneral {
					out["a total over the general rate beside a special one"]++
				}
			case law.Replaces:
				out["a replacement"]++
			default:
				out["an added duty"]++
				added++
			}
			if strings.Contains(l.Reason, "on the rest of the value after") {
				out["on the rest after an exception"]++
				if strings.Contains(l.Reason, "United States content") {
					out["lifted by United States content"]++
				}
			}
			switch {
			case t != nil && t.Basis == law.WholeValue:
				out["the whole value in place of content"]++
			case m.Basis != law.FullValue:
				out["on content of "+string(m.Basis)]++
			}
			if m.UpTo != "" {
				out["on content up to a part"]++
			}
			if strings.Contains(l.DutyText, "/kg") {
				out["a duty on a quantity"]++
			}
			if l.DutyText == "33 1/3%" {
				out["a third of a percent"]++
			}
			if m.OnClaim {
				out["a measure on claim"]++
			}
			if m.Ask != "" {
				out["a question answered"]++
			}
			if law.ForWorkAbroad(x.Entry.Product) && len(m.FullUnder) > 0 {
				out["work abroad on the full value"]++
			}
		case tariff.Displaced, tariff.Exempt:
			seenOff(l, m, measures, out)
		case tariff.NotInForce:
			out["not in force"]++
		}
	}
	if totals > 1 {
		out["several totals"]++
	}
	if added > 1 {
		out["several added duties"]++
	}
}

// seenOff counts why a measure does not charge.
func seenOff(l *tariff.AssessedLine, m *law.Measure, measures map[string]*law.Measure, out map[string]int) {
	switch {
	case strings.HasPrefix(l.Reason, "only the largest duty of its group"):
		out["the largest of a group"]++
		for _, of := range []*law.Measure{m, measures[l.By]} {
			switch {
			case of == nil:
			case of.Stacking == law.TopsUp:
				out["the largest of a group, with a total"]++
			case of.Stacking == law.Replaces:
				out["the largest of a group, with a replacement"]++
			}
		}
		return
	case strings.HasPrefix(l.Reason, "of what stands in place"):
		out["several replacements"]++
		return
	case l.Status == tariff.Displaced:
		out["displaced"]++
	}
	for i := range m.Exceptions {
		x := &m.Exceptions[i]
		if !strings.HasPrefix(l.Reason, x.Heading+" ") {
			continue
		}
		for what, is := range map[string]bool{
			"exempt by claim": x.Claimed, "exempt unless claimed": x.Presumed, "exempt under the USMCA": x.USMCA,
			"exempt outside the USMCA": x.NotUSMCA, "exempt by program": len(x.Programs) > 0,
			"exempt as loaded before": !x.LoadedBefore.IsZero(), "exempt by origin": len(x.Origins.In) > 0,
			"exempt by products": len(x.Products.Lists)+len(x.Products.Codes.In)+len(x.Products.Except) > 0,
			"exempt during days": !x.During.From.IsZero(), "exempt as subject to another": len(x.Subject) > 0,
		} {
			if is {
				out[what]++
			}
		}
	}
}

func termOn(m *law.Measure, on trade.Date) *law.Term {
	for i := range m.Terms {
		if t := &m.Terms[i]; t.Contains(on) && t.Overtaken.IsZero() {
			return t
		}
	}
	return nil
}
