package law

import (
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
)

// states are the words of a state, in the order of a measure's life.
func states() []State {
	return []State{
		Proposed, Threatened, Authorised, Imposed, Suspended, Ended,
		Invalidated, Prohibited, NeedsLicence,
	}
}

// imposedWord stands for the state in which a duty is charged: "duty 25% from 2025-08-27".
const imposedWord = "duty"

// readTerm reads a state, its duty, its days and its source; ok is false when the line
// is none.
func (r *reader) readTerm(c *cursor) (t Term, ok bool) {
	for _, s := range states() {
		word := string(s)
		if s == Imposed {
			word = imposedWord
		}
		if c.accept(word) {
			t.State, ok = s, true
			break
		}
	}
	if !ok {
		return t, false
	}
	t.Duty = r.readDuty(c)
	t.Interval = c.days()
	if c.accept("basis") {
		t.Basis = c.basis(WholeValue)
	}
	if c.accept("published") {
		t.Published = c.date()
	}
	if c.accept("overtaken") {
		t.Overtaken = c.date()
	}
	if c.accept("source") {
		if c.done() {
			c.failHere("a text was expected behind source")
		}
		t.Source = c.prose()
	}
	if !c.done() {
		c.failHere("days (from 2026-01-01 before 2026-07-01), basis, published, overtaken or source was expected")
	}
	if t.State == Imposed && t.Duty == "" {
		c.fail(0, c.text, `a duty needs its text: duty 25% from 2026-01-01`)
	}
	return t, true
}

// readDuty reads the text of a duty, up to the words that may follow it.
func (r *reader) readDuty(c *cursor) string {
	c.blanks()
	at := c.pos
	var text string
	if rest := c.text[c.pos:c.end]; strings.HasPrefix(rest, `"`) {
		text = c.name()
	} else {
		stop := len(rest)
		for _, word := range termWords() {
			if strings.HasPrefix(rest, word+" ") {
				stop = 0
			}
			if i := strings.Index(rest, " "+word+" "); i >= 0 {
				stop = min(stop, i)
			}
		}
		text = strings.TrimSpace(rest[:stop])
		c.pos += stop
	}
	if text == "" || text == rateMark {
		return text
	}
	if !r.duties[text] {
		if _, err := duty.Parse(text); err != nil {
			c.fail(at, text, err.Error()+`; write a duty as the law does: 25%, 1.5¢/kg + 3%, Free`)
		}
		r.duties[text] = true
	}
	return text
}

// termWords are the words that may follow a duty.
func termWords() []string {
	return []string{"from", "before", "basis", "published", "overtaken", "source"}
}

func termText(t *Term) string {
	word := string(t.State)
	if t.State == Imposed {
		word = imposedWord
	}
	words := []string{word}
	if t.Duty != "" {
		duty := nameText(t.Duty)
		if strings.ContainsAny(t.Duty, ",;|") && !strings.ContainsAny(t.Duty, "\"\n") {
			duty = t.Duty
		}
		for _, w := range termWords() {
			if strings.Contains(" "+t.Duty+" ", " "+w+" ") {
				duty = strconv.Quote(t.Duty)
			}
		}
		words = append(words, duty)
	}
	if days := daysText(t.Interval); days != "" {
		words = append(words, days)
	}
	if t.Basis != "" {
		words = append(words, "basis "+basisText(t.Basis))
	}
	if !t.Published.IsZero() {
		words = append(words, "published "+t.Published.String())
	}
	if !t.Overtaken.IsZero() {
		words = append(words, "overtaken "+t.Overtaken.String())
	}
	if t.Source != "" {
		words = append(words, "source "+proseText(t.Source))
	}
	return strings.Join(words, " ")
}
