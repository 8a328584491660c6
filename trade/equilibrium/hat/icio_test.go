package hat

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/rawtest"
)

// icio is the world of 2022: 81 economies and 28 sectors of the OECD, million USD, ε = 4.
func icio(t testing.TB) *Economy {
	rows := rawtest.Rows(t, "icio2022_flows_81_countries_28_sectors.csv.gz")[1:]
	e := &Economy{}
	place := func(list *[]string, name string) int {
		i := slices.Index(*list, name)
		if i < 0 {
			i = len(*list)
			*list = append(*list, name)
		}
		return i
	}
	for _, r := range rows {
		place(&e.Countries, r[0])
		place(&e.Sectors, r[2])
	}
	e.Trade = deep(cube(len(e.Sectors), len(e.Countries)*len(e.Countries)), len(e.Countries))
	for range e.Sectors {
		e.Elasticity = append(e.Elasticity, 4)
	}
	for _, r := range rows {
		e.Trade[place(&e.Sectors, r[2])][place(&e.Countries, r[1])][place(&e.Countries, r[0])] = rawtest.Number(t, r[3])
	}
	return e
}

// TestICIO: solutions by an independent program.
func TestICIO(t *testing.T) {
	e := icio(t)
	m := model(t, e, equilibrium.Additive)
	services := func(s string) bool { return s == "Services (aggregate)" }
	us := slices.Index(e.Countries, "USA")
	r := expect(t, m, goods(e, services, "", .1), map[string]float64{"USA": .14925, "CAN": -.32232, "MEX": -.46826}, 6e-6)
	assert.InDelta(t, 198.26, r.Countries[us].Revenue/1000, 0.006)
	r = expect(t, m, goods(e, services, "IND", .5), map[string]float64{"USA": -.01322, "IND": -.1499}, 6e-5)
	assert.InDelta(t, 6.16, r.Countries[us].Revenue/1000, 0.006)
	liberation, rates := liberation(t)
	ustr := goods(e, services, "", .1)
	for k, sector := range e.Sectors {
		for i, name := range e.Countries {
			if at := slices.Index(liberation.Countries, name); at >= 0 && i != us && !services(sector) {
				ustr.Tariff[k][i][us] = rates[at]
			}
		}
	}
	expect(t, m, ustr, map[string]float64{"USA": .06038}, 6e-6)
	for k := range e.Sectors {
		for i := range e.Countries {
			ustr.Tariff[k][us][i] = ustr.Tariff[k][i][us]
		}
	}
	r = expect(t, m, ustr, map[string]float64{"USA": -.12552}, 6e-6)
	assert.Contains(t, r.Assumptions[len(r.Assumptions)-1], "markets without demand")
}

// BenchmarkICIO: 81 economies and 28 sectors, for which a second was allowed.
func BenchmarkICIO(b *testing.B) {
	e := icio(b)
	m := model(b, e, equilibrium.Additive)
	s := goods(e, func(s string) bool { return s == "Services (aggregate)" }, "", .1)
	b.ReportAllocs()
	for b.Loop() {
		_, err := m.Solve(context.Background(), s)
		require.NoError(b, err)
	}
}
