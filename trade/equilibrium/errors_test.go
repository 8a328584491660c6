package equilibrium

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/exact"
)

func TestProblemsNameEachFault(t *testing.T) {
	var p Problems
	require.NoError(t, p.Err())
	assert.True(t, p.Amount("trade", 0, "A", "B"))
	assert.False(t, p.Amount("trade", -3, "A", "B"))
	assert.False(t, p.Amount("trade", math.NaN(), "B", "A"))
	assert.True(t, p.Tariff("tariff1", -0.5))
	assert.False(t, p.Tariff("tariff1", -1))
	assert.False(t, p.Elasticity("trade_elasticity", 0))
	p.Names("countries", []string{"A", "", "A"}, 2)
	err := p.Err()
	for _, class := range []error{
		Class("negative"), Class("not_finite"), Class("tariff"), Class("elasticity"),
		Class("names"), Class("shape"),
	} {
		require.ErrorIs(t, err, class)
	}
	var one *InputError
	require.ErrorAs(t, err, &one)
	assert.Equal(t, []string{"A", "B"}, one.At)
	assert.Contains(t, err.Error(), "trade of A, B: a value below zero (-3)")
	assert.NotErrorIs(t, err, Class("no_demand"))
}

func TestProblemsAreCapped(t *testing.T) {
	var p Problems
	for range 1000 {
		p.Add("negative", "trade", -1, "")
	}
	var all *InputErrors
	require.ErrorAs(t, p.Err(), &all)
	assert.Equal(t, 1000, all.Count)
	assert.Len(t, all.List, MaxProblems)
	assert.Contains(t, all.Error(), "and 980 more")
}

func TestConvergenceErrorIsOfItsClass(t *testing.T) {
	var err error = &ConvergenceError{Model: "hat", Iterations: 7, Residual: 0.25, Market: "USA"}
	require.ErrorIs(t, err, Class("not_converged"))
	assert.Equal(t, "hat: not solved after 7 steps; the largest relative excess demand was 0.25 in USA", err.Error())
}

func TestDeficitRulesAreNamed(t *testing.T) {
	d, err := ParseDeficits("")
	require.NoError(t, err)
	assert.Equal(t, Additive, d)
	_, err = ParseDeficits("none")
	require.ErrorIs(t, err, Class("option"))
}

func TestRoundIsOneRounding(t *testing.T) {
	d, err := Round(1.0050000000000001, 2, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "1.01", d.StringFixed(2)) // the shortest decimal of this float is 1.005
	d, err = Round(-6.5e20, 0, exact.HalfEven)
	require.NoError(t, err)
	assert.Equal(t, "-650000000000000000000", d.String())
	_, err = Round(math.Inf(1), 2, exact.HalfUp)
	require.True(t, errors.Is(err, Class("not_finite")))
}

// TestClassesHaveAMeaning: every class that a model or the program of the models gives is in
// the table, and every class of the table is given.
func TestClassesHaveAMeaning(t *testing.T) {
	given := regexp.MustCompile(`(?:\.Add\(|Class: |\bClass\()"(\w+)"`)
	met := map[Class]bool{}
	for _, root := range []string{".", "../../examples/internal/models"} {
		require.NoError(t, filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			for _, m := range given.FindAllStringSubmatch(string(text), -1) {
				met[Class(m[1])] = true
				assert.NotEqual(t, m[1], Class(m[1]).Error(), "%s: a class without a meaning", name)
			}
			return err
		}))
	}
	assert.Len(t, met, len(classes))
}
