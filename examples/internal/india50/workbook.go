package india50

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// subject is what the properties of the workbook say that it is about.
const subject = "What the duty costs, and whom"

// workbook is the report as sheets: the answer, the inputs that it follows, and one table
// each, with its sources below.
func (r *report) workbook() *sheet.Workbook {
	in := r.inputSheet()
	sectors := r.sectorSheet(in)
	oil := r.oilSheet(in, sectors)
	answer := r.answerSheet(in, sectors, oil)
	return &sheet.Workbook{
		Properties: sheet.Properties{Title: "India at 50 percent", Subject: subject, Creator: "tradeshock"},
		Sheets: []sheet.Sheet{
			*answer, in.Sheet, *sectors, *oil, r.discountSheet(in, oil), r.shirtSheet(), r.timelineSheet(), r.monthSheet(),
			r.chinaSheet(), r.nextSheet(), r.sourceSheet(),
		},
		Names: in.names(),
	}
}

func (r *report) shirtSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name:         "T-shirt",
		Title:        []string{fmt.Sprintf("Cotton T-shirt 6109.10.00.12 from India, $10,000, entered on %s", r.date)},
		FreezeHeader: true, FreezeColumns: 1,
		Columns: []sheet.Column{
			{Header: "heading"},
			{Header: "authority"},
			{Header: "what it is", Width: 44},
			{Header: "status"},
			{Header: "rate", Format: sheet.FormatPercent},
			{Header: "on", Format: sheet.FormatMoney},
			{Header: "duty, USD", Format: sheet.FormatMoney},
			{Header: "why", Width: 60},
		},
		Notes: []string{r.from() + " Each duty rounded: " + r.shirt.Rounding.String() + "."},
	}
	for _, l := range r.shirt.Lines {
		rate := sheet.Text(l.DutyText)
		if l.Rate != nil {
			rate = sheet.Number(*l.Rate)
		}
		row := []sheet.Cell{
			sheet.Text(l.Heading), sheet.Text(string(l.Authority)), sheet.Text(l.Title),
			sheet.Text(strings.ReplaceAll(string(l.Status), "_", " ")), rate,
			{},
			{},
			sheet.Text(l.Reason),
		}
		if l.Status == tariff.Applied {
			row[5], row[6] = sheet.Number(l.Base), sheet.Number(l.Duty)
		}
		s.Rows = append(s.Rows, row)
	}
	total, _ := r.shirt.EffectiveRate()
	s.Rows = append(s.Rows,
		[]sheet.Cell{
			sheet.Text("total"),
			{},
			{},
			{},
			sheet.Number(total), sheet.Number(r.shirt.Entry.Value),
			sheet.Number(r.shirt.Total),
			{},
		})
	return s
}

func (r *report) timelineSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Timeline", Title: []string{"What the T-shirt pays over time"}, FreezeHeader: true, FreezeColumns: 1,
		Columns: []sheet.Column{
			{Header: "from", Format: sheet.FormatDate},
			{Header: "rate in all", Format: sheet.FormatPercent},
			{Header: "lines charged", Width: 40},
			{Header: "what changed", Width: 46},
		},
		Notes: []string{r.from()},
	}
	for _, t := range r.timeline {
		s.Rows = append(s.Rows,
			[]sheet.Cell{sheet.Day(t.from), sheet.Number(t.rate), sheet.Text(t.lines), sheet.Text(t.event)})
	}
	return s
}

// monthSheet is what the T-shirt pays on the first day of each month, for a line over time.
func (r *report) monthSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Months", Title: []string{"What the T-shirt pays on the first day of each month"}, FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "month", Format: sheet.FormatCode},
			{Header: "rate in all", Format: sheet.FormatPercent},
		},
		Charts: []sheet.Chart{{
			Title: "Duty on a cotton T-shirt from India", Kind: sheet.ChartLine, Category: 0,
			Series: []int{1}, ValueTitle: "share of value",
		}},
		Notes: []string{"A duty that held for some days of a month only stands in Timeline.", r.from()},
	}
	at := 0
	m := trade.MonthOf(r.timeline[0].from)
	if m.Interval().From.Before(r.timeline[0].from) { // of its first day nothing is known
		m = m.AddMonths(1)
	}
	for ; !m.Interval().From.After(r.shirt.KnownUntil); m = m.AddMonths(1) {
		for at+1 < len(r.timeline) && !r.timeline[at+1].from.After(m.Interval().From) {
			at++
		}
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(m.String()), sheet.Number(r.timeline[at].rate)})
	}
	return s
}

// from says where the rates come from.
func (r *report) from() string {
	return "From: the book of law of the United States, schedule " + r.shirt.Revision + ", known until " +
		r.shirt.KnownUntil.String() + "; its tables are in Sources."
}

func (r *report) chinaSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name:  "China",
		Title: []string{"China, threatened on 13 September 2025 and never charged: if 50 percent had come on 1 October 2025"},
		Columns: []sheet.Column{
			{Header: "goods", Width: 24},
			{Header: "duty by law", Format: sheet.FormatPercent},
			{Header: "with the threat carried out", Format: sheet.FormatPercent},
			{Header: "more (points)", Format: sheet.FormatNumber},
		},
		Notes: []string{r.from() + " The threat: 50 percent on all goods of China, as proposed on 13 September 2025."},
		Rows:  make([][]sheet.Cell, len(r.china)),
	}
	for i, c := range r.china {
		more := sheet.Formula(fmt.Sprintf("ROUND(100*(%s-%s),4)", s.Address(i, 2), s.Address(i, 1)),
			c.with.Sub(c.before).Shift(2))
		s.Rows[i] = []sheet.Cell{sheet.Text(c.what), sheet.Number(c.before), sheet.Number(c.with), more}
	}
	return s
}

func (r *report) nextSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Next",
		Title: []string{"Suppositions under " + r.act.Name +
			": a ceiling of 100 percent and no rate; nothing set as far as known to " + r.act.KnownUntil.String()},
		Columns: []sheet.Column{
			{Header: "origin"},
			{Header: "country", Format: sheet.FormatText},
			{Header: "supposed rate", Format: sheet.FormatPercent},
			{Header: "T-shirt in all", Format: sheet.FormatPercent},
		},
		Notes: append([]string{r.from()}, r.act.Open...),
	}
	for _, x := range r.suppose {
		s.Rows = append(s.Rows,
			[]sheet.Cell{sheet.Text(string(x.origin)), sheet.Text(x.origin.Name()), sheet.Number(x.rate), sheet.Number(x.total)})
	}
	for _, e := range r.ended {
		s.Notes = append(s.Notes, e.day.String()+": "+e.what)
	}
	return s
}

func (r *report) sourceSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Sources", Title: []string{"Tables of facts that the answer rests on"},
		Columns: []sheet.Column{
			{Header: "table", Width: 34},
			{Header: "what", Width: 60},
			{Header: "source", Width: 60},
			{Header: "retrieved"},
			{Header: "rows", Format: sheet.FormatInteger},
		},
	}
	for _, x := range r.sources {
		s.Rows = append(s.Rows,
			[]sheet.Cell{
				sheet.Text(x.Table), sheet.Text(x.Title), sheet.Text(x.Publisher), sheet.Text(x.Retrieved),
				sheet.Number(decimal.NewFromInt(int64(x.Rows))),
			})
	}
	return s
}
