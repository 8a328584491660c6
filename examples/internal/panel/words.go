package panel

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/tradeshock/tradeshock/trade"
)

// described is a writer of rows with hts, origin and from as their first columns, which puts
// what the goods are behind each row.
type described struct {
	w    io.Writer
	say  func(code trade.Product, on trade.Date) string
	rest []byte // of a row that is not whole yet
	out  bytes.Buffer
	csv  *csv.Writer

	code, from, text string // of the last row
}

func newDescribed(w io.Writer, say func(trade.Product, trade.Date) string) *described {
	d := &described{w: w, say: say}
	d.csv = csv.NewWriter(&d.out)
	return d
}

// Write takes rows in pieces of any length; whole rows go on.
func (d *described) Write(p []byte) (int, error) {
	d.rest = append(d.rest, p...)
	d.out.Reset()
	done := 0
	for {
		end := bytes.IndexByte(d.rest[done:], '\n')
		if end < 0 {
			break
		}
		if err := d.row(d.rest[done : done+end]); err != nil {
			return 0, err
		}
		done += end + 1
	}
	d.rest = append(d.rest[:0], d.rest[done:]...)
	if _, err := d.out.WriteTo(d.w); err != nil {
		return 0, err
	}
	return len(p), nil
}

// row writes one row with its description.
func (d *described) row(row []byte) error {
	d.out.Write(row)
	d.out.WriteByte(',')
	code, rest, _ := bytes.Cut(row, []byte(","))
	_, rest, _ = bytes.Cut(rest, []byte(","))
	from, _, found := bytes.Cut(rest, []byte(","))
	if !found {
		return fmt.Errorf("a row without hts, origin and from: %.60q", row)
	}
	if string(code) == "hts" {
		d.out.WriteString("description\n")
		return nil
	}
	if string(code) != d.code || string(from) != d.from {
		product, err := trade.ParseProduct(string(code))
		if err != nil {
			return err
		}
		on, err := trade.ParseDate(string(from))
		if err != nil {
			return err
		}
		d.code, d.from, d.text = string(code), string(from), d.say(product, on)
	}
	if err := d.csv.Write([]string{d.text}); err != nil {
		return err
	}
	d.csv.Flush()
	return d.csv.Error()
}
