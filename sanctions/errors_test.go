package sanctions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
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
		{errOf(sanctions.ParseRegime("XX")), "unknown_regime"},
		{errOf(programme.ParseClass("gas")), "unknown_class"},
		{&programme.UnknownError{
			Regime: "EU", Parameter: "cap/crude", Asked: trade.NewDate(2027, 1, 1),
			KnownUntil: trade.NewDate(2026, 10, 10),
		}, "horizon"},
		{errOf(new(programme.Programme).Parameter("EU", "cap/tea")), "not_covered"},
		{&sanctions.MissingFactError{Fact: "freight"}, "missing_fact"},
		{(&programme.Deal{Origin: "XX"}).Check(), "contradiction"},
		{errOf(ranking.ReadFigures(strings.NewReader(""))), "bad_row"},
		{errOf(lists.ParseIMO("1")), "bad_imo"},
		{errOf(ranking.RankImporters([]ranking.Taking{{}}, trade.Interval{}, 5, false)), "bad_taking"},
		{errOf((&secondary.Direction{Name: "act"}).Suppose("IN", decimal.NewFromInt(6), trade.Date{})), "outside_ceiling"},
		{errOf(new(programme.DynamicRule).Review(trade.NewDate(2026, 1, 15), decimal.NewFromInt(50), nil)), "bad_series"},
		{errOf(programme.ParseConditions("contract")), "bad_condition"},
		{errOf(new(lists.Register).ByName("EU", "A", trade.NewDate(2026, 1, 1))), "not_covered"},
	} {
		assert.Equal(t, c.code, sanctions.ErrorCode(c.err), "%T", c.err)
		if c.err != nil {
			assert.Equal(t, c.code, sanctions.ErrorCode(fmt.Errorf("file: %w", c.err)), "%T", c.err)
			assert.NotEmpty(t, c.err.Error())
			assert.NotContains(t, c.err.Error(), "\n")
		}
	}
}

// errOf is the error of an answer.
func errOf[T any](_ T, err error) error { return err }
