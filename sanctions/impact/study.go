package impact

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// Study is one question: what do these flows owe under this law, and under others?
type Study struct {
	// Name is the title of the report.
	Name string
	// Flows are the goods; their values are in the currency of the book.
	Flows *trade.Dataset
	// Inputs say where the flows come from, and what became of the rows there.
	Inputs []Input
	// Rows are the numbers of the flows in the person's own sheet, by which the report
	// calls them; nil numbers them from 1.
	Rows []int
	// Importer is the country whose law the book is; "" is the United States. Flows
	// into other countries are skipped.
	Importer trade.Country
	// On, when it is set, is the day on which all goods are entered. Else each flow is
	// entered within its period as Within says: by its days, unless somebody knows better.
	On     trade.Date
	Within Day
	// Book is the baseline, and Scenarios change it, each on its own.
	Book      *law.Book
	Options   tariff.Options
	Scenarios []*law.Scenario
	// Imports, when it is set, are the weights by which flows of fewer than 8 digits are parted
	// among the numbers below their codes; without it they have no answer. Averages, when it is
	// set, stand in for the metal in an article and the use of the USMCA where a row does not
	// state them. Both are marked and counted in the report.
	Imports  *imports.Table
	Averages *panel.Shares
	// CIF, when it is set, is the factor from 1 to 2 by which values with freight are divided
	// to give customs values; without it they have no answer.
	CIF decimal.Decimal
	// Assumptions are what the user takes for granted; they are reported, and change
	// no figure of this layer.
	Assumptions []Assumption

	// Words, when it is set, says what the goods of a code were called on a day; reports put
	// it beside the code, and nothing else depends on it. "" is for codes it does not know.
	Words func(code trade.Product, on trade.Date) string

	// Totals adds the flows up by columns and keeps no line of them: a million flows under
	// several laws in seconds, in little more memory than the flows. See Report.TotalsOnly.
	Totals bool

	// Workers is the number of goroutines; 0 is one for each processor. No figure
	// depends on it.
	Workers int
	// Progress, when it is set, is told now and then how many rows are done. It is
	// called by one goroutine at a time.
	Progress func(done, of int)
}

// Day says when in its period a flow is entered.
type Day uint8

// The days of a period.
const (
	// ByDays enters the same share of the flow on each day of the period: the duty under
	// each stretch of law counts by its share of the days. See tariff.Calendar.
	ByDays Day = iota
	FirstDay
	MiddleDay
	LastDay
	dayCount
)

func (d Day) String() string {
	if d < dayCount {
		return [...]string{"days", "first day", "middle day", "last day"}[d]
	}
	return fmt.Sprintf("Day(%d)", uint8(d))
}

// of are the days of a period on which goods are entered; of an even number of days the
// middle one is the first of the second half.
func (d Day) of(p trade.Interval) trade.Interval {
	day := p.From
	switch d {
	case ByDays:
		return p
	case MiddleDay:
		day = p.From.AddDays(p.To.Sub(p.From) / 2)
	case LastDay:
		day = p.LastDay()
	}
	return trade.Interval{From: day, To: day.AddDays(1)}
}

// Input is a file from which flows were read, and what became of its rows there.
type Input struct {
	File   string
	SHA256 string // in hexadecimal digits
	Layout string
	Sheet  string
	Range  string // "A1:G1200"
	// Read = Accepted + Rejected + Skipped: the rows of the file, those that gave flows,
	// those that could not be read, and those that were left out for a reason that
	// Warnings names. Values are the same of their values, in the currency of the flows;
	// nil where the file was not added up.
	Read, Accepted, Rejected, Skipped int
	Values                            *InputValues
	// Unreadable are the rejected rows whose value could not be read: Values lack it.
	Unreadable int
	Unread     []Unread
	Warnings   []string
	// Stated are the totals that the file states, each against what its rows give.
	Stated []Check
}

// InputValues are the values of the rows of a file by what became of them. Read is the
// sum of the others.
type InputValues struct{ Read, Accepted, Rejected, Skipped decimal.Decimal }

// Unread is a cell of a row that could not be read, and what to do about it.
type Unread struct{ Cell, Code, Text, Hint string }

// Assumption is something taken for granted, with where it comes from. A value that
// is a number may be given as its digits.
type Assumption struct {
	Name, Value, Unit, Source string
}

// Error says why there is no report, or no part of it. Code is "bad_study" of a study that
// cannot be run; "totals" of one with Totals that can be answered with lines only;
// "unsound_flows" of flows that a layer which adds them up cannot use; "live" of a report that
// cannot have formulas, for which Values has no such limits.
type Error struct{ Code, Reason string }

func (e *Error) Error() string {
	switch e.Code {
	case "totals":
		return "totals alone: " + e.Reason
	case "unsound_flows":
		return "flows: " + e.Reason
	case "live":
		return "live workbook: " + e.Reason + "; write the values instead"
	}
	return "study: " + e.Reason
}

// ErrorCode is "unsound_flows", or "refused".
func (e *Error) ErrorCode() string {
	if e.Code == "unsound_flows" {
		return e.Code
	}
	return "refused"
}

// check returns what is wrong with the study itself.
func (s *Study) check() error {
	switch {
	case s.Flows == nil || s.Flows.Len() == 0:
		return &Error{"bad_study", "there are no flows; give at least one row"}
	case s.Book == nil:
		return &Error{"bad_study", "there is no book of law; us.Book() is that of the United States"}
	case !s.CIF.IsZero() && (s.CIF.LessThan(decimal.New(1, 0)) || s.CIF.GreaterThan(decimal.New(2, 0))):
		return &Error{
			"bad_study",
			fmt.Sprintf("the factor of values with freight is %s; want one from 1 to 2, such as 1.05", s.CIF),
		}
	case s.Within >= dayCount:
		return &Error{"bad_study", fmt.Sprintf("%s does not exist; take ByDays, FirstDay, MiddleDay or LastDay", s.Within)}
	case s.Rows != nil && len(s.Rows) != s.Flows.Len():
		return &Error{"bad_study", fmt.Sprintf("%d numbers of rows for %d flows", len(s.Rows), s.Flows.Len())}
	case s.Flows.Currency != "" && s.Book.Currency != "" && s.Flows.Currency != s.Book.Currency:
		return &Error{
			"bad_study",
			fmt.Sprintf("the flows are in %s, the book is in %s; convert the flows first", s.Flows.Currency, s.Book.Currency),
		}
	}
	names := map[string]bool{}
	for i, scenario := range s.Scenarios {
		switch {
		case scenario == nil:
			return &Error{"bad_study", fmt.Sprintf("scenario %d is nil", i+1)}
		case names[scenario.Name]:
			return &Error{"bad_study", fmt.Sprintf("two scenarios are called %q; give each a name of its own", scenario.Name)}
		}
		names[scenario.Name] = true
	}
	return nil
}

// days are the days on which a flow is entered; none where nothing says so.
func (s *Study) days(f *trade.Flow) trade.Interval {
	switch {
	case !s.On.IsZero():
		return trade.Interval{From: s.On, To: s.On.AddDays(1)}
	case f.Period.From.IsZero() || f.Period.To.IsZero() || f.Period.IsEmpty():
		return trade.Interval{From: trade.NewDate(1, 1, 1), To: trade.NewDate(1, 1, 1)}
	}
	return s.Within.of(f.Period)
}

// known is the nearest day that the book reaches.
func (s *Study) known(on trade.Date) trade.Date {
	switch {
	case on.Before(s.Book.KnownFrom):
		return s.Book.KnownFrom
	case on.After(s.Book.KnownUntil):
		return s.Book.KnownUntil
	}
	return on
}

// importer is the country of the border.
func (s *Study) importer() trade.Country {
	if s.Importer == "" {
		return "US"
	}
	return s.Importer
}

// Number is what the person calls a flow: the row of the sheet.
func (s *Study) Number(row int) int {
	if s.Rows != nil {
		return s.Rows[row]
	}
	return row + 1
}
