package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// Provenance says where figures of a report come from: the rows, the law, the method, and
// what was assumed. Nothing of it is empty for figures of a report that Run made.
type Provenance struct {
	// Rows are the flows and the files that hold them, with their hashes.
	Rows string
	// Law is the book with the day until which it is known, and the scenarios.
	Law string
	// Method says how the figure follows from both.
	Method string
	// Assumed are the assumptions that stand in for facts.
	Assumed []string
}

// String is the provenance as a sentence or two.
func (o Provenance) String() string {
	text := "From: " + o.Rows + "; " + o.Law + ". " + o.Method
	if len(o.Assumed) > 0 {
		text += " Assumed: " + strings.Join(o.Assumed, "; ") + "."
	}
	return text
}

// Short is the provenance without the method and what was assumed.
func (o Provenance) Short() string { return "From: " + o.Rows + "; " + o.Law + "." }

// Provenance is where the figures of the mechanical layer come from: duties, shares, bounds and
// totals by any key.
func (r *Report) Provenance() Provenance {
	return Provenance{Rows: r.rowsText(), Law: r.lawText(), Method: r.methodText(), Assumed: r.assumedText()}
}

func (r *Report) rowsText() string {
	answered, _, _ := r.Counts()
	text := fmt.Sprintf("%d of %s", answered, plural(r.Asked.Len(), "flow"))
	var files []string
	for _, in := range r.Study.Inputs {
		file := in.File
		if len(in.SHA256) >= 12 {
			file += " (SHA-256 " + in.SHA256[:12] + "…)"
		}
		files = append(files, file)
	}
	if len(files) == 0 {
		return text + " of the study"
	}
	return text + " of " + strings.Join(files, ", ")
}

func (r *Report) lawText() string {
	text := "the book of law “" + r.Study.Book.Name + "”, known until " + r.Study.Book.KnownUntil.String()
	if len(r.Laws) > 1 {
		var names []string
		for _, l := range r.Laws[1:] {
			names = append(names, l.Name)
		}
		text += ", and " + strings.Join(names, ", ") + " as edits of it"
	}
	return text
}

func (r *Report) methodText() string {
	when := "each flow by the days of its period"
	switch {
	case !r.Study.On.IsZero():
		when = "all flows on " + r.Study.On.String()
	case r.Study.Within != ByDays:
		when = "each flow on the " + r.Study.Within.String() + " of its period"
	}
	if r.TotalsOnly() {
		when += ", its value parted by the days to the cent"
	}
	return "Duty on unchanged trade, " + when + ", each duty rounded: " + r.Study.Options.Rounding.String() + "."
}

func (r *Report) assumedText() []string {
	var out []string
	for _, a := range r.Study.Assumptions {
		text := a.Name + ": " + strings.TrimSpace(a.Value+" "+a.Unit)
		if a.Source != "" {
			text += " (" + a.Source + ")"
		}
		out = append(out, text)
	}
	if r.ByQuantity.Averaged > 0 {
		out = append(out, "quantities that flows do not state: unit values of the imports of 2024")
	}
	if r.ByQuantity.LeftOut > 0 {
		out = append(out,
			"duties by quantity where no unit value is known: left out, so that duties and rates are lower bounds")
	}
	if r.Study.Options.Hold && r.Held > 0 {
		out = append(out, "the last rule known holds on later days")
	}
	return out
}

// Citations are the headings charged in the report with their titles and the texts that set
// them, each once, in the order of the layers.
func (r *Report) Citations() []Citation {
	var out []Citation
	for i := range r.Layers {
		l := &r.Layers[i]
		if l.Schedule || slices.ContainsFunc(out, func(c Citation) bool { return c.Heading == l.Heading }) {
			continue
		}
		out = append(out, Citation{l.Heading, l.Title, l.Citation})
	}
	return out
}

// Citation is a heading of chapter 99 and the text that set it.
type Citation struct{ Heading, Title, Text string }

// plural is a number with its noun: "1 flow", "2 flows".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// are is plural with the verb: "1 flow is", "2 flows are".
func are(n int, noun string) string {
	if n == 1 {
		return plural(n, noun) + " is"
	}
	return plural(n, noun) + " are"
}

// span are the days of all flows with a period.
func (r *Report) span() trade.Interval {
	var all trade.Interval
	for _, p := range r.Asked.Periods {
		if p.IsEmpty() || p.From.IsZero() || p.To.IsZero() {
			continue
		}
		if all.From.IsZero() || p.From.Before(all.From) {
			all.From = p.From
		}
		if p.To.After(all.To) {
			all.To = p.To
		}
	}
	return all
}
