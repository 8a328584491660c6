package impact

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// The answer as JSON. Amounts and rates are strings of exact decimals. The keys of
// the layers that were not computed are left out. With several scenarios, the first
// stands in mechanical, and all of them in scenarios.
type answer struct {
	Scenario   string     `json:"scenario"`
	KnownUntil trade.Date `json:"known_until"`
	Held       *part      `json:"held,omitempty"`
	Embargoed  *part      `json:"embargoed,omitempty"`
	NotKnown   *part      `json:"not_known,omitempty"`
	Rows       rows       `json:"rows"`
	Values     values     `json:"values"`
	Baseline   figures    `json:"baseline"`
	Mechanical mechanical `json:"mechanical"`
	// The layers beside it, never added to it; left out where they were not asked for.
	Behavioural *behavioural `json:"behavioural,omitempty"`
	Judgement   *judgement   `json:"judgement,omitempty"`
	Retaliation []answered   `json:"retaliation,omitempty"`
	Scenarios   []scenario   `json:"scenarios,omitempty"`
	Parted      []parted     `json:"parted,omitempty"`
	Averaged    *part        `json:"averaged,omitempty"`
	UnitValues  *part        `json:"unit_values,omitempty"`
	LowerBound  *lowerBound  `json:"lower_bound,omitempty"`
	Provenance  string       `json:"provenance"`
	Checks      []check      `json:"checks"`
	Rejects     []rejectRow  `json:"rejects,omitempty"`
	Unread      []unread     `json:"unread,omitempty"`
	LeftOut     []string     `json:"notes_of_reading,omitempty"`
}

type scenario struct {
	Scenario    string       `json:"scenario"`
	Mechanical  mechanical   `json:"mechanical"`
	Behavioural *behavioural `json:"behavioural,omitempty"`
	Judgement   *judgement   `json:"judgement,omitempty"`
}

// part are flows of which something is to be said.
type part struct {
	Flows int    `json:"flows"`
	Value string `json:"value"`
	Text  string `json:"text"`
}

// lowerBound are flows on which duties by quantity are left out: every duty and rate is a lower
// bound. Share is that of their value in the value answered.
type lowerBound struct {
	part
	Share string `json:"share"`
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

// values are the values of the same: read is the sum of unreadable, left_out, answered,
// not_known, rejected, skipped and freight.
type values struct {
	Read       string `json:"read"`
	Unreadable string `json:"unreadable"`
	LeftOut    string `json:"left_out"`
	Answered   string `json:"answered"`
	NotKnown   string `json:"not_known"`
	Rejected   string `json:"rejected"`
	Skipped    string `json:"skipped"`
	Freight    string `json:"freight,omitempty"`
}

type unread struct {
	Cell string `json:"cell"`
	Code string `json:"code"`
	Text string `json:"text"`
	Hint string `json:"hint"`
}

// bounds are the duty had everything been entered on the first or last day of its period,
// or on its cheapest or dearest.
type bounds struct {
	First   string `json:"first"`
	Last    string `json:"last"`
	Lowest  string `json:"lowest"`
	Highest string `json:"highest"`
}

type figures struct {
	Value         string  `json:"value"`
	Duty          string  `json:"duty"`
	EffectiveRate string  `json:"effective_rate,omitempty"`
	LowerBound    bool    `json:"lower_bound,omitempty"` // duty and rate are at least these
	Bounds        *bounds `json:"bounds,omitempty"`      // not of totals alone
}

type mechanical struct {
	figures
	Change    string  `json:"change"`
	Unchanged string  `json:"unchanged,omitempty"` // the scenario changes no duty of these rows, and what it supposes
	ByOrigin  []group `json:"by_origin"`
	ByChapter []group `json:"by_chapter"`
	ByPeriod  []group `json:"by_period"`
	ByLayer   []group `json:"by_layer"`
	// ByAuthority is in place of ByLayer where totals alone are kept.
	ByAuthority []group `json:"by_authority,omitempty"`
	layersOf
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

// parted is a flow by a code of fewer than 8 digits; rates are by law, the baseline first.
type parted struct {
	Row     int      `json:"row"`
	Origin  string   `json:"origin"`
	Product string   `json:"product"`
	Weights string   `json:"weights"`
	Numbers int      `json:"numbers"`
	Traded  int      `json:"traded"`
	Rates   []spread `json:"rates"`
}

type spread struct {
	Law        string `json:"law"`
	Weighted   string `json:"weighted,omitempty"`
	Lowest     string `json:"lowest,omitempty"`
	Cheapest   string `json:"cheapest,omitempty"`
	Highest    string `json:"highest,omitempty"`
	Dearest    string `json:"dearest,omitempty"`
	Unanswered int    `json:"unanswered"`
}

func partedOf(r *impact.Report) []parted {
	var out []parted
	for i := range r.Parted[:min(maxRejects, len(r.Parted))] {
		p := &r.Parted[i]
		f := r.Asked.Row(p.Row)
		one := parted{r.Number(p.Row), string(f.Origin), f.Product.String(), p.Weights, p.Numbers, p.Traded, nil}
		for law := range r.Laws {
			of := &p.Spread[law]
			s := spread{Law: r.Laws[law].Name, Unanswered: of.Unanswered}
			if rate, ok := p.Rate(law); ok {
				s.Weighted = rate.String()
			}
			if of.Cheapest != "" {
				s.Lowest, s.Cheapest = of.Lowest.String(), of.Cheapest.String()
				s.Highest, s.Dearest = of.Highest.String(), of.Dearest.String()
			}
			one.Rates = append(one.Rates, s)
		}
		out = append(out, one)
	}
	return out
}

// maxRejects is how many rejected flows the JSON lists; the workbook has all.
const maxRejects = 1000

// object is the answer of a report with a scenario, or several.
func object(r *impact.Report) answer {
	total := r.Total()
	a := answer{
		Scenario: r.Laws[1].Name, KnownUntil: r.Study.Book.KnownUntil,
		Baseline: figuresOf(r, &total, 0), Mechanical: mechanicalOf(r, &total, 1), Checks: []check{},
		Provenance: r.Provenance().String(), Behavioural: behaviouralOf(r, 1), Judgement: judgementOf(r, 1),
	}
	for law := 1; law < len(r.Laws) && len(r.Laws) > 2; law++ {
		a.Scenarios = append(a.Scenarios,
			scenario{r.Laws[law].Name, mechanicalOf(r, &total, law), behaviouralOf(r, law), judgementOf(r, law)})
	}
	a.Rows.Flows = r.Asked.Len()
	for _, p := range r.Account() {
		rows, value := new(int), new(string)
		switch p.What {
		case impact.Read:
			rows, value = &a.Rows.Read, &a.Values.Read
		case impact.NotRead:
			rows, value = &a.Rows.Unreadable, &a.Values.Unreadable
		case impact.LeftOut:
			rows, value = &a.Rows.LeftOut, &a.Values.LeftOut
		case impact.Answered:
			rows, value = &a.Rows.Answered, &a.Values.Answered
		case impact.NotKnown:
			value = &a.Values.NotKnown
			if r.Unknown > 0 {
				a.NotKnown = &part{r.Unknown, trade.Amount(p.Value), p.Text}
			}
		case impact.Rejected:
			rows, value = &a.Rows.Rejected, &a.Values.Rejected
		case impact.Elsewhere:
			rows, value = &a.Rows.Skipped, &a.Values.Skipped
		case impact.Freight:
			value = &a.Values.Freight
			if r.Converted == 0 {
				value = new(string)
			}
		}
		*rows, *value = p.Rows, trade.Amount(p.Value)
	}
	a.Parted = partedOf(r)
	if r.Averaged > 0 {
		a.Averaged = &part{r.Averaged, trade.Amount(r.AveragedValue), r.Study.Averages.Name}
	}
	if q := &r.ByQuantity; q.Averaged > 0 {
		a.UnitValues = &part{
			q.Averaged, trade.Amount(q.AveragedValue),
			"unit values of the imports of 2024 stand in for quantities that the rows do not state",
		}
	}
	if q := &r.ByQuantity; q.LeftOut > 0 {
		a.LowerBound = &lowerBound{
			part{q.LeftOut, trade.Amount(q.LeftOutValue), r.LowerBound()},
			q.LeftOutShare(total.Value).String(),
		}
	}
	if r.Held > 0 {
		a.Held = &part{
			r.Held, trade.Amount(r.HeldValue),
			"days after " + a.KnownUntil.String() + " are answered with the last rule known, which is not the law of those days",
		}
	}
	if r.Embargoed > 0 {
		a.Embargoed = &part{r.Embargoed, trade.Amount(r.EmbargoedValue), r.EmbargoText()}
	}
	for _, in := range r.Study.Inputs {
		for _, u := range in.Unread {
			a.Unread = append(a.Unread, unread(u))
		}
		a.LeftOut = append(a.LeftOut, in.Warnings...)
	}
	for _, c := range r.Checks {
		text := trade.Amount
		if c.Count {
			text = decimal.Decimal.String
		}
		a.Checks = append(a.Checks, check{c.Name, text(c.Expected), text(c.Actual), c.OK()})
	}
	for _, x := range firsts(r)[:min(maxRejects, len(firsts(r)))] {
		a.Rejects = append(a.Rejects, rejectRow{r.Study.Number(x.Row), x.Code, x.Reason})
	}
	return a
}

func figuresOf(r *impact.Report, t *impact.Total, law int) figures {
	b := r.Bounds(law)
	f := figures{
		Value: trade.Amount(t.Value), Duty: trade.Amount(t.Duty[law]),
	}
	if !r.TotalsOnly() {
		f.Bounds = &bounds{trade.Amount(b.First), trade.Amount(b.Last), trade.Amount(b.Lowest), trade.Amount(b.Highest)}
	}
	if rate, ok := t.Rate(law); ok {
		f.EffectiveRate = rate.String()
	}
	f.LowerBound = r.LowerBound() != ""
	return f
}

func mechanicalOf(r *impact.Report, t *impact.Total, law int) mechanical {
	return mechanical{
		figures: figuresOf(r, t, law), Change: trade.Amount(t.Change(law)), Unchanged: r.Unchanged(law),
		ByOrigin: groups(r.ByOrigin(), law), ByChapter: groups(r.ByChapter(), law), ByPeriod: groups(r.ByPeriod(), law),
		ByLayer: groups(r.ByLayer(), law), ByAuthority: groups(r.ByAuthority(), law), layersOf: layersJSON(r, law),
	}
}

func groups(totals []impact.Total, law int) []group {
	out := []group{}
	for i := range totals {
		t := &totals[i]
		out = append(out,
			group{
				t.Key, t.Lines, trade.Amount(t.Value), trade.Amount(t.Duty[0]), trade.Amount(t.Duty[law]),
				trade.Amount(t.Change(law)),
			})
	}
	return out
}

// errorCode names the class of an error in a word.
func errorCode(err error) string {
	var (
		output   *program.OutputError
		study    *impact.Error
		workbook *workbook.FileError
		input    *spreadsheet.ImportError
	)
	switch {
	case errors.As(err, &study) && study.Code == "bad_study":
		return "bad_study"
	case errors.As(err, &workbook) || errors.As(err, &output):
		return "not_written"
	case errors.As(err, &input):
		return string(input.Code)
	}
	return tariff.ErrorCode(err)
}
