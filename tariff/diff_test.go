package tariff

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// TestDiffOfOutcomes: what charges is another where the law of the measure itself is the
// same on both days. Worked out by hand for a shirt that pays 16.5 percent.
func TestDiffOfOutcomes(t *testing.T) {
	measure := func(
		heading, duty string, s law.Stacking, group string, iv trade.Interval, lifts ...law.Exception,
	) law.Measure {
		m := onEveryone(heading, law.IEEPA, all(), duty)
		m.Stacking, m.Group, m.Terms, m.Exceptions = s, group, imposed(duty, iv), lifts
		return m
	}
	always, later := trade.Interval{}, from("2026-07-01")
	under := func(heading string) law.Exception {
		return law.Exception{Heading: "for " + heading, Title: "subject to it", Subject: []law.Selector{{Headings: heading}}}
	}
	before := func(heading string) law.Exception {
		x := under(heading)
		x.Displaces = true
		return x
	}
	for _, c := range []struct {
		name     string
		measures []law.Measure
		want     []string
	}{
		{"a larger duty of the group begins", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "g", always), measure("9903.90.02", "30%", law.Adds, "g", later),
		}, []string{
			"9903.90.01 exception: , only the largest duty of its group is charged: 9903.90.02",
			"9903.90.02 began: , 30%",
		}},
		{"an equal one begins and is not charged", []law.Measure{
			measure("9903.90.01", "30%", law.Adds, "g", always), measure("9903.90.02", "30%", law.Adds, "g", later),
		}, []string{
			"9903.90.02 began: , 30%",
			"9903.90.02 exception: , only the largest duty of its group is charged: 9903.90.01",
		}},
		{"a total counts with what it adds: 35 - 16.5 are less than 20", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "g", always), measure("9903.90.02", "35%", law.TopsUp, "g", later),
		}, []string{
			"9903.90.02 began: , 35%",
			"9903.90.02 exception: , only the largest duty of its group is charged: 9903.90.01",
		}},
		{"a replacement begins", []law.Measure{
			measure("9903.90.01", "20%", law.Replaces, "", later),
		}, []string{"9903.90.01 began: , 20%", "6109.10.00 base: , 9903.90.01 stands in place of the base rate"}},
		{"a larger replacement begins", []law.Measure{
			measure("9903.90.01", "20%", law.Replaces, "", always), measure("9903.90.02", "30%", law.Replaces, "", later),
		}, []string{
			"9903.90.01 exception: , of what stands in place of the base rate only the largest duty is charged: 9903.90.02",
			"9903.90.02 began: , 30%",
			"6109.10.00 base: 9903.90.01 stands in place of the base rate, 9903.90.02 stands in place of the base rate",
		}},
		{"an exception lifts nothing when what it is subject to is lifted itself", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "", always, under("9903.90.02")),
			measure("9903.90.02", "30%", law.Adds, "", always, under("9903.90.03")),
			measure("9903.90.03", "1%", law.Adds, "", later),
		}, []string{
			"9903.90.01 exception: for 9903.90.02 (subject to it): charged under 9903.90.02, ",
			"9903.90.02 exception: , for 9903.90.03 (subject to it): all products",
			"9903.90.03 began: , 1%",
		}},
		{"nor does a rule of precedence", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "", always, before("9903.90.02")),
			measure("9903.90.02", "30%", law.Adds, "", always, under("9903.90.03")),
			measure("9903.90.03", "1%", law.Adds, "", later),
		}, []string{
			"9903.90.01 exception: for 9903.90.02 (subject to it): charged under 9903.90.02, ",
			"9903.90.02 exception: , for 9903.90.03 (subject to it): all products",
			"9903.90.03 began: , 1%",
		}},
		{"of another duty the exceptions are compared too", []law.Measure{
			{
				Heading: "9903.90.01", Authority: law.IEEPA, Origins: law.Origins{In: []string{"*"}}, Products: all(),
				Terms:      append(imposed("20%", between("2026-01-01", "2026-07-01")), imposed("10%", later)...),
				Exceptions: []law.Exception{{Heading: "9903.90.02", Title: "a list", During: later}},
			},
		}, []string{"9903.90.01 duty: 20%, 10%", "9903.90.01 exception: , 9903.90.02 (a list): all products"}},
	} {
		book := smallBook()
		book.Measures = c.measures
		query := DiffQuery{From: day("2026-06-30"), To: day("2026-07-01"), Origin: "VN", Product: "6109100012"}
		found, err := compile(t, book).Diff(query)
		require.NoError(t, err, c.name)
		var got []string
		for _, d := range found {
			got = append(got, fmt.Sprintf("%s %s: %s, %s", d.Heading, d.Kind, d.Before, d.After))
		}
		assert.Equal(t, c.want, got, c.name)
	}
}
