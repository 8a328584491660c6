package impact

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
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
	s.Scenarios = []*tariff.Scenario{{Name: "dearer", Description: "seats at 30 %", Edits: []tariff.Edit{
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
		PageMark, "Goods of USD 1,236,067.00 owe USD " + trade.Thousands(total.Duty[0]), "under dearer 370,820.10 (30%)", trade.Thousands(total.Change(1)),
		"seats at 30 %", "a factor", "an invoice", "9401.61", "10%", "20%", ByPartner, "needs the quantity in kg", "rejected",
	} {
		assert.Contains(t, text, figure)
	}
	assert.NotContains(t, text, "<script")
	for _, outside := range []string{"http:", "https:", "src=", "@import", "url("} {
		assert.NotContains(t, text, outside, "the page needs nothing else")
	}
	svg := regexp.MustCompile(`(?s)<svg.*</svg>`).FindString(text)
	require.NoError(t, xml.Unmarshal([]byte(svg), new(struct{})))
	assert.Contains(t, svg, `role="img"`)
	assert.Contains(t, svg, "dearer: 370,820.10", "in words too")
	assert.Contains(t, text, `name="viewport"`)
	assert.Equal(t, strings.Count(text, "<table"), strings.Count(text, `<div class="wide"><table`), "a wide table scrolls by itself")
}

// A page of nothing answered states no duty.
func TestPageWithoutAnswers(t *testing.T) {
	r := answered(t, seats(t, trade.Flow{Origin: "VN", Product: "7702", Value: dollars("10")}))
	var b bytes.Buffer
	require.NoError(t, r.Page(&b))
	assert.Contains(t, b.String(), "there is no duty to state")
	assert.Contains(t, b.String(), "no answer")
}
