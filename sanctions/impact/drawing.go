package impact

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// Drawings of the page are laid out in units of a sheet 360 wide, which a phone shows as it
// is. Colours and dashes tell laws apart, also where colours are not seen or not printed.
const (
	sheetWidth = 360
	plotLeft   = 44
	plotRight  = 352
	plotTop    = 10
	plotHeight = 150
)

var strokes = []struct{ colour, dash string }{
	{"#6b6b6b", ""},
	{"#14508c", ""},
	{"#b3541e", "6 3"},
	{"#2e7d4f", "2 3"},
	{"#8e3b7a", "8 3 2 3"},
	{"#7a6a00", "10 4"},
	{"#a3243b", "1 3"},
	{"#3b6ea5", "4 2 1 2"},
	{"#444444", "12 3"},
}

func colour(law int) string { return strokes[law%len(strokes)].colour }

// bars are a lying bar for each law.
type bars struct {
	ID, Title, Description string
	Height                 int
	Bars                   []bar
}

type bar struct {
	Name, Value, Colour string
	TextY, BarY, Width  int
}

// dutyBars draws the duty of each law.
func (r *Report) dutyBars(total *Total) bars {
	d := bars{ID: "duty", Title: "Duty by law, " + string(r.Study.Book.Currency), Height: 44 * len(r.Laws)}
	var most decimal.Decimal
	for law := range r.Laws {
		most = decimal.Max(most, total.Duty[law])
	}
	var text []string
	for law := range r.Laws {
		one := bar{
			Name: r.lawName(law), Value: trade.Thousands(total.Duty[law]), Colour: colour(law),
			TextY: 44*law + 14, BarY: 44*law + 19,
		}
		if rate, ok := total.Rate(law); ok {
			one.Value += " (" + trade.Percent(rate) + ")"
		}
		if most.IsPositive() && total.Duty[law].IsPositive() {
			one.Width = int(total.Duty[law].Mul(decimal.NewFromInt(sheetWidth-20)).DivRound(most, 0).IntPart())
		}
		d.Bars = append(d.Bars, one)
		text = append(text, one.Name+": "+one.Value)
	}
	d.Description = strings.Join(text, "; ")
	return d
}

// steps are the share of value that is duty over time, a level stretch for each period.
type steps struct {
	ID, Title, Description string
	Width, Height          int
	Left, Right            int
	Lines                  []stepLine
	Levels                 []mark // horizontal lines of the scale
	Days                   []mark // labels below
}

type stepLine struct{ Name, Path, Colour, Dash string }

type mark struct {
	Text   string
	X, Y   int
	Anchor string
}

// overTime draws the shares of the periods of the flows; ok is false where there are not two
// periods one after the other, or some lie in others: then nothing can be drawn as time.
func (r *Report) overTime(rows []Total) (steps, bool) {
	d := steps{ID: "time", Width: sheetWidth, Height: plotTop + plotHeight + 22, Left: plotLeft, Right: plotRight}
	spans := map[string]trade.Interval{}
	for i := range r.Lines {
		p := r.Study.Flows.Periods[r.Lines[i].Row]
		spans[periodKey(p)] = monthOf(p)
	}
	var last, all trade.Interval
	for i := range rows {
		p := spans[rows[i].Key]
		if p.From.IsZero() || p.To.IsZero() || p.IsEmpty() || p.From.Before(last.To) {
			return d, false
		}
		if i == 0 {
			all.From = p.From
		}
		last, all.To = p, p.To
	}
	if len(rows) < 2 {
		return d, false
	}
	most := decimal.New(1, -2)
	for i := range rows {
		for law := range r.Laws {
			if rate, ok := rows[i].Rate(law); ok {
				most = decimal.Max(most, rate)
			}
		}
	}
	top, step := scale(most)
	height := func(rate decimal.Decimal) int {
		return plotTop + plotHeight - int(rate.Mul(decimal.NewFromInt(plotHeight)).DivRound(top, 0).IntPart())
	}
	along := func(on trade.Date) int {
		return plotLeft + (plotRight-plotLeft)*on.Sub(all.From)/all.To.Sub(all.From)
	}
	for at := (decimal.Decimal{}); at.LessThanOrEqual(top); at = at.Add(step) {
		d.Levels = append(d.Levels, mark{Text: trade.Percent(at), Y: height(at)})
	}
	d.Days = []mark{
		{all.From.String(), plotLeft, d.Height - 6, "start"},
		{all.To.AddDays(-1).String(), plotRight, d.Height - 6, "end"},
	}
	var text []string
	for law := range r.Laws {
		var path strings.Builder
		var to trade.Date
		first, end := "", ""
		for i := range rows {
			rate, ok := rows[i].Rate(law)
			if !ok || rate.IsNegative() {
				to = trade.Date{}
				continue
			}
			p := spans[rows[i].Key]
			move := "L"
			if to != p.From || i == 0 {
				move = "M"
			}
			fmt.Fprintf(&path, "%s%d %dL%d %d", move, along(p.From), height(rate), along(p.To), height(rate))
			to = p.To
			if end = trade.Percent(rate) + " in " + rows[i].Key; first == "" {
				first = end
			}
		}
		stroke := strokes[law%len(strokes)]
		d.Lines = append(d.Lines, stepLine{r.lawName(law), path.String(), stroke.colour, stroke.dash})
		text = append(text, r.lawName(law)+": from "+first+" to "+end)
	}
	d.Title = "Duty as a share of value, by the period of the flows"
	d.Description = strings.Join(text, "; ")
	return d, true
}

// monthOf is the stretch that the key of a period names: the whole month for what lies in one.
func monthOf(p trade.Interval) trade.Interval {
	if p.IsEmpty() || p.From.IsZero() || p.To.IsZero() {
		return trade.Interval{}
	}
	year, month, _ := p.From.Parts()
	toYear, toMonth, _ := p.LastDay().Parts()
	if year != toYear || month != toMonth {
		return p
	}
	from := trade.NewDate(year, month, 1)
	to := from.AddDays(31)
	nextYear, nextMonth, _ := to.Parts()
	return trade.Interval{From: from, To: trade.NewDate(nextYear, nextMonth, 1)}
}

// scale is the end of a scale of rates and the distance of its lines, three to five of them.
func scale(most decimal.Decimal) (top, step decimal.Decimal) {
	for exponent := int32(-3); ; exponent++ {
		for _, n := range []int64{1, 2, 5} {
			step = decimal.New(n, exponent)
			if step.Mul(decimal.NewFromInt(4)).GreaterThanOrEqual(most) {
				lines, rest := most.QuoRem(step, 0)
				if rest.IsPositive() {
					lines = lines.Add(one)
				}
				return step.Mul(lines), step
			}
		}
	}
}

// lawName is what people call a law of the report.
func (r *Report) lawName(law int) string {
	if law == 0 {
		return "the law as it is"
	}
	return r.Laws[law].Name
}
