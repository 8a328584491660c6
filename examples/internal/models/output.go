package models

import (
	"fmt"
	"io"
	"strings"
)

// textTable is a table for a person.
type textTable struct {
	title   string
	columns []string
	rows    [][]string
}

func printAnswer(w io.Writer, a answer) error {
	var b strings.Builder
	for _, t := range a.tables {
		t.write(&b)
	}
	r := &a.report
	fmt.Fprintf(&b, "solved in %d steps; largest relative excess demand %.2g\n", r.Iterations, r.Residual)
	if r.Normalisation != "" {
		fmt.Fprintf(&b, "held fixed: %s\n", r.Normalisation)
	}
	if r.Units != "" {
		fmt.Fprintf(&b, "amounts in %s\n", r.Units)
	}
	for _, line := range r.Assumptions {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	for _, c := range r.Checks {
		state := "holds"
		if !c.OK {
			state = "FAILS"
		}
		fmt.Fprintf(&b, "%s: %s (%.2g)\n", state, c.Name, c.Value)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// write aligns the first column left and the others right.
func (t *textTable) write(b *strings.Builder) {
	width := make([]int, len(t.columns))
	for _, row := range append([][]string{t.columns}, t.rows...) {
		for i, cell := range row {
			width[i] = max(width[i], len([]rune(cell)))
		}
	}
	if t.title != "" {
		fmt.Fprintf(b, "%s\n", t.title)
	}
	for _, row := range append([][]string{t.columns}, t.rows...) {
		for i, cell := range row {
			pad := strings.Repeat(" ", width[i]-len([]rune(cell)))
			switch {
			case i == 0:
				b.WriteString(cell + pad)
			default:
				b.WriteString("  " + pad + cell)
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

// pct writes a percentage.
func pct(v float64) string { return fmt.Sprintf("%.4f", v) }

// amount writes a value in the units of the data.
func amount(v float64) string { return fmt.Sprintf("%.2f", v) }
