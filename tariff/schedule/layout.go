package schedule

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// layout is the form of a table: which column is which, and how it writes codes and days.
type layout struct {
	name string
	at   columns
	// official: codes of ten digits that stand for all below, ends that are last days.
	official bool
}

// columns are places in a row; -1 is a column that the table does not have.
type columns struct{ code, duty, from, to, units, kind, area int }

// Erga omnes, and the duty on third countries, in both official layouts.
const (
	everyOrigin  = "1011"
	thirdCountry = "103"
)

// kinds are the types of measures by their codes.
var kinds = map[string]string{
	"105": "duty under end use", "106": "customs union duty", "112": "suspension", "115": "suspension under end use",
	"122": "tariff quota", "123": "tariff quota under end use", "142": "preference", "143": "preferential quota",
	"145": "preference under end use", "146": "preferential quota under end use", "551": "provisional antidumping duty",
	"552": "antidumping duty", "553": "provisional countervailing duty", "554": "countervailing duty",
	"695": "additional duty", "696": "additional duty (safeguard)",
}

// layoutOf recognises a header.
func layoutOf(head []string) (*layout, string) {
	at := map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(name, "\ufeff")), " "))
		if _, twice := at[name]; !twice {
			at[name] = i
		}
	}
	place := func(names ...string) int {
		for _, n := range names {
			if i, ok := at[n]; ok {
				return i
			}
		}
		return -1
	}
	forms := []layout{
		{"TARIC", columns{
			place("goods code"), place("duty"), place("start date"), place("end date"), -1,
			place("meas. type code"), place("origin code"),
		}, true},
		{"UK", columns{
			place("commodity__code"), place("measure__duty_expression"), place("measure__effective_start_date"),
			place("measure__effective_end_date"), -1, place("measure__type__id"), place("measure__geographical_area__id"),
		}, true},
		{"simple", columns{
			place("code", "hts", "hs"), place("duty", "rate"), place("from"), place("to"), place("units", "unit"), -1, -1,
		}, false},
	}
	for i := range forms {
		f := &forms[i]
		switch {
		case f.at.code < 0:
		case f.at.duty < 0:
			return nil, "the column of duties is missing"
		case f.official && (f.at.kind < 0 || f.at.area < 0 || f.at.from < 0 || f.at.to < 0):
			return nil, "the layout is that of " + f.name + ", and a column of type, origin or dates is missing"
		default:
			return f, ""
		}
	}
	return nil, "no header of a schedule: code,duty,from,to or one of TARIC or of the United Kingdom was expected"
}

func (l *layout) field(f []string, at int) string {
	if at < 0 || at >= len(f) {
		return ""
	}
	return strings.TrimSpace(f[at])
}

// other says what a row is that is no base rate.
func (l *layout) other(f []string) string {
	if !l.official {
		return ""
	}
	kind, area := l.field(f, l.at.kind), l.field(f, l.at.area)
	if kind == thirdCountry && area == everyOrigin {
		return ""
	}
	name := "measure type " + kind
	if known := kinds[kind]; known != "" {
		name += " (" + known + ")"
	}
	if kind == thirdCountry {
		return name + " of one origin"
	}
	return name
}

// code reads a code; the official ones lose the zeros that say "and everything below".
func (l *layout) code(text string) (trade.Product, string) {
	const digits = 10
	if l.official {
		text, _, _ = strings.Cut(text, " ") // what follows is the suffix of the nomenclature
	}
	p, err := trade.ParseProduct(text)
	if err != nil || len(p)%2 != 0 {
		return "", "a code of 2, 4, 6, 8 or 10 digits was expected: is a zero missing?"
	}
	if !l.official {
		return p, ""
	}
	if len(p) != digits {
		return "", "a code of 10 digits was expected: is a zero missing?"
	}
	for len(p) > 2 && p[len(p)-2:] == "00" {
		p = p[:len(p)-2]
	}
	return p, ""
}

// days reads the first day and the end.
func (l *layout) days(first, end string) (trade.Interval, string) {
	var iv trade.Interval
	var ok bool
	if iv.From, ok = day(first); !ok {
		return iv, "the first day is no date"
	}
	if iv.To, ok = day(end); !ok {
		return iv, "the end is no date"
	}
	if l.official && !iv.To.IsZero() {
		iv.To = iv.To.AddDays(1)
	}
	if !iv.To.IsZero() && !iv.From.Before(iv.To) {
		return iv, fmt.Sprintf("the days end before they begin, on %s", iv.From)
	}
	return iv, ""
}

// day reads 2026-01-31, 31-01-2026, or the number of a day in a workbook; empty is none.
func day(text string) (trade.Date, bool) {
	text, _, _ = strings.Cut(text, " ")
	if text == "" {
		return trade.Date{}, true
	}
	if d, err := trade.ParseDate(text); err == nil {
		return d, true
	}
	if p := strings.Split(strings.ReplaceAll(text, "/", "-"), "-"); len(p) == 3 && len(p[0]) == 2 && len(p[2]) == 4 {
		d, err := trade.ParseDate(p[2] + "-" + p[1] + "-" + p[0])
		return d, err == nil
	}
	const first, last = 20_000, 80_000 // 1954 to 2119
	if n, err := strconv.Atoi(text); err == nil && n > first && n < last {
		return trade.NewDate(1899, 12, 30).AddDays(n), true
	}
	return trade.Date{}, false
}
