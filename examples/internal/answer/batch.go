package answer

import (
	"context"
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// row is the answer for one entry of a batch: the amounts, or the error.
type row struct {
	Base       string `json:"base_duty,omitempty"`
	Additional string `json:"additional_duty,omitempty"`
	Total      string `json:"total_duty,omitempty"`
	// Embargoes are the measures under which the goods need a licence; the duty is then that of
	// goods which have one.
	Embargoes []string `json:"embargoes,omitempty"`
	Error     *Problem `json:"error,omitempty"`
}

// batch says what many entries pay, in their order.
func batch(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	var q struct {
		Law
		Entries []json.RawMessage `json:"entries"`
	}
	if err := read(question, &q); err != nil {
		return nil, err
	}
	switch n := len(q.Entries); {
	case n == 0:
		return nil, refused("entries is missing or empty; it lists what is to be assessed")
	case n > MaxEntries:
		return nil, tooMany("entries", n, MaxEntries)
	}
	engine, err := books.Engine(ctx, q.Law)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(q.Entries))
	var read []tariff.Entry
	var at []int
	for i, raw := range q.Entries {
		var e tariff.Entry
		if err := worded(json.Unmarshal(raw, &e)); err != nil {
			rows[i] = rejected(err)
			continue
		}
		read, at = append(read, e), append(at, i)
	}
	charges, err := engine.AssessAll(ctx, read, 0)
	if err != nil {
		return nil, err
	}
	sum, answered := decimal.Decimal{}, 0
	for i, c := range charges {
		if c.Err != nil {
			rows[at[i]] = rejected(c.Err)
			continue
		}
		answered++
		sum = sum.Add(c.Total)
		rows[at[i]] = row{Base: trade.Amount(c.Base), Additional: trade.Amount(c.Additional), Total: trade.Amount(c.Total)}
		for _, m := range engine.Embargoes(read[i]) {
			rows[at[i]].Embargoes = append(rows[at[i]].Embargoes, m.Heading+", "+m.Title)
		}
	}
	out := struct {
		Rows       []row      `json:"rows"`
		Answered   int        `json:"answered"`
		Rejected   int        `json:"rejected"`
		Total      *string    `json:"total_duty"` // null where a row was rejected
		Part       string     `json:"answered_duty"`
		KnownUntil trade.Date `json:"known_until,omitzero"`
	}{rows, answered, len(rows) - answered, nil, trade.Amount(sum), engine.Book().KnownUntil}
	if out.Rejected == 0 {
		out.Total = &out.Part
	}
	return shaped("batch", out)
}

func rejected(err error) row {
	p := ProblemOf(err)
	return row{Error: &p}
}
