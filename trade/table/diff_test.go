package table

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDiff(t *testing.T) {
	before, after := sample(), sample()
	assert.Empty(t, Diff([]Table{before}, []Table{after}))

	after.Rows[0].Cells[1].Text = "30%"
	after.Rows = append(after.Rows[:2], Row{Cells: cells("9903.01.10", "5%")}, Row{Cells: cells("9903.09.99", "1%")})
	lines := func(ds []Difference) []string {
		var out []string
		for _, d := range ds {
			out = append(out, d.String())
		}
		return out
	}
	assert.Equal(t, []string{
		`Terms 9903.01.10: duty: "30%", was "25%"`,
		`Terms =1+1: removed: heading==1+1`,
		`Terms 9903.01.10: added: heading=9903.01.10; duty=5%`,
		`Terms 9903.09.99: added: heading=9903.09.99; duty=1%`,
	}, lines(Diff([]Table{before}, []Table{after})))

	moved := sample()
	moved.Rows[0], moved.Rows[1] = moved.Rows[1], moved.Rows[0]
	assert.Equal(t, []string{`Terms 0101: stands in another order`}, lines(Diff([]Table{before}, []Table{moved})))

	assert.Equal(t, []string{`Notes: removed: x=a`},
		lines(Diff([]Table{{Name: "Notes", Columns: []Column{{Name: "x"}}, Rows: []Row{{Cells: cells("a")}}}}, nil)))
	assert.Equal(t, []string{`Notes: added: x=a`},
		lines(Diff(nil, []Table{{Name: "Notes", Columns: []Column{{Name: "x"}}, Rows: []Row{{Cells: cells("a")}}}})))
}

func TestAddress(t *testing.T) {
	assert.Equal(t, "A1", Address(1, 0))
	assert.Equal(t, "Z9", Address(9, 25))
	assert.Equal(t, "AA10", Address(10, 26))
	assert.Equal(t, "XFD1048576", Address(1048576, 16383))
	assert.Empty(t, Address(1, -1))
}

func TestErrors(t *testing.T) {
	var e Errors
	assert.NoError(t, e.Err())
	for range 250 {
		e.Add(Error{
			Table: "Terms", Row: 4, Cell: "D4", Column: "state", Text: "imposd", Code: "unknown-value",
			Hint: "needs imposed",
		})
	}
	assert.Len(t, e.List, maxErrors)
	assert.Equal(t, 250, e.Total)
	assert.Contains(t, e.Error(), "Terms!D4 (state): \"imposd\": needs imposed\n")
	assert.Contains(t, e.Error(), "and 240 more")
	var one *Error
	assert.ErrorAs(t, e.Err(), &one)
}
