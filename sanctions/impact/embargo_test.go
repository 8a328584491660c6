package impact

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// Goods that may not be imported without a licence have a duty in the study as everywhere,
// and the first page says how many they are, what they are worth and under what law.
func TestEmbargo(t *testing.T) {
	r, err := Run(context.Background(), &Study{Book: us.Book(), Scenarios: []*law.Scenario{{Name: "none"}}, Flows: flows(t,
		"2025-09-01,IR,US,6109100012,1000", "2025-09-01,CU,US,6109100012,200", "2025-09-01,IN,US,6109100012,30",
		"2025-09-01,RU,US,6109100012,7", "2025-09-01,RU,US,2709002090,4000", // a shirt needs none; the oil has no quantity
	)})
	require.NoError(t, err)
	assert.Equal(t, 2, r.Embargoed)
	assert.Equal(t, "1200", r.EmbargoedValue.String())
	assert.Equal(t, []string{"31 CFR 515.204, goods of Cuba", "31 CFR 560.201, goods of Iran"}, r.Embargoes)
	assert.Contains(t, r.Caveats(), "Not to be imported without a licence or an exemption: 2 flows, USD 1,200.00 "+
		"(31 CFR 515.204, goods of Cuba; 31 CFR 560.201, goods of Iran); their duty is that of goods which have one.")
	file := bytesOf(t, workbook(t, r, Live))
	parts, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	var text []byte
	for _, part := range parts.File {
		open, err := part.Open()
		require.NoError(t, err)
		all, err := io.ReadAll(open)
		require.NoError(t, err)
		text = append(text, all...)
	}
	assert.Contains(t, string(text), "need a licence")
}

// A total that the file states and its rows do not add up to is a check that fails.
func TestStatedTotals(t *testing.T) {
	s := study(t)
	s.Inputs = []Input{{Stated: []Check{{Name: "stated in the file: total E10", Expected: dec("123"), Actual: dec("24")}}}}
	var failed []string
	for _, c := range run(t, s).Checks {
		if !c.OK() && strings.HasPrefix(c.Name, "stated") {
			failed = append(failed, c.Name)
		}
	}
	assert.Equal(t, []string{"stated in the file: total E10"}, failed)
}
