package scenario

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// added is what a scenario adds to the duty on a cotton T-shirt of 100 dollars.
func added(t *testing.T, name string, origin trade.Country, on trade.Date) string {
	s, err := Find(name)
	require.NoError(t, err)
	supposed, err := s.Apply(us.Book())
	require.NoError(t, err)
	var duty []decimal.Decimal
	for _, book := range []*law.Book{us.Book(), supposed} {
		engine, err := tariff.CompileWith(book, tariff.Options{Hold: true, Origins: []trade.Country{origin}})
		require.NoError(t, err)
		a, err := engine.Assess(tariff.Entry{Date: on, Origin: origin, Product: "6109100012", Value: decimal.NewFromInt(100)})
		require.NoError(t, err)
		duty = append(duty, a.Total)
	}
	return duty[1].Sub(duty[0]).String()
}

// Each scenario adds what its description says, on its days and to its countries alone.
func TestScenarios(t *testing.T) {
	day := trade.NewDate
	for _, c := range []struct {
		scenario string
		origin   trade.Country
		on       trade.Date
		added    string
	}{
		{"india50", "IN", day(2025, 9, 1), "0"}, // which is the law
		{"india50", "IN", day(2026, 3, 1), "50"},
		{"india50", "IN", day(2026, 2, 10), "25"}, // one of the two went on to 23 February
		{"india50", "VN", day(2026, 3, 1), "0"},
		{"china-threat", "CN", day(2025, 10, 1), "50"},
		{"china-threat=500", "CN", day(2025, 10, 1), "500"},
		{"china-threat=12.5", "CN", day(2026, 2, 23), "12.5"},
		{"china-threat", "CN", day(2026, 2, 24), "0"},
		{"china-threat", "CN", day(2025, 9, 12), "0"},
		{"ieepa-falls", "IN", day(2025, 9, 1), "-50"},
		{"ieepa-falls", "IN", day(2026, 3, 1), "0"},
		{"section122-expires", "IN", day(2026, 7, 20), "0"},
		{"section122-expires", "IN", day(2026, 8, 20), "0"},
		{"section-113", "IN", day(2027, 1, 15), "50"},
		{"section-113", "CN", day(2027, 1, 15), "50"},
		{"section-113", "TR", day(2027, 1, 15), "0"},
		{"section-113", "IN", day(2026, 10, 10), "0"},
		{"section-113=25:TR+IN", "TR", day(2027, 1, 15), "25"},
		{"section-113=25:TR+IN", "CN", day(2027, 1, 15), "0"},
		{"section-113=0", "IN", day(2027, 1, 15), "0"},
		{"top-five-100", "CN", day(2026, 10, 18), "100"},
		{"top-five-100", "FR", day(2026, 10, 18), "100"},
		{"top-five-100", "TR", day(2026, 10, 18), "100"},
		{"top-five-100", "JP", day(2026, 10, 18), "100"},
		{"top-five-100", "GB", day(2026, 10, 18), "0"},
	} {
		assert.Equal(t, c.added, added(t, c.scenario, c.origin, c.on), "%s, %s on %s", c.scenario, c.origin, c.on)
	}
}

func TestFind(t *testing.T) {
	names := map[string]bool{}
	for _, n := range All() {
		s, err := Find(n.Name)
		require.NoError(t, err)
		assert.NotEmpty(t, s.Description)
		assert.False(t, names[n.Name])
		names[n.Name] = true
		_, err = us.Scenario(n.Name)
		assert.Error(t, err, "a name has one meaning")
	}
	s, err := Find("section-113=25:IN")
	require.NoError(t, err)
	assert.Equal(t, "section-113=25:IN", s.Name)
	assert.Len(t, s.Edits, 1)
	for _, text := range []string{
		"", "nothing", "section-113=101", "section-113=-1", "section-113=x", "section-113=", "section-113:XX",
		"section-113=1:", "india50=3",
		"india50:IN", "china-threat=1e9", "section-113=0.0000000001", "china-threat:IN",
	} {
		_, err := Find(text)
		var wrong *Error
		assert.ErrorAs(t, err, &wrong, text)
	}
}

func TestAtRates(t *testing.T) {
	assert.Equal(t, []string{"section-113=0:IN", "section-113=50:IN"}, AtRates("section-113:IN", []string{"0", "50"}))
	assert.Equal(t, []string{"section-113=10"}, AtRates("section-113=10", []string{"0", "50"}))
	assert.Equal(t, []string{"no-ieepa"}, AtRates("no-ieepa", []string{"0", "50"}))
	assert.Equal(t, []string{"section-113"}, AtRates("section-113", nil))
}
