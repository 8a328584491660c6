package impact

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Account says where the rows and the values of the input went: every row and every
// dollar read is in one of the parts.
type Account struct {
	// What is "read", "answered", …; Text says what it means.
	What, Text string
	Rows       int
	// OfFile: Rows are rows of the files; else they are flows. One row of a file with a
	// column for each month gives several flows.
	OfFile bool
	Value  decimal.Decimal
}

// The parts of an account.
const (
	Read      = "read"
	NotRead   = "unread"
	LeftOut   = "left out"
	Answered  = "answered"
	NotKnown  = "not known"
	Rejected  = "rejected"
	Elsewhere = "elsewhere"
	Freight   = "freight"
)

// Account adds up what became of the input: the first is what was read, the others its
// parts. A flow of which some days are not known counts as answered, and the value of
// those days as not known.
func (r *Report) Account() []Account {
	read := Account{What: Read, Rows: r.Asked.Len(), Value: r.flowsValue()}
	answered, rejected, partly := r.Counts()
	var unread, leftOut Account
	noValue := 0
	for _, in := range r.Study.Inputs {
		unread.Rows += in.Rejected
		leftOut.Rows += in.Skipped
		noValue += in.Unreadable
		if in.Values != nil {
			unread.Value = unread.Value.Add(in.Values.Rejected)
			leftOut.Value = leftOut.Value.Add(in.Values.Skipped)
		}
	}
	read.Value = read.Value.Add(unread.Value).Add(leftOut.Value)
	parts := []Account{read}
	if len(r.Study.Inputs) > 0 {
		rows := r.inputRows()
		parts[0].OfFile, parts[0].Rows = true, rows
		unread.What, unread.OfFile = NotRead, true
		unread.Text = "could not be read; the sheet Unread says why, cell by cell"
		if noValue > 0 {
			unread.Text += fmt.Sprintf("; the value of %d of them cannot be read either, and no sum has it", noValue)
		}
		leftOut.What, leftOut.OfFile = LeftOut, true
		leftOut.Text = "sums, headings, repeated rows; the sheet Audit says why"
		parts = append(parts, unread, leftOut)
	}
	total := r.Total()
	parts[0].Text = "everything that the input holds"
	without := "a law has no answer for them; in no total; the sheet Flows says why, row by row"
	if partly > 0 {
		without += fmt.Sprintf("; the value holds that of parts of %d more flows, which are answered but for these", partly)
	}
	return append(parts,
		Account{What: Answered, Rows: answered, Value: total.Value, Text: "assessed under every law; in every total"},
		Account{What: NotKnown, Value: r.UnknownValue, Text: r.unknownText()},
		Account{What: Rejected, Rows: rejected, Value: r.RejectedValue, Text: without},
		Account{
			What: Freight, Value: r.FreightValue,
			Text: "freight and insurance, taken out of values that hold them; in no total",
		},
		Account{
			What: Elsewhere, Rows: r.elsewhere(), Value: r.SkippedValue,
			Text: fmt.Sprintf("go into other countries than %s; in no total", r.Study.importer().Name()),
		},
	)
}

func (r *Report) unknownText() string {
	if r.Unknown == 0 {
		return "days that the law does not reach; in no total"
	}
	const text = "the share of the days before %s and after %s of %d of the flows answered, of which nothing is known; in no total"
	return fmt.Sprintf(text, r.Study.Book.KnownFrom, r.Study.Book.KnownUntil, r.Unknown)
}

// inputRows is how many rows the files have.
func (r *Report) inputRows() int {
	rows := 0
	for _, in := range r.Study.Inputs {
		rows += in.Read
	}
	return rows
}

// flowsValue is the value of all flows.
func (r *Report) flowsValue() decimal.Decimal {
	var sum decimal.Decimal
	var small int64 // cents, as long as they fit
	for _, v := range r.Asked.Value {
		if !v.Valid {
			continue
		}
		n, fits := exact.FromDecimal(v.Decimal)
		if !fits || n.Scale > 2 || n.Coef > 1<<50 || n.Coef < 0 {
			sum = sum.Add(v.Decimal)
			continue
		}
		for ; n.Scale < 2; n.Scale++ {
			n.Coef *= 10
		}
		if small += n.Coef; small > 1<<61 {
			sum, small = sum.Add(decimal.New(small, -2)), 0
		}
	}
	return sum.Add(decimal.New(small, -2))
}

// accountChecks are the controls of the account: what the files and the flows hold, added
// up where they were read, against the sums of what became of them.
func (r *Report) accountChecks() []Check {
	var checks []Check
	var parts, values decimal.Decimal
	valued := true
	accepted, gave := 0, 0
	for _, in := range r.Study.Inputs {
		checks = append(checks, in.Stated...)
		gave += in.Accepted + in.Rejected + in.Skipped
		accepted += in.Accepted
		if in.Values == nil {
			valued = false
			continue
		}
		values = values.Add(in.Values.Read)
		parts = parts.Add(in.Values.Rejected).Add(in.Values.Skipped)
	}
	total := r.Total()
	flows := total.Value.Add(r.UnknownValue).Add(r.RejectedValue).Add(r.SkippedValue).Add(r.FreightValue)
	if len(r.Study.Inputs) > 0 {
		checks = append(checks,
			Check{"rows of the files = read as flows + unread + left out", count(r.inputRows()), count(gave), true})
		if accepted == r.Asked.Len() {
			answered, rejected, _ := r.Counts()
			all := answered + rejected + r.elsewhere() + gave - accepted
			checks = append(checks,
				Check{
					"rows of the files = answered + rejected + elsewhere + unread + left out", count(r.inputRows()), count(all),
					true,
				})
		}
		if valued {
			checks = append(checks,
				Check{
					"value of the files = answered + not known + rejected + elsewhere + unread + left out", values,
					flows.Add(parts), false,
				})
		}
	}
	return append(checks,
		Check{"value of the flows = answered + not known + rejected + elsewhere", r.flowsValue(), flows, false})
}

// Caveats are what a reader must know before any figure: what is not in them.
func (r *Report) Caveats() []string {
	var out []string
	currency := string(r.Study.Book.Currency)
	for _, a := range r.Account() {
		switch {
		case a.What == Read || a.What == Answered || a.What == Freight, a.Rows == 0 && a.Value.IsZero():
		case a.What == NotKnown:
			out = append(out, fmt.Sprintf("Not known: %s %s, %s.", currency, trade.Thousands(a.Value), a.Text))
		default:
			out = append(out,
				fmt.Sprintf("%s: %s, %s %s: %s.", capital(a.What), plural(a.Rows, "row"), currency, trade.Thousands(a.Value),
					a.Text))
		}
	}
	for _, text := range []string{r.mixed(), r.holesText()} {
		if text != "" {
			out = append(out, "Of the flows: "+text+".")
		}
	}
	if r.TotalsOnly() {
		out = append(out,
			"Totals alone: no line is kept, and the value of a flow of several days is parted among them to the cent; "+
				"a report with lines rounds each duty once and may differ by cents.")
	}
	out = append(out, r.foreignText()...)
	out = append(out, r.partedText()...)
	out = append(out, r.byQuantityText()...)
	if r.Held > 0 {
		out = append(out,
			fmt.Sprintf(
				"Held: %s, %s %s, with days after %s, of which nothing is known; the last rule known is held on them, and is "+
					"not the law.",
				plural(r.Held, "flow"), currency, trade.Thousands(r.HeldValue), r.Study.Book.KnownUntil))
	}
	if text := r.EmbargoText(); text != "" {
		out = append(out, text)
	}
	for law := range r.Laws {
		if text := r.Unchanged(law); text != "" {
			out = append(out, text)
		}
	}
	return out
}
