package impact

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The page has the figures of the report, needs nothing else, and says in words what its
// figure shows. Seats at 10 % and 20 %, and at 30 % by the scenario.
func TestPage(t *testing.T) {
	s := seats(t,
		trade.Flow{Origin: "VN", Product: "94016140", Value: dollars("1234567")},
		trade.Flow{Origin: "VN", Product: "94016160", Value: dollars("1000")},
		trade.Flow{Origin: "VN", Product: "940161", Value: dollars("500")},
		trade.Flow{Origin: "VN", Product: "77020000", Value: dollars("9")},
	)
	s.Name = `seats <script>alert("x")</script> & more`
	s.Assumptions = []Assumption{{"a factor", "1.05", "times", "an invoice"}}
	s.Scenarios = []*law.Scenario{{Name: "dearer", Description: "seats at 30 %", Edits: []law.Edit{
		{Op: "set_base_rate", Products: trade.ProductSet{In: []trade.Product{"9401"}}, Duty: "30%"},
	}}}
	r := answered(t, s)
	var first, again bytes.Buffer
	require.NoError(t, r.Page(&first))
	require.NoError(t, r.Page(&again))
	text := first.String()
	assert.Equal(t, text, again.String(), "same report, same bytes")
	total := r.Total()
	for _, figure := range []string{
		PageMark, "Goods of USD 1,236,067.00 owe USD " + trade.Thousands(total.Duty[0]), "under dearer 370,820.10 (30%)",
		trade.Thousands(total.Change(1)),
		"seats at 30 %", "a factor", "an invoice", "9401.61", "10%", "20%", byPartner, "needs the quantity in kg", "rejected",
	} {
		assert.Contains(t, text, figure)
	}
	assert.NotContains(t, text, "<script")
	for _, outside := range []string{"http:", "https:", "src=", "@import", "url("} {
		assert.NotContains(t, text, outside, "the page needs nothing else")
	}
	svg := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindString(text)
	require.NoError(t, xml.Unmarshal([]byte(svg), new(struct{})))
	assert.Contains(t, svg, `role="img"`)
	assert.Contains(t, svg, "dearer: 370,820.10", "in words too")
	assert.Contains(t, text, `name="viewport"`)
	assert.Equal(t, strings.Count(text, "<table"), strings.Count(text, `<div class="wide"><table`),
		"a wide table scrolls by itself")
}

// A page of nothing answered states no duty.
func TestPageWithoutAnswers(t *testing.T) {
	r := answered(t, seats(t, trade.Flow{Origin: "VN", Product: "7702", Value: dollars("10")}))
	var b bytes.Buffer
	require.NoError(t, r.Page(&b))
	assert.Contains(t, b.String(), "there is no duty to state")
	assert.Contains(t, b.String(), "no answer")
}

// Nothing on the page has a figure without the text that says where it comes from, a drawing
// without words, or a code without words: every table and every drawing stands in a figure
// whose caption names the rows, their file, and the law with its last day known.
func TestPageProvenance(t *testing.T) {
	s := seats(t)
	require.NoError(t,
		s.Flows.Append(trade.Flow{
			Origin: "VN", Destination: "US", Product: "94016160", Value: dollars("1000"),
			Period: month(t, "2025-05"),
		}))
	require.NoError(t,
		s.Flows.Append(trade.Flow{
			Origin: "VN", Destination: "US", Product: "94016160", Value: dollars("3000"),
			Period: month(t, "2025-06"),
		}))
	require.NoError(t,
		s.Flows.Append(trade.Flow{
			Origin: "VN", Destination: "US", Product: "940161", Value: dollars("500"),
			Period: month(t, "2025-06"),
		}))
	s.Inputs = []Input{{File: "seats.csv", SHA256: strings.Repeat("0123456789abcdef", 4)}}
	s.Words = func(code trade.Product, _ trade.Date) string { return "the words of " + string(code) }
	s.Scenarios = []*law.Scenario{{Name: "dearer", Edits: []law.Edit{
		{Op: "set_base_rate", Products: trade.ProductSet{In: []trade.Product{"9401"}}, Duty: "30%"},
	}}}
	r := answered(t, s)
	var b bytes.Buffer
	require.NoError(t, r.Page(&b))
	text := b.String()
	figures := regexp.MustCompile(`(?s)<figure>.*?</figure>`).FindAllString(text, -1)
	require.GreaterOrEqual(t, len(figures), 7)
	outside := text
	for _, f := range figures {
		outside = strings.Replace(outside, f, "", 1)
		caption := regexp.MustCompile(`(?s)<figcaption.*?</figcaption>`).FindString(f)
		for _, word := range []string{
			"3 of 3 flows", "seats.csv", "0123456789ab", s.Book.Name,
			"known until " + s.Book.KnownUntil.String(), "dearer",
		} {
			assert.Contains(t, caption, word)
		}
		for _, svg := range regexp.MustCompile(`(?s)<svg[^>]*role="img".*?</svg>`).FindAllString(f, -1) {
			assert.Regexp(t, `<title id="[a-z]+-t">[^<]+</title>\s*<desc id="[a-z]+-d">[^<]+</desc>`, svg)
		}
	}
	assert.False(t, strings.Contains(outside, "<table") || strings.Contains(outside, "<svg"),
		"a table or a drawing without a caption")
	for _, words := range []string{
		"Vietnam", "Furniture", "June 2025", "the words of 940161", "rates of the schedule",
		"the law as it is: from 20% in 2025-M05 to 19.4",
	} {
		assert.True(t, strings.Contains(text, words), words)
	}
	assert.Equal(t, strings.Count(text, "<svg"),
		strings.Count(text, `role="img"`)+strings.Count(text, `aria-hidden="true"`), "a drawing has words or is none")
}

// A line over time needs periods that follow one another: a year and a month of it are none.
func TestOverTime(t *testing.T) {
	for _, c := range []struct {
		periods []string
		drawn   bool
	}{
		{[]string{"2025-08", "2025-09"}, true},
		{[]string{"2025-08", "2025-11"}, true},
		{[]string{"2025-08"}, false},
		{[]string{"2025", "2025-09"}, false},
	} {
		s := seats(t)
		for _, p := range c.periods {
			require.NoError(t,
				s.Flows.Append(trade.Flow{
					Origin: "VN", Destination: "US", Product: "94016160", Value: dollars("1000"),
					Period: month(t, p),
				}))
		}
		r := answered(t, s)
		drawing, ok := r.overTime(r.ByPeriod())
		assert.Equal(t, c.drawn, ok, "%v", c.periods)
		if ok && c.periods[1] == "2025-11" {
			assert.Equal(t, 2, strings.Count(drawing.Lines[0].Path, "M"), "the line breaks where nothing was traded")
		}
	}
}

func month(t *testing.T, text string) trade.Interval {
	p, err := trade.ParsePeriod(text)
	require.NoError(t, err)
	return p
}

func TestPoints(t *testing.T) {
	for in, want := range map[string]string{
		"0.041": "+4.1 points", "-0.18886": "-18.886 points", "0": "0 points",
		"0.000001": "+0.0001 points",
	} {
		d, err := decimal.NewFromString(in)
		require.NoError(t, err)
		assert.Equal(t, want, pointsOf(d))
	}
}

// Every chapter of the Harmonized System has words; 77 is reserved.
func TestChapters(t *testing.T) {
	assert.Len(t, chapters(), 98)
	for n := 1; n <= 99; n++ {
		assert.Equal(t, n != 77, chapters()[twoDigits(n)] != "", n)
	}
}

// Words that are too long keep their beginning and their end, and no word is cut.
func TestShort(t *testing.T) {
	assert.Equal(t, "Men's (338)", short("Men's (338)"))
	long := short(
		"T-shirts, singlets, tank tops and similar garments, knitted or crocheted: Of cotton: Men's or boys': Other " +
			"T-shirts: Men's (338)")
	assert.Equal(t,
		"T-shirts, singlets, tank tops and similar garments … Of cotton: Men's or boys': Other T-shirts: Men's (338)", long)
}
