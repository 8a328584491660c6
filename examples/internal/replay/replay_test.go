package replay

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The errors stand beside the forecasts, and the models of the library are told with theirs: the
// fall that they find lies in their own range, and was too deep like the others.
func TestReplay(t *testing.T) {
	var out, words bytes.Buffer
	require.Zero(t, Run(context.Background(), []string{"-models", "-json"}, &out, &words), words.String())
	var o object
	require.NoError(t, json.Unmarshal(out.Bytes(), &o))
	assert.Equal(t, "-6.06", o.Outcome.Change)
	assert.Len(t, o.Outcome.Months, 5)
	models := 0
	for _, f := range o.Forecasts {
		if f.Central == nil {
			continue
		}
		models++
		low, central, high := decimal.RequireFromString(f.Low), decimal.RequireFromString(*f.Central),
			decimal.RequireFromString(f.High)
		assert.True(t, low.LessThanOrEqual(central) && central.LessThanOrEqual(high) && high.IsNegative(), f.Who)
		assert.True(t, decimal.RequireFromString(*f.ErrHigh).IsNegative(), f.Who)
	}
	assert.Equal(t, 2, models)
	out.Reset()
	require.Zero(t, Run(context.Background(), nil, &out, &words))
	assert.Regexp(t, `Bloomberg Economics +2025-08 +all goods +-60 +-6\.06 +-53\.94`, out.String())
	assert.Contains(t, out.String(), "nobody states what came")
	assert.Equal(t, 2, Run(context.Background(), []string{"-what"}, &out, &words))
}
