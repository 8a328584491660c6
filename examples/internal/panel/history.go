package panel

import (
	"fmt"
	"io"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// twoDays reads "2025-08-01,2025-09-01".
func twoDays(flag, text string) (from, to trade.Date, err error) {
	days := fields(text)
	if len(days) != 2 {
		return from, to, fmt.Errorf("-%s %q: needs two days, such as 2025-08-01,2025-09-01", flag, text)
	}
	if from, err = trade.ParseDate(days[0]); err != nil {
		return from, to, err
	}
	to, err = trade.ParseDate(days[1])
	return from, to, err
}

// writeDiff prints what is another law on one day than on another.
func (o options) writeDiff(w io.Writer, book *law.Book, opts panel.Options) error {
	var q tariff.DiffQuery
	var err error
	if q.From, q.To, err = twoDays("diff", o.diff); err != nil {
		return err
	}
	if len(opts.Origins) > 1 || len(opts.Products) > 1 {
		return fmt.Errorf("-diff takes one -origin and one -hts, or none of them")
	}
	if len(opts.Origins) == 1 {
		q.Origin = opts.Origins[0]
	}
	if len(opts.Products) == 1 {
		q.Product = opts.Products[0]
	}
	engine, err := tariff.Compile(book)
	if err != nil {
		return err
	}
	changes, err := engine.Diff(q)
	if err != nil {
		return err
	}
	rows := [][]string{{"authority", "heading", "change", "before", "after", "on", "title", "source"}}
	for _, d := range changes {
		rows = append(rows,
			[]string{string(d.Authority), d.Heading, string(d.Kind), d.Before, d.After, d.On.String(), d.Title, d.Source})
	}
	return o.print(w, rows)
}

// writeEvents prints the dated facts of the book.
func (o options) writeEvents(w, stderr io.Writer, book *law.Book) error {
	from, to, err := twoDays("events", o.events)
	if err != nil {
		return err
	}
	if to.Before(from) { // nothing happened would be the answer
		return fmt.Errorf("-events %s: the second day is before the first", o.events)
	}
	if to.After(book.KnownUntil) {
		fmt.Fprintf(stderr, "panel: the book is known until %s: of later days it has what was set by then, and no more\n",
			book.KnownUntil)
	}
	if from.Before(book.KnownFrom) {
		fmt.Fprintf(stderr,
			"panel: the book is known from %s: of earlier days it has what later law refers to, and no more\n", book.KnownFrom)
	}
	rows := [][]string{{"on", "heading", "authority", "state", "duty", "change", "published", "title", "source"}}
	for _, e := range book.Events(from, to) {
		rows = append(rows,
			[]string{
				e.On.String(), e.Heading, string(e.Authority), string(e.State), e.Duty, e.Change, e.Published.String(),
				e.Title, e.Source,
			})
	}
	return o.print(w, rows)
}
