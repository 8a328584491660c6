package tables

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/table"
)

// FuzzTables: a cell or a whole table of a good book is replaced by whatever comes;
// nothing panics, and what is accepted is the same after another round.
func FuzzTables(f *testing.F) {
	f.Add(uint8(2), uint16(0), "heading", uint8(0))
	f.Add(uint8(3), uint16(9), "0.25", uint8(2))
	f.Add(uint8(9), uint16(1), "* !0201 all", uint8(0))
	f.Add(uint8(4), uint16(70), `Section 232 / steel; "a`, uint8(0))
	f.Add(uint8(4), uint16(7), "2025-01-01", uint8(3))
	f.Add(uint8(7), uint16(0), "group,country,from,to\nx,IN,2025-01-01,\n,,,\nx\n", uint8(9))
	f.Add(uint8(3), uint16(0), "heading,#,from,to,state,duty,published,overtaken,source\n9903.01.09,x,,,Imposed,25%\n",
		uint8(9))
	f.Fuzz(func(t *testing.T, which uint8, cell uint16, text string, kind uint8) {
		tables := tablesOf(t, fullBook())
		tab := &tables[int(which)%len(tables)]
		if width := len(tab.Columns); kind > 4 {
			var e table.Errors
			*tab = table.ReadCSV(strings.NewReader(text), tab.Name, &e)
		} else if len(tab.Rows) > 0 {
			i := int(cell) % (len(tab.Rows) * width)
			if r := &tab.Rows[i/width]; i%width < len(r.Cells) { // those of the README are short
				r.Cells[i%width] = table.Cell{Kind: table.Kind(kind), Text: text}
			}
		}
		book, err := ToBook(tables)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		again, err := FromBook(book)
		if err != nil {
			return // such as a text that is not UTF-8, which no file gives
		}
		second, err := ToBook(again)
		require.NoError(t, err)
		requireSame(t, *book, *second)
	})
}

// FuzzItems: a list that is read and written is the same list.
func FuzzItems(f *testing.F) {
	f.Add(`IN; !CN; "a;b" ; ;!"!x"`)
	f.Add(`"`)
	f.Add(`heading:x; authority:19 CFR / steel; 9903.82.02`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, mayBeOut := range []bool{false, true} {
			items, fault := splitItems(text, mayBeOut)
			if fault != nil {
				continue
			}
			again, fault := splitItems(joinItems(items, mayBeOut), mayBeOut)
			require.Nil(t, fault)
			require.Equal(t, items, again)
		}
		s := parseSelector(strings.TrimSpace(text))
		if selectorText(s) != "" && !strings.Contains(s.Program, toProgram) && s != (law.Selector{}) {
			require.Equal(t, s, parseSelector(selectorText(s)), text)
		}
	})
}
