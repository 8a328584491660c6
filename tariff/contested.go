package tariff

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// contested is a text that is read in two ways, and the engine under the other reading,
// which is compiled when an answer first touches the text.
type contested struct {
	law.Reading
	other func() (*Engine, error)
}

// contests says of every contested text that touches the entry what the total is under
// the other reading, where it is another.
func (w *work) contests() []string {
	var out []string
	for i := range w.engine.contested {
		c := &w.engine.contested[i]
		if !w.touchedBy(c.Name) {
			continue
		}
		now, known := w.total()
		if !known {
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
		out = append(out,
			fmt.Sprintf("contested: %s This total is by %s; %s it is %s", c.Question, this, that, trade.Amount(total)))
	}
	return out
}

// touchedBy reports whether a rule that reaches the goods has an exception of a reading.
func (w *work) touchedBy(reading string) bool {
	for i := range w.row {
		if w.d.Verdicts[i].State != plan.Untouched && slices.Contains(w.row[i].Readings, reading) {
			return true
		}
	}
	return false
}
