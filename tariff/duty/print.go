package duty

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// The wordings that a duty is printed with, and by which a reference is known.
const (
	subheadingText = "The duty provided in the applicable subheading"
	noChangeText   = "No change"
	notStatedText  = "(not stated)"
)

// String prints the duty in the style of the schedule. Parse reads it back as
// the same duty.
func (d Duty) String() string {
	switch {
	case d.IsZero():
		return notStatedText
	case len(d.steps) > 0:
		return d.ladderText()
	case d.free && d.condition != "":
		return "Free, " + d.condition
	case d.free:
		return "Free"
	}
	var b strings.Builder
	for i := range d.terms {
		t := &d.terms[i]
		switch {
		case t.Minus:
			b.WriteString(" minus ")
		case i > 0:
			b.WriteString(" + ")
		}
		b.WriteString(t.text())
	}
	if d.limit != "" {
		b.WriteString(", but not more than " + d.limit)
	}
	return b.String()
}

// text prints one term.
func (t *Term) text() string {
	switch t.Kind {
	case AdValorem:
		s := t.Rate.Shift(2).String() + "%"
		if t.Third {
			whole := t.Rate.Shift(2).BigInt()
			rest := int(whole.Int64() % 3)
			s = strconv.FormatInt(whole.Int64()/3, 10) + " " + strconv.Itoa(rest) + "/3%"
		}
		if t.On != "" {
			s += " on the " + t.On
		}
		return s
	case Specific:
		s := t.rateText()
		switch {
		case t.On == "including weight of container":
			return s + ", " + t.On
		case t.On != "":
			s += " of " + t.On
		}
		if t.Over > 0 {
			s += " over " + strconv.FormatInt(t.Over, 10)
		}
		if !t.Less.IsZero() {
			less, floor := *t, *t
			less.Rate, floor.Rate = t.Less, t.Floor
			s += " less " + less.rateText() + " for each degree under 100 degrees but not less than " + floor.rateText()
		}
		return s
	}
	return t.Text
}

// rateText prints "1.5¢/kg", "$1.05/kg" or "51¢ each".
func (t *Term) rateText() string {
	s := t.Rate.Shift(2).String() + "¢"
	if t.Rate.GreaterThanOrEqual(decimal.NewFromInt(1)) {
		s = "$" + t.Rate.String()
		if t.Rate.Exponent() == -1 {
			s += "0"
		}
	}
	if t.Unit == "No." && t.On == "" {
		return s + " each"
	}
	return s + "/" + perText(t.Unit)
}

// perText is how the schedule writes a unit behind a stroke.
func perText(u trade.Unit) string {
	switch u {
	case "liters":
		return "liter"
	case "pf.liters":
		return "pf. liter"
	case "prs.":
		return "pr."
	case "thousands":
		return "1000"
	case "jewels":
		return "jewel"
	case "gr.lines":
		return "line/gross"
	}
	return string(u)
}
