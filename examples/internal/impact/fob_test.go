package impact

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A file of Comtrade states imports CIF, and for some reporters FOB beside it: duty is charged on
// that, without a factor, and freight is told. Where the column is empty, 0 or above the value
// with freight, nothing is taken for the customs value.
func TestComtradeFOBBeside(t *testing.T) {
	const head = "typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue\n"
	rows := head +
		"C,M,2025,9,202509,842,M,699,0,H6,610910,C00,0,-1,,,1050,1000,1050\n" + // T-shirts of India at 16.5 and 50 percent
		"C,M,2025,9,202509,842,M,699,0,H6,610990,C00,0,-1,,,2000,,2000\n" +
		"C,M,2025,9,202509,842,M,699,0,H6,611020,C00,0,-1,,,3000,0,3000\n" +
		"C,M,2025,9,202509,842,M,699,0,H6,611030,C00,0,-1,,,4000,4001,4000\n"
	path := filepath.Join(t.TempDir(), "comtrade.csv")
	require.NoError(t, os.WriteFile(path, []byte(rows), 0o644))
	do := func(status int, args ...string) answer {
		var out, words bytes.Buffer
		assert.Equal(t, status,
			Run(context.Background(),
				append([]string{"-flows", path, "-scenario", "no-change", "-json", "-behaviour", "none"}, args...), &out, &words),
			words.String())
		var a answer
		require.NoError(t, json.Unmarshal(out.Bytes(), &a))
		for _, c := range a.Checks {
			assert.True(t, c.OK, c.Name)
		}
		return a
	}
	a := do(3)
	assert.Equal(t, []string{"1000.00", "665.00", "50.00", "9000.00"},
		[]string{a.Baseline.Value, a.Baseline.Duty, a.Values.Freight, a.Values.Rejected}, "66.5 percent of 1,000")
	require.Len(t, a.Parted, 1)
	assert.Equal(t, "0.665", a.Parted[0].Rates[0].Weighted)
	assert.Equal(t, "0.665", a.Parted[0].Rates[0].Lowest, "the spread is of the value without freight")

	a = do(0, "-cif-factor", "2")
	assert.Equal(t, "0.00", a.Values.Rejected)
	assert.Equal(t, []string{"5500.00", "4550.00"}, []string{a.Baseline.Value, a.Values.Freight},
		"1,000 as stated, and half of 9,000")
}
