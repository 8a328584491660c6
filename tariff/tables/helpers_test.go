package tables

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/table"
)

// requireSame compares every exported field of two values. An empty list and one that
// is not there mean the same.
func requireSame(t require.TestingT, want, got any) {
	if difference := differs(reflect.ValueOf(want), reflect.ValueOf(got), ""); difference != "" {
		t.Errorf("%s", difference)
		t.FailNow()
	}
}

func differs(a, b reflect.Value, path string) string {
	if a.Kind() != b.Kind() {
		return fmt.Sprintf("%s: %v against %v", path, a, b)
	}
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() != b.IsNil() {
				return path + ": only one is there"
			}
			return ""
		}
		return differs(a.Elem(), b.Elem(), path)
	case reflect.Slice:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: %d and %d elements", path, a.Len(), b.Len())
		}
		for i := range a.Len() {
			if d := differs(a.Index(i), b.Index(i), fmt.Sprintf("%s[%d]", path, i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Struct:
		exported := 0
		for i := range a.NumField() {
			if field := a.Type().Field(i); field.IsExported() {
				exported++
				if d := differs(a.Field(i), b.Field(i), path+"."+field.Name); d != "" {
					return d
				}
			}
		}
		if exported > 0 {
			return ""
		}
	}
	if !a.Equal(b) {
		return fmt.Sprintf("%s: %v against %v", path, a, b)
	}
	return ""
}

// unset lists the exported fields below a type that no value holds.
func unset(v reflect.Value, set map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			unset(v.Elem(), set)
		}
	case reflect.Slice:
		for i := range v.Len() {
			unset(v.Index(i), set)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				continue
			}
			name := v.Type().String() + "." + field.Name
			set[name] = set[name] || !v.Field(i).IsZero()
			unset(v.Field(i), set)
		}
	}
}

// requireEveryField makes sure that a value uses every field of its type, so that a
// field that is added one day must be added to the test too.
func requireEveryField(t *testing.T, v any) {
	set := map[string]bool{}
	unset(reflect.ValueOf(v), set)
	for name, is := range set {
		require.True(t, is, "the test does not use %s", name)
	}
}

// tablesOf states a book that must compile.
func tablesOf(t require.TestingT, b *law.Book) []table.Table {
	out, err := FromBook(b)
	require.NoError(t, err)
	return out
}

// find returns a table for a test to spoil.
func find(t require.TestingT, tables []table.Table, name string) *table.Table {
	for i := range tables {
		if tables[i].Name == name {
			return &tables[i]
		}
	}
	t.Errorf("no table %s", name)
	t.FailNow()
	return nil
}

// column is the place of a heading.
func place(t require.TestingT, tab *table.Table, heading string) int {
	for i := range tab.Columns {
		if tab.Columns[i].Name == heading {
			return i
		}
	}
	t.Errorf("table %s has no column %s", tab.Name, heading)
	t.FailNow()
	return -1
}
