// Package scenariotest checks scenarios that stand in text files, in a user's own go test:
// flows, a change of the law, and what is expected of both, line by line.
//
// A file is a sequence of blocks. A line begins with a word and ends at the end of the line;
// "#" begins a comment line; a block begins with "scenario":
//
//	scenario the emergency duties fall
//	  suppose ieepa-falls                a scenario by its name, any number of times
//	  edit    {"op":"drop_authority","authority":"Section 122"}
//	  flow    2025-09 IN 6109.10.00.12 10000
//	  flow    2025-09-01 CN 7326.90.86.88 14172; claim metal_share=1; qty 12 kg
//	  duty    before 17689.99            under the law as it is, in all
//	  duty    before IN 6650.00          of an origin
//	  duty    before 9903.01.84 2500.00  of a heading; the column of the schedule is "Column 1"
//	  duty    after IEEPA 0              of an authority, under the scenario
//	  duty    change -5000.00
//	  rate    after IN 0.165             duty over value, six places
//	  refused after 2 missing_fact       the second flow has no answer, with the code of the error
//	  state   9903.01.84 invalidated on 2025-09-01
//	  cap     EU crude on 2026-02-15 44.10
//	  cap     EU crude on 2026-02-15 at 47.10 above
//	  bought  2025-07 IN RU 2709.00 1000 bbl
//	  trigger EO14329 IN met in 2025-07  a rule describes a buyer: met, open, or not met
//	  why     the ruling of 20 February 2026
//
// A flow is a period (yyyy, yyyy-mm, yyyy-mm-dd), an origin, a code and a customs value, and
// behind semicolons "qty" and "claim" as tariff.Claims.Add reads one. It is assessed by the
// days of its period, to the cent. A flow without an answer is in no sum of either law, and
// fails the scenario unless "refused" says that it is refused. "state" is that of a measure
// under the scenario. "cap" asks the programme, on the FOB price; "trigger" asks a rule about
// the purchases that "bought" states: period, buyer, origin, code, quantity, unit.
//
// "book CA" before a scenario says whose law it changes, of those of the Setting; without it
// that of the United States. Each scenario needs a "why" and something that it expects.
//
// # Errors
//
// A *SyntaxError is a line that cannot be read, and a *Failure an expectation that is not met;
// both begin with FILE:LINE, as compilers do. Check joins all failures of a scenario.
package scenariotest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/iran"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/sanctions/venezuela"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// Setting is what scenarios are asked of.
type Setting struct {
	// Books are the laws by importer.
	Books map[trade.Country]*law.Book
	// Options are those of the engines; the rounding is to the cent unless they say otherwise.
	Options tariff.Options
	// Programme answers caps.
	Programme *programme.Programme
	// Rules answer triggers, by name.
	Rules map[string]*secondary.Tariff
	// Scenario finds a scenario by its name.
	Scenario func(name string) (*law.Scenario, error)
}

// Embedded is the setting of what the module carries: the book of the United States, the
// programme on Russian oil, the rules on secondary duties, and the named scenarios.
func Embedded() (*Setting, error) {
	p, err := russia.Programme()
	if err != nil {
		return nil, err
	}
	return &Setting{
		Books:     map[trade.Country]*law.Book{"US": us.Book()},
		Programme: p,
		Rules: map[string]*secondary.Tariff{
			"EO14329": russia.EO14329(), "S1241": russia.S1241().Rule, "Iran": iran.Order().Rule,
			"EO14245": venezuela.EO14245().Rule,
		},
		Scenario: func(name string) (*law.Scenario, error) {
			if s, err := us.Scenario(name); err == nil {
				return s, nil
			}
			return scenario.Find(name)
		},
	}, nil
}

// Case is one scenario of a file.
type Case struct {
	File  string
	Line  int
	Title string
	Book  trade.Country
	Why   []string

	changes []change
	flows   []flow
	bought  []purchase
	expects []expectation
}

// change is a named scenario or an edit as JSON.
type change struct {
	line       int
	name, edit string
}

type flow struct {
	line   int
	period trade.Interval
	entry  tariff.Entry
}

type purchase struct {
	line int
	secondary.Purchase
}

// expectation is a line that says what is to come out.
type expectation struct {
	line int
	// word is duty, rate, refused, state, cap or trigger; law is before, after or change.
	word, law string
	key       string // of a sum, the code of an error, a heading, a regime and class, a rule
	want      string
	flow      int // of refused, from 0
	on        trade.Date
	during    trade.Interval
	price     string // of a cap, with a verdict
	buyer     trade.Country
}

// SyntaxError is a line that cannot be read.
type SyntaxError struct {
	File   string
	Line   int
	Reason string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// Failure is an expectation that is not met.
type Failure struct {
	File string
	Line int
	// What is asked, Want what the file says, Got what came out.
	What, Want, Got string
}

func (e *Failure) Error() string {
	return fmt.Sprintf("%s:%d: %s: want %s, got %s", e.File, e.Line, e.What, e.Want, e.Got)
}

// Parse reads the scenarios of one file. All lines that cannot be read come back, joined.
func Parse(file string, r io.Reader) ([]Case, error) {
	var cases []Case
	var errs []error
	wrong := func(line int, reason string) { errs = append(errs, &SyntaxError{file, line, reason}) }
	book := trade.Country("US")
	s := bufio.NewScanner(r)
	n := 0
	for s.Scan() {
		n++
		text := strings.TrimSpace(s.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case word == "book":
			c, err := trade.ParseCountry(rest)
			if err != nil {
				wrong(n, err.Error())
				continue
			}
			book = c
		case word == "scenario":
			cases = append(cases, Case{File: file, Line: n, Title: rest, Book: book})
		case len(cases) == 0:
			wrong(n, `the first word of a block is "scenario"`)
		default:
			if err := cases[len(cases)-1].read(n, word, rest); err != nil {
				wrong(n, err.Error())
			}
		}
	}
	if err := s.Err(); err != nil {
		wrong(n+1, err.Error())
	}
	for i := range cases {
		switch c := &cases[i]; {
		case len(c.expects) == 0:
			wrong(c.Line, "the scenario expects nothing; state a duty, a rate, a state, a cap or a trigger")
		case len(c.Why) == 0:
			wrong(c.Line, `the scenario needs a "why": where its figures come from`)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return cases, nil
}

// Run checks every scenario of the files that match the pattern, each as a subtest by its
// title. A nil setting is Embedded. No match, or no scenario, fails the test.
func Run(t *testing.T, files fs.FS, pattern string, setting *Setting) {
	t.Helper()
	if setting == nil {
		var err error
		if setting, err = Embedded(); err != nil {
			t.Fatal(err)
		}
	}
	names, err := fs.Glob(files, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no file matches %q (%v)", pattern, err)
	}
	count := 0
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := Parse(name, strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for i := range cases {
			count++
			t.Run(cases[i].Title, func(t *testing.T) {
				if err := cases[i].Check(setting); err != nil {
					t.Error(err)
				}
			})
		}
	}
	if count == 0 {
		t.Fatalf("the files that match %q hold no scenario", pattern)
	}
}

// amount reads a plain decimal number.
func amount(text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 40 || strings.ContainsAny(text, "eE") {
		return d, fmt.Errorf("%.40q is no number", text)
	}
	return d, nil
}
