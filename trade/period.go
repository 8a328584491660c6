package trade

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Month is a calendar month, such as 2025-08. The zero Month is not set.
type Month struct{ n int32 } // year*12 + month-1, plus 1

// NewMonth returns the month; a number outside 1 to 12 is carried into the year.
// A result outside the years 1 to 9999 is the zero Month.
func NewMonth(year, month int) Month {
	if year < -9999 || year > 19999 || month < -99999 || month > 99999 {
		return Month{}
	}
	n := year*12 + month - 1
	if n < 12 || n >= 10000*12 {
		return Month{}
	}
	return Month{int32(n) + 1}
}

// MonthOf returns the month of a day.
func MonthOf(d Date) Month {
	y, m, _ := d.Parts()
	return NewMonth(y, m)
}

// ParseMonth reads yyyy-mm.
func ParseMonth(s string) (Month, error) {
	d, err := ParseDate(s + "-01")
	if err != nil || len(s) != 7 {
		return Month{}, &PeriodError{s, "want yyyy-mm, such as 2025-08"}
	}
	return MonthOf(d), nil
}

// PeriodError reports a text that is no period.
type PeriodError struct{ Text, Want string }

func (e *PeriodError) Error() string { return fmt.Sprintf("period %q: %s", clip.Text(e.Text), e.Want) }

// IsZero reports whether the month is not set.
func (m Month) IsZero() bool { return m.n == 0 }

// Parts returns year and month; zeros when not set.
func (m Month) Parts() (year, month int) {
	if m.n == 0 {
		return 0, 0
	}
	n := int(m.n) - 1
	return n / 12, n%12 + 1
}

// AddMonths returns the month n months later.
func (m Month) AddMonths(n int) Month {
	if m.n == 0 || n > 200000 || n < -200000 {
		return Month{}
	}
	y, mm := m.Parts()
	return NewMonth(y, mm+n)
}

// Interval is the days of the month; no day at all when the month is not set.
func (m Month) Interval() Interval {
	if m.n == 0 {
		return noDays()
	}
	y, mm := m.Parts()
	return Interval{NewDate(y, mm, 1), NewDate(y, mm+1, 1)}
}

// noDays is an interval that is empty. The zero Interval is not: it has no bounds.
func noDays() Interval { return Interval{DateFromDays(1), DateFromDays(1)} }

// String returns yyyy-mm, or "" when not set.
func (m Month) String() string {
	if m.n == 0 {
		return ""
	}
	y, mm := m.Parts()
	return fmt.Sprintf("%04d-%02d", y, mm)
}

// MarshalText writes yyyy-mm.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads yyyy-mm; the empty text is the zero Month.
func (m *Month) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = Month{}
		return nil
	}
	v, err := ParseMonth(string(b))
	if err == nil {
		*m = v
	}
	return err
}

// ParsePeriod reads yyyy, yyyy-mm or yyyy-mm-dd as the days that it names.
func ParsePeriod(s string) (Interval, error) {
	switch len(s) {
	case 4:
		if d, err := ParseDate(s + "-01-01"); err == nil {
			return Year(d).Interval(), nil
		}
	case 7:
		if m, err := ParseMonth(s); err == nil {
			return m.Interval(), nil
		}
	case 10:
		if d, err := ParseDate(s); err == nil {
			return Interval{d, d.AddDays(1)}, nil
		}
	}
	return Interval{}, &PeriodError{s, "want yyyy, yyyy-mm or yyyy-mm-dd"}
}

// FiscalYear is a year of accounts: the calendar year, that of the United States
// government (October to September, named by the year in which it ends), or that
// of India (April to March, named by both years).
type FiscalYear struct {
	Start Month
	india bool
}

// Year returns the calendar year of a day.
func Year(d Date) FiscalYear {
	y, _, _ := d.Parts()
	return FiscalYear{Start: NewMonth(y, 1)}
}

// USFiscalYear returns the fiscal year of the United States that ends in the year:
// 2026 runs from October 2025 to September 2026.
func USFiscalYear(ends int) FiscalYear { return FiscalYear{Start: NewMonth(ends-1, 10)} }

// IndiaFiscalYear returns the fiscal year of India that ends in the year: 2026,
// printed FY2025-26 and often called FY26, runs from April 2025 to March 2026.
func IndiaFiscalYear(ends int) FiscalYear {
	return FiscalYear{Start: NewMonth(ends-1, 4), india: true}
}

// ParseUSFiscalYear reads "FY2026" or "FY26". "2026" alone is refused, since it may
// be the calendar year.
func ParseUSFiscalYear(s string) (FiscalYear, error) {
	if ends, ok := yearOfAccounts(s); ok {
		return USFiscalYear(ends), nil
	}
	return FiscalYear{}, &PeriodError{s, "want a fiscal year such as FY2026, which ends in September 2026"}
}

// ParseIndiaFiscalYear reads "FY2025-26", "2025-26" and "2025-2026", with or without
// blanks, and "FY26" and "FY2026", which name the year by its end in March 2026.
// "2026" alone is refused, since it may be the calendar year.
func ParseIndiaFiscalYear(s string) (FiscalYear, error) {
	text := strings.ReplaceAll(s, " ", "")
	if ends, ok := yearOfAccounts(text); ok {
		return IndiaFiscalYear(ends), nil
	}
	starts, ends, _ := strings.Cut(strings.TrimPrefix(text, "FY"), "-")
	first, ok1 := digits(starts)
	last, ok2 := digits(ends)
	if len(ends) == 2 {
		last += (first + 1) / 100 * 100 // the century of the year in which it ends
	}
	if !ok1 || !ok2 || len(starts) != 4 || len(ends)%2 != 0 || first == 0 || last != first+1 || last > 9999 {
		return FiscalYear{}, &PeriodError{s, "want a fiscal year such as FY2025-26, which ends in March 2026"}
	}
	return IndiaFiscalYear(last), nil
}

// yearOfAccounts reads FY26 or FY2026; two digits are a year from 2000 on.
func yearOfAccounts(s string) (int, bool) {
	number, marked := strings.CutPrefix(s, "FY")
	n, ok := digits(number)
	switch {
	case !marked || !ok:
		return 0, false
	case len(number) == 2:
		return 2000 + n, true
	}
	return n, len(number) == 4 && n > 1
}

// digits reads up to four digits as a number.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 4 {
		return 0, false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// Interval is the days of the year; no day at all when the year is not set.
func (f FiscalYear) Interval() Interval {
	if f.Start.IsZero() {
		return noDays()
	}
	return Interval{f.Start.Interval().From, f.Start.AddMonths(12).Interval().From}
}

// String returns 2025, FY2026 or FY2025-26.
func (f FiscalYear) String() string {
	y, m := f.Start.Parts()
	switch {
	case y == 0:
		return ""
	case f.india:
		return fmt.Sprintf("FY%04d-%02d", y, (y+1)%100)
	case m == 1:
		return fmt.Sprintf("%04d", y)
	}
	return fmt.Sprintf("FY%04d", y+1)
}
