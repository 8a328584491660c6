package law

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoticeReachesGoods: a code with a digit wrong in a notice is a fault, for its duty would
// be charged on nothing.
func TestNoticeReachesGoods(t *testing.T) {
	const lines = "line 0801.31.00 | 5%\nline 0801.32.00 | 5%\nnumber 0801.32.00.10 | kg\nline 0901 | 5%\n"
	read := func(text string) *Text {
		out, err := Read(strings.NewReader(text), "n")
		require.NoError(t, err)
		return out
	}
	whole, err := read(headOfBook + "revision r1 | held\n" + lines + oneMeasure).Book()
	require.NoError(t, err)
	part, err := read(headOfBook + lines + oneMeasure).Book() // a schedule that may lack lines
	require.NoError(t, err)
	for code, right := range map[string]bool{
		"08": true, "0801": true, "0801.31": true, "0801.31.00": true, "0801.31.00.00": true, "0801.32.00.10": true,
		"0901.11": true, "0901.11.00.15": true, "9802.00": true, "any": true,
		"03": false, "0802": false, "0801.33": false, "0801.31.10": false, "0801.31.00.10": false, "0801.32.00.20": false,
	} {
		for _, also := range []string{
			"program B\n  measure 2 | t | origins IN; products 0801\n    duty 5%\n    except 3 | x | n | products " + code +
				"\n",
			"program B\n  measure 2 | t | origins IN; products l\n    duty 5%\nlist l | t\n  " + code + "\n",
		} {
			_, err := read("notice N | O 1 | published 2026-02-01 | known until 2026-12-31\n" + also).Over(whole)
			require.Equal(t, right, err == nil, "%s\n%v", also, err)
		}
		notice := read(
			"notice N | O 1 | published 2026-02-01 | known until 2026-12-31\nprogram B\n  measure 2 | t | origins IN; products " + code + "\n    duty 5%\n")
		_, err := notice.Over(whole)
		if right {
			require.NoError(t, err, code)
		} else {
			require.ErrorContains(t, err, "n:3:3", code)
			require.ErrorContains(t, err, code+": no line or number", code)
		}
		_, err = notice.Over(part)
		require.NoError(t, err, code)
	}
}
