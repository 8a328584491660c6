package compare

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/records"
)

const watchUsage = `watch says for a list of products what changed between two days, and what is coming.

  tradeshock watch -list products.csv -from 2026-02-01 -to 2026-08-10
  tradeshock watch -list products.csv -from 2026-02-01 -to 2026-08-10 -csv
  tradeshock watch -list products.csv -from 2026-02-01 -to 2026-08-10 -out watched.xlsx

The list is CSV with the columns hts and origin and, if there are any, value, quantity and
unit. A cost is what the duty rises by on the value, where a value is given. After the
second day stand the changes that are enacted and, with their state, the measures that are
proposed, threatened or authorised; their cost is what the duty would be more if they were
imposed as they are known on the second day, where a rate is known. Exit status: 0 done; 1
the input was refused; 2 wrong use of flags; 3 done, but rows were rejected.

`

// maxRows bounds a list.
const maxRows = 100_000

// read are the columns of a list that are read; the first two are needed.
var read = []string{"hts", "origin", "value", "quantity", "unit"}

type watcher struct {
	list, from, to string
	law            program.Law
	csv, json      bool
	out            string
	force          bool
	unread         []string // columns of the list that are not read

	engine *tariff.Engine
	book   *law.Book
	first  trade.Date
	last   trade.Date
	// imposed are engines in which one coming measure is imposed, by heading.
	imposed map[string]*tariff.Engine
}

// item is a row of the list.
type item struct {
	line  int
	entry tariff.Entry
	// valued says that the list states a value; else the entry has one of 10,000.
	valued bool
	err    error
	news   []news
}

// news is something that changed or may change.
type news struct {
	// Sureness is "changed" up to the second day, "enacted" after it, else the state of
	// the measure: proposed, threatened, authorised.
	Sureness string     `json:"sureness"`
	On       trade.Date `json:"on,omitzero"`
	Heading  string     `json:"heading,omitempty"`
	Before   string     `json:"before,omitempty"`
	After    string     `json:"after,omitempty"`
	Cost     string     `json:"cost,omitempty"`
	Text     string     `json:"text"`
}

// Watch answers the arguments of watch and returns the exit status.
func Watch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	w := watcher{imposed: map[string]*tariff.Engine{}}
	set := flag.NewFlagSet("watch", flag.ContinueOnError)
	set.StringVar(&w.list, "list", "",
		"CSV `FILE` with the columns hts, origin and, if any, value, quantity, unit; - is stdin")
	set.StringVar(&w.from, "from", "", "first `day`: 2026-02-01")
	set.StringVar(&w.to, "to", "", "second `day`: 2026-08-10")
	set.BoolVar(&w.csv, "csv", false, "CSV instead of a table")
	set.BoolVar(&w.json, "json", false, "print JSON")
	set.StringVar(&w.out, "out", "", "also write a workbook with the changes and the products to `FILE.xlsx`")
	set.BoolVar(&w.force, "force", false, "with -out: write over a file that this program did not make")
	w.law.Add(set)
	if status, done := flags.Parse(set, watchUsage, args, stderr); done {
		return status
	}
	if err := flags.Together(set, flags.Goes{Flags: []string{"force"}, With: []string{"out"}}); err != nil {
		return program.Wrong("watch", stderr, "%s", err)
	}
	if w.list == "" || w.from == "" || w.to == "" {
		return program.Wrong("watch", stderr, "state -list, -from and -to")
	}
	if w.csv && w.json {
		return program.Wrong("watch", stderr, "-csv and -json exclude each other")
	}
	if w.out != "" && !strings.EqualFold(filepath.Ext(w.out), ".xlsx") {
		return program.Wrong("watch", stderr, "-out %q: what is written is a workbook; name a file *.xlsx", w.out)
	}
	var items []item
	err := w.output().Check()
	if err == nil {
		items, err = w.watch(ctx)
	}
	if err == nil {
		err = w.write(items)
	}
	if err == nil {
		err = w.print(stdout, items)
	}
	if err != nil {
		return failed("watch", err, w.json, stdout, stderr)
	}
	status := program.Done
	for _, name := range w.unread {
		fmt.Fprintf(stderr, "watch: the column %q is not read; those read are hts, origin, value, quantity and unit\n", name)
	}
	if slices.ContainsFunc(items, func(i item) bool { return i.err == nil && !i.valued }) {
		fmt.Fprintln(stderr,
			"watch: rows without a value are asked at a value of 10,000: before and after are the duty on that")
	}
	for _, i := range items {
		if i.err != nil {
			fmt.Fprintf(stderr, "rejected line %d: %s\n", i.line, program.Line(i.err))
			status = program.Rejected
		}
	}
	return status
}

// watch reads the list and asks for every row.
func (w *watcher) watch(ctx context.Context) ([]item, error) {
	var err error
	if w.first, err = trade.ParseDate(w.from); err != nil {
		return nil, fmt.Errorf("-from: %w", err)
	}
	if w.last, err = trade.ParseDate(w.to); err != nil {
		return nil, fmt.Errorf("-to: %w", err)
	}
	if w.last.Before(w.first) {
		return nil, fmt.Errorf("-to %s is before -from %s", w.last, w.first)
	}
	items, err := w.read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", w.list, err)
	}
	if w.book, err = w.law.Read(ctx); err != nil {
		return nil, err
	}
	if w.engine, err = tariff.CompileWith(w.book, tariff.Options{Hold: w.law.Hold}); err != nil {
		return nil, err
	}
	for i := range items {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if items[i].err == nil {
			items[i].news, items[i].err = w.ask(items[i])
		}
	}
	return items, nil
}

// read takes the list; a row that is wrong keeps its error.
func (w *watcher) read() ([]item, error) {
	in := io.Reader(os.Stdin)
	if w.list != "-" {
		f, err := os.Open(w.list)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	c := records.NewReader(in, records.Options{})
	head, err := c.Read()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New(
				"no header row: the file is empty; the columns are hts,origin and, if any, value,quantity,unit")
		}
		return nil, fmt.Errorf("no header row: %w", err)
	}
	head = slices.Clone(head)
	column := map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := column[name]; twice && slices.Contains(read, name) {
			return nil, fmt.Errorf("the column %s stands twice", name)
		}
		if column[name] = i; !slices.Contains(read, name) {
			w.unread = append(w.unread, name)
		}
	}
	for _, need := range read[:2] {
		if _, ok := column[need]; ok {
			continue
		}
		if len(head) == 1 && strings.ContainsAny(head[0], ";\t") {
			return nil, fmt.Errorf("no column %s: the header is %q; the list is CSV with commas between", need, head[0])
		}
		return nil, fmt.Errorf("no column %s; the header is %s", need, strings.Join(read, ","))
	}
	var out []item
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(out) == maxRows {
			return nil, fmt.Errorf("more than %d rows", maxRows)
		}
		out = append(out, readItem(c.Line(0), func(name string) string {
			if i, ok := column[name]; ok {
				return strings.TrimSpace(record[i])
			}
			return ""
		}))
	}
	if len(out) == 0 {
		return nil, errors.New("no rows: the file has a header alone, and there is nothing to answer")
	}
	return out, nil
}

func readItem(line int, field func(string) string) item {
	i := item{line: line}
	i.entry.Product, i.entry.Value = trade.Product(field("hts")), decimal.NewFromInt(10000)
	i.entry.Origin, i.err = trade.ParseCountry(field("origin"))
	if text := field("value"); text != "" && i.err == nil {
		i.entry.Value, i.err = number("value", text)
		i.valued = i.err == nil
	}
	if text := field("quantity"); text != "" && i.err == nil {
		i.entry.Quantities, i.err = quantities([]string{text + ":" + field("unit")})
	}
	return i
}

// ask finds what changed for a row between the days, what is enacted after them, and what
// is coming.
func (w *watcher) ask(i item) ([]news, error) {
	var out []news
	i.entry.Date = w.first
	changes, err := w.engine.History(i.entry, w.last)
	if err != nil {
		return nil, err
	}
	out = append(out, i.changed("changed", changes)...)
	i.entry.Date = w.last
	now, err := w.engine.Assess(i.entry)
	if err != nil {
		return out, err
	}
	i.entry = now.Entry
	if w.last.Before(w.book.KnownUntil) {
		if changes, err = w.engine.History(i.entry, w.book.KnownUntil); err != nil {
			return out, err
		}
		out = append(out, i.changed("enacted", changes)...)
	}
	for _, l := range now.Lines {
		m, ok := w.book.Measure(l.Heading)
		if l.Status != tariff.NotInForce || !ok {
			continue
		}
		for _, term := range m.Terms {
			n := news{Sureness: string(term.State), On: term.From, Heading: l.Heading, Text: l.Title + ": " + l.Reason}
			switch term.State {
			case law.Proposed, law.Threatened, law.Authorised:
				if !term.Contains(w.last) {
					continue
				}
			case law.Imposed: // from a day on that the book can't be asked for yet
				if !term.From.After(w.last) || !term.From.After(w.book.KnownUntil) {
					continue
				}
				n.Sureness = "enacted"
			default:
				continue
			}
			if term.Duty != "" {
				n.Text += ", " + term.Duty
				if would, err := w.imposing(l.Heading, term.Duty, i.entry); err != nil {
					n.Text += "; what it would cost is not known: " + program.Line(err)
				} else {
					n.Before, n.After = trade.Amount(now.Total), trade.Amount(would.Total)
					n.Cost = i.cost(now.Total, would.Total)
				}
			}
			out = append(out, n)
		}
	}
	return out, nil
}

// cost is what a change costs on the value of the list.
func (i item) cost(before, after decimal.Decimal) string {
	if !i.valued {
		return ""
	}
	return trade.Amount(after.Sub(before))
}

func (i item) changed(sureness string, changes []tariff.Change) []news {
	var out []news
	for _, c := range changes {
		n := news{Sureness: sureness, On: c.On, Before: trade.Amount(c.Before), Text: program.ChangeText(c)}
		if c.Err == nil {
			n.After, n.Cost = trade.Amount(c.After), i.cost(c.Before, c.After)
		}
		out = append(out, n)
	}
	return out
}

// imposing assesses an entry as if a coming measure were imposed on the day.
func (w *watcher) imposing(heading, duty string, entry tariff.Entry) (*tariff.Assessment, error) {
	engine, compiled := w.imposed[heading]
	if !compiled {
		book := w.book.Clone()
		m, found := book.Measure(heading)
		if !found {
			return nil, fmt.Errorf("no measure %s", heading)
		}
		m.Terms = []law.Term{{Interval: trade.Interval{From: w.last}, State: law.Imposed, Duty: duty}}
		var err error
		if engine, err = tariff.CompileWith(book, tariff.Options{Hold: w.law.Hold}); err != nil {
			engine = nil
		}
		w.imposed[heading] = engine
	}
	if engine == nil {
		return nil, fmt.Errorf("%s can't be imposed as it is known", heading)
	}
	return engine.Assess(entry)
}
