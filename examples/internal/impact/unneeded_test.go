package impact

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Averages that stand in for a quantity changed something; where no flow lacks a fact they did not.
func TestAveragesForAQuantity(t *testing.T) {
	const head = "period,origin,destination,hs,value_usd\n"
	args := []string{"-scenario", "no-ieepa", "-averages", "-behaviour", "none"}
	status, text, words := ask(t, head+"2025-09-10,IN,US,10063090,1000\n", args...)
	assert.Zero(t, status, words)
	assert.Contains(t, text, "Duties by quantity: 1 flow, USD 1,000.00")
	assert.NotContains(t, words, "-averages changed nothing")
	_, _, words = ask(t, head+"2025-09-10,IN,US,6109100012,1000\n", args...)
	assert.Contains(t, words, "-averages changed nothing")
}
