package models

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// over is the GSIM example with a range.
func over(t *testing.T, text string) string {
	raw, err := os.ReadFile("../../models/testdata/gsim.json")
	require.NoError(t, err)
	return write(t, "q.json", strings.TrimSuffix(strings.TrimSpace(string(raw)), "}")+`,"range":`+text+"}")
}

func TestTornadoOfAModel(t *testing.T) {
	status, object, stderr := askFile(t, "gsim", over(t, `{"method":"tornado","outputs":["exact.price_change.0"],
		"parameters":[{"path":"elasticity.demand","low":-2,"high":-0.5,"source":"a guess"},{"path":"trade.0.1","low":40,"high":50}]}`))
	require.Zero(t, status, stderr)
	r := object["range"].(map[string]any)
	price := func(p any) float64 { return p.(map[string]any)["outputs"].([]any)[0].(float64) }
	assert.InDelta(t, .12646, price(r["base"]), 5e-6)
	bars := r["bars"].([]any)
	require.Len(t, bars, 2)
	low, high := bars[0].(map[string]any)["low"], bars[0].(map[string]any)["high"]
	assert.NotEqual(t, price(low), price(high))
	assert.Equal(t, "a guess", r["sources"].([]any)[0])
	assert.Equal(t, "gsim", object["base"].(map[string]any)["model"])
	// an end of the tornado is the model asked there
	raw, err := os.ReadFile("../../models/testdata/gsim.json")
	require.NoError(t, err)
	_, one, _ := askFile(t, "gsim", write(t, "q.json", strings.Replace(string(raw), "-1.25", "-2", 1)))
	assert.Equal(t, one["exact"].(map[string]any)["price_change"].([]any)[0], price(low))
}

// TestMonteCarloIsTheSameForAnyNumberOfWorkers, to the last byte of the answer.
func TestMonteCarloIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	var first string
	for _, workers := range []string{"1", "2", "7"} {
		file := over(t, `{"method":"monte-carlo","draws":200,"seed":5,"shape":"triangular","workers":`+workers+`,
			"outputs":["linear.welfare.0","exact.welfare.0"],"parameters":[{"path":"elasticity.substitution","low":0.9,"high":9}]}`)
		var out, errs bytes.Buffer
		require.Zero(t, Run(context.Background(), []string{"-model", "gsim", "-in", file, "-json"}, &out, &errs),
			errs.String())
		if first == "" {
			first = out.String()
		}
		require.Equal(t, first, out.String())
	}
	assert.Contains(t, first, `"failed"`)
	assert.NotContains(t, first, `"failed": 200`)
}

func TestGridOverAFileModel(t *testing.T) {
	raw, err := os.ReadFile("../../models/testdata/gravity_flows.csv")
	require.NoError(t, err)
	_, object, stderr := askFile(t, "gravity", write(t, "q.json",
		`{"mode":"full","sigma":5,"reference":"US","flows":"gravity_flows.csv",
		"range":{"method":"grid","points":3,"outputs":["countries.1.welfare_change"],"parameters":[{"path":"sigma","low":3,"high":7}]}}`,
		"gravity_flows.csv", string(raw)))
	require.Contains(t, object, "range", stderr)
	assert.Len(t, object["range"].(map[string]any)["points"], 3)
}

func TestFaultsOfRanges(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{
			`{"method":"all","outputs":["exact.welfare.0"],"parameters":[{"path":"elasticity.demand","low":-2,"high":0}]}`,
			"option",
		},
		{
			`{"method":"tornado","outputs":["exact.welfare.0"],"parameters":[{"path":"elasticity.none","low":-2,"high":0}]}`,
			"missing",
		},
		{
			`{"method":"tornado","outputs":["exact.nothing"],"parameters":[{"path":"elasticity.demand","low":-2,"high":0}]}`,
			"missing",
		},
		{
			`{"method":"tornado","outputs":["exact.welfare"],"parameters":[{"path":"elasticity.demand","low":-2,"high":0}]}`,
			"missing",
		},
		{`{"method":"tornado","parameters":[{"path":"elasticity.demand","low":-2,"high":0}]}`, "missing"},
		{
			`{"method":"tornado","outputs":["exact.welfare.0"],"parameters":[{"path":"elasticity.demand","low":-2}]}`,
			"missing",
		},
		{
			`{"method":"tornado","outputs":["exact.welfare.0"],"parameters":[{"path":"elasticity.demand","low":-1,"high":0}]}`,
			"shape",
		},
		{`{"method":"monte-carlo","outputs":["exact.welfare.0"],"parameters":[{"path":"elasticity.demand","low":-2,"high":0}]}`, "shape"},
		{`{"metod":"grid"}`, "input"},
	} {
		status, object, stderr := askFile(t, "gsim", over(t, c.text))
		assert.Equal(t, 1, status, c.text)
		require.Contains(t, object, "error", c.text)
		assert.Equal(t, c.code, object["error"].(map[string]any)["code"], stderr)
	}
}

func TestElasticitiesArePrinted(t *testing.T) {
	var out, errs bytes.Buffer
	require.Zero(t, Run(context.Background(), []string{"-elasticities"}, &out, &errs))
	assert.Contains(t, out.String(), "oil demand, world, short run: -0.35 (-0.61 to -0.17); Baumeister and Hamilton")
	assert.Contains(t, out.String(), "23 Petroleum: 64.85")
}
