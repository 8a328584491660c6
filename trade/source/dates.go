package source

import (
	"regexp"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// DateOrder is how a file writes days in figures alone, such as 1/9/2025, which no
// file says of itself.
type DateOrder string

// The orders. Without one such a day is a problem.
const (
	NoOrder      DateOrder = ""
	DayMonthYear DateOrder = "dmy"
	MonthDayYear DateOrder = "mdy"
)

var (
	clockEnd     = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$`)
	yearAndMonth = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})$|^(\d{4})(\d{2})$|^(\d{4})-?[mM](\d{1,2})$`)
	monthAndYear = regexp.MustCompile(`^(\d{1,2})[/.](\d{4})$`)
	yearQuarter  = regexp.MustCompile(`^(\d{4})[- /]?[qQ]([1-4])$`)
	quarterYear  = regexp.MustCompile(`^[qQ]([1-4])[- /']?(\d{4})$|^([1-4])[qQ][- /']?(\d{4})$`)
	wholeDay     = regexp.MustCompile(`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$|^(\d{4})(\d{2})(\d{2})$`)
	figureDay    = regexp.MustCompile(`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})$`)
	nameYear     = regexp.MustCompile(`^([A-Za-z]{3,9})\.?[- ,/]+(\d{4})$|^(\d{4})[- /]+([A-Za-z]{3,9})\.?$`)
	dayName      = regexp.MustCompile(`^(\d{1,2})[- ]([A-Za-z]{3,9})\.?[-, ]+(\d{4})$`)
	nameDay      = regexp.MustCompile(`^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$`)
	nameRange    = regexp.MustCompile(`^([A-Za-z]{3,9})\.? ?(?:-|–|to|through) ?([A-Za-z]{3,9})\.?,? ?\(?(\d{4})\)?$|^(\d{4}) ?\(?([A-Za-z]{3,9})\.? ?(?:-|–|to|through) ?([A-Za-z]{3,9})\.?\)?$`)
)

// monthNumber reads the English name of a month, whole or its first three letters.
func monthNumber(name string) int {
	name = strings.ToLower(name)
	for m := 1; m <= 12; m++ {
		full := strings.ToLower(trade.NewDate(2000, m, 1).Time().Month().String())
		if name == full || name == full[:3] || (m == 9 && name == "sept") {
			return m
		}
	}
	return 0
}

// filled are the groups of a match that hold something.
func filled(m []string) (out []string) {
	for _, s := range m[min(1, len(m)):] {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func monthOf(year, month int) (trade.Interval, bool) {
	return trade.NewMonth(year, month).Interval(), month >= 1 && month <= 12
}

func quarterOf(year, quarter int) trade.Interval {
	return trade.Interval{From: trade.NewDate(year, 3*quarter-2, 1), To: trade.NewDate(year, 3*quarter+1, 1)}
}

func dayOf(year, month, day int) (trade.Interval, bool) {
	d := trade.NewDate(year, month, day)
	y, m, dd := d.Parts()
	return trade.Interval{From: d, To: d.AddDays(1)}, !d.IsZero() && y == year && m == month && dd == day
}

// anyPeriod reads what states a period without doubt: 202509, 2025-9, 2025M09, 2025Q3,
// Sep 2025, 09/2025, 2025/09/01, 1 Sep 2025, 20250901, Apr-Sep 2025, and days in figures
// where their order is known. A time of day does not change the day.
func anyPeriod(s string, order DateOrder) (trade.Interval, bool) {
	if m := clockEnd.FindStringSubmatch(s); m != nil {
		s = m[1]
		if p, err := trade.ParsePeriod(s); err == nil {
			return p, true
		}
	}
	if f := filled(yearAndMonth.FindStringSubmatch(s)); f != nil {
		return monthOf(atoi(f[0]), atoi(f[1]))
	}
	if f := filled(monthAndYear.FindStringSubmatch(s)); f != nil {
		return monthOf(atoi(f[1]), atoi(f[0]))
	}
	if f := filled(yearQuarter.FindStringSubmatch(s)); f != nil {
		return quarterOf(atoi(f[0]), atoi(f[1])), true
	}
	if f := filled(quarterYear.FindStringSubmatch(s)); f != nil {
		return quarterOf(atoi(f[1]), atoi(f[0])), true
	}
	if f := filled(wholeDay.FindStringSubmatch(s)); f != nil {
		return dayOf(atoi(f[0]), atoi(f[1]), atoi(f[2]))
	}
	if f := filled(nameYear.FindStringSubmatch(s)); f != nil {
		if allDigits(f[0]) {
			f[0], f[1] = f[1], f[0]
		}
		return monthOf(atoi(f[1]), monthNumber(f[0]))
	}
	if f := filled(dayName.FindStringSubmatch(s)); f != nil && monthNumber(f[1]) > 0 {
		return dayOf(atoi(f[2]), monthNumber(f[1]), atoi(f[0]))
	}
	if f := filled(nameDay.FindStringSubmatch(s)); f != nil && monthNumber(f[0]) > 0 {
		return dayOf(atoi(f[2]), monthNumber(f[0]), atoi(f[1]))
	}
	if f := filled(nameRange.FindStringSubmatch(s)); f != nil {
		if allDigits(f[0]) {
			f = []string{f[1], f[2], f[0]}
		}
		from, to := monthNumber(f[0]), monthNumber(f[1])
		year := atoi(f[2])
		return trade.Interval{From: trade.NewDate(year, from, 1), To: trade.NewDate(year, to+1, 1)}, from > 0 && to >= from
	}
	if m := figureDay.FindStringSubmatch(s); m != nil {
		switch order {
		case DayMonthYear:
			return dayOf(atoi(m[4]), atoi(m[3]), atoi(m[1]))
		case MonthDayYear:
			return dayOf(atoi(m[4]), atoi(m[1]), atoi(m[3]))
		}
	}
	return trade.Interval{}, false
}

// yearsInFigures are a year and the end of the next, or a month that no year has.
var yearsInFigures = regexp.MustCompile(`^\d{4}-\d{2}$`)

// periodHint says what to do about a text that is no period.
func periodHint(s, want string) string {
	switch {
	case figureDay.MatchString(s):
		return "a day in figures: say whether the day or the month stands first (dates dmy or mdy), or write yyyy-mm-dd"
	case strings.HasPrefix(strings.ToUpper(s), "FY") || yearsInFigures.MatchString(s):
		return "not a month; for a year of accounts write its first and last day, 2024-04-01..2025-03-31"
	case len(s) == 5 && allDigits(s):
		return "a number that is no year; format the cell as a date, or write yyyy-mm-dd"
	}
	return "not a period; " + want
}
