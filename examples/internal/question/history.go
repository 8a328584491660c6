package question

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// stretch is a stretch of days on which an entry pays the same.
type stretch struct {
	From  trade.Date `json:"from"`
	Total string     `json:"total_duty,omitempty"`
	Rate  string     `json:"effective_rate,omitempty"`
	Text  string     `json:"text"`
	Error string     `json:"error,omitempty"` // a code, where there is no duty
}

// history is what an entry pays from the first day of the book to the last, whatever its own
// day is. Days before the first that can be answered are left out, with the reason.
func (b *Book) history(q *Question) (any, error) {
	entry, err := q.entry()
	if err != nil {
		return nil, err
	}
	now, err := b.engine.Assess(entry)
	if err != nil {
		return nil, err
	}
	asked := entry.Date
	out := struct {
		HTS        string     `json:"hts"`
		Origin     string     `json:"origin"`
		Value      string     `json:"value"`
		KnownUntil trade.Date `json:"known_until"`
		Before     string     `json:"before,omitempty"` // why earlier days have no answer
		Stretches  []stretch  `json:"stretches"`
	}{
		HTS: now.Entry.Product.String(), Origin: string(entry.Origin), Value: trade.Amount(entry.Value),
		KnownUntil: b.book.KnownUntil,
	}
	var first *tariff.Assessment
	for _, day := range starts(b.book.KnownFrom, asked) {
		entry.Date = day
		if first, err = b.engine.Assess(entry); err == nil {
			break
		}
		out.Before = strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	if err != nil {
		return nil, err
	}
	out.Stretches = append(out.Stretches, of(first.Entry.Date, first.Total, entry.Value, layers(first.Applied())))
	changes, err := b.engine.History(entry, b.book.KnownUntil)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if c.Err != nil {
			text := strings.ReplaceAll(c.Err.Error(), "\n", "; ")
			out.Stretches = append(out.Stretches, stretch{From: c.On, Text: text, Error: tariff.ErrorCode(c.Err)})
			continue
		}
		out.Stretches = append(out.Stretches, of(c.On, c.After, entry.Value, moved(c)))
	}
	return out, nil
}

// starts are the days to begin with: the first of the book, the first of each month after
// it, and the day asked for.
func starts(from, asked trade.Date) []trade.Date {
	out := []trade.Date{from}
	year, month, _ := from.Time().Date()
	for {
		month++
		if month > 12 {
			year, month = year+1, 1
		}
		day := trade.NewDate(year, int(month), 1)
		if !day.Before(asked) {
			return append(out, asked)
		}
		out = append(out, day)
	}
}

func of(on trade.Date, total, value decimal.Decimal, text string) stretch {
	s := stretch{From: on, Total: trade.Amount(total), Text: text}
	if value.IsPositive() {
		s.Rate = total.DivRound(value, 6).String()
	}
	return s
}

// layers are what is charged, in a few words each. A rule that applies and adds nothing, as
// one does that tops up to less than the base rate, is left out beside others.
func layers(lines []tariff.AssessedLine) string {
	var out []string
	for i, l := range lines {
		if i > 0 && l.Duty.IsZero() {
			continue
		}
		out = append(out, l.Heading+" "+l.DutyText)
	}
	return strings.Join(out, " + ")
}

// moved is a change in words.
func moved(c tariff.Change) string {
	var parts []string
	for _, l := range c.Ended {
		parts = append(parts, "ends "+l.Heading+" ("+l.Title+")")
	}
	for _, l := range c.Began {
		parts = append(parts, "begins "+l.Heading+" ("+l.Title+", "+l.DutyText+")")
	}
	for _, l := range c.Moved {
		parts = append(parts, l.Heading+" now "+l.DutyText)
	}
	return strings.Join(parts, ", ")
}
