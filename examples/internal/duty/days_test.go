package duty

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestDaysOutOfOrder: days that nothing is known of, or that lie the wrong way round, are refused and
// do not read as if nothing had happened; a duty that rose since it was published is no refund.
func TestDaysOutOfOrder(t *testing.T) {
	const entry = "-origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01 "
	for args, want := range map[string]string{
		"-until 2025-08-31":        "-until 2025-08-31 is before -date 2025-09-01",
		"-as-published 2035-01-01": "what was published after 2026-10-10 is not known",
		"-as-published 1990-01-01": "what was published before 2023-10-13 is not known",
	} {
		var out, words bytes.Buffer
		assert.Equal(t, 1, Run(t.Context(), strings.Fields(entry+args), &out, &words), args)
		assert.Contains(t, words.String(), want)
		assert.Empty(t, out.String())
	}
	// Published before August 2025: 16.5 percent and 10 of the first order; 66.5 are charged.
	var out, words bytes.Buffer
	assert.Zero(t, Run(t.Context(), strings.Fields(entry+"-as-published 2025-07-01"), &out, &words), words.String())
	assert.NotContains(t, out.String(), "refund of -")
	assert.Contains(t, out.String(), "as now known the duty is 6,650.00: ")
	assert.Contains(t, out.String(), " more\n")
}
