package program

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/ca"
	"github.com/tradeshock/tradeshock/tariff/cn"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/schedule"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Law are the flags that say which law is asked.
type Law struct {
	Importer, Book, Schedule, Laid, Scenario, Published string
	Hold                                                bool
}

// Add adds -importer, -book, -law, -scenario, -as-published and -hold.
func (l *Law) Add(f *flag.FlagSet) {
	f.StringVar(&l.Importer, "importer", "",
		"whose border: US (the default), CA or CN, the `country` of the embedded book, or the file of a book of your "+
			"own;\nthe currency is that of the book")
	f.StringVar(&l.Book, "book", "",
		"book to ask in place of the embedded one: a workbook, folder or text `FILE` that examples/book exported,\nor a "+
			"text of law of another country")
	f.StringVar(&l.Schedule, "schedule", "",
		"base rates of a table, a CSV `FILE` with code,duty,from,to or in the layout of TARIC or of the United Kingdom,\n"+
			"in place of those of the book")
	f.StringVar(&l.Laid, "law", "",
		"`FILE[,FILE]` of new or changed law as text, laid over the book in that order; examples/book -check FILE checks one")
	f.StringVar(&l.Scenario, "scenario", "",
		"what is supposed: a `name|FILE`, "+strings.Join(ScenarioNames(), ", ")+
			",\nor edits to the book as JSON, or a workbook or folder as examples/book -template makes it")
	f.StringVar(&l.Published, "as-published", "", "ask what was published by this `day`, instead of the law as now known")
	f.BoolVar(&l.Hold, "hold", false, "past the last day known, answer with the last rule known and say so")
}

// Inputs are the files that are read for the law.
func (l *Law) Inputs() []string {
	var out []string
	own, _ := l.border()
	for _, path := range append(append([]string{own, l.Schedule}, strings.Split(l.Laid, ",")...),
		strings.Split(l.Scenario, ",")...) {
		if path != "" {
			out = append(out, path)
		}
	}
	return out
}

// border is the file of the book that is asked, or the country of the embedded one: -importer
// takes both, and a country beside -book is that of the book.
func (l *Law) border() (own, country string) {
	if l.Book == "" && strings.ContainsAny(l.Importer, `./\`) {
		return l.Importer, ""
	}
	return l.Book, l.Importer
}

// Base is the book before any scenario.
func (l *Law) Base(ctx context.Context) (*law.Book, error) {
	own, country := l.border()
	book, err := l.asked(ctx, own, country)
	if err != nil {
		return nil, err
	}
	if l.Schedule != "" {
		if book, err = withSchedule(book, l.Schedule); err != nil {
			return nil, fmt.Errorf("-schedule %s: %w", l.Schedule, err)
		}
	}
	if l.Published != "" {
		day, err := trade.ParseDate(l.Published)
		if err != nil {
			return nil, fmt.Errorf("-as-published: %w", err)
		}
		switch {
		case !book.KnownUntil.IsZero() && day.After(book.KnownUntil):
			return nil, fmt.Errorf("-as-published %s: what was published after %s is not known", day, book.KnownUntil)
		case day.Before(book.KnownFrom):
			return nil, fmt.Errorf("-as-published %s: what was published before %s is not known", day, book.KnownFrom)
		}
		book = book.AsPublished(day)
	}
	for path := range strings.SplitSeq(l.Laid, ",") {
		if path == "" {
			continue
		}
		text, err := ReadText(path)
		if err == nil {
			book, err = text.Over(book)
		}
		if err != nil {
			return nil, fmt.Errorf("-law %s: %w", path, err)
		}
	}
	return book, nil
}

// asked is the book of a file, or the embedded one of a country.
func (l *Law) asked(ctx context.Context, own, country string) (*law.Book, error) {
	if own == "" {
		return Importer(country)
	}
	book, err := ReadBook(ctx, own)
	if err != nil {
		return nil, fmt.Errorf("-book %s: %w", own, err)
	}
	if country == "" {
		return book, nil
	}
	importer, err := trade.ParseCountry(country)
	if err != nil {
		return nil, fmt.Errorf("-importer: %w", err)
	}
	if book.Importer != importer {
		return nil, fmt.Errorf("-importer %s: the book of -book is that of %q; leave one of the two out", country,
			cmp.Or(book.Importer.String(), book.Name))
	}
	return book, nil
}

// Importer is the embedded book of a country; none named is that of the United States.
func Importer(code string) (*law.Book, error) {
	books := []struct {
		code trade.Country
		book func() *law.Book
	}{{"US", us.Book}, {"CA", ca.Book}, {"CN", cn.Book}}
	country, err := trade.ParseCountry(cmp.Or(code, "US"))
	if err != nil {
		return nil, fmt.Errorf("-importer: %w", err)
	}
	var known []string
	for _, b := range books {
		if b.code == country {
			return b.book(), nil
		}
		known = append(known, string(b.code))
	}
	return nil, fmt.Errorf("-importer %s: there are books of %s; a book of your own is named by its file", code,
		strings.Join(known, ", "))
}

// readSchedule reads a table of base rates.
func readSchedule(path string, currency trade.Currency) (*schedule.Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return schedule.Read(f, filepath.Base(path), currency)
}

// withSchedule puts the lines of a table before those of a book: a code that the table
// has is the table's alone.
func withSchedule(b *law.Book, path string) (*law.Book, error) {
	read, err := readSchedule(path, b.Currency)
	if err != nil {
		return nil, err
	}
	out, s := b.Clone(), &law.Schedule{}
	if b.Schedule != nil {
		*s = *b.Schedule
	}
	own := map[trade.Product]bool{}
	for i := range read.Lines {
		own[read.Lines[i].Code] = true
	}
	s.Lines = slices.DeleteFunc(slices.Clone(s.Lines), func(l law.Line) bool { return own[l.Code] })
	s.Lines = append(s.Lines, read.Lines...)
	s.Sort()
	out.Schedule = s
	return out, nil
}

// SayNotices names the notices that were laid over a book, for answers without a place for them.
func SayNotices(w io.Writer, b *law.Book) {
	for _, n := range b.Notices {
		fmt.Fprintf(w, "with %s laid over the book\n", n)
	}
}

// ReadText reads a text of law.
func ReadText(path string) (*law.Text, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return law.Read(f, filepath.Base(path))
}

// ReadBook reads a book from a workbook, a folder of CSV files or a text of law; the content
// decides.
func ReadBook(ctx context.Context, path string) (*law.Book, error) {
	if IsText(path) {
		text, err := ReadText(path)
		if err != nil {
			return nil, err
		}
		for _, name := range text.Tables() {
			currency := trade.Currency(text.Currency())
			read, err := readSchedule(filepath.Join(filepath.Dir(path), filepath.FromSlash(name)), currency)
			if err != nil {
				return nil, err
			}
			text.AddLines(name, read.Lines)
		}
		return text.Book()
	}
	read, err := spreadsheet.ReadTables(ctx, path)
	if err != nil {
		return nil, err
	}
	return tables.ToBook(read)
}

// IsText reports whether a path is a file that is neither a workbook nor something else packed.
func IsText(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return false
	}
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head)
	return n > 0 && utf8.Valid(head[:n-min(n, 3)]) && !bytes.HasPrefix(head, []byte("PK"))
}

// Read is the book that is asked, under the scenario.
func (l *Law) Read(ctx context.Context) (*law.Book, error) {
	book, err := l.Base(ctx)
	if err != nil || l.Scenario == "" {
		return book, err
	}
	s, err := Scenario(ctx, l.Scenario)
	if err != nil {
		return nil, err
	}
	return s.Apply(book)
}

// ScenarioNames are the names of scenarios that need no file.
func ScenarioNames() []string {
	var names []string
	for _, s := range us.Scenarios() {
		names = append(names, s.Name)
	}
	return append(names, scenario.Names()...)
}

// isNamed reports whether a text begins with the name of a scenario about sanctions.
func isNamed(text string) bool {
	name, _, _ := strings.Cut(text, ":")
	name, _, _ = strings.Cut(name, "=")
	return slices.ContainsFunc(scenario.All(), func(n scenario.Named) bool { return n.Name == name })
}

// Scenario is the scenario of a name, or else of a file: JSON, a workbook or a folder; the
// content decides.
func Scenario(ctx context.Context, name string) (*law.Scenario, error) {
	s, unknown := us.Scenario(name)
	if unknown == nil {
		return s, nil
	}
	if isNamed(name) {
		return scenario.Find(name)
	}
	data, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("-scenario %q is neither a file nor one of %s", name, strings.Join(ScenarioNames(), ", "))
	case err == nil && KeyTwice(data) != "":
		return nil, fmt.Errorf("-scenario %s: the key %q stands twice in one object; take one of them out", name,
			KeyTwice(data))
	case err == nil && !bytes.HasPrefix(data, []byte("PK")):
		s, err = law.ParseScenario(bytes.NewReader(data))
	default:
		read, readErr := spreadsheet.ReadTables(ctx, name)
		if readErr != nil {
			return nil, fmt.Errorf("-scenario %w", readErr)
		}
		s, err = tables.ToScenario(read)
	}
	if err != nil {
		return nil, fmt.Errorf("-scenario %s: %w", name, err)
	}
	return s, nil
}

// Explain names the flag that helps with an error of the engine.
func Explain(err error) error {
	var horizon *tariff.HorizonError
	if errors.As(err, &horizon) && !horizon.Asked.Before(horizon.KnownFrom) {
		return &helped{err, "-hold answers with the last rule known and says so"}
	}
	return err
}

// helped is an error with the flag that helps.
type helped struct {
	error
	help string
}

func (h *helped) Error() string { return h.error.Error() + "; " + h.help }
func (h *helped) Unwrap() error { return h.error }
