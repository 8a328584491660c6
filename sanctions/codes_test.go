package sanctions_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/lists"
	"github.com/tradeshock/tradeshock/sanctions/ownership"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// TestErrorList: one list holds the code of every error, and every code is one of an error.
func TestErrorList(t *testing.T) {
	all := []error{
		&sanctions.RegimeError{}, &programme.ClassError{}, &programme.UnknownError{}, &programme.UnknownParameterError{}, &programme.NoCapError{},
		&sanctions.MissingFactError{}, &sanctions.ContradictionError{}, &lists.IMOError{}, &lists.SDNError{}, &sanctions.TableError{},
		&sanctions.OverlapError{}, &programme.DisputedError{}, &ranking.TakingError{}, &secondary.CeilingError{}, &programme.SeriesError{},
		&lists.DesignationError{}, &lists.DesignationError{Held: true}, &programme.ConditionError{}, &trade.BasisError{}, &tariff.ValueError{},
		&ownership.InputError{}, &ownership.EdgeError{},
	}
	for _, code := range []string{"unknown_rule", "bad_variant", "bad_share", "bad_listed", "near_match", "too_large"} {
		all = append(all, &ownership.Error{Code: code})
	}
	listed := map[string]bool{}
	var codes []string
	for _, c := range sanctions.ErrorCodes() {
		assert.NotEmpty(t, c.Meaning)
		listed[c.Code] = false
		codes = append(codes, c.Code)
	}
	assert.True(t, slices.IsSorted(codes))
	assert.Len(t, listed, len(codes))
	for _, err := range all {
		code := sanctions.ErrorCode(fmt.Errorf("in a file: %w", err))
		_, ok := listed[code]
		assert.True(t, ok, "%T: %s", err, code)
		listed[code] = true
	}
	for code, met := range listed {
		assert.True(t, met, "no error has %s", code)
	}
	assert.Empty(t, sanctions.ErrorCode(nil))
	assert.Equal(t, "refused", sanctions.ErrorCode(errors.New("another")))
}
