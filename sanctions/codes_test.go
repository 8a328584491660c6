package sanctions_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ownership"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// TestErrorList: one list holds the code of every error, and every code is one of an error.
func TestErrorList(t *testing.T) {
	all := []error{
		&programme.UnknownError{}, &sanctions.MissingFactError{}, &trade.BasisError{}, &tariff.ValueError{},
		&ownership.InputError{}, &ownership.EdgeError{},
	}
	for _, code := range codesInSource(t) {
		all = append(all, &sanctions.Error{Code: code})
	}
	listed := map[string]bool{}
	var codes []string
	for i, c := range sanctions.ErrorCodes() {
		assert.NotEmpty(t, c.Meaning)
		_, twice := listed[c.Code]
		assert.False(t, twice, "%s stands twice", c.Code)
		if listed[c.Code] = i < len(tariff.ErrorCodes()); !listed[c.Code] { // those of tariff are met there
			codes = append(codes, c.Code)
		}
	}
	assert.True(t, slices.IsSorted(codes))
	for _, err := range all {
		code := sanctions.ErrorCode(fmt.Errorf("in a file: %w", err))
		_, ok := listed[code]
		assert.True(t, ok, "%T: %s", err, code)
		listed[code] = true
	}
	for code, met := range listed {
		assert.True(t, met, "no error has %s", code)
	}
	assert.Empty(t, sanctions.ErrorCode(nil))
	assert.Equal(t, "refused", sanctions.ErrorCode(errors.New("another")))
}

// given is where the code of a *sanctions.Error or of an *ownership.Error stands in source.
var given = regexp.MustCompile(
	`(?:sanctions\.Error\{|&Error\{|&sanctions\.Error\{)\s*Code:\s*"(\w+)"|e\.Code == "(\w+)" \{\s+return ` +
		`e\.Code|\be\.Code = "(\w+)"|` +
		`(?:badPercent|unknownRule|badVariant|badListed|nearMatch|tooLarge) +\= "(\w+)"|ErrorCode\(\) string \{ return ` +
		`"(\w+)" \}`)

// codesInSource are the codes that the rooms write into their errors, or give by a method.
func codesInSource(t *testing.T) []string {
	var out []string
	require.NoError(t, filepath.WalkDir(".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		for _, m := range given.FindAllStringSubmatch(string(text), -1) {
			out = append(out, strings.Join(m[1:], ""))
		}
		return err
	}))
	return out
}
