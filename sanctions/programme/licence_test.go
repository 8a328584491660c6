package programme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/trade"
)

// TestLicences of 2026: who, what and until when. An OFAC licence ends at 00:01 of
// the day that it names, so that the day before is its last.
func TestLicences(t *testing.T) {
	p := russian(t)
	for _, c := range []struct {
		name, day, deal string
		want            sanctions.Holds
		letter          string
	}{
		{"licence/133", "2026-03-05", "loaded=2026-03-05 to=IN buyer=IN", sanctions.Met, "GL 133"},
		{"licence/133", "2026-04-03", "loaded=2026-03-05 to=IN buyer=IN", sanctions.Met, "GL 133"},
		{"licence/133", "2026-04-04", "loaded=2026-03-05 to=IN buyer=IN", sanctions.NotMet, ""},
		{"licence/133", "2026-03-10", "loaded=2026-03-06 to=IN buyer=IN", sanctions.NotMet, "GL 133"},
		{"licence/133", "2026-03-10", "loaded=2026-03-05 to=CN buyer=IN", sanctions.NotMet, "GL 133"},
		{"licence/133", "2026-03-10", "loaded=2026-03-05 to=IN", sanctions.Open, "GL 133"},
		{"licence/134", "2026-03-12", "loaded=2026-03-12 to=CN buyer=CN", sanctions.Met, "GL 134"},
		{"licence/134", "2026-03-12", "loaded=2026-03-12 to=IR buyer=CN", sanctions.NotMet, "GL 134"},
		{"licence/134", "2026-03-20", "loaded=2026-03-15 to=CN buyer=CN", sanctions.Open, "GL 134A"},
		{"licence/134", "2026-04-11", "loaded=2026-03-12 to=CN buyer=CN", sanctions.NotMet, ""},
		{"licence/134", "2026-04-17", "loaded=2026-04-17 to=CN buyer=CN", sanctions.Met, "GL 134B"},
		{"licence/134", "2026-05-17", "loaded=2026-04-17 to=CN buyer=CN", sanctions.NotMet, ""}, // no letter ran
		{"licence/134", "2026-06-16", "loaded=2026-04-17 to=CN buyer=CN", sanctions.Met, "GL 134C"},
		{"licence/134", "2026-06-17", "loaded=2026-04-17 to=CN buyer=CN", sanctions.NotMet, ""}, // not renewed
		{"licence/135", "2026-10-08", "goods=diesel origin=RU", sanctions.NotMet, ""},
		{"licence/135", "2026-10-09", "goods=diesel origin=RU to=US", sanctions.Met, "GL 135"},
		{"licence/135", "2026-10-09", "goods=crude origin=RU", sanctions.NotMet, "GL 135"},
		{"licence/55", "2026-07-01", "route=sakhalin-2 to=JP", sanctions.Met, "GL 55F"},
		{"licence/128", "2026-10-10", "", sanctions.Open, "GL 128C"}, // stations of Lukoil, which a deal does not name
		{"licence/126", "2025-11-20", "", sanctions.Open, "GL 126"},
		{"licence/124", "2025-11-13", "route=cpc origin=KZ", sanctions.Met, "GL 124A"},
		{"licence/124", "2026-10-10", "route=cpc origin=KZ", sanctions.Met, "GL 124B"},
		{"licence/124", "2026-10-10", "route=sea", sanctions.NotMet, "GL 124B"},
		{"licence/126", "2025-11-21", "", sanctions.NotMet, ""},
	} {
		on, err := trade.ParseDate(c.day)
		require.NoError(t, err)
		a, err := p.TestLicence("US", c.name, deal(t, c.deal), on)
		require.NoError(t, err, c)
		letter := ""
		if a.Term != nil {
			letter = a.Term.Instrument
		}
		assert.Equal(t, c.want, a.Holds, "%v: %s", c, a)
		assert.Equal(t, c.letter, letter, c)
		assert.NotEmpty(t, a.Why)
	}
	var unknown *programme.UnknownError
	_, err := p.TestLicence("US", "licence/135", deal(t, "goods=diesel origin=RU"), trade.NewDate(2026, 12, 1))
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, "GL 135", unknown.Last.Instrument)
	assert.Equal(t, "2027-04-07 00:01 EDT", unknown.Last.Ends.String())
	_, err = p.TestLicence("US", "licence/129", programme.Deal{}, trade.NewDate(2026, 6, 1))
	require.ErrorAs(t, err, &unknown, "the expiry of GL 129A was not seen")
	_, err = p.TestLicence("US", "licence/999", programme.Deal{}, trade.NewDate(2026, 6, 1))
	assert.Equal(t, "not_covered", sanctions.ErrorCode(err))
}

// TestLicencesOfADeal: what may cover a cargo at sea for India on 20 March 2026.
func TestLicencesOfADeal(t *testing.T) {
	p := russian(t)
	list, err := p.Licences("US", deal(t, "loaded=2026-03-04 to=IN buyer=IN route=sea origin=RU goods=crude"),
		trade.NewDate(2026, 3, 20))
	require.NoError(t, err)
	var names []string
	for _, a := range list {
		names = append(names, a.Term.Instrument+" "+a.Holds.String())
	}
	assert.Equal(t, []string{"GL 133 met", "GL 134A met"}, names)
	_, err = p.Licences("US", programme.Deal{}, trade.NewDate(2027, 3, 20))
	require.ErrorAs(t, err, new(*programme.UnknownError))
}

// TestLicenceOfUnknownDays: a licence whose days were not found is an error for a deal that
// it could be about, and for no other.
func TestLicenceOfUnknownDays(t *testing.T) {
	p := russian(t)
	on := trade.NewDate(2026, 5, 1)
	_, err := p.Licences(sanctions.UK, programme.Deal{Route: "sea", Destination: "JP"}, on)
	require.NoError(t, err)
	_, err = p.Licences(sanctions.UK, programme.Deal{Route: "sakhalin-2", Destination: "JP"}, on)
	require.ErrorAs(t, err, new(*programme.UnknownError))
	_, err = p.Licences(sanctions.UK, programme.Deal{Destination: "JP"}, on)
	require.ErrorAs(t, err, new(*programme.UnknownError), "the route may be that one")
}
