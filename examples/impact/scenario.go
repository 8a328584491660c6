package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// scenarios are those that have a name.
var scenarios = []struct {
	name, description string
	authority         tariff.Authority
}{
	{"no-ieepa", "the duties under the emergency powers are void from the beginning", tariff.IEEPA},
	{"no-122", "the surcharge for the balance of payments is void from the beginning", tariff.Section122},
	{"no-232", "the duties for the national security are void from the beginning", tariff.Section232},
	{"no-301", "the duties against unfair practices are void from the beginning", tariff.Section301},
	{"no-338", "the duties against discrimination are void from the beginning", tariff.Section338},
	{"no-change", "nothing changes: what the flows owe as the law is", ""},
}

func names() []string {
	var all []string
	for _, s := range scenarios {
		all = append(all, s.name)
	}
	return all
}

// findScenario is the scenario of a name, or of a file.
func findScenario(ctx context.Context, name string) (*tariff.Scenario, error) {
	for _, known := range scenarios {
		if known.name != name {
			continue
		}
		s := &tariff.Scenario{Name: name, Description: known.description}
		if known.authority != "" {
			s.Edits = []tariff.Edit{{Op: "drop_authority", Authority: known.authority}}
		}
		return s, nil
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("scenario %q is neither a file nor one of %s", name, strings.Join(names(), ", "))
	case err != nil:
		return nil, err
	case info.IsDir() || strings.EqualFold(filepath.Ext(name), ".xlsx"):
		found, err := spreadsheet.ReadTables(ctx, name)
		if err != nil {
			return nil, err
		}
		return tables.ToScenario(found)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	s, err := tariff.ParseScenario(f)
	return s, errors.Join(err, f.Close())
}
