package ownership

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// WriteTo prints the decision for a person: the rule, then every blocked entity after
// the owners on whom it stands, then what is open and which facts would decide it, then
// who is not blocked although blocked persons have a part in it.
func (d *Decision) WriteTo(w io.Writer) (int64, error) {
	count := counter{w: w}
	p := printer{bufio.NewWriter(&count)}
	p.head(d)
	p.blocked(d)
	p.open(d)
	p.notBlocked(d)
	err := p.Flush()
	return count.n, err
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

type printer struct{ *bufio.Writer }

func (p printer) line(format string, args ...any) {
	fmt.Fprintf(p, format, args...)
	p.WriteByte('\n')
}

func (p printer) head(d *Decision) {
	v := &d.Variant
	p.line("%s on %s: %s", v.Name, v.On, v.Describe())
	p.line("  %s", v.Citation)
	if v.Held() {
		p.line("  held: the sources reach %s, and the rule may have changed since", v.KnownUntil)
	}
	switch v.State {
	case suspended:
		p.line("  The rule is suspended on this day (%s): it blocks nobody but the listed.", v.Interval)
	case unknownState:
		p.line("  Whether the rule is in force on this day is not known: whom it would block is undetermined.")
	case notYet:
		p.line("  The rule is not yet in force on this day (%s): it blocks nobody but the listed.", v.Interval)
	}
	if v.Caution != "" {
		p.line("  note: %s", v.Caution)
	}
	p.line("listed: %s", names(d.Listed))
	if len(d.Unmatched) > 0 {
		p.line("  not among the owners or entities by that name: %s", names(d.Unmatched))
	}
	for i := range d.Joined {
		f := &d.Joined[i]
		verb := "counts"
		if f.Status != Blocked {
			verb = "may count"
		}
		p.line("  %s %s with %s, because of:", printable(f.Entity), verb, printable(f.Through))
		p.owners(f.Owners)
	}
}

func (p printer) blocked(d *Decision) {
	p.line("\nblocked: %d", len(d.Blocked))
	// In the order of the steps, so that a reader meets the grounds first.
	order := make([]*Finding, len(d.Blocked))
	for i := range d.Blocked {
		order[i] = &d.Blocked[i]
	}
	slices.SortStableFunc(order, func(x, y *Finding) int { return cmp.Compare(x.Step, y.Step) })
	for _, f := range order {
		by := "blocked persons"
		if f.Through != "" {
			by = printable(f.Through) + ", alone or through what it owns or controls,"
		}
		switch {
		case d.Variant.reaches(f.Low):
			p.line("  %s (step %d): %s hold%s %s %%", printable(f.Entity), f.Step, by, plural(f), f.Low)
		default:
			p.line("  %s (step %d): controlled by %s", printable(f.Entity), f.Step, strings.TrimSuffix(by, ","))
		}
		p.owners(f.Owners)
		for i := range f.Circular {
			c := &f.Circular[i]
			why := "blocked only in a ring with " + printable(f.Entity)
			if c.Owner == f.Entity {
				why = "its own shares"
			}
			p.line("      %s  %s  not counted: %s", printable(c.Owner), shareText(c), why)
		}
	}
}

func plural(f *Finding) string {
	if f.Through != "" {
		return "s"
	}
	return ""
}

func (p printer) owners(owners []Counted) {
	for i := range owners {
		c := &owners[i]
		p.line("      %s  %s  %s", printable(c.Owner), shareText(c), c.Status)
	}
}

// shareText is a share with its bounds, and control when it is stated.
func shareText(c *Counted) string {
	text := c.Share.Low.String() + " %"
	switch {
	case c.Share == unknownShare():
		text = "share not known, at most " + c.Most.String() + " %"
	case !c.Share.IsExact() && c.Most != c.Share.High:
		text = fmt.Sprintf("%s %%, at most %s beside the other owners", c.Share, c.Most)
	case !c.Share.IsExact():
		text = c.Share.String() + " %"
	}
	switch c.Control {
	case Controls:
		text += ", controls it"
	case UnknownControl:
		text += ", control not known"
	}
	return text
}

func (p printer) open(d *Decision) {
	p.line("\nundetermined: %d", len(d.Undetermined))
	for i := range d.Undetermined {
		f := &d.Undetermined[i]
		p.line("  %s: %s", printable(f.Entity), bounds(f))
		p.owners(f.Owners)
		for _, m := range f.Missing {
			switch {
			case m.Fact == factRule:
				p.line("      missing: whether the rule is in force")
			case m.Fact == factShare:
				p.line("      missing: what %s holds of %s", printable(m.Owner), printable(f.Entity))
			case m.Fact == factControl:
				p.line("      missing: whether %s controls %s", printable(m.Owner), printable(f.Entity))
			case f.Through != "":
				p.line("      missing: whether %s counts with %s", printable(m.Owner), printable(f.Through))
			default:
				p.line("      missing: whether %s is blocked, see there", printable(m.Owner))
			}
		}
	}
}

func (p printer) notBlocked(d *Decision) {
	p.line("\nnot blocked, though a person who is or may be blocked has a part: %d", len(d.NotBlocked))
	for i := range d.NotBlocked {
		f := &d.NotBlocked[i]
		want := "below " + d.Variant.Threshold.String()
		if d.Variant.Comparison == moreThan {
			want = "not more than " + d.Variant.Threshold.String()
		}
		p.line("  %s: %s, %s", printable(f.Entity), bounds(f), want)
		p.owners(f.Owners)
	}
}

func bounds(f *Finding) string {
	by := "blocked persons hold"
	if f.Through != "" {
		by = printable(f.Through) + ", alone or through what it owns or controls, holds"
	}
	if f.Low == f.High {
		return fmt.Sprintf("%s %s %%", by, f.Low)
	}
	return fmt.Sprintf("%s at least %s %% and at most %s %%", by, f.Low, f.High)
}

func names(list []string) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = printable(n)
	}
	return strings.Join(out, "; ")
}

// printable is a name as it may go to a terminal.
func printable(name string) string {
	for _, r := range name {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return strconv.Quote(name)
		}
	}
	return name
}
