package tariff_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// usEntry is an entry into the United States.
func usEntry(t *testing.T, date, origin, hts string, value int64, claims ...string) tariff.Entry {
	on, err := trade.ParseDate(date)
	require.NoError(t, err)
	e := tariff.Entry{
		Date: on, Origin: trade.Country(origin), Product: trade.Product(hts),
		Value: decimal.NewFromInt(value),
	}
	for _, c := range claims {
		require.NoError(t, e.Claims.Add(c))
	}
	return e
}

// TestRepairedOwesAsMuch: goods whose repairs cost 300 owe what goods of a value of 300
// owe, whatever they are, and a part of a duty by quantity.
func TestRepairedOwesAsMuch(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	compared, waited := 0, 0
	lines := us.Book().Schedule.Lines
	for i := 0; i < len(lines); i += 97 {
		article := lines[i].Code
		if article.Within("98") || article.Within("99") {
			continue
		}
		for k, date := range []string{"2025-05-15", "2025-09-01", "2026-06-09", "2026-09-01"} {
			origin := []string{"CN", "BR", "DE", "JP", "VN"}[(i+k)%5]
			itself := engine.Charge(usEntry(t, date, origin, string(article), 300))
			repaired := engine.Charge(usEntry(t, date, origin, "98020050", 1000, "charged_value=300",
				"article="+string(article)))
			if itself.Err != nil {
				require.Equal(t, tariff.ErrorCode(itself.Err), tariff.ErrorCode(repaired.Err), "%s of %s on %s: %v, %v", article,
					origin, date, itself.Err, repaired.Err)
				waited++
				continue
			}
			require.NoError(t, repaired.Err, "%s of %s on %s", article, origin, date)
			require.Equal(t, itself.Total.String(), repaired.Total.String(), "%s of %s on %s", article, origin, date)
			compared++
		}
	}
	assert.Greater(t, compared, 200)
	assert.NotZero(t, waited)
}

// TestWorkAbroadSaysWhatItNeeds: no answer without the value that is charged, and no word
// of a fact that was used.
func TestWorkAbroadSaysWhatItNeeds(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	for _, line := range []string{"98020040", "98020050", "98020060"} {
		var missing *tariff.MissingFacts
		a, err := engine.Assess(usEntry(t, "2025-08-20", "ZA", line, 1000, "article=6109100012"))
		require.ErrorAs(t, err, &missing)
		assert.Contains(t, missing.Error(), "charged_value")
		assert.True(t, a.Total.IsZero())
		_, err = engine.Assess(usEntry(t, "2025-08-20", "ZA", line, 1000, "repair_value=100"))
		require.ErrorAs(t, err, &missing)
		assert.Contains(t, missing.Error(), "article=")
	}
	a, err := engine.Assess(usEntry(t, "2025-08-20", "ZA", "9802005060", 1000, "charged_value=200", "article=6109100012"))
	require.NoError(t, err)
	assert.Equal(t, "1000", a.Entry.Value.String(), "the entry as it was declared")
	assert.Equal(t, trade.Product("98020050"), a.Line)
	assert.NotContains(t, strings.Join(a.Notes, "\n"), "changed nothing")
	a, err = engine.Assess(usEntry(t, "2025-08-20", "ZA", "6109100012", 1000, "charged_value=200", "article=6109100012"))
	require.NoError(t, err)
	assert.Contains(t, strings.Join(a.Notes, "\n"), "charged_value=200 changed nothing")
	assert.Contains(t, strings.Join(a.Notes, "\n"), "article=6109.10.00.12 changed nothing")
	free, err := engine.Assess(usEntry(t, "2025-08-20", "ZA", "98020050", 1000, "charged_value=0", "article=61091000"))
	require.NoError(t, err)
	assert.Equal(t, "0.00", trade.Amount(free.Total))
}
