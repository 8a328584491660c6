package law

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// Schedule holds the base rates of every line over time. The rows of Lines are
// sorted by code and date and do not overlap for one code; so are Numbers.
type Schedule struct {
	Revisions []Revision `json:"revisions"`
	// Lines are the legal lines, of 8 digits as a rule, where the rates stand. A line of
	// fewer digits holds for every code below it that has no line of its own; a line of 10
	// digits goes before the one above it.
	Lines []Line `json:"lines"`
	// Numbers are the statistical numbers of 10 digits below them. A line without
	// any is entered under its own number with 00.
	Numbers []Number `json:"numbers"`
	// Seasons are those of lines that are entered in a part of the year, sorted by code.
	Seasons []Season `json:"seasons,omitempty"`
	// KnownUntil is the last day for which the rates are known.
	KnownUntil trade.Date `json:"known_until,omitzero"`
}

// Revision is one edition of the schedule.
type Revision struct {
	Name      string     `json:"name"`
	Published trade.Date `json:"published,omitzero"`
	Effective trade.Date `json:"effective,omitzero"`
	// Held says that the rates of the edition are in the tables; an edition that
	// is known to exist but not held leaves the rates of the last one held.
	Held bool `json:"held"`
}

// Line is a legal line of the schedule with its duty texts during an interval.
type Line struct {
	Code    trade.Product  `json:"code"`
	During  trade.Interval `json:"during,omitzero"`
	General string         `json:"general"`
	Special string         `json:"special"`
	Other   string         `json:"other"`
	Units   []string       `json:"units"`
}

// Number is a statistical number during an interval. A number that keeps its digits and
// changes its goods is two.
type Number struct {
	Code   trade.Product  `json:"code"`
	During trade.Interval `json:"during,omitzero"`
	Units  []string       `json:"units"`
	// TransferredFrom are the numbers under which its goods were entered before; a line
	// that had no numbers is its code with 00.
	TransferredFrom []trade.Product `json:"transferred_from,omitempty"`
}

// Offers reads the special column; an empty one offers nothing.
func (l *Line) Offers() ([]duty.Offer, error) {
	if strings.TrimSpace(l.Special) == "" {
		return nil, nil
	}
	offers, err := duty.ParseSpecial(l.Special)
	if err != nil {
		return nil, fmt.Errorf("line %s: special column: %w", l.Code, err)
	}
	return offers, nil
}

// Find returns the legal line and the full number of a product on a day. The
// product may be a 10-digit number, or an 8-digit line. Errors are *ProductError.
func (s *Schedule) Find(p trade.Product, on trade.Date) (*Line, trade.Product, error) {
	if len(p) < 8 {
		if line := s.ownLine(p, on); line != nil {
			return line, p, nil
		}
		return nil, "", &ProductError{Product: p, On: on, Kind: ProductTooShort, Try: s.below(p, on)}
	}
	line, ever := find(s.Lines, lineKey, p[:8], on)
	if line == nil || len(p) > 8 && len(s.Numbers) == 0 {
		if other := s.lineAround(p, on); other != nil {
			return other, p, nil
		}
	}
	if line == nil {
		return nil, "", s.notFound(p, on, ever, s.below(p[:6], on))
	}
	if len(p) == 8 {
		return line, p, nil
	}
	number, everNumber := find(s.Numbers, numberKey, p, on)
	if number == nil && (p[8:] != "00" || s.hasNumbers(line.Code, on)) {
		return nil, "", s.moved(p, on, everNumber)
	}
	return line, p, nil
}

// UnitsOf returns the units of quantity that the schedule asks for.
func (s *Schedule) UnitsOf(p trade.Product, on trade.Date) []string {
	if n, _ := find(s.Numbers, numberKey, p, on); n != nil && len(n.Units) > 0 {
		return n.Units
	}
	if l := s.lineAround(p, on); l != nil {
		return l.Units
	}
	return nil
}

// RevisionOn returns the last edition held that had taken effect on the day, and
// the later ones in effect whose rates are not held.
func (s *Schedule) RevisionOn(on trade.Date) (held Revision, later []Revision) {
	for _, r := range s.Revisions {
		if r.Effective.After(on) {
			continue
		}
		if r.Held {
			held, later = r, nil
		} else {
			later = append(later, r)
		}
	}
	return held, later
}

func lineKey(l *Line) (trade.Product, trade.Interval)     { return l.Code, l.During }
func numberKey(n *Number) (trade.Product, trade.Interval) { return n.Code, n.During }

// find returns the row of the code on the day, or nil and the interval of its
// last row before, or else its first row after the day.
func find[T any](rows []T, key func(*T) (trade.Product, trade.Interval), code trade.Product, on trade.Date) (*T,
	trade.Interval,
) {
	i := sort.Search(len(rows), func(i int) bool { // by place: rows are large
		c, _ := key(&rows[i])
		return c >= code
	})
	var ever trade.Interval
	for ; i < len(rows); i++ {
		c, during := key(&rows[i])
		if c != code {
			break
		}
		if during.Contains(on) {
			return &rows[i], during
		}
		if ever == (trade.Interval{}) || !during.From.After(on) {
			ever = during
		}
	}
	return nil, ever
}

func (s *Schedule) hasNumbers(line trade.Product, on trade.Date) bool {
	for _, n := range s.NumbersBelow(line) {
		if n.During.Contains(on) {
			return true
		}
	}
	return false
}

// NumbersBelow are the rows of the numbers under a code, of all days, in order.
func (s *Schedule) NumbersBelow(p trade.Product) []Number {
	i, _ := slices.BinarySearchFunc(s.Numbers, p, func(n Number, p trade.Product) int { return cmp.Compare(n.Code, p) })
	j := i
	for j < len(s.Numbers) && s.Numbers[j].Code.Within(p) {
		j++
	}
	return s.Numbers[i:j]
}

// below lists the first few numbers or lines of the day under a prefix, and
// failing that under a shorter one, as a help to whoever mistyped a code.
func (s *Schedule) below(p trade.Product, on trade.Date) []trade.Product {
	const enough = 4
	for ; len(p) >= 4; p = p[:len(p)-2] {
		var out []trade.Product
		if len(p) >= 8 {
			for _, n := range s.NumbersBelow(p) {
				if n.During.Contains(on) && len(out) < enough {
					out = append(out, n.Code)
				}
			}
		}
		i, _ := slices.BinarySearchFunc(s.Lines, p, func(l Line, p trade.Product) int { return cmp.Compare(l.Code, p) })
		for ; len(out) < enough && i < len(s.Lines) && s.Lines[i].Code.Within(p); i++ {
			if s.Lines[i].During.Contains(on) && (len(out) == 0 || !out[0].Within(s.Lines[i].Code)) {
				out = append(out, s.Lines[i].Code)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func (s *Schedule) notFound(p trade.Product, on trade.Date, ever trade.Interval, try []trade.Product) *ProductError {
	e := &ProductError{Product: p, On: on, Kind: UnknownProduct, Existed: ever, Try: try}
	switch {
	case ever == (trade.Interval{}):
	case ever.From.After(on):
		e.Kind = FutureProduct
	default:
		e.Kind = EndedProduct
	}
	return e
}

// NumbersOn are the 10-digit numbers by which goods of an 8-digit line are entered on a day.
func (s *Schedule) NumbersOn(line trade.Product, on trade.Date) []trade.Product {
	var out []trade.Product
	for _, n := range s.NumbersBelow(line) {
		if len(n.Code) > len(line) && n.During.Contains(on) {
			out = append(out, n.Code)
		}
	}
	if out == nil {
		return []trade.Product{line + "00"}
	}
	return out
}
