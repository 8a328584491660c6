package sanctions_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/lists"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
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
		{&programme.ClassError{Text: "gas"}, "unknown_class"},
		{&programme.UnknownError{Regime: "EU", Parameter: "cap/crude", Asked: trade.NewDate(2027, 1, 1), KnownUntil: trade.NewDate(2026, 10, 10)}, "horizon"},
		{&programme.UnknownParameterError{Regime: "EU", Parameter: "cap/tea"}, "not_covered"},
		{&programme.NoCapError{Regime: "EU", Class: "crude"}, "no_cap"},
		{&programme.DisputedError{}, "disputed"},
		{&sanctions.MissingFactError{Fact: "freight"}, "missing_fact"},
		{&sanctions.ContradictionError{Facts: []string{"a"}}, "contradiction"},
		{&sanctions.TableError{Row: 1}, "bad_row"},
		{&sanctions.OverlapError{}, "overlap"},
		{&lists.IMOError{Text: "1", Want: -1}, "bad_imo"},
		{&lists.SDNError{Line: 1}, "bad_row"},
		{&ranking.TakingError{Reason: "x"}, "bad_taking"},
		{&secondary.CeilingError{}, "outside_ceiling"},
		{&programme.SeriesError{}, "bad_series"},
		{&programme.ConditionError{}, "bad_condition"},
		{&lists.DesignationError{Held: true}, "horizon"},
		{&lists.DesignationError{}, "not_covered"},
	} {
		assert.Equal(t, c.code, sanctions.ErrorCode(c.err), "%T", c.err)
		if c.err != nil {
			assert.Equal(t, c.code, sanctions.ErrorCode(fmt.Errorf("file: %w", c.err)), "%T", c.err)
			assert.NotEmpty(t, c.err.Error())
			assert.NotContains(t, c.err.Error(), "\n")
		}
	}
}
