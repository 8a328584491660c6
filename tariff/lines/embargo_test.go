package lines_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/lines"
)

// TestEmbargo: goods that may not be imported without a licence owe the duty of any others,
// and the result says how many there are and what they are worth; a row without an answer
// is not among them. A shirt of Russia is free of it.
func TestEmbargo(t *testing.T) {
	result, _ := assess(t, "hts,origin,date,value,quantity,unit\n"+
		"6109.10.00.12,IR,2025-09-01,1000.50,,\n"+
		"6109.10.00.12,CU,2025-09-01,200,,\n"+
		"6109.10.00.12,KP,2025-09-01,30,,\n"+
		"6109.10.00.12,RU,2025-09-01,7,,\n"+
		"2709.00.20.90,RU,2025-09-01,4000,10,bbl\n"+
		"2709.00.20.90,RU,2025-09-01,9000,,\n"+ // needs the quantity
		"6109.10.00.12,IN,2025-09-01,5,,\n", lines.Options{Workers: 2})
	require.Equal(t, int64(1), result.Rejected)
	require.Equal(t, int64(4), result.Embargoed)
	require.Equal(t, "5230.5", result.EmbargoedValue.String())
	require.Equal(t, []string{
		"31 CFR 510.205, goods of North Korea", "31 CFR 515.204, goods of Cuba", "31 CFR 560.201, goods of Iran",
		"EO 14066, crude oil, petroleum and its products, liquefied natural gas, coal and coal products of Russia",
	}, result.Embargoes)
	result, _ = assess(t, "hts,origin,date,value\n6109.10.00.12,IN,2025-09-01,5\n", lines.Options{})
	require.Zero(t, result.Embargoed)
	require.Empty(t, result.Embargoes)
}

// TestRejectedValue: a row that is refused for its date, its country or its code counts with
// its value, as one without an answer does; a value that is itself the fault is in no sum.
func TestRejectedValue(t *testing.T) {
	result, _ := assess(t, "hts,origin,date,value\n"+
		"6109.10.00.12,IN,2025-09,500.25\n6109.10.00.12,XQ,2025-09-01,40\n61x,IN,2025-09-01,3.001\n"+
		"6109.10.00.12,IN,2031-01-01,1000\n6109.10.00.12,IN,2025-09-01,-7\n6109.10.00.12,IN,2025-09-01,20000\n",
		lines.Options{})
	require.Equal(t, int64(5), result.Rejected)
	require.Equal(t, "1543.251", result.RejectedValue.String())
}

// TestRejectedValueOfOneKind: a value that no entry may have is in no total of rejected
// values, whatever else stands in its block.
func TestRejectedValueOfOneKind(t *testing.T) {
	const head, big = "hts,origin,date,value\n", "6109.10.00.12,IN,2025-09-01,1000000000000000\n"
	alone, _ := assess(t, head+big, lines.Options{})
	require.EqualValues(t, 1, alone.Rejected)
	require.Equal(t, "0", alone.RejectedValue.String())
	beside, _ := assess(t, head+"6109.10.00.12,IN,2025-09-01,1.123456\n"+big, lines.Options{})
	require.EqualValues(t, 1, beside.Rejected)
	require.Equal(t, "0", beside.RejectedValue.String())
}
