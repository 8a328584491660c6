package source

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// boundYear is a column of values of one period: of a year, a quarter or a month, or of
// a quarter or month of the year that another column states.
type boundYear struct {
	column         int
	header         string
	period         trade.Interval
	month, quarter int  // of the year of the row
	toDate         bool // from the beginning of the year on
	partial        bool // of a part of a year
}

// of is the period of the column in a row of a year.
func (y *boundYear) of(row trade.Interval) trade.Interval {
	year, _, _ := row.From.Parts()
	switch {
	case y.month > 0:
		return trade.NewMonth(year, y.month).Interval()
	case y.quarter > 0:
		return quarterOf(year, y.quarter)
	}
	return y.period
}

// relative: the column needs the year of the row.
func (y *boundYear) relative() bool { return y.month > 0 || y.quarter > 0 }

var (
	toDateWords   = regexp.MustCompile(`\b(?:ytd|year[ -]to[ -]date)\b`)
	estimateWords = regexp.MustCompile(`\s*\((?:p|r|prov|provisional|revised|estimate|e)\)$`)
	fiscalYear    = regexp.MustCompile(`^(?:fy ?)?(\d{4} ?- ?(?:\d{4}|\d{2}))$`)
	fiscalPart    = regexp.MustCompile(`^(\d{4} ?- ?(?:\d{4}|\d{2})) ?\(?([a-z]{3,9})\.? ?(?:-|–|to) ?([a-z]{3,9})\.?(?:[' ]*\d{2,4})?\)?$`)
	partFiscal    = regexp.MustCompile(`^([a-z]{3,9})\.? ?(?:-|–|to) ?([a-z]{3,9})\.? ?\(?(\d{4} ?- ?(?:\d{4}|\d{2}))\)?$`)
	quarterName   = regexp.MustCompile(`^(?:q|quarter ?|qtr\.? ?)([1-4])$|^([1-4])(?:st|nd|rd|th)? ?(?:q|qtr\.?|quarter)$|^(first|second|third|fourth) quarter$`)
)

// column reads the header of a column of values.
func (w wide) column(header string) (y boundYear, ok bool) {
	h := header
	if toDateWords.MatchString(h) {
		y.toDate, h = true, strings.Trim(toDateWords.ReplaceAllString(h, " "), " ()-")
		h = strings.Join(strings.Fields(h), " ")
	}
	h = estimateWords.ReplaceAllString(h, "")
	if w == notWide || h == "" || len(h) > 40 {
		return y, false
	}
	if w == wideFiscal {
		if m := fiscalYear.FindStringSubmatch(h); m != nil {
			f, err := trade.ParseIndiaFiscalYear(m[1])
			y.period = f.Interval()
			return y, err == nil
		}
		m := fiscalPart.FindStringSubmatch(h)
		if m == nil {
			if m = partFiscal.FindStringSubmatch(h); m != nil {
				m = []string{m[0], m[3], m[1], m[2]}
			}
		}
		if m != nil {
			f, err := trade.ParseIndiaFiscalYear(m[1])
			from, to := monthNumber(m[2]), monthNumber(m[3])
			if err != nil || from == 0 || to == 0 {
				return y, false
			}
			// April is the first month of the year, March the twelfth.
			first, last := f.Start.AddMonths((from+8)%12), f.Start.AddMonths((to+8)%12)
			y.period, y.partial = trade.Interval{From: first.Interval().From, To: last.Interval().To}, true
			return y, first.Interval().From.Before(y.period.To)
		}
	}
	if m := filled(quarterName.FindStringSubmatch(h)); m != nil {
		y.quarter = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4}[m[0]]
		if y.quarter == 0 {
			y.quarter = atoi(m[0])
		}
		return y, !y.toDate
	}
	if y.month = monthNumber(h); y.month > 0 {
		return y, !y.toDate
	}
	if !strings.ContainsAny(h, "0123456789") {
		return y, false
	}
	if len(h) == 4 {
		p, err := trade.ParsePeriod(h)
		y.period = p
		return y, err == nil && h >= "1900" && h <= "2199"
	}
	p, found := anyPeriod(h, NoOrder)
	if !found {
		var err error
		if p, err = trade.ParsePeriod(h); err != nil || len(h) == 10 {
			return y, false
		}
	}
	y.period = p
	from, _, _ := p.From.Parts()
	y.partial = nameRange.MatchString(h)
	return y, from >= 1900 && from <= maxYear && p.To.Sub(p.From) > 1
}

// example is what a table has to have.
func (w wide) example() string {
	if w == wideFiscal {
		return "a year such as 2024 - 2025"
	}
	return "a year such as 2024, or a month such as 2024-05 or January beside a column year"
}

var monthRange = regexp.MustCompile(`\b([a-z]{3,9})\.? ?(?:-|–|to|through) ?([a-z]{3,9})\b|\b(?:through|to|until) ([a-z]{3,9})\b`)

// toDate finds out up to which month columns count that are of the year to date.
func (r *reader) toDate() error {
	stated := ""
	for _, text := range r.titles() {
		if toDateWords.MatchString(text) {
			stated = text
		}
	}
	last := 0
	if stated != "" {
		for _, m := range monthRange.FindAllStringSubmatch(stated, -1) {
			if f := filled(m); monthNumber(f[len(f)-1]) > 0 && (len(f) == 1 || monthNumber(f[0]) <= 1) {
				last = monthNumber(f[len(f)-1])
			}
		}
	}
	marked := false
	for i := range r.b.wide {
		marked = marked || r.b.wide[i].toDate
	}
	for i := range r.b.wide {
		y := &r.b.wide[i]
		days := y.period.To.Sub(y.period.From)
		switch {
		case y.relative() || stated == "" && !y.toDate || marked && !y.toDate || days < 360:
			continue // a month, or a year beside columns that say that they are not
		case last == 0:
			return r.f.refuse(codeUnstated, r.d.Sheet, r.d.cell(y.column), y.header,
				"the values count from January to a month that the file does not name; write it into the title, Year To Date "+
					"from Jan - Jun")
		}
		year, _, _ := y.period.From.Parts()
		y.period = trade.Interval{From: trade.NewDate(year, 1, 1), To: trade.NewDate(year, last+1, 1)}
		y.toDate, y.partial = true, true
	}
	for i := range r.b.wide {
		if y := &r.b.wide[i]; y.partial || y.toDate {
			r.warnings = append(r.warnings,
				Count{
					Reason: fmt.Sprintf("column of a part of a year: %s", y.period), Rows: 1,
					Cell: address(r.d.Sheet, r.d.cell(y.column)), Text: y.header,
				})
		}
	}
	return nil
}
