package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An exclusion that gives the numbers of several years stands for the last.
func TestExclusionsKeepTheLastNumbers(t *testing.T) {
	n := notes301{lines: []string{
		"(i) The U.S. Trade Representative says, see 83 Fed. Reg. 40823 (August 16, 2018), that in heading 9903.88.69:",
		"(1) 8483.50.9040",
		"(2) 5603.92.0090 prior to July 1, 2022; 5603.92.0070 or 5603.92.0095 effective July 1, 2022",
		"(3) Pump covers (described in statistical reporting number 8413.91.9080 prior to",
		"         January 1, 2019; described in statistical reporting number 8413.91.9085 or 8413.91.9096 effective " +
			"January 1, 2020)",
		"                   Harmonized Tariff Schedule of the United States Revision 6 (2026)",
		"U.S. Notes (con.)",
		"(4) Modules (described in statistical reporting number 9013.80.9000 prior to January 27, 2022, described in",
		"         statistical reporting number 8524.11.9000 effective January 27, 2022)",
		"(ii) The U.S. Trade Representative",
	}}
	whole, described := n.exclusions("(i) The U.S. Trade", "(ii) The U.S. Trade")
	require.NoError(t, n.err)
	assert.Equal(t, plain("8483.50.90.40", "5603.92.00.70", "5603.92.00.95"), whole)
	assert.Equal(t, plain("8413.91.90.85", "8413.91.90.96", "8524.11.90.00"), described)
}

// A part of a subheading is the subheading in and its excepted numbers out.
func TestDescribedPartsOfSubheadings(t *testing.T) {
	n := notes301{lines: []string{
		"(g) For the purposes of heading 9903.88.04:",
		"1. Machines provided for in [subheading] 8517.62.00, except for those provided for in statistical reporting " +
			"number 8517.62.0090;",
		"2. Furniture, provided for in subheading 9403.70.40, except for 9403.770.4001 [Compiler's note: so in original], " +
			"9403.70.4002.",
		"Notwithstanding U.S. note 1",
	}}
	rows := n.described("(g) For the purposes", "Notwithstanding", `^\d+\. `)
	require.NoError(t, n.err)
	assert.Equal(t, plain("8517.62.00", "-8517.62.00.90", "9403.70.40", "-9403.70.40.01", "-9403.70.40.02"), rows)
}

// A passage that is not there is an error, and stays one.
func TestNotesWithoutThePassage(t *testing.T) {
	n := notes301{lines: []string{"(b) Heading 9903.88.01", "0101.21.00"}}
	assert.Empty(t, n.codes("(b) Heading 9903.88.01", "(c) For"))
	require.Error(t, n.err)
	assert.Empty(t, n.codes("(b) Heading 9903.88.01", "0101"))
	require.Error(t, n.err)
}

func TestListText(t *testing.T) {
	l := list{name: "x", title: "X", note: "1", source: "s", retrieved: "2026-06-29", rows: []row{
		{code: "8507.60.00", to: "2026-01-01"}, {code: "0101.21.00"}, {code: "-8507.60.00.10", to: "2026-01-01"},
	}}
	text, err := l.text()
	require.NoError(t, err)
	assert.Equal(t, "# name: x\n# title: X\n# note: 1\n# source: s\n# retrieved: 2026-06-29\n# rows: 3\n"+
		"0101.21.00\n8507.60.00\t\t2026-01-01\n-8507.60.00.10\t\t2026-01-01\n", text)
	for _, bad := range [][]row{{{code: "0101.2"}}, {{code: "0101210"}}, {{code: "x"}}, {{code: "0101"}, {code: "0101"}}} {
		_, err := list{rows: bad}.text()
		assert.Error(t, err, "%v", bad)
	}
}
