package sanctions_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
)

// TestErrorCodes: every error of the package has a code of its own class, also when it is
// wrapped, and says something that fits on a line.
func TestErrorCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		code string
	}{
		{nil, ""},
		{&sanctions.RegimeError{Text: "XX"}, "unknown_regime"},
		{&sanctions.ClassError{Text: "gas"}, "unknown_class"},
		{&sanctions.UnknownError{Regime: "EU", Parameter: "cap/crude", Asked: trade.NewDate(2027, 1, 1), KnownUntil: trade.NewDate(2026, 10, 10)}, "horizon"},
		{&sanctions.UnknownParameterError{Regime: "EU", Parameter: "cap/tea"}, "not_covered"},
		{&sanctions.NoCapError{Regime: "EU", Class: "crude"}, "no_cap"},
		{&sanctions.DisputedError{}, "disputed"},
		{&sanctions.MissingFactError{Fact: "freight"}, "missing_fact"},
		{&sanctions.ContradictionError{Facts: []string{"a"}}, "contradiction"},
		{&sanctions.TableError{Row: 1}, "bad_row"},
		{&sanctions.OverlapError{}, "overlap"},
		{&sanctions.IMOError{Text: "1", Want: -1}, "bad_imo"},
		{&sanctions.SDNError{Line: 1}, "bad_row"},
		{&sanctions.TakingError{Reason: "x"}, "bad_taking"},
		{&sanctions.CeilingError{}, "outside_ceiling"},
		{&sanctions.SeriesError{}, "bad_series"},
		{&sanctions.ConditionError{}, "bad_condition"},
		{&sanctions.DesignationError{Held: true}, "horizon"},
		{&sanctions.DesignationError{}, "not_covered"},
	} {
		assert.Equal(t, c.code, sanctions.ErrorCode(c.err), "%T", c.err)
		if c.err != nil {
			assert.Equal(t, c.code, sanctions.ErrorCode(fmt.Errorf("file: %w", c.err)), "%T", c.err)
			assert.NotEmpty(t, c.err.Error())
			assert.NotContains(t, c.err.Error(), "\n")
		}
	}
}
