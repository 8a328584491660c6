package response_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// Two sources without sales elsewhere: gsim is ces, to the cent.
func TestGSIMOfOneImporterIsCES(t *testing.T) {
	m := []response.Market{{Product: "x", Sources: []response.Source{
		{Partner: "IN", Value: d("600"), Rate0: d("0.1"), Rate1: d("0.6")},
		{Partner: "CN", Value: d("400"), Rate0: d("0.3"), Rate1: d("0.3")},
	}}}
	assert.False(t, m[0].CanRedirect())
	for _, supply := range []string{"1.5", "99"} {
		a := solve(t, m, response.Options{Models: []response.Model{
			model("ces", "5", "-1.25", supply), model(response.GSIM, "5", "-1.25", supply),
		}})
		assert.Equal(t, a[0].Imports, a[1].Imports)
		assert.Equal(t, a[0].Welfare, a[1].Welfare)
		assert.Equal(t, a[0].Partners, a[1].Partners)
		// Nor does a sale elsewhere of nearly nothing, which is solved by the other package.
		m[0].Sources[0].Elsewhere = []response.Sale{{To: "DE", Value: d("0.000001")}}
		b := solve(t, m, response.Options{Models: []response.Model{model(response.GSIM, "5", "-1.25", supply)}})[0]
		assert.InDelta(t, a[0].Imports.Central.InexactFloat64(), b.Imports.Central.InexactFloat64(), 0.011)
		assert.InDelta(t, a[0].Welfare.Central.InexactFloat64(), b.Welfare.Central.InexactFloat64(), 0.011)
		assert.InDelta(t, a[0].Price.Central.InexactFloat64(), b.Price.Central.InexactFloat64(), 0.00001)
		assert.InDelta(t, a[0].Exporters.Central.InexactFloat64(), b.Exporters.Central.InexactFloat64(), 0.011)
		m[0].Sources[0].Elsewhere = nil
	}
}

// One source that sells at two places: its price is where what it supplies is what both buy, found
// here by halving: p^e = φ (p τ)^η + (1−φ) p^η. What it loses in the one it sells in part in the
// other, and its price falls by less than without the other.
func TestGSIMRedirects(t *testing.T) {
	const demand, supply, rate0, rate1, here, there = -1.25, 1.5, 0.05, 0.55, 300.0, 700.0
	lift := (1 + rate1) / (1 + rate0)
	phi := here / (here + there)
	low, high := 0.1, 2.0
	for range 200 {
		p := (low + high) / 2
		if phi*math.Pow(p*lift, demand)+(1-phi)*math.Pow(p, demand) > math.Pow(p, supply) {
			low = p
		} else {
			high = p
		}
	}
	m := response.Market{Product: "x", Sources: []response.Source{{
		Partner: "IN", Value: d("300"), Rate0: d("0.05"), Rate1: d("0.55"),
		Elsewhere: []response.Sale{{To: "DE", Value: d("500")}, {To: "AE", Value: d("200")}},
	}}}
	require.True(t, m.CanRedirect())
	a := solve(t, []response.Market{m},
		response.Options{Models: []response.Model{model(response.GSIM, "5", "-1.25", "1.5")}})[0]
	imports := here * low * math.Pow(low*lift, demand)
	assert.InDelta(t, imports, a.Imports.Central.InexactFloat64(), 0.006)
	assert.InDelta(t, imports*rate1, a.Revenue.Central.InexactFloat64(), 0.006)
	assert.InDelta(t, there*(math.Pow(low, 1+demand)-1), a.Redirected.Central.InexactFloat64(), 0.006)
	assert.InDelta(t, low*lift-1, a.Price.Central.InexactFloat64(), 0.000001)
	assert.Positive(t, a.Redirected.Central.InexactFloat64())
	m.Sources[0].Elsewhere = nil
	alone := solve(t, []response.Market{m},
		response.Options{Models: []response.Model{model("ces", "5", "-1.25", "1.5")}})[0]
	assert.Greater(t, a.Price.Central.InexactFloat64(), alone.Price.Central.InexactFloat64(), "sellers yield less")
}

func TestGSIMRefuses(t *testing.T) {
	for _, sale := range []response.Sale{{To: "", Value: d("1")}, {To: "IN", Value: d("1")}, {To: "DE", Value: d("-1")}} {
		_, err := response.Solve(t.Context(), []response.Market{{Product: "x", Sources: []response.Source{
			{Partner: "IN", Value: d("600"), Elsewhere: []response.Sale{sale}},
		}}}, response.Options{})
		assert.Error(t, err, "%v", sale)
	}
	_, ok := response.ModelOf("gravity")
	assert.False(t, ok)
	m, ok := response.ModelOf(response.GSIM)
	assert.True(t, ok)
	assert.Equal(t, response.GSIM, m.Name)
	assert.Equal(t, "5", m.Substitution.Central.String())
}
