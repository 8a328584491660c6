package tariff

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// The JSON of results that may have no answer: amounts are then null, and the error stands
// beside them with its code. What is read back has its code and message in its place.

type jsonError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func errorJSON(err error) *jsonError {
	if err == nil {
		return nil
	}
	return &jsonError{ErrorCode(err), err.Error()}
}

func (e *jsonError) error() error {
	if e == nil {
		return nil
	}
	return &recordedError{e.Code, e.Message}
}

type jsonCharge struct {
	Base       *string    `json:"base"`
	Additional *string    `json:"additional"`
	Total      *string    `json:"total"`
	Error      *jsonError `json:"error,omitempty"`
}

// MarshalJSON writes the amounts as strings of exact decimals, null beside an error.
func (c Charge) MarshalJSON() ([]byte, error) {
	out := jsonCharge{Error: errorJSON(c.Err)}
	if c.Err == nil {
		out.Base, out.Additional, out.Total = amountJSON(c.Base), amountJSON(c.Additional), amountJSON(c.Total)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Charge) UnmarshalJSON(data []byte) error {
	var in jsonCharge
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	out := Charge{Err: in.Error.error()}
	if out.Err == nil {
		for _, a := range []struct {
			name string
			text *string
			to   *decimal.Decimal
		}{{"base", in.Base, &out.Base}, {"additional", in.Additional, &out.Additional}, {"total", in.Total, &out.Total}} {
			var err error
			if *a.to, err = readAmount(a.name, a.text); err != nil {
				return err
			}
		}
	}
	*c = out
	return nil
}

type jsonChange struct {
	On     trade.Date     `json:"on"`
	Before *string        `json:"before"` // null where the day before has no answer
	After  *string        `json:"after"`
	Began  []AssessedLine `json:"began,omitempty"`
	Ended  []AssessedLine `json:"ended,omitempty"`
	Moved  []AssessedLine `json:"moved,omitempty"`
	Error  *jsonError     `json:"error,omitempty"`
}

// MarshalJSON writes the change; after is null beside an error.
func (c Change) MarshalJSON() ([]byte, error) {
	out := jsonChange{
		On: c.On, Before: amountJSON(c.Before), Began: c.Began, Ended: c.Ended, Moved: c.Moved,
		Error: errorJSON(c.Err),
	}
	if c.Err == nil {
		out.After = amountJSON(c.After)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Change) UnmarshalJSON(data []byte) error {
	var in jsonChange
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	out := Change{On: in.On, Began: in.Began, Ended: in.Ended, Moved: in.Moved, Err: in.Error.error()}
	var err error
	if out.Before, err = readAmount("before", in.Before); err != nil {
		return err
	}
	if out.Err == nil {
		if out.After, err = readAmount("after", in.After); err != nil {
			return err
		}
	}
	*c = out
	return nil
}

type jsonStretch struct {
	During     trade.Interval `json:"during"`
	Days       int            `json:"days"`
	Assessment *Assessment    `json:"assessment"`
}

// MarshalJSON writes the stretch with its assessment under a key of its own.
func (s Stretch) MarshalJSON() ([]byte, error) {
	return json.Marshal(jsonStretch{s.During, s.Days, s.Assessment})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Stretch) UnmarshalJSON(data []byte) error {
	var in jsonStretch
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*s = Stretch{During: in.During, Days: in.Days, Assessment: in.Assessment}
	return nil
}

type jsonPeriodLine struct {
	Line   AssessedLine   `json:"line"`
	During trade.Interval `json:"during"`
	Days   int            `json:"days"`
	Upon   *int           `json:"upon"` // null for a line that is no top-up
}

// MarshalJSON writes the duty under the key line, and the days beside it.
func (l PeriodLine) MarshalJSON() ([]byte, error) {
	out := jsonPeriodLine{Line: l.AssessedLine, During: l.During, Days: l.Days}
	if l.Upon >= 0 {
		out.Upon = &l.Upon
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *PeriodLine) UnmarshalJSON(data []byte) error {
	var in jsonPeriodLine
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*l = PeriodLine{AssessedLine: in.Line, During: in.During, Days: in.Days, Upon: -1}
	if in.Upon != nil {
		l.Upon = *in.Upon
	}
	return nil
}
