package trade

import (
	"fmt"
	"time"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Date is a civil day, without a clock or a zone, from 0001-01-01 to 9999-12-31.
// The zero Date means "not set" and prints as the empty string. Dates are
// comparable with ==.
type Date struct {
	n int32 // days since 0000-12-31, so that 0001-01-01 is 1 and 0 is "not set"
}

const maxDate = 3652059 // 9999-12-31

// NewDate returns the day; a day or month out of range is carried over as
// time.Date does (2025-02-30 is 2025-03-02). A result outside years 1 to 9999
// is the zero Date.
func NewDate(year, month, day int) Date {
	if year < -9999 || year > 19999 || month < -9999 || month > 9999 || day < -999999 || day > 999999 {
		return Date{}
	}
	return DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the civil day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400 + 719163
	if days < 1 || days > maxDate {
		return Date{}
	}
	return Date{int32(days)}
}

// DateFromDays is the inverse of Days.
func DateFromDays(n int) Date {
	if n < 1 || n > maxDate {
		return Date{}
	}
	return Date{int32(n)}
}

// Days counts days since 0000-12-31, so 0001-01-01 is 1; the zero Date is 0.
func (d Date) Days() int { return int(d.n) }

// DateError reports a text that is not a date.
type DateError struct {
	Text string
}

func (e *DateError) Error() string {
	return fmt.Sprintf("date %q: want yyyy-mm-dd, a day that exists, such as 2025-08-27", clip.Text(e.Text))
}

// ParseDate reads an ISO date, yyyy-mm-dd. A day that does not exist, such as
// 2025-02-30, is an error.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, &DateError{s}
	}
	var y, m, d int
	for i, c := range []byte(s) {
		switch {
		case i == 4 || i == 7:
		case c < '0' || c > '9':
			return Date{}, &DateError{s}
		case i < 4:
			y = y*10 + int(c-'0')
		case i < 7:
			m = m*10 + int(c-'0')
		default:
			d = d*10 + int(c-'0')
		}
	}
	date := NewDate(y, m, d)
	if yy, mm, dd := date.Parts(); date.IsZero() || yy != y || mm != m || dd != d {
		return Date{}, &DateError{s}
	}
	return date, nil
}

// Time returns midnight UTC of the day; for the zero Date, the zero Time.
func (d Date) Time() time.Time {
	if d.n == 0 {
		return time.Time{}
	}
	return time.Unix((int64(d.n)-719163)*86400, 0).UTC()
}

// Parts returns year, month and day; zeros for the zero Date.
func (d Date) Parts() (year, month, day int) {
	if d.n == 0 {
		return 0, 0, 0
	}
	y, m, dd := d.Time().Date()
	return y, int(m), dd
}

// IsZero reports whether the date is not set.
func (d Date) IsZero() bool { return d.n == 0 }

// Before, After and Compare order days; the zero Date is before every other.
func (d Date) Before(o Date) bool { return d.n < o.n }

// After reports whether d is later than o.
func (d Date) After(o Date) bool { return d.n > o.n }

// Compare returns -1, 0 or +1.
func (d Date) Compare(o Date) int {
	switch {
	case d.n < o.n:
		return -1
	case d.n > o.n:
		return 1
	}
	return 0
}

// AddDays returns the day n days later; the zero Date stays zero, and a result
// outside the range is the zero Date.
func (d Date) AddDays(n int) Date {
	if d.n == 0 || n > maxDate || n < -maxDate {
		return Date{}
	}
	return DateFromDays(int(d.n) + n)
}

// Sub returns the number of days from o to d.
func (d Date) Sub(o Date) int { return int(d.n) - int(o.n) }

// String returns yyyy-mm-dd, or "" when not set.
func (d Date) String() string {
	if d.n == 0 {
		return ""
	}
	y, m, dd := d.Parts()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; the empty text is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// Interval is the half-open stretch of days [From, To). A zero From has no
// beginning, a zero To no end.
type Interval struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// Contains reports whether the day lies in the interval.
func (iv Interval) Contains(d Date) bool {
	return !d.Before(iv.From) && (iv.To.IsZero() || d.Before(iv.To))
}

// IsEmpty reports whether no day lies in the interval.
func (iv Interval) IsEmpty() bool { return !iv.To.IsZero() && !iv.From.Before(iv.To) }

// Overlaps reports whether some day lies in both.
func (iv Interval) Overlaps(o Interval) bool { return !iv.Intersect(o).IsEmpty() }

// Intersect returns the days in both; it may be empty.
func (iv Interval) Intersect(o Interval) Interval {
	if o.From.After(iv.From) {
		iv.From = o.From
	}
	if iv.To.IsZero() || (!o.To.IsZero() && o.To.Before(iv.To)) {
		iv.To = o.To
	}
	return iv
}

// LastDay returns the last day inside; zero when there is no end.
func (iv Interval) LastDay() Date {
	if iv.To.IsZero() {
		return Date{}
	}
	return iv.To.AddDays(-1)
}

// String prints "from .. last day", both inclusive, with "…" for an open end.
func (iv Interval) String() string {
	from, to := iv.From.String(), iv.LastDay().String()
	if from == "" {
		from = "…"
	}
	if to == "" {
		to = "…"
	}
	return from + " .. " + to
}
