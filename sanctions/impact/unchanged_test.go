package impact

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// A duty that is supposed from 18 October 2026 changes nothing of goods of September, and the
// nought is not left alone: it would read as the cost of the threat. A scenario about oil alone
// says the same; one that is there to change nothing is silent, as is one that changes a duty.
func TestUnchanged(t *testing.T) {
	var scenarios []*law.Scenario
	for _, name := range []string{"section-113=50:IN", "cap-lowered=30", "india50"} {
		s, err := scenario.Find(name)
		require.NoError(t, err)
		scenarios = append(scenarios, s)
	}
	none, err := us.Scenario("no-change")
	require.NoError(t, err)
	s := study(t)
	s.Inputs, s.Scenarios = nil, append(scenarios, none)
	s.Flows = dataset(t, of(t, "2026-09-01", "IN", "6109100012", dec("1000")))
	r := run(t, s)
	assert.Empty(t, r.Unchanged(0))
	assert.Contains(t, r.Unchanged(1),
		"section-113=50:IN changes no duty of these rows. It supposes: the duty of section 113")
	assert.Contains(t, r.Unchanged(1), "18 October 2026")
	assert.Contains(t, r.Unchanged(1), "-date")
	assert.Contains(t, r.Unchanged(2), "cap-lowered=30 changes no duty of these rows")
	assert.NotContains(t, r.Unchanged(2), "-date", "no day brings a duty")
	assert.Empty(t, r.Unchanged(3), "25 percent twice go on")
	assert.Empty(t, r.Unchanged(4))
	s.Totals = true
	counted := run(t, s)
	for law := range r.Laws {
		assert.Equal(t, r.Unchanged(law), counted.Unchanged(law), "by totals alone too")
	}
	assert.Subset(t, r.Caveats(), []string{r.Unchanged(1), r.Unchanged(2)})
}
