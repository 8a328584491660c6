// Package listing writes product lists and lines of a schedule as text of law, for the
// generators of the books: sorted, and the same bytes for the same facts.
package listing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// width is that of the lines of codes.
const width = 118

// Set is a set of product codes.
type Set map[trade.Product]bool

// Sorted are the codes in order.
func (s Set) Sorted() []trade.Product {
	out := make([]trade.Product, 0, len(s))
	for p := range s {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// Sets are sets of codes by the name of their list.
type Sets map[string]Set

// Add puts a code into the list of a name.
func (s Sets) Add(name string, p trade.Product) {
	if s[name] == nil {
		s[name] = Set{}
	}
	s[name][p] = true
}

// Write prints a list under its head.
func Write(b *strings.Builder, name, title string, codes Set) {
	fmt.Fprintf(b, "list %s | %s | %d codes\n", name, title, len(codes))
	line := " "
	for _, p := range codes.Sorted() {
		if len(line)+len(p.String())+2 > width {
			b.WriteString(strings.TrimSuffix(line, ",") + "\n")
			line = " "
		}
		line += " " + p.String() + ","
	}
	b.WriteString(strings.TrimSuffix(line, ",") + "\n\n")
}
