package lines_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

var plainNumber = regexp.MustCompile(`^([0-9]+\.?[0-9]*|\.[0-9]+)$`)

// reference is the slow way to read and assess a row: encoding/csv, decimals, one entry.
func reference(engine *tariff.Engine, at map[string]int, row []string) (duties string, answered bool) {
	field := func(name string) string { return strings.TrimSpace(row[at[name]]) }
	e := tariff.Entry{Product: trade.Product(field("hts")), Origin: trade.Country(field("origin"))}
	var err error
	if e.Date, err = trade.ParseDate(field("date")); err != nil || !plainNumber.MatchString(field("value")) {
		return ",,,,", false
	}
	e.Value = decimal.RequireFromString(field("value"))
	amount, unit := field("quantity"), field("unit")
	if (amount == "") != (unit == "") {
		return ",,,,", false
	}
	if amount != "" {
		u, err := trade.ParseUnit(unit)
		if err != nil || !plainNumber.MatchString(amount) {
			return ",,,,", false
		}
		e.Quantities = []trade.Quantity{{Amount: decimal.RequireFromString(amount), Unit: u}}
	}
	for claim := range strings.SplitSeq(field("claims"), ";") {
		if claim = strings.TrimSpace(claim); claim != "" && e.Claims.Add(claim) != nil {
			return ",,,,", false
		}
	}
	c := engine.Charge(e)
	if c.Err != nil || c.Total.GreaterThan(decimal.New(math.MaxInt64, -2)) { // beyond a column of cents
		return ",,,,", false
	}
	rate := ""
	if r, err := exact.Div(c.Total, e.Value, 6, exact.HalfUp); err == nil {
		rate = r.String()
	}
	return fmt.Sprintf(",%s,%s,%s,%s", c.Total.StringFixed(2), rate, c.Base.StringFixed(2), c.Additional.StringFixed(2)),
		true
}

// oddFile makes a file with everything that a file of entries may hold, and with much that
// it may not, and columns in any order.
func oddFile(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 11))
	products, origins := prepared().Products(), trade.Countries()
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	mostly := func(usual string, odd ...string) string {
		if r.IntN(12) > 0 {
			return usual
		}
		return pick(odd...)
	}
	number := func() string {
		s := fmt.Sprint(r.Int64N(int64(1) << (1 + r.IntN(50))))
		if places := r.IntN(9); places < 8 {
			places = []int{0, 1, 2, 2, 2, 2, 6, 9}[places]
			s += "." + fmt.Sprintf("%09d", r.IntN(1_000_000_000))[:places]
		}
		return mostly(s, "0", "0.00", ".5", "7.", "", "-1", "+2", "1e3", "1,000", "x", "12345678901234567",
			"999999999999999.99", "1000000000000000", "1.1234567891", "0000000000000000000012.50", "12.500000", "1.2.3")
	}
	names := []string{"hts", "origin", "date", "value", "quantity", "unit", "claims", "note"}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	end := pick("\n", "\r\n")
	var b strings.Builder
	b.WriteString(pick("", "\xEF\xBB\xBF") + strings.Join(names, ",") + end)
	for range n {
		p := products[r.IntN(len(products))]
		if r.IntN(3) > 0 { // those with duties on quantities
			p = pick2(r, "0402100500", "2204210000", "2709001000", "6109100012", "7318152010", "8703230190", "2402208000",
				"9102112510")
		}
		code := pick(string(p), p.String(), p.String(), p.String())
		quantity, unit := "", ""
		if r.IntN(3) > 0 {
			quantity, unit = number(), mostly(pick("kg", "No.", "doz.", "liters", "t", "bbl"), "", "furlong", " kg ")
		}
		row := make([]string, len(names))
		for i, name := range names {
			switch name {
			case "hts":
				row[i] = mostly(code, "", "6109", "610910001", "6109.10.0012", "61091000 ", "6109100012000", "abc", "6109>10.00.12",
					"00000000", "9999.99.99.99")
			case "origin":
				row[i] = mostly(string(origins[r.IntN(len(origins))]), "", "in", "India", "XX", " CN", "Côte d'Ivoire", "USA")
			case "date":
				row[i] = mostly(us.KnownFrom().AddDays(r.IntN(640)).String(), "", "2025-02-30", "1999-01-01", "2063-12-31",
					"2064-01-01", "20250901", "2025-9-1", "9/1/2025")
			case "value":
				row[i] = number()
			case "quantity":
				row[i] = quantity
			case "unit":
				row[i] = unit
			case "claims":
				row[i] = mostly("", "usmca", "metal_share=0.4", "us_content=0.25; usmca", ";", "friend", "spi=KR")
			case "note":
				row[i] = mostly("", "a, b", "say \"so\"", "two\nlines", " ", "é")
			}
			if strings.ContainsAny(row[i], "\",\n") || r.IntN(20) == 0 {
				row[i] = `"` + strings.ReplaceAll(row[i], `"`, `""`) + `"`
			}
		}
		b.WriteString(strings.Join(row, ",") + end + mostly("", end))
	}
	return b.String()
}

func pick2(r *rand.Rand, list ...trade.Product) trade.Product { return list[r.IntN(len(list))] }

// TestAgainstReference: every row of odd files owes what the slow way says, and is rejected
// where that has no answer.
func TestAgainstReference(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	answered := 0
	for seed := range uint64(12) {
		file := oddFile(seed, 400)
		in := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\xEF\xBB\xBF")))
		rows, err := in.ReadAll()
		require.NoError(t, err)
		at := map[string]int{}
		for i, name := range rows[0] {
			at[name] = i
		}
		result, out := assess(t, file, lines.Options{Workers: 3})
		got, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		require.NoError(t, err)
		require.Len(t, got, len(rows))
		rejected := 0
		for i, row := range rows[1:] {
			want, ok := reference(engine, at, row)
			if ok {
				answered++
			} else {
				rejected++
			}
			require.Equal(t, row, got[i+1][:len(row)])
			require.Equal(t, want, ","+strings.Join(got[i+1][len(row):], ","), "%q", row)
		}
		require.EqualValues(t, rejected, result.Rejected)
		require.EqualValues(t, len(rows)-1, result.Lines)
	}
	require.Greater(t, answered, 1000)
}
