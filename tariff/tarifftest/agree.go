package tarifftest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
)

// Agree asks every way of the package for the duty on entries and returns where two of
// them differ: explained, short, AssessAll, columns with charges, columns with totals
// alone, the same beside the other books as scenarios, a CSV file, panels (the averages
// stand at the facts of the entry, or at two fifths under the USMCA), History and the
// stretches of a Calendar, and Diff between the days of two entries. The books must share
// one schedule, as a book and its scenarios do; an error of Compile is returned as it is.
func Agree(books []*law.Book, entries []tariff.Entry) error {
	_, err := agree(books, entries)
	return err
}

func agree(books []*law.Book, entries []tariff.Entry) (*agreement, error) {
	a := &agreement{books: books, entries: entries, compared: map[string]int{}}
	for _, b := range books {
		e, err := tariff.Compile(b)
		if err != nil {
			return nil, err
		}
		a.engines = append(a.engines, e)
	}
	all, err := bulk.NewBatch(a.engines...)
	if err != nil {
		return nil, err
	}
	a.want = make([][]tariff.Charge, len(books))
	for k := range books {
		if err := a.explained(k); err != nil {
			return nil, err
		}
	}
	if err := a.columns(all, a.want); err != nil {
		return nil, err
	}
	for k, e := range a.engines {
		alone, err := bulk.NewBatch(e)
		if err != nil {
			return nil, err
		}
		if err := a.columns(alone, a.want[k:k+1]); err != nil {
			return nil, err
		}
		if err := a.file(alone, a.want[k]); err != nil {
			return nil, err
		}
		for _, way := range []func(int) error{a.panels, a.blends, a.differences, a.days} {
			if err := way(k); err != nil {
				return nil, err
			}
		}
	}
	return a, errors.Join(a.errs...)
}

type agreement struct {
	books       []*law.Book
	engines     []*tariff.Engine
	entries     []tariff.Entry
	assessments [][]*tariff.Assessment // by engine; nil where an entry has no answer
	want        [][]tariff.Charge      // by engine
	errs        []error
	compared    map[string]int // answers that a way was asked for
}

// differ notes a difference, up to a number that a person can read.
func (a *agreement) differ(i int, way string, got, want any) {
	const most = 4
	if len(a.errs) < most {
		e := a.entries[i]
		a.errs = append(a.errs,
			fmt.Errorf("%s: %s from %s on %s, value %s, claims %+v: %v, explained %v", way, e.Product, e.Origin, e.Date, e.Value,
				e.Claims, got, want))
	}
}

func (a *agreement) explained(k int) error {
	charges, err := a.engines[k].AssessAll(context.Background(), a.entries, 2)
	if err != nil {
		return err
	}
	var explained []*tariff.Assessment
	for i, entry := range a.entries {
		x, err := a.engines[k].Assess(entry)
		short := a.engines[k].Charge(entry)
		want := tariff.Charge{Err: err}
		if err == nil {
			want.Total, want.Base = x.Total, x.BaseDuty()
			want.Additional = x.Total.Sub(want.Base)
			explained = append(explained, x)
		} else {
			explained = append(explained, nil)
		}
		for way, got := range map[string]tariff.Charge{"Charge": short, "AssessAll": charges[i]} {
			switch {
			case tariff.ErrorCode(got.Err) != tariff.ErrorCode(err) || (got.Err == nil) != (err == nil):
				a.differ(i, way, got.Err, err)
			case err == nil && !got.Total.Equal(want.Total):
				a.differ(i, way, got.Total, want.Total)
			}
		}
		want.Base, want.Additional = short.Base, short.Additional
		a.want[k] = append(a.want[k], want)
	}
	a.assessments = append(a.assessments, explained)
	return nil
}

// asColumns are the entries as columns; what columns cannot hold stays an entry.
func (a *agreement) asColumns() *bulk.Columns[uint32, uint32, uint32] {
	c := &bulk.Columns[uint32, uint32, uint32]{Scale: 2, QuantityScale: 3, Entries: map[int]tariff.Entry{}}
	units := map[trade.Unit]uint8{}
	for i, e := range a.entries {
		n := uint32(i)
		c.Products, c.Origins, c.Dates = append(c.Products, e.Product), append(c.Origins, e.Origin), append(c.Dates, e.Date)
		c.Product, c.Origin, c.Date = append(c.Product, n), append(c.Origin, n), append(c.Date, n)
		value, fits := scaled(e.Value, 2)
		unit, quantity := uint8(bulk.NoUnit), int64(0)
		if len(e.Quantities) == 1 {
			q := e.Quantities[0]
			if _, known := units[q.Unit]; !known {
				units[q.Unit] = uint8(len(units))
				c.Units = append(c.Units, q.Unit)
			}
			unit = units[q.Unit]
			var ok bool
			quantity, ok = scaled(q.Amount, 3)
			fits = fits && ok
		}
		claim := uint32(0)
		switch {
		// Claims may stand in columns or in entries.
		case !fits || len(e.Quantities) > 1 || len(e.Parts) > 0 || claimsAnything(&e.Claims) && i%3 == 0:
			c.Entries[i] = e
			value, unit, quantity = 0, bulk.NoUnit, 0
		case claimsAnything(&e.Claims):
			c.Claims = append(c.Claims, e.Claims)
			claim = uint32(len(c.Claims))
		}
		c.Value, c.Unit, c.Quantity = append(c.Value, value), append(c.Unit, unit), append(c.Quantity, quantity)
		c.Claim = append(c.Claim, claim)
	}
	return c
}

func scaled(d decimal.Decimal, scale int32) (int64, bool) {
	n := d.Shift(scale)
	return n.IntPart(), n.IsInteger() && n.BigInt().IsInt64()
}

func claimsAnything(c *tariff.Claims) bool { return claimText(c) != "" }

// columns compares a batch with what its engines explain: row by row, then in sums.
func (a *agreement) columns(b *bulk.Batch, want [][]tariff.Charge) error {
	c := a.asColumns()
	charges, totals := make([]*bulk.Charges, len(want)), make([]*bulk.Totals, len(want))
	for k := range want {
		charges[k], totals[k] = &bulk.Charges{}, bulk.NewTotals(bulk.By{})
	}
	ctx := context.Background()
	if _, err := bulk.Assess(ctx, b, c, bulk.Options{Charges: charges}); err != nil {
		return err
	}
	if _, err := bulk.Assess(ctx, b, c, bulk.Options{Totals: totals}); err != nil {
		return err
	}
	for k := range want {
		var sum decimal.Decimal
		way := fmt.Sprintf("columns of book %d of %d", k+1, len(want))
		for i, w := range want[k] {
			rejected := charges[k].Rejected[i]
			a.compared["columns"]++
			base, additional := decimal.New(charges[k].Base[i], -2), decimal.New(charges[k].Additional[i], -2)
			switch {
			case rejected != (w.Err != nil):
				a.differ(i, way, fmt.Sprintf("rejected %v", rejected), w.Err)
			case !rejected && (!base.Equal(w.Base) || !additional.Equal(w.Additional)):
				a.differ(i, way, fmt.Sprintf("%s and %s", base, additional), fmt.Sprintf("%s and %s", w.Base, w.Additional))
			case !rejected:
				sum = sum.Add(w.Total)
			}
		}
		for _, t := range totals[k].Rows() {
			if got := t.Base.Add(t.Additional); !got.Equal(sum) {
				a.differ(0, "totals of "+way, got, sum)
			}
		}
	}
	return nil
}

// file compares a CSV file; rows of several quantities or parts have no place in it.
func (a *agreement) file(b *bulk.Batch, want []tariff.Charge) error {
	var in, out bytes.Buffer
	in.WriteString("hts,origin,date,value,quantity,unit,claims\n")
	var rows []int
	for i, e := range a.entries {
		if len(e.Quantities) > 1 || len(e.Parts) > 0 {
			continue
		}
		rows = append(rows, i)
		quantity := ","
		if len(e.Quantities) == 1 {
			quantity = e.Quantities[0].Amount.String() + "," + string(e.Quantities[0].Unit)
		}
		fmt.Fprintf(&in, "%s,%s,%s,%s,%s,%s\n", e.Product, e.Origin, e.Date, e.Value, quantity, claimText(&e.Claims))
	}
	if _, err := lines.Assess(context.Background(), b, &in, &out, lines.Options{Workers: 1}); err != nil {
		return err
	}
	for n, text := range strings.Split(strings.TrimSpace(out.String()), "\n")[1:] {
		fields := strings.Split(text, ",")
		total := fields[len(fields)-4]
		w := want[rows[n]]
		a.compared["file"]++
		if (total == "") != (w.Err != nil) || (w.Err == nil && !sameAmount(w.Total, total)) {
			a.differ(rows[n], "file", fmt.Sprintf("%q", total), fmt.Sprintf("%s %v", w.Total, w.Err))
		}
	}
	return nil
}

// claimText writes claims as a file states them.
func claimText(c *tariff.Claims) string {
	var out []string
	add := func(name, value string) { out = append(out, name+"="+value) }
	if c.USMCA {
		out = append(out, "usmca")
	}
	if c.Program != "" {
		add("spi", c.Program)
	}
	for _, h := range c.Headings {
		add("heading", h)
	}
	if c.Article != "" {
		add("article", string(c.Article))
	}
	if !c.Loaded.IsZero() {
		add("loaded", c.Loaded.String())
	}
	for _, s := range []struct {
		name  string
		share *decimal.Decimal
	}{
		{"charged_value", c.ChargedValue},
		{"us_content", c.USContent},
		{"metal_share", c.Metal},
		{"steel_share", c.Steel},
		{"aluminum_share", c.Aluminum},
		{"copper_share", c.Copper},
	} {
		if s.share != nil {
			add(s.name, s.share.String())
		}
	}
	return strings.Join(out, "; ")
}
