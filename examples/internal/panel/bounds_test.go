package panel

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Days past the last one known are told: an empty table is no proof that nothing happened.
func TestEventsBeyondKnown(t *testing.T) {
	for args, want := range map[string]string{
		"-events 2026-01-01,2035-01-01":   "known until 2026-10-10",
		"-events 2020-01-01,2026-01-01":   "known from 2023-10-13",
		"-date 2025-09-01 -workers -3":    "-workers -3",
		"-intervals -hts 61 -workers -10": "-workers -10",
	} {
		var out, words bytes.Buffer
		Run(t.Context(), strings.Fields(args), &out, &words)
		assert.Contains(t, words.String(), want, args)
	}
}
