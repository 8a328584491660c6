package russia_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/russia"
)

// TestProgramChoices: every choice is numbered, argued and about parameters that
// exist; the source is that of the table.
func TestProgramChoices(t *testing.T) {
	p := program(t)
	for i, c := range russia.ProgramChoices() {
		assert.Equal(t, i+1, c.Number)
		assert.NotEmpty(t, c.Question)
		assert.NotEmpty(t, c.Answer)
		assert.NotEmpty(t, c.Reason)
		require.NotEmpty(t, c.Headings)
		for _, h := range c.Headings {
			regime, name, _ := strings.Cut(h, " ")
			_, err := p.Parameter(sanctions.Regime(regime), name)
			require.NoError(t, err)
		}
	}
	s := russia.Provenance()[0]
	assert.Equal(t, p.Title, s.Title)
	assert.Equal(t, p.Retrieved, s.Retrieved)
}
