package duty

import (
	"encoding/csv"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// dutyTexts reads the table of every text of the schedule.
func dutyTexts(t testing.TB) [][]string {
	f, err := os.Open("testdata/duty_texts.csv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	require.Equal(t, 1+2512, len(rows)) //nolint:testifylint // the rows are too many to print
	return rows[1:]
}

func TestEveryTextOfTheSchedule(t *testing.T) {
	kinds := map[string]int{}
	canonical := map[string]bool{}
	count := func(d Duty) {
		if canonical[d.String()] {
			return
		}
		canonical[d.String()] = true
		switch {
		case d.IsZero():
			kinds["not stated"]++
		case d.IsFree():
			kinds["free"]++
		}
		for _, term := range d.Terms() {
			kinds[[]string{"", "ad valorem", "specific", "reference", "no change", "prose"}[term.Kind]]++
		}
	}
	for _, row := range dutyTexts(t) {
		if row[0] == "special" {
			offers, err := ParseSpecial(row[1])
			if !assert.NoError(t, err) {
				continue
			}
			again, err := ParseSpecial(FormatSpecial(offers))
			require.NoError(t, err, "%q prints as %q", row[1], FormatSpecial(offers))
			assert.Equal(t, FormatSpecial(offers), FormatSpecial(again))
			require.Len(t, again, len(offers))
			for i := range offers {
				assert.True(t, offers[i].Duty.Equal(again[i].Duty))
				assert.Equal(t, offers[i].Programs, again[i].Programs)
				count(offers[i].Duty)
			}
			continue
		}
		d, err := Parse(row[1])
		if !assert.NoError(t, err) {
			continue
		}
		again, err := Parse(d.String())
		require.NoError(t, err, "%q prints as %q", row[1], d)
		assert.Equal(t, d, again, "%q prints as %q", row[1], d)
		count(d)
	}
	// A text that slips into prose, or is taken as not stated, changes these.
	assert.LessOrEqual(t, kinds["prose"], 8)
	assert.LessOrEqual(t, kinds["reference"], 160)
	assert.Equal(t, 1, kinds["not stated"])
	assert.Equal(t, 1, kinds["no change"])
	assert.Greater(t, kinds["ad valorem"], 700)
	assert.Greater(t, kinds["specific"], 900)
	t.Log(kinds)
}

func TestDuty(t *testing.T) {
	facts := Facts{
		Value: dec("1000"),
		Quantities: []trade.Quantity{
			{Amount: dec("200"), Unit: "kg"},
			{Amount: dec("50"), Unit: "No."},
			{Amount: dec("30"), Unit: "liters"},
			{Amount: dec("12"), Unit: "pf.liters"},
			{Amount: dec("10"), Unit: "bbl"},
			{Amount: dec("7"), Unit: "m2"},
			{Amount: dec("96"), Unit: "degrees"},
			{Amount: dec("21"), Unit: "jewels"},
		},
		Parts: []Part{
			{Name: "case", Value: ptr(dec("100"))},
			{Name: "strap, band or bracelet", Value: ptr(dec("40"))},
			{Name: "battery", Value: ptr(dec("10"))},
			{Name: "steel content", Value: ptr(dec("300"))},
			{Name: "total sugars", Quantity: &trade.Quantity{Amount: dec("80"), Unit: "kg"}},
			{Name: "fair retail value", Value: ptr(dec("2000"))},
		},
		References: map[string]decimal.Decimal{subheadingText: dec("165")},
	}
	for _, c := range []struct{ text, canonical, amount string }{
		{"Free", "Free", "0"},
		{"FREE ", "Free", "0"},
		{"6.5%", "6.5%", "65"},
		{"6.50 %", "6.5%", "65"},
		{"2.5% <u></u>", "2.5%", "25"},
		{"37% /", "37%", "370"},
		{"33 1/3%", "33 1/3%", "333.333333333333"},
		{"0%", "0%", "0"},
		{"1.5¢/kg", "1.5¢/kg", "3"},
		{"1.5 ¢ / kg", "1.5¢/kg", "3"},
		{"1.5 cents/kg", "1.5¢/kg", "3"},
		{"$0.05/kg", "5¢/kg", "10"},
		{"$1.05/kg + 2.3%", "$1.05/kg + 2.3%", "233"},
		{"1.5¢/kg + 3%", "1.5¢/kg + 3%", "33"},
		{"3% + 1.5¢/kg", "3% + 1.5¢/kg", "33"},
		{"$1.32/t", "$1.32/t", "0.264"},
		{"19.8¢/liter", "19.8¢/liter", "5.94"},
		{"$1.99/pf. liter", "$1.99/pf. liter", "23.88"},
		{"10.5¢/bbl", "10.5¢/bbl", "1.05"},
		{"14.5¢/m<sup>2 </sup>+ 0.4%", "14.5¢/m2 + 0.4%", "5.015"},
		{"51¢ each", "51¢ each", "25.5"},
		{"12¢/doz.", "12¢/doz.", "0.5"},
		{"$1.15/1,000 + 40%", "$1.15/1000 + 40%", "400.0575"},
		{"$2.50/thou- sand + 40%", "$2.50/1000 + 40%", "400.125"},
		{"6.5¢/gross<il></il>", "6.5¢/gross", "0.022569444444"},
		{"5¢/head", "5¢ each", "2.5"},
		{
			"51¢ each + 6.25% on the case and strap, band or bracelet + 5.3% on the battery",
			"51¢ each + 6.25% on the case and strap, band or bracelet + 5.3% on the battery",
			"?the value of the part \"case and strap, band or bracelet\"",
		},
		{
			"40¢ each + 8.5% on the case + 14% on the strap, band or bracelet + 5.3% on the battery",
			"40¢ each + 8.5% on the case + 14% on the strap, band or bracelet + 5.3% on the battery", "34.63",
		},
		{
			"$1.75 each + 45% on the case +80% on the strap, band or bracelet + 35% on thebattery",
			"$1.75 each + 45% on the case + 80% on the strap, band or bracelet + 35% on the battery", "168",
		},
		{"43¢ each + 2.8¢/jewel over 7 + 3.7% on the case", "43¢ each + 2.8¢/jewel over 7 + 3.7% on the case", "25.2"},
		{"33.9¢/kg of total sugars + 5.1%", "33.9¢/kg of total sugars + 5.1%", "78.12"},
		{"1.5 percent of the fair retail value", "1.5% on the fair retail value", "30"},
		{"2.5% on the value of the lead content", "2.5% on the lead content", "?the value of the part \"lead content\""},
		{"5% on the full value of the imported article", "5%", "50"},
		{
			"0.2¢/kg, including weight of container", "0.2¢/kg, including weight of container",
			"?the quantity of \"including weight of container\" in kg",
		},
		{
			"1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but " +
				"not less than 0.943854¢/kg",
			"1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees but not less than 0.943854¢/kg", "2.755856",
		},
		{
			"4.3817¢/kg less 0.0622005¢ /kg for each degree under 100 degrees (and fractions of a degree in proportion) but " +
				"not less 2.831562¢ /kg",
			"4.3817¢/kg less 0.0622005¢/kg for each degree under 100 degrees but not less than 2.831562¢/kg", "8.265796",
		},
		{"The duty provided in the applicable subheading", subheadingText, "165"},
		{"The duty provided inthe applicable subheading+ 25%", subheadingText + " + 25%", "415"},
		{"The duty provided in the applicable subheading plus 25%", subheadingText + " + 25%", "415"},
		{"The duty provided in the applicable subheading + 50%.", subheadingText + " + 50%", "665"},
		{
			"The duty provided in the applicable subheading + a duty of 50% upon the value of the steel content.",
			subheadingText + " + 50% on the steel content", "315",
		},
		{"The duty provided in the applicable subheading + a duty of 25%", subheadingText + " + 25%", "415"},
		{
			"The duty rate provided in such subheading minus 0.5%", "The duty rate provided in such subheading minus 0.5%",
			"?the amount of \"The duty rate provided in such subheading\"",
		},
		{"No Change", "No change", "?the amount of \"No change\""},
		{"See 9822.04.40", "See 9822.04.40", "?the amount of \"See 9822.04.40\""},
		{
			"The rate applicable to the natural juice in heading 2009",
			"The rate applicable to the natural juice in heading 2009",
			"?the amount of \"The rate applicable to the natural juice in heading 2009\"",
		},
		{"Free, under bond", "Free, under bond", "0"},
		{
			"A duty upon the value of the repairs oralterations (see U.S. note 3 of this subchapter)",
			"A duty upon the value of the repairs or alterations (see U.S. note 3 of this subchapter)",
			"?the duty itself: A duty upon the value of the repairs or alterations (see U.S. note 3 of this subchapter)",
		},
		{
			"4.3% + 1.7¢/jewel + 0.2¢ for each other piece or part, but if consisting in part of a plate or a set of plates " +
				"the total duty shall not exceed the duty for the complete movement",
			"4.3% + 1.7¢/jewel + 0.2¢/No. of other piece or part, but not more than the duty for the complete movement",
			"?the quantity of \"other piece or part\" in No.",
		},
		{":", "(not stated)", "?the duty itself: the book does not hold it; state one in place of the schedule's"},
		{
			"86.1¢/m<sup>2</sup>of recording surface", "86.1¢/m2 of recording surface",
			"?the quantity of \"recording surface\" in m2",
		},
		{"22¢/clean kg", "22¢/clean kg", "?the quantity in clean kg"},
		{"0.18¢/line/ gross + 2.5%", "0.18¢/line/gross + 2.5%", "?the quantity in gr.lines"},
		{"10¢/1,000 pins + 3.5%", "10¢/1000 + 3.5%", "35.005"},
	} {
		d, err := Parse(c.text)
		if !assert.NoError(t, err, c.text) {
			continue
		}
		assert.Equal(t, c.canonical, d.String(), c.text)
		a, err := d.Evaluate(facts)
		if missing, ok := strings.CutPrefix(c.amount, "?"); ok {
			var e *MissingFactError
			require.ErrorAs(t, err, &e, c.text)
			assert.Equal(t, missing, e.Missing[0].String())
			continue
		}
		require.NoError(t, err, c.text)
		assert.Equal(t, c.amount, a.Total.String(), c.text)
	}
}

func TestDutyRefuses(t *testing.T) {
	for text, offset := range map[string]int{
		"": 0, "six percent": 0, "6.5": 3, "6.5%%": 4, "1.5¢": 5, "1.5¢/stone": 6, "6.5% + ": 6, "6.5% and more": 5, "$": 1,
		"1.2.3%": 0,
		"1.5¢/kg less 0.2¢/liter for each degree under 100 degrees but not less than 1¢/kg": 19,
		"Free trade": 5,
	} {
		_, err := Parse(text)
		var e *ParseError
		require.ErrorAs(t, err, &e, "%q", text)
		assert.Equal(t, offset, e.Offset, "%q: %v", text, err)
		assert.NotEmpty(t, e.Want)
	}
	_, err := ParseSpecial("Free (AU) 6.5 (KR)")
	var e *ParseError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 13, e.Offset)
}

func TestAdditional(t *testing.T) {
	d, err := Parse("The duty provided in the applicable subheading + 25%")
	require.NoError(t, err)
	extra, ok := d.Additional()
	require.True(t, ok)
	rate, ok := extra.AdValorem()
	assert.True(t, ok)
	assert.Equal(t, "0.25", rate.String())
	d, err = Parse("No change")
	require.NoError(t, err)
	extra, ok = d.Additional()
	assert.True(t, ok)
	assert.True(t, extra.IsFree())
	d, err = Parse("15%")
	require.NoError(t, err)
	_, ok = d.Additional()
	assert.False(t, ok)
}

func FuzzParse(f *testing.F) {
	for i, row := range dutyTexts(f) {
		if i%25 == 0 {
			f.Add(row[1])
		}
	}
	f.Add(ladder)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			var e *ParseError
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(text) || e.Want == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := Parse(d.String())
		if err != nil || again.String() != d.String() {
			t.Fatalf("%q prints as %q, which reads as %q (%v)", text, d, again, err)
		}
		_, _ = d.Evaluate(Facts{Value: decimal.NewFromInt(1)})
	})
}

func FuzzParseSpecial(f *testing.F) {
	f.Add("Free (A,AU,BH) 14.3¢/kg (KR) See 9822.04.40 (CL)")
	f.Fuzz(func(t *testing.T, text string) {
		offers, err := ParseSpecial(text)
		if err != nil {
			return
		}
		again, err := ParseSpecial(FormatSpecial(offers))
		if err != nil || FormatSpecial(again) != FormatSpecial(offers) {
			t.Fatalf("%q prints as %q, which reads as %q (%v)", text, FormatSpecial(offers), FormatSpecial(again), err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("1.5¢/kg + 3%"); err != nil {
			b.Fatal(err)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// TestLongErrors: a text that is cut off for a message is cut between characters.
func TestLongErrors(t *testing.T) {
	for n := range 4 {
		_, err := Parse(strings.Repeat("x", 76+n) + "¢¢¢¢¢ no duty")
		require.Error(t, err)
		assert.NotContains(t, err.Error(), `\x`)
		assert.Contains(t, err.Error(), "…")
	}
}
