package law

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Season is a stretch of every year in which goods are entered under a line of the
// schedule: "if entered during the period from March 1 to July 14, inclusive". A line
// with seasons is entered in these alone.
type Season struct {
	Code trade.Product `json:"code"`
	// From and To are the first and the last day, "03-01" and "07-14"; a season from
	// November to February goes over the end of the year.
	From string `json:"from"`
	To   string `json:"to"`
	// Group names the lines that share the same goods over the year, by the first of them.
	Group trade.Product `json:"group"`
}

// holds reports whether the day is in the season.
func (s *Season) holds(on trade.Date) bool {
	_, month, day := on.Parts()
	now, from, to := 100*month+day, monthAndDay(s.From), monthAndDay(s.To)
	if from <= to {
		return from <= now && now <= to
	}
	return now >= from || now <= to
}

// monthAndDay is 714 for "07-14", 0 for anything else.
func monthAndDay(text string) int {
	n := 0
	for i := range len(text) {
		switch c := text[i]; {
		case i == 2 && c == '-':
		case i == 2 || c < '0' || c > '9':
			return 0
		default:
			n = 10*n + int(c-'0')
		}
	}
	if len(text) != len("07-14") {
		return 0
	}
	return n
}

// SeasonsOf returns the seasons of a line, none for a line that holds all the year. The
// seasons of a schedule are sorted by code.
func (s *Schedule) SeasonsOf(line trade.Product) []Season {
	from, found := slices.BinarySearchFunc(s.Seasons, line, func(a Season, p trade.Product) int {
		return cmp.Compare(a.Code, p)
	})
	if !found {
		return nil
	}
	to := from
	for to < len(s.Seasons) && s.Seasons[to].Code == line {
		to++
	}
	return s.Seasons[from:to]
}

// InSeason reports whether goods may be entered under a line on a day: it has no seasons, or
// the day is in one.
func (s *Schedule) InSeason(line trade.Product, on trade.Date) bool {
	seasons := s.SeasonsOf(line)
	return len(seasons) == 0 || slices.ContainsFunc(seasons, func(a Season) bool { return a.holds(on) })
}

// SeasonError is the error of goods that are entered under a line outside its seasons; it
// names the line of the day.
func (s *Schedule) SeasonError(line, asked trade.Product, on trade.Date) *ProductError {
	seasons := s.SeasonsOf(line)
	e := &ProductError{Product: asked, On: on, Kind: OutOfSeason}
	for _, a := range seasons {
		e.Seasons = append(e.Seasons, a.From+" to "+a.To)
	}
	for i := range s.Seasons {
		if a := &s.Seasons[i]; a.Group == seasons[0].Group && a.holds(on) {
			e.Try = append(e.Try, a.Code)
		}
	}
	if len(e.Try) == 0 {
		for _, p := range s.below(line[:6], on) {
			if p.Within(line) {
				continue
			}
			if s.InSeason(p[:8], on) {
				e.Try = append(e.Try, p)
			}
		}
	}
	return e
}

// SeasonsWithin are the stretches in which a line is in season, in the years of the days
// from one to another and the year after.
func (s *Schedule) SeasonsWithin(line trade.Product, from, until trade.Date) []trade.Interval {
	start, _, _ := from.Parts()
	end, _, _ := until.Parts()
	var out []trade.Interval
	for _, a := range s.SeasonsOf(line) {
		for year := start; year <= end+1; year++ {
			first, err := monthDay(year, a.From)
			last, err2 := monthDay(year, a.To)
			if err == nil && err2 == nil {
				out = append(out, trade.Interval{From: first, To: last.AddDays(1)})
			}
		}
	}
	return out
}

// monthDay is "07-14" in a year; the last of February is there in every year.
func monthDay(year int, text string) (trade.Date, error) {
	if text == "02-29" {
		return trade.NewDate(year, 3, 1).AddDays(-1), nil
	}
	return trade.ParseDate(trade.NewDate(year, 1, 1).String()[:len("2025-")] + text)
}
