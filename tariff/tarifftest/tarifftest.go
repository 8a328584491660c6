// Package tarifftest runs golden entries: text files that a person can read and
// write, each entry with the lines and the total that the law gives.
//
// A file is a sequence of blocks. A line starts with a word and ends at the end of
// the line; "#" begins a comment line; a block begins with "entry":
//
//	entry T-shirt from India, a week into the 50 % duty
//	  date   2025-09-01
//	  origin IN
//	  hts    6109.10.00.12
//	  value  10000
//	  qty    12 doz.              any number of times
//	  part   case=400             the value of a part, or "drained weight=90 kg"
//	  claim  loaded=2025-08-20    any number of times, as tariff.Claims.Add reads it
//	  rate   3%                   the base rate, where the book holds none
//	  edit   {"op":"drop_authority","authority":"IEEPA"}
//	  line   6109.10.00 1650.00   an applied line and its duty
//	  line   9903.02.26 2500.00
//	  line   9903.01.84 2500.00
//	  exempt 9903.03.01 by 9903.03.06
//	  total  6650.00
//	  why    16.5 % by the schedule, 25 % by note 2(v), 25 % by note 2(z)
//
// Every applied line whose duty is not zero must be named, and no other may be;
// "exempt", "displaced", "notinforce" and "needs" are further statements about
// lines. In place of lines and total, "error CODE" says that the entry must be
// refused: unknown_country, bad_product, unknown_product, ended_product,
// bad_value, horizon, missing_fact, unknown_claim or not_covered. Each entry wants
// a "why": the derivation from the law, for the person who checks it.
//
// "book CA" before an entry says that it and those after it are asked of the book of that
// importer; without it they are of the United States. Run leaves out those of other books.
//
// Run checks each entry, and then all of them together by every way of the package:
// explained, short, columns, files, panels. Agree does that for entries and scenarios of
// your own.
package tarifftest

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Case is one golden entry.
type Case struct {
	File  string
	Line  int
	Title string
	// Book is the importer whose book is asked; empty is the United States.
	Book trade.Country

	Date, Origin, Product, Value string
	Quantities, Parts, Claims    []string
	Edits                        []string

	Lines      []Expect // applied lines
	Statements []Expect // what else is said of lines
	Total      string
	Error      string
	Why        []string
}

// Expect is a statement about one line of the assessment.
type Expect struct {
	Heading string
	Status  tariff.Status
	Duty    string // for an applied line
	By      string // for an exempt or displaced line, where stated
}

// SyntaxError reports a line of a golden file that cannot be read.
type SyntaxError struct {
	File   string
	Line   int
	Reason string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// Parse reads the entries of one file.
func Parse(file string, r io.Reader) ([]Case, error) {
	var cases []Case
	var book trade.Country
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
		if word == "entry" {
			cases = append(cases, Case{File: file, Line: n, Title: rest, Book: book})
			continue
		}
		if word == "book" {
			var err error
			if book, err = trade.ParseCountry(rest); err != nil {
				return nil, &SyntaxError{file, n, err.Error()}
			}
			continue
		}
		if len(cases) == 0 {
			return nil, &SyntaxError{file, n, `the first word of a block is "entry"`}
		}
		if reason := cases[len(cases)-1].read(word, rest); reason != "" {
			return nil, &SyntaxError{file, n, reason}
		}
	}
	if err := s.Err(); err != nil {
		return nil, &SyntaxError{file, n + 1, err.Error()}
	}
	for _, c := range cases {
		switch {
		case c.Date == "" || c.Origin == "" || c.Product == "" || c.Value == "":
			return nil, &SyntaxError{file, c.Line, "an entry needs date, origin, hts and value"}
		case (c.Total == "") == (c.Error == ""):
			return nil, &SyntaxError{file, c.Line, "an entry needs either a total or an error"}
		case len(c.Why) == 0:
			return nil, &SyntaxError{file, c.Line, `an entry needs a "why": its derivation from the law`}
		}
	}
	return cases, nil
}

// read takes in one line and returns what is wrong with it, or "".
func (c *Case) read(word, rest string) string {
	fields := strings.Fields(rest)
	switch word {
	case "date":
		c.Date = rest
	case "origin":
		c.Origin = rest
	case "hts":
		c.Product = rest
	case "value":
		c.Value = rest
	case "qty":
		c.Quantities = append(c.Quantities, rest)
	case "part":
		c.Parts = append(c.Parts, rest)
	case "claim":
		c.Claims = append(c.Claims, rest)
	case "rate":
		c.Edits = append(c.Edits, fmt.Sprintf(`{"op":"set_base_rate","products":{"in":[""]},"duty":%q}`, rest))
	case "edit":
		c.Edits = append(c.Edits, rest)
	case "total":
		c.Total = rest
	case "error":
		c.Error = rest
	case "why":
		c.Why = append(c.Why, rest)
	case "line":
		if len(fields) != 2 {
			return `want "line HEADING DUTY"`
		}
		c.Lines = append(c.Lines, Expect{Heading: fields[0], Status: tariff.Applied, Duty: fields[1]})
	case "exempt", "displaced":
		if len(fields) != 1 && (len(fields) != 3 || fields[1] != "by") {
			return fmt.Sprintf(`want "%s HEADING" or "%s HEADING by HEADING"`, word, word)
		}
		e := Expect{Heading: fields[0], Status: tariff.Status(word)}
		if len(fields) == 3 {
			e.By = fields[2]
		}
		c.Statements = append(c.Statements, e)
	case "notinforce", "needs":
		if len(fields) != 1 {
			return fmt.Sprintf(`want "%s HEADING"`, word)
		}
		status := tariff.NotInForce
		if word == "needs" {
			status = tariff.NeedsFact
		}
		c.Statements = append(c.Statements, Expect{Heading: fields[0], Status: status})
	default:
		return fmt.Sprintf("%q is no word of a golden file", word)
	}
	return ""
}

// Entry builds the entry of the case.
func (c *Case) Entry() (tariff.Entry, error) {
	e := tariff.Entry{Origin: trade.Country(c.Origin), Product: trade.Product(c.Product)}
	var err error
	if e.Date, err = trade.ParseDate(c.Date); err != nil {
		return e, err
	}
	if e.Value, err = decimal.NewFromString(c.Value); err != nil {
		return e, fmt.Errorf("value %q: %w", c.Value, err)
	}
	for _, q := range c.Quantities {
		amount, unit, _ := strings.Cut(q, " ")
		var quantity trade.Quantity
		if quantity.Amount, err = decimal.NewFromString(amount); err != nil {
			return e, fmt.Errorf("qty %q: %w", q, err)
		}
		if quantity.Unit, err = trade.ParseUnit(strings.TrimSpace(unit)); err != nil {
			return e, err
		}
		e.Quantities = append(e.Quantities, quantity)
	}
	for _, p := range c.Parts {
		name, rest, _ := strings.Cut(p, "=")
		amount, unit, weighed := strings.Cut(rest, " ")
		value, err := decimal.NewFromString(amount)
		if err != nil {
			return e, fmt.Errorf("part %q: %w", p, err)
		}
		part := duty.Part{Name: name, Value: &value}
		if weighed {
			part.Value, part.Quantity = nil, &trade.Quantity{Amount: value}
			if part.Quantity.Unit, err = trade.ParseUnit(unit); err != nil {
				return e, err
			}
		}
		e.Parts = append(e.Parts, part)
	}
	for _, claim := range c.Claims {
		if err := e.Claims.Add(claim); err != nil {
			return e, err
		}
	}
	return e, nil
}

// Check runs the case on an engine by every path and returns what differs.
func (c *Case) Check(engine *tariff.Engine) error {
	entry, err := c.Entry()
	if err != nil {
		return c.checkError(err)
	}
	a, err := engine.Assess(entry)
	short := engine.Charge(entry)
	batch, ctxErr := engine.AssessAll(context.Background(), slices.Repeat([]tariff.Entry{entry}, 3), 2)
	if ctxErr != nil {
		return ctxErr
	}
	var errs []error
	for _, b := range batch {
		if !b.Total.Equal(short.Total) || tariff.ErrorCode(b.Err) != tariff.ErrorCode(short.Err) {
			errs = append(errs,
				fmt.Errorf("the batch gives %s (%v), the single entry %s (%v)", b.Total, b.Err, short.Total, short.Err))
		}
	}
	if (err == nil) != (short.Err == nil) || (err != nil && tariff.ErrorCode(err) != tariff.ErrorCode(short.Err)) {
		errs = append(errs, fmt.Errorf("explained: %v; short: %v", err, short.Err))
	}
	if err != nil || c.Error != "" {
		errs = append(errs, c.checkError(err), c.checkLines(a, false))
		return errors.Join(errs...)
	}
	if !a.Total.Equal(short.Total) {
		errs = append(errs, fmt.Errorf("explained total %s, short total %s", a.Total, short.Total))
	}
	errs = append(errs, c.checkLines(a, true), c.checkSum(a), checkProducts(a))
	return errors.Join(errs...)
}

func (c *Case) checkError(err error) error {
	switch {
	case err == nil && c.Error != "":
		return fmt.Errorf("want error %s, got an answer", c.Error)
	case err != nil && c.Error == "":
		return fmt.Errorf("want total %s, got: %w", c.Total, err)
	case err != nil && tariff.ErrorCode(err) != c.Error:
		return fmt.Errorf("want error %s, got %s: %w", c.Error, tariff.ErrorCode(err), err)
	}
	return nil
}

// checkLines compares the lines with what the case says; complete asks that
// every line with a duty is named.
func (c *Case) checkLines(a *tariff.Assessment, complete bool) error {
	if a == nil {
		return nil
	}
	var errs []error
	got := map[string]tariff.AssessedLine{}
	for _, l := range a.Lines {
		got[l.Heading] = l
	}
	named := map[string]bool{}
	for _, e := range slices.Concat(c.Lines, c.Statements) {
		named[e.Heading] = true
		l, ok := got[e.Heading]
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("line %s: want %s, the engine did not consider it", e.Heading, e.Status))
		case l.Status != e.Status:
			errs = append(errs, fmt.Errorf("line %s: want %s, got %s (%s)", e.Heading, e.Status, l.Status, l.Reason))
		case e.By != "" && l.By != e.By:
			errs = append(errs, fmt.Errorf("line %s: want %s by %s, got by %s", e.Heading, e.Status, e.By, l.By))
		case e.Duty != "" && !sameAmount(l.Duty, e.Duty):
			errs = append(errs, fmt.Errorf("line %s: want %s, got %s on %s", e.Heading, e.Duty, l.Duty, l.Base))
		}
	}
	for _, l := range a.Lines {
		if complete && l.Status == tariff.Applied && !l.Duty.IsZero() && !named[l.Heading] {
			errs = append(errs,
				fmt.Errorf("line %s: charged %s (%s), which the golden entry does not name", l.Heading, l.Duty, l.Title))
		}
	}
	if complete && !sameAmount(a.Total, c.Total) {
		errs = append(errs, fmt.Errorf("total: want %s, got %s", c.Total, a.Total))
	}
	return errors.Join(errs...)
}

func sameAmount(d decimal.Decimal, text string) bool {
	want, err := decimal.NewFromString(text)
	return err == nil && d.Equal(want)
}

// checkSum adds the lines up by itself.
func (c *Case) checkSum(a *tariff.Assessment) error {
	sum := new(big.Rat)
	for _, l := range a.Lines {
		if l.Status == tariff.Applied {
			sum.Add(sum, l.Duty.Rat())
		} else if !l.Duty.IsZero() {
			return fmt.Errorf("line %s is %s and carries a duty of %s", l.Heading, l.Status, l.Duty)
		}
	}
	if sum.Cmp(a.Total.Rat()) != 0 {
		return fmt.Errorf("the lines add up to %s, the total is %s", sum.FloatString(6), a.Total)
	}
	return nil
}

// checkProducts multiplies rate and base of the plain lines by itself.
func checkProducts(a *tariff.Assessment) error {
	for _, l := range a.Applied() {
		if l.Rate == nil || a.Rounding != exact.Cent || strings.Contains(l.Reason, "base duty") {
			continue
		}
		cents := new(big.Rat).Mul(new(big.Rat).Mul(l.Rate.Rat(), l.Base.Rat()), big.NewRat(100, 1))
		half := new(big.Rat).Add(cents, big.NewRat(1, 2))
		want := new(big.Int).Quo(half.Num(), half.Denom()) // amounts are not negative, so this is the floor
		if l.Duty.Shift(2).BigInt().Cmp(want) != 0 {
			return fmt.Errorf("line %s: %s of %s is not %s", l.Heading, l.Rate, l.Base, l.Duty)
		}
	}
	return nil
}

// Run checks every entry of the files that match the pattern as a subtest. A
// pattern without a match, or files without an entry, fail the test.
func Run(t *testing.T, book *law.Book, files fs.FS, pattern string) {
	t.Helper()
	names, err := fs.Glob(files, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden file matches %q: %v", pattern, err)
	}
	engine, err := tariff.Compile(book)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	var entries []tariff.Entry
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := Parse(name, strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			if cmp.Or(c.Book, "US") != cmp.Or(book.Importer, "US") {
				continue
			}
			count++
			if entry, err := c.Entry(); err == nil && len(c.Edits) == 0 {
				entries = append(entries, entry)
			}
			t.Run(fmt.Sprintf("%s:%d", name, c.Line), func(t *testing.T) {
				on := engine
				if len(c.Edits) > 0 {
					s, err := law.ParseScenario(strings.NewReader(`{"name":"golden","edits":[` + strings.Join(c.Edits, ",") + `]}`))
					if err != nil {
						t.Fatal(err)
					}
					edited, err := s.Apply(book)
					if err != nil {
						t.Fatal(err)
					}
					if on, err = tariff.Compile(edited); err != nil {
						t.Fatal(err)
					}
				}
				if err := c.Check(on); err != nil {
					t.Errorf("%s:%d: %s\n%v", c.File, c.Line, c.Title, err)
				}
			})
		}
	}
	t.Run("every way", func(t *testing.T) {
		if err := Agree([]*law.Book{book}, entries); err != nil {
			t.Error(err)
		}
	})
	if count == 0 {
		t.Fatalf("the golden files %q hold no entry", pattern)
	}
}
