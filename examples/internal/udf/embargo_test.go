package udf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestEmbargo: goods of Iran are not imported without a licence (31 CFR 560.201); the duty is
// that of goods which have one.
func TestEmbargo(t *testing.T) {
	status, out, errs := ask(
		t,
		"6109.10.00.12\tIR\t2025-09-01\t10000\n6109.10.00.12\tIN\t2025-09-01\t10000\n",
		"-answers",
		"total_duty,error,embargo",
	)
	assert.Equal(t, 0, status, errs)
	rows := strings.Split(out, "\n")
	assert.Contains(t, rows[0], "31 CFR 560.201")
	assert.Equal(t, "6650.00\t\t", rows[1])
}
