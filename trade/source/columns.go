package source

import (
	"fmt"
	"maps"
	"slices"
)

// nativeHeaders are the headers of the native layout by role; the one of values keeps
// the heading, which may state a unit.
var nativeHeaders = map[Role]string{
	rolePeriod: "period", roleYear: "year", roleOrigin: "origin", roleDestination: "destination", roleProduct: "hs",
	roleValue:    "value:",
	roleQuantity: "quantity", roleUnit: "unit", roleBasis: "basis", roleCounts: "counts",
}

// ColumnRoles are the roles that Options.Columns may name.
func ColumnRoles() []Role { return slices.Sorted(maps.Keys(nativeHeaders)) }

// rename puts the headers of the native layout in place of those that the options name.
func (o *Options) rename(cells []string) []string {
	if len(o.Columns) == 0 {
		return cells
	}
	out := slices.Clone(cells)
	for i, cell := range cells {
		for _, role := range slices.Sorted(maps.Keys(o.Columns)) {
			if h := normalize(cell); h == "" || h != normalize(o.Columns[role]) {
				continue
			}
			if out[i] = nativeHeaders[role]; role == roleValue {
				out[i] += " " + cell
			}
		}
	}
	return out
}

// unnamed is the error of a column that the options name and the header has not.
func (o *Options) unnamed(f *File, d *Detection) error {
	for _, role := range slices.Sorted(maps.Keys(o.Columns)) {
		if nativeHeaders[role] == "" {
			return f.refuse(codeMissingColumn, d.Sheet, "", string(role),
				"no column that can be named; these can: "+list(texts(ColumnRoles())))
		}
		h := normalize(o.Columns[role])
		if !slices.ContainsFunc(d.raw, func(cell string) bool { return normalize(cell) == h }) {
			return f.refuse(codeMissingColumn, d.Sheet, d.cell(0), o.Columns[role],
				fmt.Sprintf("no column has this header, which was named for %s", role))
		}
	}
	return nil
}

func texts(roles []Role) (out []string) {
	for _, r := range roles {
		out = append(out, string(r))
	}
	return out
}

// given reports whether the options say what a column of a person's sheet would.
func (o *Options) given(l *Layout, role Role) bool {
	if !l.notes {
		return false
	}
	switch role {
	case roleOrigin:
		return o.Origin != ""
	case roleDestination:
		return o.Destination != ""
	case rolePeriod:
		return !o.Period.From.IsZero()
	}
	return false
}

// howToName tells how a sheet with headers of its own is read.
const howToName = "; headers of your own can be named (column period=Month), and what no column says (origin, destination, period, unit)"
