// Package reading has the flags by which the example programs are told how to read a file
// of trade: what the importer cannot know from the file, and what it got wrong.
package reading

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Flags are the flags of reading, as they were given.
type Flags struct {
	layout, sheet, encoding string
	flow, partner, period   string
	origin, destination     string
	decimal, group          string
	dates, unit             string
	columns                 []string
}

// Register adds the flags to a set. Names in except are left out: the program has flags
// of its own under them.
func Register(set *flag.FlagSet, except ...string) *Flags {
	f := &Flags{}
	text := func(p *string, name, usage string) {
		if !slices.Contains(except, name) {
			set.StringVar(p, name, "", usage)
		}
	}
	text(&f.layout, "layout", "take the file for this `layout`: native")
	text(&f.sheet, "sheet", "read this `sheet` of a workbook: Flows")
	text(&f.encoding, "encoding", "`name` of the encoding of a text file: windows-1252")
	text(&f.decimal, "decimal", "`character` before the decimals of numbers that are text: ,")
	text(&f.group, "group", "`character` between thousands in numbers that are text: ,")
	text(&f.flow, "flow", "what a file counts that does not say it: `import|export`")
	text(&f.partner, "partner", "other `country` of a file that does not say it: US")
	text(&f.period, "period", "`period` of a file that does not say it: 2024-06")
	text(&f.origin, "origin", "`country` of origin of a sheet without that column: IN")
	text(&f.destination, "destination", "`country` of destination of a sheet without that column: US")
	text(&f.dates, "dates", "order of days in figures alone, such as 1/9/2025: `dmy|mdy`")
	text(&f.unit, "unit", "`unit` of values of a file that does not say it: 1000 USD")
	if !slices.Contains(except, "column") {
		set.Func("column",
			"`role=header` of a column of one's own, as often as needed: period=Month; roles are "+strings.Join(roles(), ", "),
			func(s string) error {
				f.columns = append(f.columns, s)
				return nil
			})
	}
	return f
}

// Names are the names of the flags.
func Names() []string {
	return []string{
		"layout", "sheet", "encoding", "decimal", "group", "flow", "partner", "period", "origin", "destination", "dates",
		"unit",
		"column",
	}
}

func roles() (out []string) {
	for _, r := range source.ColumnRoles() {
		out = append(out, string(r))
	}
	return out
}

// roleNames are other names of roles: those of the headers of the native layout.
var roleNames = map[string]source.Role{"hs": "product", "hts": "product", "value_usd": "value"}

// Options are what the flags say to the importer. An error names its flag.
func (f *Flags) Options() (o source.Options, files spreadsheet.ReadOptions, err error) {
	o = source.Options{Layout: f.layout, Sheet: f.sheet, Dates: source.DateOrder(f.dates)}
	files.Encoding = f.encoding
	if o.Numbers.Decimal, err = character("decimal", f.decimal); err != nil {
		return o, files, err
	}
	if o.Numbers.Group, err = character("group", f.group); err != nil {
		return o, files, err
	}
	if n := o.Numbers; n.Group != 0 && (n.Group == n.Decimal || n.Decimal == 0 && n.Group == '.') {
		return o, files, fmt.Errorf("-decimal and -group must differ")
	}
	if f.layout != "" {
		if _, ok := source.LayoutNamed(f.layout); !ok {
			return o, files, fmt.Errorf("-layout %q: no such layout; -h lists them", f.layout)
		}
	}
	switch o.Flow = source.Side(f.flow); o.Flow {
	case source.NoSide, source.Imports, source.Exports:
	default:
		return o, files, fmt.Errorf("-flow %q: want import or export", f.flow)
	}
	switch o.Dates {
	case source.NoOrder, source.DayMonthYear, source.MonthDayYear:
	default:
		return o, files, fmt.Errorf("-dates %q: want dmy or mdy", f.dates)
	}
	for _, one := range []struct {
		name, text string
		to         *trade.Country
	}{
		{"partner", f.partner, &o.Partner},
		{"origin", f.origin, &o.Origin},
		{"destination", f.destination, &o.Destination},
	} {
		if one.text == "" {
			continue
		}
		if *one.to, err = trade.ParseCountry(one.text); err != nil {
			return o, files, fmt.Errorf("-%s: %w", one.name, err)
		}
	}
	if f.period != "" {
		if o.Period, err = trade.ParsePeriod(f.period); err != nil {
			return o, files, fmt.Errorf("-period: %w", err)
		}
	}
	if f.unit != "" {
		if o.Unit, err = source.ParseValueUnit(f.unit); err != nil {
			return o, files, fmt.Errorf("-unit: %w", err)
		}
		o.Unit.Scaled = true
	}
	o.Columns, err = columns(f.columns)
	return o, files, err
}

// character is a separator of numbers.
func character(name, text string) (rune, error) {
	if text == "" {
		return 0, nil
	}
	c, n := utf8.DecodeRuneInString(text)
	if n != len(text) || !strings.ContainsRune(".,' ", c) {
		return 0, fmt.Errorf("-%s %q: want one of . , ' and a blank", name, text)
	}
	return c, nil
}

func columns(list []string) (map[source.Role]string, error) {
	var out map[source.Role]string
	for _, s := range list {
		name, header, ok := strings.Cut(s, "=")
		name, header = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(header)
		role := source.Role(name)
		if other, is := roleNames[name]; is {
			role = other
		}
		switch {
		case !ok || header == "":
			return nil, fmt.Errorf("-column %q: want role=header, such as period=Month", s)
		case !slices.Contains(source.ColumnRoles(), role):
			return nil, fmt.Errorf("-column %q: no such role; roles are %s", s, strings.Join(roles(), ", "))
		case out[role] != "":
			return nil, fmt.Errorf("-column %q: %s was given twice", s, role)
		case out == nil:
			out = map[source.Role]string{}
		}
		out[role] = header
	}
	return out, nil
}
