package tariff

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// TestAssessInvoice: three lines of $10.40 at 16.5 % and 10 % are one unit of $31.20,
// so 31 dollars, 11 + 10 + 10; the fourth, at another rate, is $9.60, so 10.
func TestAssessInvoice(t *testing.T) {
	lines := []Entry{
		entry("IN", "6109100012", "10.40", "2025-06-01"), entry("IN", "39269099", "9.60", "2025-06-01", "steel_share=0"),
		entry("IN", "6109100012", "10.40", "2025-06-01"), entry("IN", "6109100012", "10.40", "2025-06-01"),
	}
	engine, err := CompileWith(smallBook(), Options{Rounding: exact.CFR1593})
	require.NoError(t, err)
	got, err := engine.AssessInvoice(lines)
	require.NoError(t, err)
	var declared, charged []string
	for _, a := range got {
		declared, charged = append(declared, a.Entry.Value.String()), append(charged, a.Lines[0].Base.String())
		assert.Contains(t, a.Notes[len(a.Notes)-1], "19 CFR 159.3")
	}
	assert.Equal(t, []string{"10.4", "9.6", "10.4", "10.4"}, declared)
	assert.Equal(t, []string{"11", "10", "10", "10"}, charged)
	assert.Equal(t, "2.92", trade.Amount(got[0].Total), "16.5 % of 11 is 1.815, so 1.82, and 1.10")
	assert.Equal(t, "2.65", trade.Amount(got[2].Total))

	cents, err := compile(t, smallBook()).AssessInvoice(lines)
	require.NoError(t, err)
	assert.Equal(t, "10.4", cents[0].Entry.Value.String(), "another policy leaves the values alone")

	lines[0].Value, lines[2].Origin, lines[3].Product = dec("-1"), "XQ", "1"
	all, err := engine.AssessInvoice(lines)
	assert.Nil(t, all)
	var first *InvoiceError
	require.ErrorAs(t, err, &first)
	assert.Equal(t, 1, first.Line)
	assert.Equal(t, "bad_value", ErrorCode(first))
	joined, ok := err.(interface{ Unwrap() []error }) //nolint:errorlint // the joined errors, one a line
	require.True(t, ok)
	var places []int
	for _, e := range joined.Unwrap() {
		var one *InvoiceError
		require.ErrorAs(t, e, &one)
		places = append(places, one.Line)
	}
	assert.Equal(t, []int{1, 3, 4}, places)
}
