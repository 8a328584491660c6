package tariff

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The JSON of assessments is the contract of the program duty: keys in snake_case, amounts
// and rates as strings of exact decimals, null for what is not known. What was written can
// be read back: no figure is lost, and none appears.

type jsonAssessment struct {
	Date          trade.Date       `json:"date"`
	Origin        trade.Country    `json:"origin"`
	HTS           string           `json:"hts"`
	Line          string           `json:"line,omitempty"`
	Value         string           `json:"value"`
	Quantities    []trade.Quantity `json:"quantities,omitempty"`
	Parts         []duty.Part      `json:"parts,omitempty"`
	Claims        Claims           `json:"claims,omitzero"`
	TotalDuty     *string          `json:"total_duty"`     // null while a fact is missing
	EffectiveRate *string          `json:"effective_rate"` // null without a value or with a missing fact
	Lines         []AssessedLine   `json:"lines"`
	KnownUntil    *trade.Date      `json:"known_until"` // null where the book does not say
	Revision      string           `json:"revision"`
	Rounding      exact.Policy     `json:"rounding"`
	Notes         []string         `json:"notes,omitempty"`
	Missing       []MissingFact    `json:"missing,omitempty"`
	Numbers       []NumberGroup    `json:"numbers,omitempty"`
	Advice        []Advice         `json:"advice,omitempty"`
}

type jsonLine struct {
	Authority law.Authority `json:"authority"`
	Program   string        `json:"program,omitempty"`
	Heading   string        `json:"heading"`
	Title     string        `json:"title,omitempty"`
	Rate      string        `json:"rate,omitempty"`      // a fraction, or the text of a duty that is no plain rate
	DutyText  string        `json:"duty_text,omitempty"` // as the law writes it
	Base      *string       `json:"base"`                // null while a fact is missing
	Duty      *string       `json:"duty"`
	Status    Status        `json:"status"`
	By        string        `json:"by,omitempty"`
	Reason    string        `json:"reason"`
	Citation  string        `json:"citation,omitempty"`
}

// MarshalJSON writes the assessment with its entry; the total and the effective rate are
// null while a fact is missing.
func (a Assessment) MarshalJSON() ([]byte, error) {
	out := jsonAssessment{
		Date: a.Entry.Date, Origin: a.Entry.Origin, HTS: a.Entry.Product.String(), Line: a.Line.String(),
		Value:      trade.Amount(a.Entry.Value),
		Quantities: a.Entry.Quantities, Parts: a.Entry.Parts, Claims: a.Entry.Claims,
		Lines: a.Lines, Revision: a.Revision, Rounding: a.Rounding, Notes: a.Notes, Missing: a.Missing, Numbers: a.Numbers,
		Advice: a.Advice,
	}
	if out.Lines == nil {
		out.Lines = []AssessedLine{}
	}
	if !a.KnownUntil.IsZero() {
		out.KnownUntil = &a.KnownUntil
	}
	if len(a.Missing) == 0 {
		out.TotalDuty = amountJSON(a.Total)
		if rate, ok := a.EffectiveRate(); ok {
			text := rate.String()
			out.EffectiveRate = &text
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes. A total without facts missing must be
// stated, and must be the sum of the applied lines: anything else is a *ValueError.
func (a *Assessment) UnmarshalJSON(data []byte) error {
	var in jsonAssessment
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	out := Assessment{
		Lines: in.Lines, Rounding: in.Rounding, Revision: in.Revision, Notes: in.Notes, Missing: in.Missing,
		Numbers: in.Numbers, Advice: in.Advice,
	}
	out.Entry = Entry{Date: in.Date, Origin: in.Origin, Quantities: in.Quantities, Parts: in.Parts, Claims: in.Claims}
	var err error
	if out.Entry.Product, err = trade.ParseProduct(in.HTS); err != nil {
		return err
	}
	if in.Line != "" {
		if out.Line, err = trade.ParseProduct(in.Line); err != nil {
			return err
		}
	}
	if out.Entry.Value, err = readAmount("value", &in.Value); err != nil {
		return err
	}
	if in.KnownUntil != nil {
		out.KnownUntil = *in.KnownUntil
	}
	if len(in.Missing) == 0 {
		if out.Total, err = readAmount("total_duty", in.TotalDuty); err != nil {
			return err
		}
		var sum decimal.Decimal
		for _, l := range out.Applied() {
			sum = sum.Add(l.Duty)
		}
		if !sum.Equal(out.Total) {
			return &ValueError{
				"total_duty", trade.Amount(out.Total),
				"is not the sum of the applied lines, " + trade.Amount(sum),
			}
		}
	}
	*a = out
	return nil
}

// jsonNumberGroup is a NumberGroup in the contract of the program duty.
type jsonNumberGroup struct {
	Numbers   []string `json:"numbers"`
	TotalDuty *string  `json:"total_duty"` // null without an answer
	Rate      *string  `json:"effective_rate"`
	Error     string   `json:"error,omitempty"` // a code of ErrorCodes
}

// MarshalJSON writes the group; total and rate are null where the numbers have no answer.
func (g NumberGroup) MarshalJSON() ([]byte, error) {
	out := jsonNumberGroup{}
	for _, n := range g.Numbers {
		out.Numbers = append(out.Numbers, n.String())
	}
	if g.Err != nil {
		out.Error = ErrorCode(g.Err)
		return json.Marshal(out)
	}
	rate := g.Rate.String()
	out.TotalDuty, out.Rate = amountJSON(g.Total), &rate
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes; Err then holds its code and message.
func (g *NumberGroup) UnmarshalJSON(data []byte) error {
	var in jsonNumberGroup
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	var out NumberGroup
	for _, text := range in.Numbers {
		n, err := trade.ParseProduct(text)
		if err != nil {
			return err
		}
		out.Numbers = append(out.Numbers, n)
	}
	var err error
	if in.Error != "" {
		out.Err = &recordedError{Code: in.Error}
	} else if out.Total, err = readAmount("total_duty", in.TotalDuty); err != nil {
		return err
	} else if out.Rate, err = readAmount("effective_rate", in.Rate); err != nil {
		return err
	}
	*g = out
	return nil
}

// MarshalJSON writes the line; base and duty are null where the line waits for a fact.
func (l AssessedLine) MarshalJSON() ([]byte, error) {
	out := jsonLine{
		Authority: l.Authority, Program: l.Program, Heading: l.Heading, Title: l.Title, Rate: l.rateText(),
		DutyText: l.DutyText,
		Status:   l.Status, By: l.By, Reason: l.Reason, Citation: l.Citation,
	}
	if l.Status != NeedsFact {
		out.Base, out.Duty = amountJSON(l.Base), amountJSON(l.Duty)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *AssessedLine) UnmarshalJSON(data []byte) error {
	var in jsonLine
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	out := AssessedLine{
		Authority: in.Authority, Program: in.Program, Heading: in.Heading, Title: in.Title, DutyText: in.DutyText,
		Status: in.Status, By: in.By, Reason: in.Reason, Citation: in.Citation,
	}
	var err error
	if in.Rate != "" && in.Rate != in.DutyText {
		rate, err := readAmount("rate", &in.Rate)
		if err != nil {
			return err
		}
		out.Rate = &rate
	}
	if in.Status != NeedsFact {
		if out.Base, err = readAmount("base", in.Base); err != nil {
			return err
		}
		if out.Duty, err = readAmount("duty", in.Duty); err != nil {
			return err
		}
	}
	*l = out
	return nil
}

// rateText is the rate as a fraction, or the text of any other duty.
func (l *AssessedLine) rateText() string {
	if l.Rate != nil {
		return l.Rate.String()
	}
	return l.DutyText
}

func amountJSON(d decimal.Decimal) *string {
	text := trade.Amount(d)
	return &text
}

// readAmount reads an amount that must be stated.
func readAmount(field string, text *string) (decimal.Decimal, error) {
	const most = 100
	if text == nil || *text == "" {
		return decimal.Decimal{}, notStated(field)
	}
	if len(*text) > most {
		return decimal.Decimal{}, &ValueError{field, clip.To(*text, most), "is no decimal number of a usual length"}
	}
	d, err := decimal.NewFromString(*text)
	if err != nil {
		return decimal.Decimal{}, &ValueError{field, *text, "is no decimal number"}
	}
	return d, nil
}

func notStated(field string) error {
	return &ValueError{field, "(not stated)", "is missing or null; state it, as 0 where it is nothing"}
}
