package programme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/trade"
)

func TestCovered(t *testing.T) {
	on := trade.NewDate(2026, 2, 1)
	const coalition = "price-cap coalition"
	for _, c := range []struct {
		ship  programme.Ship
		roles []string
		want  sanctions.Holds
		says  string
	}{
		{programme.Ship{Owner: "GR"}, nil, sanctions.Met, "covered by the price-cap coalition: owner"},
		{programme.Ship{Owner: "AE", Insurer: "GB", Flag: "LR"}, nil, sanctions.Met, "insurer"},
		{programme.Ship{Owner: "AE", Insurer: "RU", Flag: "GA"}, nil, sanctions.Open, "manager, trader not stated"},
		{
			programme.Ship{Owner: "AE", Insurer: "RU", Flag: "GA"},
			[]string{"owner", "insurer", "flag"},
			sanctions.NotMet,
			"no role is in it",
		},
		{programme.Ship{}, nil, sanctions.Open, "not stated"},
	} {
		got, err := programme.Covered(coalition, c.ship, on, c.roles...)
		require.NoError(t, err)
		assert.Equal(t, c.want, got.Holds, c)
		assert.Contains(t, got.String(), c.says)
	}
	got, err := programme.Covered(coalition, programme.Ship{Owner: "GR"}, trade.NewDate(2022, 1, 1), "owner")
	require.NoError(t, err)
	assert.Equal(t, sanctions.NotMet, got.Holds, "the coalition had no members then")
	_, err = programme.Covered("friends", programme.Ship{IMO: "9187620", Flag: "ZZ"}, trade.Date{}, "flag", "cook")
	for _, part := range []string{"friends", "9187620", "ZZ", "cook", "date"} {
		assert.ErrorContains(t, err, part, "all that is wrong comes together")
	}
	assert.ErrorContains(t, err, `IMO number "9187620": the check digit should be 9`)
}
