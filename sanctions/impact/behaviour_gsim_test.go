package impact

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// gsim is asked by name: flows into one country are refused, since it is ces there; with what the
// same sources sell into other countries it stands beside ces, redirects, and moves less of the
// price. Flows of other days, of other goods and within the source's own country are no part of it.
func TestGSIMOfFlows(t *testing.T) {
	scenario, err := us.Scenario("no-ieepa")
	require.NoError(t, err)
	ask := func(rows ...string) (*Behaviour, error) {
		s := &Study{Flows: flows(t, rows...), Book: us.Book(), Scenarios: []*law.Scenario{scenario}}
		r, err := Run(t.Context(), s)
		require.NoError(t, err)
		var models []response.Model
		for _, name := range []string{"ces", response.GSIM} {
			m, ok := response.ModelOf(name)
			require.True(t, ok)
			m.Supply.Central = m.Supply.Low // 1.5: the price of a source moves
			models = append(models, m)
		}
		return r.Behaviour(t.Context(), 1, BehaviourOptions{Options: response.Options{Models: models}, Back: true})
	}
	here := []string{"2025-09-10,IN,US,6109100012,1000000", "2025-09-10,VN,US,6109100012,500000"}
	_, err = ask(here...)
	var wrong *Error
	require.ErrorAs(t, err, &wrong)
	assert.Contains(t, wrong.Reason, "gsim wants what the sources sell into other countries than United States")

	_, err = ask(append(here, "2024-09-10,IN,DE,610910,5", "2025-09-10,IN,DE,620342,5", "2025-09-10,IN,IN,610910,5",
		"2025-09-10,BD,DE,610910,5")...)
	require.ErrorAs(t, err, &wrong)

	b, err := ask(append(here, "2025-09-10,IN,DE,610910,3000000", "2025-09-10,IN,GB,610910,1000000")...)
	require.NoError(t, err)
	require.Len(t, b.Models, 2)
	ces, gsim := &b.Models[0], &b.Models[1]
	assert.Nil(t, ces.Redirected)
	assert.Positive(t, gsim.Redirected.Central.InexactFloat64())
	assert.True(t, gsim.Price.Central.GreaterThan(ces.Price.Central), "%s and %s", gsim.Price.Central, ces.Price.Central)
	assert.Equal(t, ces.ImportsBefore, gsim.ImportsBefore)
	assert.Contains(t, strings.Join(b.Notes, "\n"),
		"in 1 of 1 markets the sources sell USD 4,000,000.00 into other countries")
}
