package programme_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

const header = "regime,parameter,from,to,stated_to,published,status,value,unit,instrument,conditions,note,sources,known_until\n"

// TestProgram: a table of one's own, asked at its edges.
func TestProgram(t *testing.T) {
	p, err := programme.Read(strings.NewReader("# title: a table\n" + header +
		"EU,cap/crude,2026-01-01,2026-03-01 23:00 London,,,in_force,50,USD/bbl,act A,,,source,\n" +
		"EU,cap/crude,2026-03-02,2026-04-01,,,unknown,,,,,not found,source,2026-06-30\n"))
	require.NoError(t, err)
	assert.Equal(t, "a table", p.Title)
	for day, want := range map[string]string{
		"2025-12-31": "not_in_force", "2026-01-01": "in_force", "2026-03-01": "in_force", // to 23:00 of the day
		"2026-04-01": "not_in_force", "2026-06-30": "not_in_force",
	} {
		on, _ := trade.ParseDate(day)
		a, err := p.Ask("EU", "cap/crude", on)
		require.NoError(t, err, day)
		assert.Equal(t, want, string(a.Status), day)
		assert.Equal(t, "2026-06-30", a.KnownUntil.String())
	}
	a, err := p.Ask("EU", "cap/crude", trade.NewDate(2026, 3, 1))
	require.NoError(t, err)
	assert.Equal(t, []string{"50.00 USD/bbl until 23:00 London"}, a.Turns)

	_, err = p.Ask("EU", "cap/crude", trade.NewDate(2026, 3, 5))
	var unknown *programme.UnknownError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, "2026-03-02 .. 2026-03-31", unknown.Gap.String())
	assert.Equal(t, "not found", unknown.Reason)
	assert.Equal(t, "act A", unknown.Last.Instrument)
	_, err = p.Ask("EU", "cap/crude", trade.NewDate(2026, 7, 1))
	require.ErrorAs(t, err, &unknown)
	var horizon *tariff.HorizonError
	require.ErrorAs(t, err, &horizon)
	assert.Equal(t, "2026-06-30", horizon.KnownUntil.String())
	assert.Equal(t, "horizon", sanctions.ErrorCode(err))

	_, err = p.Ask("EU", "cap/cruden", trade.NewDate(2026, 1, 1))
	var missing *sanctions.Error
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, "not_covered", missing.Code)
	assert.Contains(t, missing.Reason, "says nothing about the law; it holds cap/crude")
	_, err = p.Ask("UK", "cap/crude", trade.NewDate(2026, 1, 1))
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, "not_covered", missing.Code)
	_, err = p.Ask("EU", "cap/crude", trade.Date{})
	require.ErrorAs(t, err, new(*tariff.ValueError))
}

// TestReadRefuses: everything that is wrong with a table, at once and with
// its line.
func TestReadRefuses(t *testing.T) {
	good := "EU,cap/crude,2026-01-01,2026-03-01,,,in_force,50,USD/bbl,act A,,,source,2026-06-30\n"
	for name, c := range map[string]struct{ rows, says string }{
		"overlap": {"EU,cap/crude,2026-01-01,2026-03-02,,,in_force,50,USD/bbl,A,,,s,\n" +
			"EU,cap/crude,2026-03-01,,,,in_force,40,USD/bbl,B,,,s,2026-06-30\n", "both claim 2026-03-01 .. 2026-03-01"},
		"order": {"EU,cap/crude,2026-03-01,,,,in_force,50,USD/bbl,A,,,s,\n" +
			"EU,cap/crude,2026-01-01,2026-02-01,,,in_force,40,USD/bbl,B,,,s,2026-06-30\n", "oldest first"},
		"empty":        {strings.Replace(good, "2026-03-01", "2026-01-01", 1), "no day lies between"},
		"day":          {strings.Replace(good, "2026-03-01", "2026-02-30", 1), `to "2026-02-30"`},
		"clock":        {strings.Replace(good, "2026-03-01", "2026-03-01 25:00 London", 1), "a clock such as"},
		"regime":       {strings.Replace(good, "EU", "EEC", 1), "regime"},
		"kind":         {strings.Replace(good, "cap/", "hat/", 1), "want one of cap"},
		"status":       {strings.Replace(good, "in_force", "maybe", 1), "status"},
		"value":        {strings.Replace(good, ",50,", ",fifty,", 1), "plain decimal"},
		"negative cap": {strings.Replace(good, ",50,", ",-50,", 1), "positive"},
		"unit":         {strings.Replace(good, "USD/bbl", "EUR/t", 1), "USD/bbl"},
		"condition":    {strings.Replace(good, "act A,,", "act A,contract,", 1), "sign of comparison"},
		"source":       {strings.Replace(good, ",source,", ",,", 1), "without a source"},
		"horizon":      {strings.Replace(good, "2026-06-30", "", 1), "until when"},
		"two horizons": {
			good + strings.Replace(strings.Replace(good, "2026-03-01", "", 1), "2026-01-01", "2026-03-01", 1),
			"another row",
		},
		"apart":          {good + strings.Replace(good, "crude", "premium", 1) + good, "keep its rows together"},
		"silent unknown": {strings.Replace(good, "in_force", "unknown", 1), "say what is not known"},
		"missing cells":  {"EU,cap/crude\n", "2 cells"},
		"quotation":      {"EU,\"cap/crude\n", "the quotes do not match"},
		"published":      {strings.Replace(good, ",,,in_force", ",,soon,in_force", 1), "published"},
	} {
		_, err := programme.Read(strings.NewReader(header + c.rows))
		require.Error(t, err, name)
		assert.Contains(t, err.Error(), c.says, name)
	}
	_, err := programme.Read(strings.NewReader("a,b\n"))
	var e *sanctions.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "bad_row", e.Code)
	assert.Equal(t, "header", e.Column)

	_, err = programme.Read(
		strings.NewReader(header + strings.Repeat("XX,cap/crude,2026-13-01,,,,in_force,50,USD/bbl,A,,,s,\n", 150)))
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "bad_row", e.Code)
	assert.Equal(t, 2, e.Row)
	assert.Contains(t, err.Error(), "and 50 more")

	_, err = programme.Read(
		strings.NewReader(header + strings.ReplaceAll(good, "2026-03-01", "") +
			strings.Replace(strings.Replace(good, "2026-01-01", "2026-02-01", 1), "2026-06-30", "", 1)))
	var overlap *sanctions.Error
	require.ErrorAs(t, err, &overlap)
	assert.Equal(t, "overlap", overlap.Code)
	assert.Equal(t, "EU cap/crude", overlap.Subject)
	assert.Contains(t, overlap.Reason, "both claim 2026-02-01 .. 2026-02-28;")
	assert.Equal(t, "overlap", sanctions.ErrorCode(err))
}

// FuzzRead: a table is refused, or every day has one answer or a typed error.
func FuzzRead(f *testing.F) {
	f.Add(header+"EU,cap/crude,2026-01-01,2026-03-01 23:00 London,,,in_force,50,USD/bbl,act A,,,source,2026-06-30\n",
		700000)
	f.Add(header+
		"UK,ban/x,,,,2026-01-01,unknown,-1.50,,a,origin|buyer!=RU;loaded<2026-01-01|2026-02-01,n,s;t,2026-06-30\n", 7)
	f.Add("x", 1)
	f.Fuzz(func(t *testing.T, table string, n int) {
		p, err := programme.Read(strings.NewReader(table))
		if err != nil {
			return
		}
		var first, second strings.Builder
		if _, err := p.WriteTo(&first); err != nil {
			t.Fatal(err)
		}
		again, err := programme.Read(strings.NewReader(first.String()))
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, first.String())
		}
		if _, err := again.WriteTo(&second); err != nil || first.String() != second.String() {
			t.Fatalf("written twice, it differs:\n%s\n%s", first.String(), second.String())
		}
		on := trade.DateFromDays(n)
		for _, q := range p.Parameters {
			hits := 0
			for i := range q.Terms {
				if q.Terms[i].Contains(on) {
					hits++
				}
			}
			if hits > 1 {
				t.Fatalf("%d terms on %s", hits, on)
			}
			a, err := q.On(on)
			if err == nil && on.After(q.KnownUntil) {
				t.Fatalf("an answer past the horizon: %v", a)
			}
		}
	})
}

// BenchmarkAsk is one question to the programme on Russian oil.
func BenchmarkAsk(b *testing.B) {
	p, err := russia.Programme()
	if err != nil {
		b.Fatal(err)
	}
	on := trade.NewDate(2026, 2, 1)
	for b.Loop() {
		if _, err := p.Ask(sanctions.EU, "cap/crude", on); err != nil {
			b.Fatal(err)
		}
	}
}
