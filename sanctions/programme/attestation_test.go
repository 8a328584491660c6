package programme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/trade"
)

func itemNames(items []programme.Item) (out []string) {
	for _, i := range items {
		out = append(out, i.Name)
	}
	return out
}

// TestAttestation: the tiers, and what changed on 19 February 2024.
func TestAttestation(t *testing.T) {
	before, after := trade.NewDate(2024, 2, 18), trade.NewDate(2024, 2, 19)
	for _, c := range []struct {
		actor programme.Actor
		basis trade.PriceBasis
		on    trade.Date
		tier  int
		want  []string
	}{
		{"trader", trade.FOB, before, 1, []string{"price document"}},
		{"trader", trade.FOB, after, 1, []string{"price document", "itemised ancillary costs"}},
		{
			"broker", trade.CIF, after, 1,
			[]string{"price document", "itemised ancillary costs", "freight", "port dues", "insurance"},
		},
		{
			"bank", trade.FOB, after, 2,
			[]string{"price document or attestation", "attestation for the voyage", "itemised ancillary costs"},
		},
		{"owner", trade.CIF, before, 3, []string{"attestation"}},
		{"insurer", trade.CIF, after, 3, []string{"attestation", "attestation for the voyage", "itemised ancillary costs"}},
	} {
		l, err := programme.Attestation(c.actor, c.basis, c.on)
		require.NoError(t, err)
		assert.Equal(t, c.tier, l.Tier)
		assert.Equal(t, c.want, itemNames(l.Items), c)
		assert.Empty(t, l.Missing(c.want...))
		assert.Equal(t, c.want[1:], append([]string{}, itemNames(l.Missing(c.want[0]))...))
	}
	_, err := programme.Attestation("cook", "", trade.Date{})
	for _, part := range []string{"cook", "basis", "date"} {
		assert.ErrorContains(t, err, part)
	}
}
