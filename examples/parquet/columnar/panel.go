package columnar

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/tradeshock/tradeshock/examples/internal/panel"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// ratePlaces are the decimals of a rate.
const ratePlaces = 9

var panelColumns = []named{
	{"hts", parquet.String()},
	{"origin", parquet.String()},
	{"from", parquet.Date()},
	{"to", parquet.Date()},
	{"base", parquet.Optional(parquet.Decimal(ratePlaces, 18, parquet.Int64Type))},
	{"additional", parquet.Optional(parquet.Decimal(ratePlaces, 18, parquet.Int64Type))},
	{"total", parquet.Optional(parquet.Decimal(ratePlaces, 18, parquet.Int64Type))},
}

// writePanel writes the intervals that the program panel prints with the same flags.
func writePanel(ctx context.Context, args []string, out *parquet.GenericWriter[any], stderr io.Writer) (n int64,
	err error,
) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	from, to := io.Pipe()
	failed := make(chan error, 1)
	go func() {
		status := panel.Run(ctx, args, to, stderr)
		if status != 0 {
			failed <- fmt.Errorf("the panel cannot be made")
		}
		close(failed)
		_ = to.Close()
	}()
	defer from.Close()
	in := bufio.NewReaderSize(from, 1<<20)
	rows := make([]parquet.Row, 0, 4096)
	if _, err := in.ReadSlice('\n'); err != nil { // the header
		return 0, errors.Join(<-failed, err)
	}
	for {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err != nil {
			return n, err
		}
		row, err := panelRow(line[:len(line)-1])
		if err != nil {
			return n, err
		}
		if rows = append(rows, row); len(rows) == cap(rows) {
			if _, err := out.WriteRows(rows); err != nil {
				return n, err
			}
			rows = rows[:0]
		}
		n++
	}
	if err := <-failed; err != nil {
		return n, err
	}
	_, err = out.WriteRows(rows)
	return n, err
}

// panelRow reads a line of the panel.
func panelRow(line []byte) (parquet.Row, error) {
	f := bytes.Split(line, []byte{','})
	if len(f) != len(panelColumns) {
		return nil, fmt.Errorf("the panel has a row %q of %d fields", line, len(f))
	}
	row := make(parquet.Row, 0, len(f))
	for i, text := range f {
		v, level := parquet.NullValue(), 0
		switch {
		case i < 2:
			v = parquet.ByteArrayValue(bytes.Clone(text))
		case i < 4:
			day, err := trade.ParseDate(string(text))
			if err != nil {
				return nil, err
			}
			v = parquet.Int32Value(int32(day.Sub(trade.NewDate(1970, 1, 1))))
		case len(text) > 0:
			rate, err := exact.Parse(text)
			if err != nil {
				return nil, err
			}
			if rate.Scale > ratePlaces {
				return nil, fmt.Errorf("the rate %s has more than %d decimals", text, ratePlaces)
			}
			one := exact.Fixed{Coef: 1}
			at, fits := exact.Mul(rate, one, ratePlaces, exact.HalfUp)
			if !fits || at.Coef > mostDuty {
				return nil, fmt.Errorf("the rate %s is too large for a column", text)
			}
			v, level = parquet.Int64Value(at.Coef), 1
		}
		row = append(row, v.Level(0, level, i))
	}
	return row, nil
}
