package sanctions_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
)

func TestParseRegime(t *testing.T) {
	for in, want := range map[string]sanctions.Regime{"eu": "EU", " UK ": "UK", "gb": "UK", "US": "US"} {
		r, err := sanctions.ParseRegime(in)
		require.NoError(t, err)
		assert.Equal(t, want, r)
	}
	_, err := sanctions.ParseRegime("USSR")
	assert.Equal(t, "unknown_regime", sanctions.ErrorCode(err))
}
