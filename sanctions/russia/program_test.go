package russia_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/iran"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/sanctions/venezuela"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

func program(t testing.TB) *programme.Programme {
	p, err := russia.Programme()
	require.NoError(t, err)
	return p
}

func day(t testing.TB, s string) trade.Date {
	d, err := trade.ParseDate(s)
	require.NoError(t, err)
	return d
}

// TestTable: the table says where it comes from, and has as many rows as it says.
func TestTable(t *testing.T) {
	p := program(t)
	assert.NotEmpty(t, p.Title)
	assert.NotEmpty(t, p.Source)
	assert.Equal(t, "2026-11-23", p.Retrieved)
	n := 0
	for _, q := range p.Parameters {
		n += len(q.Terms)
	}
	assert.Equal(t, russia.Provenance()[0].Rows, n)
	text, err := os.ReadFile("program.csv")
	require.NoError(t, err)
	assert.Contains(t, string(text), fmt.Sprintf("# rows: %d\n", russia.Provenance()[0].Rows))
}

// TestCapsOverTime: the caps as the sources give them, at each change.
func TestCapsOverTime(t *testing.T) {
	p := program(t)
	for _, c := range []struct{ regime, parameter, day, want string }{
		{"EU", "cap/crude", "2022-12-04", "not_in_force"},
		{"EU", "cap/crude", "2022-12-05", "60.00 USD/bbl"},
		{"EU", "cap/crude", "2025-09-02", "60.00 USD/bbl"},
		{"EU", "cap/crude", "2025-09-03", "47.60 USD/bbl"},
		{"EU", "cap/crude", "2026-01-31", "47.60 USD/bbl"},
		{"EU", "cap/crude", "2026-02-01", "44.10 USD/bbl"},
		{"EU", "cap/crude", "2026-07-22", "44.10 USD/bbl"},
		{"EU", "cap/crude", "2026-07-23", "44.10 USD/bbl"},
		{"EU", "cap/crude", "2026-08-15", "44.10 USD/bbl"},
		{"UK", "cap/crude", "2025-09-02", "60.00 USD/bbl"}, // to 23:01 of the day
		{"UK", "cap/crude", "2025-09-03", "47.60 USD/bbl"},
		{"UK", "cap/crude", "2026-01-31", "47.60 USD/bbl"}, // to 23:00 of the day
		{"UK", "cap/crude", "2026-02-01", "44.10 USD/bbl"},
		{"US", "cap/crude", "2026-10-10", "60.00 USD/bbl"},
		{"CA", "cap/crude", "2025-10-01", "47.60 USD/bbl"},
		{"EU", "cap/premium", "2023-02-05", "100.00 USD/bbl"},
		{"UK", "cap/discount", "2026-10-10", "45.00 USD/bbl"},
	} {
		a, err := p.Ask(sanctions.Regime(c.regime), c.parameter, day(t, c.day))
		require.NoError(t, err, c)
		got := string(a.Status)
		if a.Term != nil {
			got = a.Term.Text()
		}
		assert.Equal(t, c.want, got, c)
	}
	a, err := p.Ask(sanctions.UK, "cap/crude", day(t, "2026-01-31"))
	require.NoError(t, err)
	assert.Equal(t, []string{"47.60 USD/bbl until 23:00 London", "44.10 USD/bbl from 23:00 London"}, a.Turns)
	for _, c := range [][3]string{
		{"EU", "cap/crude", "2027-01-15"},
		{"US", "cap/crude", "2026-10-11"},
		{"CA", "cap/crude", "2025-09-15"},
		{"AU", "cap/crude", "2025-09-03"},
		{"JP", "cap/crude", "2026-03-01"},
	} {
		_, err := p.Ask(sanctions.Regime(c[0]), c[1], day(t, c[2]))
		var unknown *programme.UnknownError
		require.ErrorAs(t, err, &unknown, c)
		assert.Equal(t, c[1], unknown.Parameter)
		assert.Equal(t, c[2], unknown.Asked.String())
		require.ErrorAs(t, err, new(*tariff.HorizonError))
		assert.Contains(t, err.Error(), c[2])
	}
}

// TestAsPublished: what could be known on a day.
func TestAsPublished(t *testing.T) {
	p := program(t)
	for _, c := range [][3]string{
		{"2025-07-17", "2025-09-10", "60.00 USD/bbl"},
		{"2025-07-18", "2025-09-10", "47.60 USD/bbl"},
		{"2026-01-14", "2026-02-10", "47.60 USD/bbl"},
		{"2026-01-15", "2026-02-10", "44.10 USD/bbl"},
	} {
		a, err := p.AsPublished(day(t, c[0])).Ask(sanctions.EU, "cap/crude", day(t, c[1]))
		require.NoError(t, err)
		assert.Equal(t, c[2], a.Term.Text(), c)
	}
	// Letter C cut letter B short, which itself stated 29 April.
	a, err := p.AsPublished(day(t, "2026-04-13")).Ask(sanctions.US, "licence/128", day(t, "2026-04-28"))
	require.NoError(t, err)
	assert.Equal(t, "GL 128B", a.Term.Instrument)
	a, err = p.AsPublished(day(t, "2026-04-13")).Ask(sanctions.US, "licence/128", day(t, "2026-04-29"))
	require.NoError(t, err)
	assert.Equal(t, programme.Status("not_in_force"), a.Status)
	again, err := p.Ask(sanctions.EU, "cap/crude", day(t, "2026-02-10"))
	require.NoError(t, err)
	assert.Equal(t, "44.10 USD/bbl", again.Term.Text(), "the program itself is unchanged")
}

// rows of the timelines as published, by regime, instrument and parameter, and where
// they stand in the program. A row with several values names as many parameters.
var timeline = map[string]string{
	"EU|Reg (EU) 2022/879 Art 3m|seaborne crude import ban":     "EU ban/crude",
	"EU|Reg (EU) 2022/879 Art 3m|products import ban":           "EU ban/products",
	"EU|Art 3m derogation|Bulgaria":                             "EU exemption/crude/bulgaria",
	"EU|Art 3m derogation|Croatia":                              "EU exemption/products/croatia-vgo",
	"EU|Art 3m derogation|Druzhba north":                        "EU exemption/crude/druzhba-north",
	"EU|Art 3m derogation|Druzhba south":                        "EU exemption/crude/druzhba-south",
	"EU|Art 3m|third-country":                                   "EU exemption/crude/transit",
	"EU|price cap|crude":                                        "EU cap/crude",
	"EU|price cap (18th package)|crude":                         "EU cap/crude",
	"EU|price cap (dynamic)|crude":                              "EU cap/crude",
	"UK|price cap|crude":                                        "UK cap/crude",
	"UK|price cap (fixed; from 23:00 London)|crude":             "UK cap/crude",
	"US|price cap (EO 14071 determination)|crude":               "US cap/crude",
	"US+EU+UK|price cap|products premium to crude":              "US cap/premium; EU cap/premium; UK cap/premium",
	"US+EU+UK|price cap|products discount to crude":             "US cap/discount; EU cap/discount; UK cap/discount",
	"US|price cap wind-down|crude loaded":                       "US wind-down/crude/2022",
	"UK|price cap wind-down|products loaded":                    "UK wind-down/premium/2023; UK wind-down/discount/2023",
	"EU|price cap transition|":                                  "EU wind-down/crude/2026",
	"US|safe harbour|":                                          "US rule/attestation",
	"US|EO 14024 SDN|Rosneft":                                   "US listing/rosneft-lukoil",
	"US|GL 126|":                                                "US licence/126",
	"US|GL 129|":                                                "US licence/129",
	"US|GL 128B|":                                               "US licence/128",
	"US|GL 124A|":                                               "US licence/124",
	"US|GL 55 series|":                                          "US licence/55",
	"US|GL 133|":                                                "US licence/133",
	"US|GL 134|":                                                "US licence/134",
	"US|GL 134 series third 30-day extension|":                  "US licence/134",
	"EU|19th package|Rosneft":                                   "EU listing/rosneft-gazprom-neft",
	"EU|Art 3ma Reg 833/2014|":                                  "EU ban/refined",
	"UK|Reg 46Z9F Russia Regs (2026 amendment)|":                "UK ban/refined",
	"US|EO 14245|":                                              "US duty/eo14245-venezuela",
	"US|EO 14329 (HTS 9903.01.84)|":                             "US duty/eo14329-india",
	"US|EO of 2026-02-06 (EO 14382)|":                           "US duty/eo14382-iran",
	"US|EO Ending Certain Tariff Actions (2026-02-20)|":         "US rule/ieepa-duties",
	"US|BIS Affiliates Rule|":                                   "US rule/bis-affiliates",
	"EU|Reg 833/2014 (18th package)|transition":                 "EU wind-down/crude/2025",
	"UK|OFSI guidance|wind-down":                                "UK wind-down/crude/2025",
	"US|Pub. L. 119-111 (H.R. 5334) s.203|":                     "US rule/act-2026",
	"US|Pub. L. 119-111 (H.R. 5334) s.112|":                     "US duty/act-2026-russia",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(a)|duty on goods":     "US duty/act-2026-buyers",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(a)|purchases counted": "US rule/act-2026-purchases-counted",
	"US|Pub. L. 119-111 (H.R. 5334) ss.112, 113|":               "US rule/act-2026-deadline",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(a)|importers ranked":  "US rule/act-2026-importers-ranked",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(a)|top countries":     "US rule/act-2026-evasion-ranked",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(d)|":                  "US rule/act-2026-gas-exception",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(e)|":                  "US rule/act-2026-redetermination",
	"US|Pub. L. 119-111 (H.R. 5334) s.113(g)(1)|":               "US rule/act-2026-notice",
	"US|Pub. L. 119-111 (H.R. 5334) s.115|":                     "US rule/act-2026-waiver",
	"US|Pub. L. 119-111 (H.R. 5334) s.201|":                     "US rule/iran-sanctions-act",
	"EU|20th package (Reg. (EU) 2026/506)|vessels added":        "EU listing/vessels-added",
	"EU|20th package|full maritime services ban":                "EU ban/maritime-services",
	"EU|21st package (Decision (CFSP) 2026/1849)|adopted":       "EU rule/package-21",
	"EU|21st package|vessels added":                             "EU listing/vessels-added",
	"EU|21st package|banks":                                     "EU listing/banks-21",
	"EU|21st package|new asset-freeze":                          "EU listing/asset-freezes-21",
	"EU|Reg 833/2014 Art 3n|crude cap after the review":         "EU cap/crude",
	"UK|OFSI cap|":                                              "UK cap/crude",
	"Canada|Canadian cap|":                                      "CA cap/crude",
	"US|OFAC determination|":                                    "US cap/crude",
	"G7+EU|product caps|": "EU cap/premium; EU cap/discount; US cap/premium; US " +
		"cap/discount; UK cap/premium; UK cap/discount; CA cap/premium; CA cap/discount; JP cap/premium; JP cap/discount",
	"EU|Reg 269/2014|":                    "EU listing/individuals",
	"EU|listing round agreed by Coreper|": "EU listing/round-2026-10",
	"EU|19th package (LNG)|":              "EU ban/lng-short-term",
	"UK|sanctions round|": "UK listing/round-2026-10-01; UK " +
		"listing/round-2026-10-01-ships",
	"Japan|sanctions round|ships": "JP listing/round-2026-10-02-ships; JP " +
		"listing/round-2026-10-02-entities; JP listing/round-2026-10-02-persons",
	"Japan|sanctions round|contracts": "JP licence/contracts-before-2026-10-02",
	"US|GL 134, 134A (19 Mar)|":       "US licence/134",
	"US|GL 134B|":                     "US licence/134",
	"US|GL 134C|":                     "US licence/134",
	"US|GL 135|":                      "US licence/135",
	"US|GL 55F|":                      "US licence/55",
	"US|GL 115D|":                     "US licence/115",
	"US|GL 124B|":                     "US licence/124",
	"US|GL 128C|":                     "US licence/128",
	"US|GL 129A|":                     "US licence/129",
	"US|GL 130A|":                     "US licence/130",
	"US|GL 131G|":                     "US licence/131",
	"Russia|decree on sales under a price cap|": "RU ban/sales-under-cap",
	"Russia|diesel export ban|":                 "RU ban/diesel-export",
}

// TestTimelines walks the timelines as they were collected and asks every row at its
// first day, its last day and the day after. An answer says what the row says, or
// the error names parameter and day; which rows have no answer is stated.
func TestTimelines(t *testing.T) {
	dir := os.Getenv("TRADESHOCK_DATA")
	if dir == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	p := program(t)
	used := map[string]bool{}
	var silent []string // rows whose first day has no answer
	asked := 0
	for _, file := range []struct {
		name string
		rows int
	}{{"policy_timeline.csv", 39}, {"policy_timeline_2026h2.csv", 44}} {
		f, err := os.Open(filepath.Join(dir, "oil", file.name))
		require.NoError(t, err)
		rows, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		require.NoError(t, f.Close())
		require.Len(t, rows[1:], file.rows)
		for _, row := range rows[1:] {
			names := find(row)
			require.NotEmpty(t, names, "%v is not in the program", row)
			used[names] = true
			values := strings.Split(row[5], " / ")
			for i, name := range strings.Split(names, "; ") {
				regime, parameter, _ := strings.Cut(name, " ")
				q, err := p.Parameter(sanctions.Regime(regime), parameter)
				require.NoError(t, err)
				asked += 3
				if !askRow(t, q, row, values[i%len(values)]) {
					silent = append(silent, row[2]+" "+row[3])
				}
			}
		}
	}
	t.Logf("%d questions", asked)
	assert.Len(t, used, len(uniq(timeline)), "every parameter named here is met in the files")
	assert.Equal(t, []string{
		"US Pub. L. 119-111 (H.R. 5334) s.113(a)", // counts purchases from 18 October 2026, past what is known
		"US Pub. L. 119-111 (H.R. 5334) ss.112, 113",
		"Canada Canadian cap", // a month, no day
		"US GL 115D",          // no first day
		"US BIS Affiliates Rule",
		"Russia diesel export ban", // no first day
	}, silent)
}

func uniq(m map[string]string) map[string]bool {
	out := map[string]bool{}
	for _, v := range m {
		out[v] = true
	}
	return out
}

// find returns the parameters of a row, by the longest key that fits.
func find(row []string) string {
	best, names := 0, ""
	for key, value := range timeline {
		part := strings.Split(key, "|")
		if part[0] == row[2] && part[1] == row[3] && strings.HasPrefix(row[4], part[2]) && len(key) > best {
			best, names = len(key), value
		}
	}
	return names
}

// askRow reports whether the first day of a row has an answer.
func askRow(t *testing.T, q *programme.Parameter, row []string, value string) (answered bool) {
	first, err := trade.ParseDate(row[0])
	if err != nil { // no day: a month, or nothing; the stretch has no answer
		gap := trade.NewDate(2025, 9, 1)
		if row[0] == "" {
			gap = trade.NewDate(2026, 1, 1)
		}
		_, err := q.On(gap)
		isUnknown(t, err, q, gap, row)
	} else {
		a, err := q.On(first)
		answered = err == nil
		switch {
		case err != nil:
			isUnknown(t, err, q, first, row)
		case a.Term == nil || len(a.Turns) > 0 && a.Term.From.Before(first): // begins late on its first day
			assert.NotEmpty(t, a.Turns, row)
			after, err := q.On(first.AddDays(1))
			require.NoError(t, err)
			says(t, after, row, value)
		default:
			says(t, a, row, value)
		}
	}
	last := q.KnownUntil
	if row[1] != "" {
		last = day(t, row[1])
	}
	a, err := q.On(last)
	switch {
	case err != nil:
		isUnknown(t, err, q, last, row)
	case row[1] == "" && (a.Term == nil || a.Term.From.After(first)):
		// a later row took its place
	case a.Term == nil || len(a.Turns) > 0 && a.Status != programme.Status("in_force"): // ended at 00:01 of the day
		before, err := q.On(last.AddDays(-1))
		require.NoError(t, err)
		says(t, before, row, value)
	case a.Term.From.After(first) && strings.HasPrefix(q.Name, "licence/"): // a later letter runs
	default:
		says(t, a, row, value)
	}
	after, err := q.On(last.AddDays(1))
	switch {
	case err != nil:
		isUnknown(t, err, q, last.AddDays(1), row)
	case after.Term != nil && !first.IsZero() && row[1] != "" && len(after.Turns) == 0: // nothing turns late on that day
		assert.True(t, after.Term.From.After(first), "%v: still the same term on the day after", row)
	}
	return answered
}

func isUnknown(t *testing.T, err error, q *programme.Parameter, on trade.Date, row []string) {
	var unknown *programme.UnknownError
	require.ErrorAs(t, err, &unknown, row)
	assert.Equal(t, q.Name, unknown.Parameter)
	assert.Equal(t, q.Regime, unknown.Regime)
	assert.Equal(t, on, unknown.Asked)
	assert.True(t, on.After(unknown.KnownUntil) || unknown.Reason != "", row)
	require.ErrorAs(t, err, new(*tariff.HorizonError))
}

// says compares an answer with the words of a row.
func says(t *testing.T, a programme.Answer, row []string, value string) {
	want := programme.Status("in_force")
	switch {
	case strings.Contains(row[4], "never imposed"), value == "legal basis only", strings.Contains(row[6], "max"):
		want = programme.Status("legal_basis")
	case strings.HasPrefix(row[7], "adoption due"), strings.Contains(row[7], "adoption due"):
		want = programme.Status("announced")
	case value == "suspended":
		want = programme.Status("suspended")
	case value == "ended":
		want = programme.Status("ended")
	}
	assert.Equal(t, want, a.Status, "%v on %s", row, a.On)
	if d, err := decimal.NewFromString(value); err == nil && row[6] != "year" {
		if assert.NotNil(t, a.Term.Value, row) {
			assert.True(t, d.Equal(*a.Term.Value), "%v on %s: %s", row, a.On, a.Term.Value)
		}
	}
}

// TestRoundTrip: the table, read and written, is the same file.
func TestRoundTrip(t *testing.T) {
	text, err := os.ReadFile("program.csv")
	require.NoError(t, err)
	var b bytes.Buffer
	n, err := program(t).WriteTo(&b)
	require.NoError(t, err)
	assert.Equal(t, int64(b.Len()), n)
	assert.Equal(t, string(text), b.String())
}

// TestEveryTerm asks every term of the table on its first day, its last day and the
// day after: the term itself, or an error where it says that it is not known.
func TestEveryTerm(t *testing.T) {
	for _, q := range program(t).Parameters {
		for i := range q.Terms {
			term := &q.Terms[i]
			for _, on := range []trade.Date{term.From, term.LastDay()} {
				if on.IsZero() {
					continue
				}
				a, err := q.On(on)
				if term.Status == programme.Status("unknown") || on.After(q.KnownUntil) {
					isUnknown(t, err, &q, on, nil)
					continue
				}
				require.NoError(t, err)
				assert.Equal(t, term, a.Term, "%s %s %s", q.Regime, q.Name, on)
			}
			if term.To.IsZero() {
				_, err := q.On(q.KnownUntil.AddDays(1))
				isUnknown(t, err, &q, q.KnownUntil.AddDays(1), nil)
				continue
			}
			if a, err := q.On(term.To); err != nil {
				isUnknown(t, err, &q, term.To, nil)
			} else {
				assert.NotEqual(t, term, a.Term)
			}
		}
	}
}

// TestProgramAndFindings: the table says of the duties what the findings of this
// package say.
func TestProgramAndFindings(t *testing.T) {
	p := program(t)
	india, err := p.Parameter(sanctions.US, "duty/eo14329-india")
	require.NoError(t, err)
	finding := russia.India()
	for d := trade.NewDate(2025, 8, 1); !d.After(russia.KnownUntil()); d = d.AddDays(1) {
		a, err := india.On(d)
		require.NoError(t, err)
		imposed, err := finding.Imposed(d)
		require.NoError(t, err)
		assert.Equal(t, imposed, a.Status == programme.Status("in_force"), d)
	}
	for name, order := range map[string]*secondary.Order{
		"duty/eo14245-venezuela": venezuela.EO14245(),
		"duty/eo14382-iran":      iran.Order(),
	} {
		q, err := p.Parameter(sanctions.US, name)
		require.NoError(t, err)
		for d := trade.NewDate(2025, 3, 1); !d.After(order.KnownUntil); d = d.AddDays(1) {
			a, err := q.On(d)
			require.NoError(t, err)
			term, _, err := order.State(d)
			require.NoError(t, err)
			assert.Equal(t, term.State == law.Authorised, a.Status == programme.Status("legal_basis"), "%s on %s", name, d)
			assert.Equal(t, term.State == law.Invalidated, a.Status == programme.Status("ended"), "%s on %s", name, d)
		}
	}
	act := russia.Act2026()
	a, err := p.Ask(sanctions.US, "duty/act-2026-buyers", act.Signed)
	require.NoError(t, err)
	assert.Equal(t, programme.Status("legal_basis"), a.Status)
	assert.True(t, a.Term.Value.Equal(act.Ceiling.Shift(2)))
	sunset, err := p.Parameter(sanctions.US, "rule/act-2026")
	require.NoError(t, err)
	assert.Equal(t, act.Sunset, sunset.Terms[0].To)
	due, err := p.Parameter(sanctions.US, "rule/act-2026-deadline")
	require.NoError(t, err)
	assert.Equal(t, act.Due, due.Terms[0].From)
}
