package impact

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const oilFlows = `period,origin,destination,hs,value_usd
2025-09-01,IN,US,6109100012,1000000
2025-09-01,IN,US,3004909201,200000
2025-09-01,CN,US,6109100012,700000
`

// The three layers stand beside each other, and none is in another: the judgement's cost is the
// mechanical change, the models start from the mechanical duty, and their answers change neither.
func TestLayers(t *testing.T) {
	const judged = "-probability=0.2..0.4..0.7"
	oilFlows := strings.ReplaceAll(oilFlows, "3004909201", "6109100027")
	status, out, words := ask(t, oilFlows, "-scenario", "section-113=50:IN", "-date", "2026-10-20", "-hold", "-json",
		judged, "-enforcement", "0.9",
		"-time-to-bite", "0", "-gain", "1000", "-draws", "1000", "-seed", "5")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.NotNil(t, a.Behavioural)
	require.NotNil(t, a.Judgement)
	assert.Equal(t, "600000.00", a.Mechanical.Change, "half of the goods of India")
	assert.Equal(t, a.Mechanical.Change, a.Judgement.Cost)
	assert.Equal(t, "216000.00", a.Judgement.Expected.Central, "0.4 × 0.9 of it")
	assert.Equal(t, "12960.00", a.Judgement.Target.Central, "0.06 of that")
	assert.Len(t, a.Judgement.Needs, 4)
	assert.Len(t, a.Judgement.Draws, 3)
	for _, m := range a.Behavioural.Models {
		assert.NotEmpty(t, m.Parameters[0].Source)
		assert.Len(t, m.Draws, 3)
		assert.NotEmpty(t, m.Tornado)
	}
	_, plain, _ := ask(t, oilFlows, "-scenario", "section-113=50:IN", "-date", "2026-10-20", "-hold", "-json",
		"-behaviour", "none")
	var b answer
	require.NoError(t, json.Unmarshal([]byte(plain), &b))
	assert.Nil(t, b.Behavioural)
	assert.Nil(t, b.Judgement)
	assert.Equal(t, a.Mechanical, b.Mechanical)
	_, again, _ := ask(t, oilFlows, "-scenario", "section-113=50:IN", "-date", "2026-10-20", "-hold", "-json", judged,
		"-enforcement", "0.9",
		"-time-to-bite", "0", "-gain", "1000", "-draws", "1000", "-seed", "5", "-workers", "1")
	assert.Equal(t, out, again)
}

// Judgements that cannot be are refused, by the name of their flag.
func TestBadJudgements(t *testing.T) {
	for flag, value := range map[string]string{
		"-probability": "1.2", "-enforcement": "2", "-pass-through": "-0.1", "-time-to-bite": "soon", "-gain": "-5",
		"-draws":    "-1",
		"-deadline": "Friday", "-products": "5", "-behaviour": "gtap", "-show": "everything",
	} {
		args := []string{"-scenario", "no-ieepa", flag, value}
		if flag != "-probability" {
			args = append(args, "-probability", "0.5")
		}
		status, _, words := ask(t, oilFlows, args...)
		assert.Equal(t, 2, status, flag)
		assert.Contains(t, words, flag)
	}
	status, _, words := ask(t, oilFlows, "-scenario", "no-ieepa", "-pass-through", "0.5")
	assert.Equal(t, 2, status)
	assert.Contains(t, words, "-probability is missing")
	status, _, words = ask(t, oilFlows, "-scenario", "no-ieepa", "-date", "2025-09-01", "-probability", "0.5")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "relief")
}

// A judgement that was stated is answered on the screen, without another flag; a scenario whose
// days lie beside those of the rows says so there and in the JSON, beside its nought.
func TestStatedJudgementIsShown(t *testing.T) {
	args := []string{"-scenario", "section-113=50:IN", "-date", "2026-10-20", "-hold", "-behaviour", "none"}
	goods := strings.ReplaceAll(oilFlows, "3004909201", "6109100027")
	_, out, _ := ask(t, goods, args...)
	assert.NotContains(t, out, "Your judgement")
	status, out, words := ask(t, goods, append(args, "-probability", "0.4")...)
	require.Zero(t, status, words)
	assert.Contains(t, out, "Your judgement of section-113=50:IN over 1 day; low, central, high, USD:")
	assert.Contains(t, out, "-gain states it", "without a gain there is nothing to outweigh")
	status, out, words = ask(t, goods, append(args, "-probability", "0.4", "-gain", "100")...)
	require.Zero(t, status, words)
	assert.Regexp(t, `needs time-to-bite +at most \d+ days`, out)
	assert.Regexp(t, `expected duty +240,000\.00`, out, "0.4 of 600,000")
	assert.NotContains(t, out, "changes no duty")

	status, out, words = ask(t, goods, "-scenario", "section-113=50:IN", "-behaviour", "none")
	require.Zero(t, status, words)
	assert.Contains(t, out, "section-113=50:IN changes no duty of these rows. It supposes: ")
	_, out, _ = ask(t, goods, "-scenario", "section-113=50:IN", "-behaviour", "none", "-json")
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "0.00", a.Mechanical.Change)
	assert.Contains(t, a.Mechanical.Unchanged, "18 October 2026")
}

// Rates that no scenario takes are refused: the answer would read as if it had them.
func TestRatesWithoutUse(t *testing.T) {
	for _, scenario := range []string{"no-ieepa", "no-ieepa,india50", "cap-lowered", "section-113=25"} {
		status, out, words := ask(t, oilFlows, "-scenario", scenario, "-rates", "0,25")
		assert.Equal(t, 2, status, scenario)
		assert.Empty(t, out)
		assert.Contains(t, words, "no scenario of -scenario takes a rate")
	}
}

// The tables say what is exempt and by which heading, how much of China's goods the lists of
// section 301 charge, and why the duty changes.
func TestShow(t *testing.T) {
	status, out, words := ask(t, oilFlows, "-scenario", "no-ieepa", "-show", "all")
	require.Zero(t, status, words)
	assert.Regexp(t, `IEEPA 9903\.01\.84 +exempt 9903\.01\.86 +200,000\.00 +1 +3004`, out)
	assert.Regexp(t, `CN +Section 301 +any +700,000\.00 +100`, out)
	assert.Regexp(t, `IEEPA 9903\.01\.84 +-250,000\.00`, out)
	assert.Regexp(t, `IN +1,200,000\.00 +1,000,000\.00 +200,000\.00 +0\.00`, out)
	assert.Contains(t, out, "ces, 2 products")
	for gain, want := range map[string]string{"0": "-gain states it", "500": "to work it needs probability"} {
		status, out, words = ask(t, oilFlows, "-scenario", "china-threat=50", "-date", "2025-10-01", "-show", "judgement",
			"-probability", "0.5", "-gain", gain, "-behaviour", "none")
		require.Zero(t, status, words)
		assert.Contains(t, out, want)
	}
}

// Scenarios about oil and about the other side change no duty, and say in the JSON and on the
// screen what they are about.
func TestOilAndRetaliation(t *testing.T) {
	args := []string{"-scenario", "cap-lowered=30,retaliation,ceasefire", "-date", "2026-09-20"}
	flows := strings.ReplaceAll(oilFlows, "3004909201", "6109100027")
	status, out, words := ask(t, flows, append(args, "-json")...)
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "0.00", a.Mechanical.Change)
	require.Len(t, a.Scenarios, 3)
	require.NotNil(t, a.Scenarios[0].Behavioural.Oil)
	assert.Equal(t, "30", a.Scenarios[0].Behavioural.Oil.Cap)
	assert.Nil(t, a.Scenarios[1].Behavioural.Oil)
	assert.True(t, a.Scenarios[2].Behavioural.Oil.Lifted)
	assert.Empty(t, a.Behavioural.Models, "no duty changes, and no market is asked")
	require.Len(t, a.Retaliation, 2)
	assert.Equal(t, "CA", a.Retaliation[0].Importer)
	assert.NotEmpty(t, a.Retaliation[1].Sectors)
	status, out, words = ask(t, flows, append(args, "-show", "behaviour")...)
	require.Zero(t, status, words)
	assert.Contains(t, out, "What CN adds to its duties on goods of the United States")
	assert.Contains(t, out, "scenario, most barrels")
	_, out, _ = ask(t, oilFlows, "-scenario", "retaliation", "-date", "2026-09-20", "-behaviour", "none")
	assert.Regexp(t, `sector +exports, USD +added duty, USD`, out)
	assert.Regexp(t, `XV base metals +16,095,963,087\.00 `, out, "as all amounts on the screen")
}

// The embedded imports stand in for a file, on a day of one's own: 50 percent of Turkey's 16.6 bn,
// as far as the law answers without quantities.
func TestEmbeddedFlows(t *testing.T) {
	run := func(args ...string) (int, string, string) {
		var out, words bytes.Buffer
		status := Run(context.Background(), args, &out, &words)
		return status, out.String(), words.String()
	}
	status, out, words := run("-flows", "imports-2024:TR", "-scenario", "section-113=50:TR", "-date", "2026-10-20",
		"-hold", "-behaviour", "none", "-json")
	require.Equal(t, 3, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "16577520954.00", a.Values.Read)
	answered, change := decimal.RequireFromString(a.Values.Answered), decimal.RequireFromString(a.Mechanical.Change)
	assert.True(t, answered.Sub(change.Mul(decimal.NewFromInt(2))).Abs().LessThan(decimal.NewFromInt(100)), "%s of %s",
		change, answered)
	for _, bad := range [][]string{
		{"-flows", "imports-2024:TR", "-scenario", "no-change"},
		{"-flows", "imports-2024:JO", "-scenario", "no-change", "-date", "2026-09-01"},
		{"-flows", "imports-2024:XX", "-scenario", "no-change", "-date", "2026-09-01"},
		{"-flows", "imports-2024", "-scenario", "no-change", "-date", "2026-09-01", "-weights", "none"},
	} {
		status, _, words := run(bad...)
		assert.Equal(t, 1, status, "%v", bad)
		assert.Contains(t, words, "-flows imports-2024", "%v", bad)
	}
}
