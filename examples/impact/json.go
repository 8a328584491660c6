package main

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// The answer as JSON. Amounts and rates are strings of exact decimals. The keys of
// the layers that were not computed are left out.
type answer struct {
	Scenario   string      `json:"scenario"`
	Rows       rows        `json:"rows"`
	Baseline   figures     `json:"baseline"`
	Mechanical mechanical  `json:"mechanical"`
	Checks     []check     `json:"checks"`
	Rejects    []rejectRow `json:"rejects,omitempty"`
}

// rows counts the rows of the file, and what became of the flows in them.
type rows struct {
	Read       int `json:"read"`
	Unreadable int `json:"unreadable"`
	LeftOut    int `json:"left_out"`
	Flows      int `json:"flows"`
	Answered   int `json:"answered"`
	Rejected   int `json:"rejected"`
	Skipped    int `json:"skipped"`
}

type figures struct {
	Value         string `json:"value"`
	Duty          string `json:"duty"`
	EffectiveRate string `json:"effective_rate,omitempty"`
}

type mechanical struct {
	figures
	Change    string  `json:"change"`
	ByOrigin  []group `json:"by_origin"`
	ByChapter []group `json:"by_chapter"`
	ByPeriod  []group `json:"by_period"`
	ByLayer   []group `json:"by_layer"`
}

type group struct {
	Key      string `json:"key"`
	Lines    int    `json:"lines"`
	Value    string `json:"value"`
	Baseline string `json:"baseline"`
	Duty     string `json:"duty"`
	Change   string `json:"change"`
}

type check struct {
	Name     string `json:"name"`
	Expected string `json:"expected"`
	Actual   string `json:"actual"`
	OK       bool   `json:"ok"`
}

type rejectRow struct {
	Row    int    `json:"row"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

// maxRejects is how many rejected flows the JSON lists; the workbook has all.
const maxRejects = 1000

// object is the answer of a report with one scenario.
func object(r *impact.Report) answer {
	total := r.Total()
	a := answer{
		Scenario: r.Laws[1].Name,
		Rows:     rows{Flows: r.Study.Flows.Len(), Answered: len(r.Lines), Rejected: len(r.Rejects), Skipped: len(r.Skips)},
		Baseline: figuresOf(&total, 0),
		Mechanical: mechanical{
			figures: figuresOf(&total, 1), Change: trade.Amount(total.Change(1)),
			ByOrigin: groups(r.ByOrigin()), ByChapter: groups(r.ByChapter()), ByPeriod: groups(r.ByPeriod()), ByLayer: groups(r.ByLayer()),
		},
		Checks: []check{},
	}
	for _, in := range r.Study.Inputs {
		a.Rows.Read += in.Read
		a.Rows.Unreadable += in.Rejected
		a.Rows.LeftOut += in.Skipped
	}
	for _, c := range r.Checks {
		text := trade.Amount
		if c.Count {
			text = decimal.Decimal.String
		}
		a.Checks = append(a.Checks, check{c.Name, text(c.Expected), text(c.Actual), c.OK()})
	}
	for _, x := range r.Rejects[:min(maxRejects, len(r.Rejects))] {
		a.Rejects = append(a.Rejects, rejectRow{x.Row + 1, x.Code, x.Reason})
	}
	return a
}

func figuresOf(t *impact.Total, law int) figures {
	f := figures{Value: trade.Amount(t.Value), Duty: trade.Amount(t.Duty[law])}
	if rate, ok := t.Rate(law); ok {
		f.EffectiveRate = rate.String()
	}
	return f
}

func groups(totals []impact.Total) []group {
	out := []group{}
	for i := range totals {
		t := &totals[i]
		out = append(out, group{t.Key, t.Lines, trade.Amount(t.Value), trade.Amount(t.Duty[0]), trade.Amount(t.Duty[1]), trade.Amount(t.Change(1))})
	}
	return out
}

// errorCode names the class of an error in a word.
func errorCode(err error) string {
	var (
		study    *impact.StudyError
		workbook *spreadsheet.FileError
		input    *spreadsheet.ImportError
	)
	switch {
	case errors.As(err, &study):
		return "bad_study"
	case errors.As(err, &workbook):
		return "not_written"
	case errors.As(err, &input):
		return string(input.Code)
	}
	return tariff.ErrorCode(err)
}
