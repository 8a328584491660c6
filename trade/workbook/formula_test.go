package workbook

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheckFormula(t *testing.T) {
	for _, good := range []string{
		"A1", "SUM(A1:A3)", "sum(A1)", "ROUND(A1*B1,2)", "IF(A1>0,\"[yes]|\",\"\")", "'My [sheet'", "(A1+B1)*2",
		`SUMIFS('It''s; here'!C:C,A:A,"IN")`, "IFERROR(VLOOKUP(A1,Sheet2!A:B,2,FALSE),0)", `"a""b"`, "-A1%",
	} {
		if good == "'My [sheet'" {
			assert.NotEmpty(t, checkFormula(good), "a bracket links to another file, also inside a quoted name")
			continue
		}
		assert.Empty(t, checkFormula(good), good)
	}
	for _, bad := range []string{
		"", "=A1", "cmd|'/C calc'!A0", "'cmd|x'!A0", "[1]Sheet1!A1", "'[Book.xlsx]S'!A1", `HYPERLINK("http://x")`,
		`WEBSERVICE("http://x")`,
		"XLOOKUP(1,A:A,B:B)", "_xlfn.LET(x,1,x)", "INDIRECT (\"A1\")", "{1,2}", "SUM(A1", "A1)", `"open`, "'open", "A1\x00",
		"\xff", "A1\n",
		"Table1#", strings.Repeat("1", maxFormula+1), "CALL(1)", "SUM.CALL(1)", "1SUM(1)",
	} {
		assert.NotEmpty(t, checkFormula(bad), bad)
	}
}

// Law: what the check lets through calls no function outside the set and links
// to nothing outside the workbook, once texts and quoted names are taken out.
func FuzzCheckFormula(f *testing.F) {
	for _, s := range []string{
		"SUM(A1)", "IF(A1,\"x\",'S'!B2)", "cmd|' /C calc'!A0", "ROUND((A1),2)", "''''", `"'"`,
		"HYPERLINK(1)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if checkFormula(s) != "" {
			return
		}
		// Removing texts first and names second would be wrong where they nest,
		// so walk once, the plain way.
		var bare strings.Builder
		for i := 0; i < len(s); i++ {
			if s[i] == '"' || s[i] == '\'' {
				end := strings.IndexByte(s[i+1:], s[i])
				require.GreaterOrEqual(t, end, 0, "an open quote in %q", s)
				if s[i] == '\'' {
					require.NotContains(t, s[i+1:i+1+end], "[")
				}
				i += end + 1
				bare.WriteByte('\'')
				continue
			}
			bare.WriteByte(s[i])
		}
		require.False(t, strings.ContainsAny(bare.String(), "|[]{}"), s)
		words := strings.Split(bare.String(), "(")
		for _, before := range words[:len(words)-1] {
			before = strings.TrimRight(before, " ")
			name := before[strings.LastIndexAny(before, " +-*/^&=<>,:!%()'$@")+1:]
			for _, reach := range []string{"HYPERLINK", "WEBSERVICE", "INDIRECT", "CALL", "DDE"} {
				require.NotEqual(t, reach, strings.ToUpper(name), s)
			}
		}
	})
}
