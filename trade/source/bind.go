package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// binding says in which column what is found; -1 is nowhere.
type binding struct {
	roles      map[Role]int
	headers    map[string]int // normalised header, first column
	measure    *measure
	value      int
	quantities []boundQuantity
	wholes     []boundWhole
	wide       []boundYear
	across     int   // the column beside those of periods that states their sum, or -1
	distinct   []int // the columns by which rows of one trade differ
	notes      []Match
	noteColumn []int
	flow       flowColumns
}

// flowColumns are the columns that each row of flows is asked for, or -1.
type flowColumns struct {
	period, year, month, origin, destination, reporter, partner int
	side, measure, product, classification                      int
	currency, basis, counts                                     int
}

func (b *binding) flowColumns() flowColumns {
	return flowColumns{
		period: b.role(rolePeriod), year: b.role(roleYear), month: b.role(roleMonth), origin: b.role(roleOrigin),
		destination: b.role(roleDestination),
		reporter:    b.role(roleReporter), partner: b.role(rolePartner), side: b.role(roleFlow), measure: b.role(roleMeasure),
		product:        b.role(roleProduct),
		classification: b.role(roleClassification), currency: b.role(roleCurrency), basis: b.role(roleBasis),
		counts: b.role(roleCounts),
	}
}

type boundQuantity struct {
	column, unitColumn int
	unit               trade.Unit
	scale              int32
}

type boundWhole struct {
	column   int
	texts    []string
	additive bool
	parts    map[string]bool // what was read before is the text of a part, or is none
}

// isWhole tells the text of a row that is no part of another.
func (w *boundWhole) isWhole(text string) bool { return slices.Contains(w.texts, text) }

// kept is the text of a part as it is compared; that of a row that is no part is empty.
func (w *boundWhole) kept(text string) string {
	if text = partText(text); text != "" && w.isWhole(text) {
		return ""
	}
	return text
}

// partText is the text of a cell of a breakdown in the form of a layout's texts.
func partText(text string) string {
	return strings.ToLower(strings.TrimSuffix(strings.TrimSpace(text), ".0"))
}

func (b *binding) role(r Role) int {
	if c, ok := b.roles[r]; ok {
		return c
	}
	return -1
}

func (b *binding) header(h string) int {
	if c, ok := b.headers[h]; ok {
		return c
	}
	return -1
}

// bind finds the columns of the layout in the header.
func (d *Detection) bind(f *File) error {
	l := d.Layout
	b := binding{roles: map[Role]int{}, headers: map[string]int{}, value: -1}
	var names []string
	for i, cell := range d.cells {
		h := normalize(cell)
		if l.notes && strings.HasPrefix(cell, notePrefix) {
			h = cell // its name is kept to the letter
		}
		names = append(names, h)
		if h == "" {
			continue
		}
		if first, twice := b.headers[h]; twice && (l.notes || l.knows(h)) {
			return f.refuse(codeDuplicateHeader, d.Sheet, d.cell(i), cell,
				fmt.Sprintf("two columns have this header, %s and %s; rename or delete one", d.cell(first), d.cell(i)))
		} else if !twice {
			b.headers[h] = i
		}
	}
	used := map[int]Role{}
	for _, col := range l.columns {
		at := -1
		for _, h := range col.Headers {
			if at = b.header(h); at >= 0 {
				break
			}
		}
		if at < 0 && col.Need == needed {
			return f.refuse(codeMissingColumn, d.Sheet, d.cell(0), "",
				fmt.Sprintf("the layout %s needs a column %s", l.Name, strings.Join(col.Headers, " or ")))
		}
		if at >= 0 {
			if _, taken := used[at]; !taken || col.Role != roleText {
				used[at] = col.Role
			}
			if col.Role != roleText {
				b.roles[col.Role] = at
			}
		}
	}
	if err := d.bindMeasure(f, &b, names, used); err != nil {
		return err
	}
	if err := d.bindQuantities(f, &b, used); err != nil {
		return err
	}
	for _, w := range l.wholes {
		if at := b.header(w.Header); at >= 0 {
			b.wholes = append(b.wholes, boundWhole{at, w.Texts, w.Additive, map[string]bool{}})
			if _, taken := used[at]; !taken {
				used[at] = roleText
			}
		}
	}
	for i, h := range names {
		if y, ok := l.wide.column(h); ok && used[i] == "" {
			if y.relative() && b.role(roleYear) < 0 {
				return f.refuse(codeMissingColumn, d.Sheet, d.cell(i), d.cells[i],
					"a month or a quarter without its year; add a column year, or write 2024-05")
			}
			y.column, y.header = i, strings.TrimSpace(d.cells[i])
			b.wide = append(b.wide, y)
			used[i] = roleValue
		}
	}
	b.across = acrossColumn(l, names, used)
	d.bindDistinct(&b, names, used)
	b.flow = b.flowColumns()
	d.binding = b
	d.explain(used)
	return nil
}

// knows reports whether a header is one of the layout's own.
func (l *Layout) knows(header string) bool {
	for _, c := range l.columns {
		if slices.Contains(c.Headers, header) {
			return true
		}
	}
	for _, q := range l.quantities {
		if q.Header == header || q.UnitHeader == header {
			return true
		}
	}
	_, measure := l.measureOf(header)
	_, year := l.wide.column(header)
	return measure || year
}

func (d *Detection) bindMeasure(f *File, b *binding, names []string, used map[int]Role) error {
	best := -1
	for i, h := range names {
		m, ok := d.Layout.measureOf(h)
		if !ok {
			continue
		}
		if d.Layout.notes && b.measure != nil {
			return f.refuse(codeDuplicateHeader, d.Sheet, d.cell(i), d.cells[i],
				fmt.Sprintf("two columns are values, %s and %s; keep one", d.cell(b.value), d.cell(i)))
		}
		rank := slices.IndexFunc(d.Layout.measures, func(o measure) bool { return o.Header == m.Header })
		if best < 0 || rank < best {
			best, b.measure, b.value = rank, &m, i
		}
	}
	if b.value >= 0 {
		used[b.value] = roleValue
	}
	return nil
}

func (d *Detection) bindQuantities(f *File, b *binding, used map[int]Role) error {
	for _, q := range d.Layout.quantities {
		at, unit := b.header(q.Header), b.header(q.UnitHeader)
		if d.Layout.notes && (at >= 0) != (unit >= 0) {
			have, want := q.Header, q.UnitHeader
			if at < 0 {
				have, want = want, have
			}
			return f.refuse(codeMissingColumn, d.Sheet, d.cell(max(at, unit)), have,
				fmt.Sprintf("a column %s needs a column %s beside it", have, want))
		}
		if at < 0 || (q.UnitHeader != "" && unit < 0) {
			continue
		}
		b.quantities = append(b.quantities, boundQuantity{at, unit, q.Unit, q.Scale})
		used[at] = roleQuantity
		if unit >= 0 {
			used[unit] = roleUnit
		}
	}
	return nil
}

// cell is the address of a cell of the header.
func (d *Detection) cell(column int) string { return columnName(column) + strconv.Itoa(d.Header) }

// explain fills in what is told to people.
func (d *Detection) explain(used map[int]Role) {
	var seen []string
	for i, text := range d.raw {
		header := text
		if !d.Layout.notes || !strings.HasPrefix(text, notePrefix) {
			header = strings.TrimSpace(strings.TrimPrefix(text, "\uFEFF"))
		}
		m := Match{Cell: d.cell(i), Header: header, Role: used[i]}
		_, known := used[i]
		switch {
		case known:
			d.Columns = append(d.Columns, m)
			if len(seen) < 8 {
				seen = append(seen, fmt.Sprintf("%s %q", m.Cell, clipped(header)))
			}
		case header != "":
			d.Notes = append(d.Notes, m)
			if d.Layout.notes {
				d.binding.notes = append(d.binding.notes, m)
				d.binding.noteColumn = append(d.binding.noteColumn, i)
			}
		}
	}
	where := fmt.Sprintf("row %d", d.Header)
	if d.Sheet != "" {
		where += fmt.Sprintf(" of sheet %q", d.Sheet)
	}
	if len(d.Columns) > len(seen) {
		seen = append(seen, "…")
	}
	d.Why = append(d.Why, fmt.Sprintf("%s is the header of %s: it has %s", where, d.Layout.Name, strings.Join(seen, ", ")))
	if m := d.binding.measure; m != nil && m.Currency != "" {
		d.Why = append(d.Why, fmt.Sprintf("values are in column %s: %s", d.cell(d.binding.value), m.describe()))
	}
}

// describe says what a measure is.
func (m *measure) describe() string {
	s := string(m.Currency)
	if m.Scale != 0 {
		s = "1" + strings.Repeat("0", int(m.Scale)) + " " + s
	}
	switch {
	case m.Import == "" && m.Export == "":
	case m.Import == m.Export || m.Side == Imports:
		s += ", " + string(m.Import)
	case m.Side == Exports:
		s += ", " + string(m.Export)
	default:
		s += fmt.Sprintf(", imports %s, exports %s", m.Import, m.Export)
	}
	if m.Cumulative {
		s += ", from January on"
	}
	return s
}
