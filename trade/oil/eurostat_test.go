package oil

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The tests of this file read published files where they are.

// table reads a file of the folder of raw material as rows by column.
func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	dir := os.Getenv("TRADESHOCK_DATA")
	if dir == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	file, err := os.Open(dir + "/oil/" + name)
	require.NoError(t, err)
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	var rows []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// thousands is a flow of thousand dollars CIF and thousand barrels.
func thousands(value, barrels string) trade.Flow {
	f := flow(value, barrels)
	if f.Value != nil {
		f.Value.Amount = f.Value.Amount.Shift(3)
	}
	if f.Quantity != nil {
		f.Quantity.Amount = f.Quantity.Amount.Shift(3)
	}
	return f
}

// January 2021: 55.25 dollars a barrel by the grades, where the set that was summed by
// origin holds the value of a grade whose volume is withheld, and says 84.19.
func TestEurostatJanuary2021(t *testing.T) {
	var grades []trade.Flow
	var values []decimal.NullDecimal
	for _, r := range table(t, "eurostat_crude_imports_ru_by_grade_2021_2023.csv") {
		if r["geo"] == "EU_V" && strings.HasPrefix(r["crudeoil"], "RU_") && r["time_period"] == "2021-01" {
			grades = append(grades, thousands(r["val_ths_usd"], r["vol_ths_bbl"]))
			values = append(values, decimal.NewNullDecimal(dec(r["val_ths_usd"])))
		}
	}
	paired, err := Pair(slices.All(grades), "bbl")
	require.NoError(t, err)
	p, err := paired.Price(2, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "USD 55.25/bbl CIF", p.String())

	for _, r := range table(t, "eurostat_crude_imports_eu_by_origin_2021_2023.csv") {
		if r["origin"] != "RU" || r["time_period"] != "2021-01" {
			continue
		}
		// Sums that somebody else formed cannot be taken apart; the control total
		// shows that they are of different rows.
		naive, err := exact.Div(dec(r["val_ths_usd"]), dec(r["vol_ths_bbl"]), 2, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, "84.19", naive.String())
		c, err := CheckTotal(dec(r["val_ths_usd"]), values)
		require.NoError(t, err)
		assert.Equal(t, "1047444.591", c.Difference.String())
		volume, err := CheckTotal(dec(r["vol_ths_bbl"]),
			[]decimal.NullDecimal{decimal.NewNullDecimal(paired.Quantity.Amount.Shift(-3))})
		require.NoError(t, err)
		assert.True(t, volume.Agrees())
	}
}

// Eurostat prints a price next to value and volume: the pair of each row gives it,
// within the 0.07 dollars by which Eurostat's own roundings differ.
func TestEurostatPrices(t *testing.T) {
	rows, withheld := 0, 0
	for _, r := range table(t, "eurostat_crude_imports_ru_by_grade_2021_2023.csv") {
		paired, err := Pair(slices.All([]trade.Flow{thousands(r["val_ths_usd"], r["vol_ths_bbl"])}), "bbl")
		require.NoError(t, err)
		if r["avgprc_usd_bbl"] == "" {
			_, err = paired.Price(3, exact.HalfUp)
			assert.Equal(t, "no pair", faultOf(t, err).Code)
			withheld++
			continue
		}
		p, err := paired.Price(3, exact.HalfUp)
		require.NoError(t, err)
		assert.True(t, p.Amount.Sub(dec(r["avgprc_usd_bbl"])).Abs().LessThanOrEqual(dec("0.07")), "%v: %s", r, p)
		rows++
	}
	assert.Equal(t, []int{257, 121}, []int{rows, withheld})
}

// The table of grades against the months from which it was taken.
func TestEurostatGravities(t *testing.T) {
	blends := map[string][]Part{}
	for _, r := range table(t, "eurostat_crude_imports_ru_by_grade_2021_2023.csv") {
		if r["geo"] == "EU_V" && r["time_period"] < "2023" && r["vol_ths_bbl"] != "" && r["api_deg"] != "" {
			blends[r["crudeoil"]] = append(blends[r["crudeoil"]], Part{quantity(r["vol_ths_bbl"], "bbl"), dec(r["api_deg"])})
		}
	}
	for name, c := range map[string]struct {
		code   string
		months int
	}{"Urals": {"RU_URL", 24}, "Russian Export Blend": {"RU_EXP_BLN", 5}, "Siberian Light": {"RU_SIB_LGHT", 4}} {
		g, err := FindGrade(name)
		require.NoError(t, err)
		require.Len(t, blends[c.code], c.months)
		api, err := Blend(blends[c.code], 1, exact.HalfUp)
		require.NoError(t, err)
		assert.True(t, api.Equal(g.API), "%s: %s, the table says %s", name, api, g.API)
	}
}

// COMEXT, 2021: the members sum to the European Union to the last euro and kilogram
// in every month, and the year is 48,453,317,232 euros for 113,922,986 tonnes of
// crude: 425.3 euros a tonne, 2,288 thousand barrels a day at 7.33.
func TestComext(t *testing.T) {
	type key struct{ product, period string }
	type sums struct {
		value, mass     []decimal.NullDecimal
		euValue, euMass decimal.Decimal
	}
	months := map[key]*sums{}
	for _, r := range table(t, "eurostat_comext_imports_from_ru_2709_2710_2021.csv") {
		k := key{r["product"], r["period"]}
		if months[k] == nil {
			months[k] = &sums{}
		}
		s, value, mass := months[k], dec(r["value_in_euros"]), dec(r["quantity_in_100kg"]).Shift(2)
		switch {
		case r["reporter"] == "EU27_2020":
			s.euValue, s.euMass = value, mass
		case trade.Group("EU").Contains(trade.Country(r["reporter"]), trade.NewDate(2021, 6, 1)):
			s.value = append(s.value, decimal.NewNullDecimal(value))
			s.mass = append(s.mass, decimal.NewNullDecimal(mass))
		}
	}
	require.Len(t, months, 24)
	var year []trade.Flow
	for k, s := range months {
		for total, list := range map[*decimal.Decimal][]decimal.NullDecimal{&s.euValue: s.value, &s.euMass: s.mass} {
			c, err := CheckTotal(*total, list)
			require.NoError(t, err)
			assert.True(t, c.Agrees(), "%v: %s", k, c)
			// With the aggregate among its own parts the control fails.
			twice, err := CheckTotal(*total, append(slices.Clone(list), decimal.NewNullDecimal(*total)))
			require.NoError(t, err)
			assert.Contains(t, twice.String(), "does an aggregate stand among them?")
		}
		if k.product == "2709" {
			year = append(year,
				trade.Flow{
					Basis: trade.CIF, Value: &trade.Money{Amount: s.euValue, Currency: "EUR"},
					Quantity: &trade.Quantity{Amount: s.euMass, Unit: "kg"},
				})
		}
	}
	paired, err := Pair(slices.All(year), "t")
	require.NoError(t, err)
	assert.Equal(t, "48453317232", paired.Value.Amount.String())
	assert.Equal(t, "113922986.02", paired.Quantity.Amount.String())
	p, err := paired.Price(1, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "425.3", p.Amount.String())
	daily, err := BarrelsPerTonne(dec("7.33"), "").PerDay(paired.Quantity,
		trade.Interval{From: trade.NewDate(2021, 1, 1), To: trade.NewDate(2022, 1, 1)}, "bbl", -3, exact.HalfUp)
	require.NoError(t, err)
	assert.True(t, daily.Amount.Equal(dec("2288000")))
}
