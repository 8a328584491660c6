package impact

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Report is the answer to a study. Laws, lines and layers stand in a fixed order;
// amounts are exact.
type Report struct {
	// Study is the one that was assessed: with Study.Imports or Averages its flows are the
	// parts of those of Asked, which are the flows of the question.
	Study *Study
	Asked *trade.Dataset
	// Parted are the flows that were assessed over the numbers below their codes. Averaged
	// are how many flows have averages for what they do not state, AveragedValue theirs.
	Parted        []Parted
	Averaged      int
	AveragedValue decimal.Decimal
	// ByQuantity is what stands in for quantities that flows do not state.
	ByQuantity ByQuantity
	// Converted are how many flows had freight and insurance taken out, by the value without
	// that the file states beside the one with (Beside of them), or else by Study.CIF;
	// FreightValue is what was taken.
	Converted    int
	Beside       int
	FreightValue decimal.Decimal
	// Laws are the baseline and the scenarios, in the order of the study.
	Laws []Law
	// Layers are the duties that were charged on any line.
	Layers []Layer
	// Lines are the rows answered, Rejects and Skips the others, each in the order of
	// the flows.
	Lines   []Line
	Rejects []Reject
	Skips   []Reject
	// RejectedValue and SkippedValue are the values of those rows that have one.
	RejectedValue, SkippedValue decimal.Decimal
	// UnknownValue is the value of the days of the lines that the law does not reach; no
	// total has it. HeldValue is that of lines on whose days the last rule known is held.
	UnknownValue, HeldValue decimal.Decimal
	Unknown, Held           int // lines
	// Embargoed are the lines whose goods may not be imported without a licence or an
	// exemption under the law as it is, on any of their days, and EmbargoedValue their value:
	// the duty is that of goods which have one. Embargoes name the measures.
	Embargoed      int
	EmbargoedValue decimal.Decimal
	Embargoes      []string
	Checks         []Check
	// Behaviours and Judgements are those that were asked for, one a scenario, and stand beside
	// the figures of this layer: a page and a workbook show them, and no sum has them.
	Behaviours []*Behaviour
	Judgements []*threat.Judgement

	counted   *tally // of a study with Totals
	covers    [][]cover
	coverAt   map[string]int32
	question  *Study
	recipes   *recipes
	stands    map[int]stand // by row of Study.Flows
	askedRow  []int         // by row of Study.Flows: that of Asked; nil where they are the same
	engines   []*tariff.Engine
	calendars []*tariff.Calendar
}

// Law is the baseline or a scenario.
type Law struct {
	// Label is "baseline", "scenario", or "scenario 2" where there are several.
	Label string
	// Name and Description are those of the book and the scenario.
	Name, Description string
	// SHA256 is that of the scenario as JSON, "" for the baseline.
	SHA256 string
}

// Layer is one duty of one law: a rate of the schedule, or a measure during a term.
type Layer struct {
	Law       int // in Report.Laws
	Authority law.Authority
	Program   string
	// Heading is the chapter 99 heading, or the legal line for a rate of the schedule.
	Heading string
	Title   string
	// Duty is the text of the duty, and Rate its fraction when it is a share of the
	// value and nothing else.
	Duty     string
	Rate     *decimal.Decimal
	During   trade.Interval
	Citation string
	// Schedule: a rate of the schedule, not a measure.
	Schedule bool
	stacking law.Stacking
	// fixed: another rate is no edit of this layer alone, since another measure of its
	// group may then be charged, or the rate is that of another heading or column.
	fixed bool
}

// Key names the layer in results: the heading of a measure, the column of the
// schedule for its rates.
func (l *Layer) Key() string {
	if l.Schedule {
		return string(l.Authority)
	}
	return l.Heading
}

// Line is a row of the flows that every law answers.
type Line struct {
	Row     int        // in Study.Flows, from 0
	Date    trade.Date // the first day of entry
	Product trade.Product
	// Count is the number of days on which the goods can have been entered, and Known
	// how many of them the law reaches; the days of Unknown it does not.
	Count, Known int
	Unknown      []trade.Interval
	// Value is that of the days known, and UnknownValue the rest of the row's.
	Value, UnknownValue decimal.Decimal
	// Held: on some of the days the last rule known is held.
	Held bool
	// Embargoes are the measures of the baseline under which the goods need a licence.
	Embargoes []string
	// Answers are by law.
	Answers []Answer
}

// Answer is what one law charges on a line, and why it charges nothing else.
type Answer struct {
	Duty    decimal.Decimal
	Charges []Charge
	// First, Last, Lowest and Highest are the duty on the value known, had all of it been
	// entered on the first or the last day known, or on the days with the lowest or the
	// highest duty.
	First, Last, Lowest, Highest decimal.Decimal
	// Changes are the days within the period from which something else is charged.
	Changes []trade.Date
	// NotCharged says which measures were considered and lifted, by what.
	NotCharged string
	cover      int32 // in Report.covers
}

// Charge is the duty of a layer on a line: the duty on Base, a part of the value of the
// whole row, times Days of the Count days of the line, rounded once.
type Charge struct {
	Layer int // in Report.Layers
	Base  decimal.Decimal
	Days  int
	Duty  decimal.Decimal
	upon  int // of a top-up: the charge of the schedule in Charges; else -1
}

// Reject is a row without an answer.
type Reject struct {
	Row    int // in Study.Flows, from 0
	Code   string
	Reason string
}

// Check is a control: two ways to the same figure.
type Check struct {
	Name             string
	Expected, Actual decimal.Decimal
	Count            bool // numbers of rows, not amounts
}

// OK tells whether the two ways meet.
func (c Check) OK() bool { return c.Expected.Equal(c.Actual) }
