package law

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	headOfBook = "book X\nimporter XK\ncurrency EUR\nknown from 2026-01-01 until 2026-12-31\n"
	oneLine    = "line 0801 | 5%\n"
	oneMeasure = "program A\n  measure 1 | t | origins IN; products 0801\n    duty 5%\n"
)

// TestLint: what a text states to no effect is a fault at its place, in every clause.
func TestLint(t *testing.T) {
	const under = headOfBook + oneLine + "program A\n"
	for _, c := range []struct{ text, at, want string }{
		// A bar too few or too many in a line, and what stands in the wrong field.
		{headOfBook + "line 0801.31 | 5% | | | from 2026-01-01", "5:25", "one more bar"},
		{headOfBook + "line 0801.31 | 5% | | | before 2026-01-01", "5:25", "one more bar"},
		{headOfBook + "line 0801.31 | 5% | | | 2026-01-01", "5:25", "one more bar"},
		{headOfBook + "line 0801.31 | 5% | from 2026-01-01", "5:21", "a line is:"},
		{headOfBook + "line 0801.31 | 5% | | from 2026-01-01", "5:23", "a line is:"},
		{headOfBook + "line 0801.31 | 5% from 2026-01-01", "5:16", "a line is:"},
		{headOfBook + "line 0801.31 | 5 percent", "5:16", "after the number"},
		{headOfBook + "line 0801.31 | 5% | | | kg but No.", "5:25", "no unit can be taken out"},
		{
			headOfBook + "line 0801.31 | 5%\nline 0801.31 | 6% | | | | from 2026-03-01", "6:1",
			"stands already on some of the days, at n:5",
		},
		{headOfBook + "line 0801.31 | 5% | Free (ZZ)", "", ""}, // a program that has lapsed
		{headOfBook + "line 0801.31.00 | 5%\nnumber 0801.31.00.10 | from 2026-01-01", "6:24", "one more bar"},
		{headOfBook + "line 0801.31.00 | 5%\nnumber 0801.32.00.10 | kg", "6:1", "no line 0801.32.00"},
		{headOfBook + "line 0801.31.00 | 5%\nnumber 0801.31.00 | kg", "6:1", "ten digits"},
		{headOfBook + "line 0702.00.20 | 5%\nseason 0702.00.20 | 13-01 | 07-14 | 0702.00.20", "6:21", "a day of a year"},
		// Measures that charge nothing.
		{under + "  measure 1 | t | products 0801\n    duty 5%", "7:3", "no origins"},
		{under + "  measure 1 | t | cite Order 5; origins IN; products 0801\n    duty 5%", "7:3", "no origins"},
		{under + "  measure 1 | origins IN; products 0801\n    duty 5%", "7:3", "no origins"},
		{under + "  measure 1 | t | origins IN\n    duty 5%", "7:3", "no products"},
		{under + "  measure 1 | t | origins IN; products 0801", "7:3", "no days"},
		{under + "  measure 1 | t | origins IN; products 0801; rate 6%\n    duty 5%", "7:3", "none of the days"},
		{
			headOfBook + oneLine + "program A/x\n  measure 1 | t | origins IN; products 0801\n    duty 5%", "7:3",
			"blanks around the slash",
		},
		{headOfBook + oneLine + "program A\n  origins IN; products 0801\n  duty 5%", "6:1", "nothing stands below"},
		// What stands twice.
		{under + "  measure 1 | t | origins IN; origins CN; products 0801\n    duty 5%", "7:31", "stands twice"},
		{
			under + "  measure 1 | t | origins IN; products 0801\n    products 0802\n    duty 5%", "8:5",
			"stands on another line already",
		},
		{headOfBook + oneLine + "group g\n  IN, IN\n", "6:1", "stands twice on the same days"},
		// What is taken out of nothing.
		{under + "  measure 1 | t | origins IN but CN; products 0801\n    duty 5%", "7:3", "but CN"},
		{under + "  measure 1 | t | origins EU but CN; products 0801\n    duty 5%", "", ""},
		{under + "  measure 1 | t | origins every country but CN; products 0801 but 0801.31\n    duty 5%", "", ""},
		{under + "  measure 1 | t | origins IN; products 0801 but 0901\n    duty 5%", "7:3", "below no code that is in"},
		{under + "  measure 1 | t | origins IN; products all but 0901\n    duty 5%", "7:3", "below no code that is in"},
		{under + "  measure 1 | t | origins IN; products any but 0901\n    duty 5%", "", ""},
		{
			under + "  measure 1 | t | origins IN; products l but 0801.31\n    duty 5%\nlist l | t\n  0801", "7:3",
			"below no code that is in",
		},
		{headOfBook + oneLine + oneMeasure + "list l | t\n  -0801", "9:1", "taken out of no code"},
		// Exceptions.
		{headOfBook + oneLine + oneMeasure + "    except 2 | x | n", "9:5", "no condition"},
		{headOfBook + oneLine + oneMeasure + "    except 2 | x | claimed", "9:5", "no condition"},
		{headOfBook + oneLine + oneMeasure + "    except 2 | x | n | charged under B / c", "9:5", "no such measure"},
		{headOfBook + oneLine + oneMeasure + "    except 2 | x | n | charged under 99", "9:5", "no such measure"},
		{headOfBook + oneLine + oneMeasure + "    except 2 | x | n | under program QQ", "9:5", "no such special program"},
		{headOfBook + oneLine + oneMeasure + "    except 2 | x | n | claimed; claimed", "9:33", "stands twice"},
		{headOfBook + oneLine + "exceptions x = y\n" + oneMeasure + "    except x", "6:16", "no exception"},
		{headOfBook + oneLine + "exception x = 9 | t | n | claimed\n" + oneMeasure, "6:1", "nothing refers to it"},
		{
			headOfBook + oneLine + "precedence p | t | n | the whole article\n" + oneMeasure + "    except p", "6:1",
			"nothing stands below",
		},
		{
			headOfBook + oneLine + "precedence p | t | n | the whole article\n  1 before 2\n" + oneMeasure + "    except p",
			"6:1", "2: the book has no such measure",
		},
		// Empty things, and books without what an answer depends on.
		{headOfBook + oneLine + "group g\n", "6:1", "no members"},
		{headOfBook + oneLine + "list l | t\n", "6:1", "no codes"},
		{headOfBook + oneLine + "special program AU | Aus\n", "6:1", "without countries"},
		{headOfBook + oneLine + "base rate | 0801\n", "6:1", "needs its duty"},
		{headOfBook + oneLine + "column 2 rogues\n", "6:1", "no group and no country"},
		{
			headOfBook + oneLine + "program A\n  measure 1 | t | origins IN; products 0801; ask\n    duty 5%", "7:49",
			"a text was expected",
		},
		{"book X\nimporter XK\ncurrency EUR\nknown from 2026-01-01\n" + oneLine, "1:1", "an importer, a currency and days"},
		{"book X\nimporter XK\ncurrency EUR\nknown from 2026-12-31 until 2026-01-01\n" + oneLine, "4:1", "in their order"},
		{
			"book X\ncurrency EUR\nknown from 2026-01-01 until 2026-12-31\n" + oneLine, "1:1",
			"an importer, a currency and days",
		},
		{
			"book X\nimporter XK\nknown from 2026-01-01 until 2026-12-31\n" + oneLine, "1:1",
			"an importer, a currency and days",
		},
		{headOfBook + oneLine + oneMeasure, "", ""},
	} {
		text, err := Read(strings.NewReader(c.text), "n")
		if err == nil {
			_, err = text.Book()
		}
		if c.at == "" {
			require.NoError(t, err, "%q", c.text)
			continue
		}
		found := syntaxErrors(err)
		require.NotEmpty(t, found, "%q: %v", c.text, err)
		var places []string
		for _, f := range found {
			places = append(places, fmt.Sprintf("%d:%d", f.Line, f.Column))
		}
		require.Contains(t, places, c.at, "%q: %v", c.text, err)
		require.ErrorContains(t, err, c.want, "%q", c.text)
	}
}

// TestLintOver: a notice is looked at in the book that it is laid over.
func TestLintOver(t *testing.T) {
	text, err := Read(strings.NewReader(headOfBook+oneLine+oneMeasure), "n")
	require.NoError(t, err)
	below, err := text.Book()
	require.NoError(t, err)
	for _, c := range []struct{ text, want string }{
		{"notice x\nchange 1\n", "the change says nothing"},
		{"notice x\nprogram B\n  measure 2 | t | products 0801\n    duty 5%", "no origins"},
		{"notice x\nprogram B\n  measure 2 | t | origins IN; products 0801\n    duty 5%\n    except 3 | x | n | " +
			"charged under 1", ""},
		{"notice x\nprogram B\n  measure 2 | t | origins IN; products 0801\n    duty 5%\n    except 3 | x | n | " +
			"charged under 4", "no such measure"},
	} {
		notice, err := Read(strings.NewReader(c.text), "n")
		require.NoError(t, err)
		_, err = notice.Over(below)
		if c.want == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, c.want)
	}
}
