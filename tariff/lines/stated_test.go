package lines_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/lines"
)

// TestRowsOfAnotherBook: an amount in euros is not that many dollars, and what enters Canada
// owes nothing to the United States, wherever the row stands.
func TestRowsOfAnotherBook(t *testing.T) {
	const row = "6109.10.00.12,IN,2025-09-01,1000"
	for stated, right := range map[string]bool{
		"USD,US": true, "usd,": true, ",United States": true, ",": true, " USD , US": true,
		"EUR,US": false, "dollars,": false, "USD,CA": false, ",Elsewhere": false,
	} {
		file := "hts,origin,date,value,Currency,Importer\n" +
			strings.Repeat(row+",USD,US\n", 3) + row + "," + stated + "\n" + strings.Repeat(row+",,\n", 3)
		result, out := assess(t, file, lines.Options{})
		require.EqualValues(t, 7, result.Lines)
		require.Empty(t, result.Unread)
		if right {
			require.Zero(t, result.Rejected, stated)
			require.Equal(t, "4655", result.Base.Add(result.Additional).String())
			continue
		}
		require.Len(t, result.Rejects, 1, stated)
		require.Equal(t, 5, result.Rejects[0].Line)
		require.Equal(t, "other_book", result.Rejects[0].Code)
		require.Equal(t, "other_book", tariff.ErrorCode(result.Rejects[0].Err))
		require.Contains(t, []string{"E5", "F5"}, result.Rejects[0].Cell)
		require.Equal(t, "1000", result.RejectedValue.String())
		require.Contains(t, out, row+","+stated+",,,,\n")
	}
	result, _ := assess(t, "destination,hts,origin,date,value\nCA,"+row+"\n", lines.Options{})
	require.Equal(t, "A2", result.Rejects[0].Cell)
}
