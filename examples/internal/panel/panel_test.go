package panel

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func ask(line string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = Run(context.Background(), strings.Fields(line), &out, &errs)
	return status, out.String(), errs.String()
}

// A T-shirt of India: 16.5 percent by the schedule, and the duties of chapter 99.
func TestIntervals(t *testing.T) {
	status, out, _ := ask("-intervals -csv -statutory -origin IN -hts 6109.10.00.12")
	assert.Equal(t, 0, status)
	assert.Equal(t, `hts,origin,from,to,base,additional,total
6109.10.00.12,IN,2023-10-13,2025-04-05,0.165,0,0.165
6109.10.00.12,IN,2025-04-05,2025-04-09,0.165,0.1,0.265
6109.10.00.12,IN,2025-04-09,2025-04-10,0.165,0.26,0.425
6109.10.00.12,IN,2025-04-10,2025-08-07,0.165,0.1,0.265
6109.10.00.12,IN,2025-08-07,2025-08-27,0.165,0.25,0.415
6109.10.00.12,IN,2025-08-27,2026-02-07,0.165,0.5,0.665
6109.10.00.12,IN,2026-02-07,2026-02-24,0.165,0.25,0.415
6109.10.00.12,IN,2026-02-24,2026-10-11,0.165,0.1,0.265
`, out)
}

func TestMeans(t *testing.T) {
	status, out, _ := ask("-date 2026-08-10,2025-09-01 -origin India,DE -csv -statutory -hts 6109.10.00.12")
	assert.Equal(t, 0, status)
	assert.Equal(t, `date,country,mean_additional,mean_total,products
2026-08-10,IN,0.100000,0.265000,1
2026-08-10,DE,0.000000,0.165000,1
2025-09-01,IN,0.500000,0.665000,1
2025-09-01,DE,0.000000,0.165000,1
`, out)
	_, out, _ = ask("-date 2025-09-01 -origin IN -by authority -csv -hts 6109.10.00.12")
	assert.Equal(t, "date,country,authority,mean\n2025-09-01,IN,IEEPA,0.500000\n", out)
}

func TestRefuses(t *testing.T) {
	for line, want := range map[string]string{
		"-date 2031-01-01":             "2026-10-10",
		"-date 2025-09-01 -origin XX":  "XX",
		"-date 2025-09-01 -hts 610":    "610",
		"-date 2025-02-30":             "2025-02-30",
		"-intervals -origin Atlantis1": "Atlantis1",
	} {
		status, out, errs := ask(line)
		assert.Equal(t, 1, status, line)
		assert.Contains(t, errs, want, line)
		assert.Empty(t, out, line)
	}
	for _, line := range []string{"", "-intervals -date 2025-09-01", "-by week -date 2025-09-01", "-nonsense", "stray"} {
		status, _, _ := ask(line)
		assert.Equal(t, 2, status, line)
	}
}

// Every day: a shirt of India pays another rate from eight days on; the means of the days
// between are those of the day before.
func TestAllDays(t *testing.T) {
	status, out, _ := ask("-date all -origin IN -hts 6109.10.00.12 -csv -statutory")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, "2025-08-27,IN,0.500000,0.665000,1\n")
	var rates []string
	for _, line := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		if rate := strings.Split(line, ",")[2]; len(rates) == 0 || rates[len(rates)-1] != rate {
			rates = append(rates, rate)
		}
	}
	assert.Equal(t,
		[]string{"0.000000", "0.100000", "0.260000", "0.100000", "0.250000", "0.500000", "0.250000", "0.100000"}, rates)
}

// A country, a day and two members of the Union that stand twice are one row each.
func TestStatedTwice(t *testing.T) {
	for args, rows := range map[string]int{
		"-date 2024-06-30,2024-06-30 -origin IN,India -hts 6109.10.00.12 -csv": 2,
		"-date 2025-09-01 -origin DE,FR,EU -weights imports-2024 -csv":         3, // the whole stands first
	} {
		status, out, errs := ask(args)
		assert.Zero(t, status, errs)
		assert.Equal(t, rows, strings.Count(out, "\n"), out)
	}
}

// What is another law, and what happened.
func TestHistory(t *testing.T) {
	status, out, _ := ask("-diff 2026-07-23,2026-07-24 -origin KE -hts 0603.11.00.10 -csv")
	assert.Equal(t, 0, status)
	assert.Equal(t, `authority,heading,change,before,after,on,title,source
Section 122,9903.03.01,ended,10%,,2026-07-24,temporary import surcharge,"expired at the close of 23 July 2026, after 150 days"
`, out)
	status, out, _ = ask("-events 2026-07-22,2026-07-22 -csv")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, "2026-07-22,9903.05.01,Section 301,imposed,25%,,")
	status, out, errs := ask("-events 2026-10-10,2026-07-01 -csv")
	assert.Equal(t, 1, status, "days the wrong way round are not days on which nothing happened")
	assert.Empty(t, out)
	assert.Contains(t, errs, "the second day is before the first")
	status, _, errs = ask("-diff 2026-07-23")
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "needs two days")
	status, _, _ = ask("-diff 2026-07-23,2026-07-24 -intervals")
	assert.Equal(t, 2, status)
}

// Means of a country whose goods may not be imported say so beside the figures; with
// products that no order bars, they do not.
func TestEmbargo(t *testing.T) {
	_, _, errs := ask("-date 2025-09-01 -origin IR,IN -csv")
	assert.Contains(t, errs,
		"panel: IR: not to be imported without a licence or an exemption: goods of Iran (31 CFR 560.201, ")
	assert.NotContains(t, errs, "IN:")
	_, _, errs = ask("-date 2025-09-01 -origin RU -hts 6109.10.00.12 -csv")
	assert.Empty(t, errs)
	_, _, errs = ask("-date 2025-09-01 -origin RU -hts 2709.00.20 -csv")
	assert.Contains(t, errs, "(EO 14066, ")
}

// A mean over no product is not 0: the prefix is refused, for means and for stretches.
func TestNoProducts(t *testing.T) {
	for _, line := range []string{
		"-date 2025-09-01 -origin IN -hts 9999", "-intervals -origin IN -hts 6109.10.00.99 -csv",
		"-date 2025-09-01 -origin IN -hts 3818.00.00.45",
	} {
		status, out, errs := ask(line)
		assert.Equal(t, 1, status, line)
		assert.Empty(t, out, line)
		assert.Contains(t, errs, "no product below these prefixes", line)
	}
}
