package tariff

import (
	"fmt"
	"slices"
	"sync"

	"github.com/tradeshock/tradeshock/trade"
)

// Reading is a text of the law that is read in two ways: by its letter, and as it is
// collected. The book takes one of them; an answer that the other would change says so,
// with the total under it. Exceptions belong to a reading by its name.
type Reading struct {
	Name     string `json:"name"`
	Question string `json:"question"`
	// Collected: the book takes the text as it is collected, and not by its letter.
	Collected bool `json:"collected,omitempty"`
}

// WithReading returns the book with a contested text taken as it is collected, or by its
// letter. The error names the readings of the book.
func (b *Book) WithReading(name string, collected bool) (*Book, error) {
	c := b.Clone()
	for i := range c.Readings {
		if c.Readings[i].Name == name {
			c.Readings[i].Collected = collected
			return c, nil
		}
	}
	names := make([]string, len(b.Readings))
	for i := range names {
		names[i] = b.Readings[i].Name
	}
	return nil, fmt.Errorf("the %s book has no contested text %q; it has %q", b.Name, name, names)
}

// contested is a text that is read in two ways, and the engine under the other reading,
// which is compiled when an answer first touches the text.
type contested struct {
	Reading
	other func() (*Engine, error)
}

func (c *compiler) readings() {
	for i, r := range c.book.Readings {
		switch {
		case r.Name == "":
			c.fail("", fmt.Sprintf("reading %d of the book", i+1), "needs a name")
		case slices.ContainsFunc(c.book.Readings[:i], func(s Reading) bool { return s.Name == r.Name }):
			c.fail("", "reading "+r.Name, "stands twice in the book")
		}
		book, opts := c.book, c.opts
		c.contested = append(c.contested, contested{r, sync.OnceValues(func() (*Engine, error) {
			other, err := book.WithReading(r.Name, !r.Collected)
			if err != nil {
				return nil, err
			}
			return CompileWith(other, opts)
		})})
	}
}

// taken reports whether an exception is of the reading that the book takes.
func (c *compiler) taken(m *Measure, x *Exception) bool {
	if x.Reading == "" {
		if x.Collected {
			c.fail(m.Heading, "exception "+x.Heading, "collected needs a reading beside it")
		}
		return true
	}
	at := slices.IndexFunc(c.book.Readings, func(r Reading) bool { return r.Name == x.Reading })
	if at < 0 {
		c.fail(m.Heading, "exception "+x.Heading, fmt.Sprintf("the book has no reading %q", x.Reading))
		return false
	}
	return c.book.Readings[at].Collected == x.Collected
}

// contests says of every contested text that touches the entry what the total is under
// the other reading, where it is another.
func (w *work) contests() []string {
	var out []string
	for i := range w.engine.contested {
		c := &w.engine.contested[i]
		now, known := w.total()
		if !known || !w.touchedBy(c.Name) {
			continue
		}
		engine, err := c.other()
		if err != nil {
			out = append(out, fmt.Sprintf("contested: %s The total under the other reading cannot be told: %v", c.Question, err))
			continue
		}
		other := work{engine: engine, brief: true}
		if other.run(w.asStated()) != nil {
			continue
		}
		total, known := other.total()
		if !known || total.Equal(now) {
			continue
		}
		this, that := "the letter of the text", "as it is collected"
		if c.Collected {
			this, that = "the text as it is collected", "by its letter"
		}
		out = append(out, fmt.Sprintf("contested: %s This total is by %s; %s it is %s", c.Question, this, that, trade.Amount(total)))
	}
	return out
}

// touchedBy reports whether a rule that reaches the goods has an exception of a reading.
func (w *work) touchedBy(reading string) bool {
	for i := range w.row {
		if w.d.verdicts[i].state != untouched &&
			slices.ContainsFunc(w.row[i].Exceptions, func(x Exception) bool { return x.Reading == reading }) {
			return true
		}
	}
	return false
}
