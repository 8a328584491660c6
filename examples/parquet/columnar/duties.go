package columnar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/rows"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// FileError refuses a file: it is none of Parquet, damaged, or without the columns of entries.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }
func (e *FileError) Unwrap() error { return e.Err }

// added are the columns that are put behind those of the input.
var added = []named{
	{"total_duty", parquet.Optional(parquet.Decimal(2, 18, parquet.Int64Type))},
	{"base_duty", parquet.Optional(parquet.Decimal(2, 18, parquet.Int64Type))},
	{"additional_duty", parquet.Optional(parquet.Decimal(2, 18, parquet.Int64Type))},
	{"code", parquet.Optional(parquet.String())},
	{"error", parquet.Optional(parquet.String())},
	{"embargo", parquet.Optional(parquet.String())},
}

// mostDuty is the largest duty that 18 digits of cents hold.
const mostDuty = 999_999_999_999_999_999

// errDigits is the error of a duty that the columns of the answer cannot hold.
var errDigits = fmt.Errorf("%w: the column has 18 digits", bulk.ErrAmount)

// source is a file of entries.
type source struct {
	path    string
	file    *parquet.File
	columns []rows.Column
	unread  []string
}

// open reads what a file holds. Whatever the bytes are, the worst is an error.
func open(path string, in *os.File) (s *source, err error) {
	defer caught(path, &err)
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	s = &source{path: path}
	if s.file, err = parquet.OpenFile(in, info.Size(), parquet.SkipBloomFilters(true)); err != nil {
		return nil, &FileError{path, fmt.Errorf("is no file of Parquet, or is damaged (%w)", err)}
	}
	if s.columns, s.unread, err = columnsOf(s.file.Schema()); err != nil {
		return nil, &FileError{path, err}
	}
	for _, a := range added {
		for _, f := range s.file.Schema().Fields() {
			if f.Name() == a.name {
				return nil, &FileError{path, fmt.Errorf("has a column %s, as the answers have; leave it out", a.name)}
			}
		}
	}
	return s, nil
}

// caught makes an error of a panic within the reader of a damaged file.
func caught(path string, err *error) {
	if p := recover(); p != nil {
		*err = &FileError{path, fmt.Errorf("is damaged: its reader gave up (%v)", p)}
	}
}

// sums are what became of the rows.
type sums struct {
	rows, rejected, embargoed int64
	base, additional          decimal.Decimal
	first                     []string // of the rejected rows, with their reason
}

// assess writes the rows of the source with their duties.
func (s *source) assess(
	ctx context.Context,
	batch *bulk.Batch,
	workers int,
	out *parquet.GenericWriter[any],
) (sum *sums, err error) {
	defer caught(s.path, &err)
	sum = &sums{}
	taken := rows.New(batch.Book(), s.columns, true, nil)
	in := make([]parquet.Row, 4096)
	fields := make([]rows.Field, len(s.columns))
	scratch := make([][16]byte, len(s.columns))
	for _, group := range s.file.RowGroups() {
		reader := group.Rows()
		for {
			n, err := reader.ReadRows(in)
			if err != nil && !errors.Is(err, io.EOF) {
				return nil, errors.Join(
					&FileError{s.path, fmt.Errorf("row %d: is damaged (%w)", sum.rows+1, err)},
					reader.Close(),
				)
			}
			if n == 0 && err == nil {
				return nil, errors.Join(
					&FileError{s.path, fmt.Errorf("row %d: the file states more rows than it has", sum.rows+1)},
					reader.Close(),
				)
			}
			if ctx.Err() != nil {
				return nil, errors.Join(ctx.Err(), reader.Close())
			}
			taken.Clear()
			for _, row := range in[:n] {
				if len(row) != len(fields) {
					return nil, errors.Join(
						&FileError{
							s.path,
							fmt.Errorf("row %d: has %d values for %d columns", sum.rows+1, len(row), len(fields)),
						},
						reader.Close(),
					)
				}
				for k := range row {
					fields[k] = field(row[k], &s.columns[k], &scratch[k])
				}
				taken.Add(fields)
			}
			if n > 0 {
				if err := taken.Assess(ctx, batch, workers, false); err != nil {
					return nil, errors.Join(err, reader.Close())
				}
				sum.answer(taken, in[:n], len(fields))
				if _, err := out.WriteRows(in[:n]); err != nil {
					return nil, errors.Join(err, reader.Close())
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
		}
		if err := reader.Close(); err != nil {
			return nil, err
		}
	}
	if sum.rows != s.file.NumRows() {
		return nil, &FileError{s.path, fmt.Errorf("has %d rows, and states %d", sum.rows, s.file.NumRows())}
	}
	return sum, nil
}

// answer puts the answers behind the rows.
func (s *sums) answer(taken *rows.Rows, in []parquet.Row, width int) {
	const kept = 20
	for i := range in {
		s.rows++
		base, additional, answered := taken.Duty(i)
		var err error
		switch {
		case !answered:
			err = taken.Err(i)
		case base > mostDuty || additional > mostDuty || base+additional > mostDuty:
			err = errDigits
		}
		row := in[i]
		put := func(v parquet.Value) {
			level := 1
			if v.IsNull() {
				level = 0
			}
			row = append(row, v.Level(0, level, len(row)))
		}
		if err == nil {
			s.base, s.additional = s.base.Add(decimal.New(base, -2)), s.additional.Add(decimal.New(additional, -2))
			put(parquet.Int64Value(base + additional))
			put(parquet.Int64Value(base))
			put(parquet.Int64Value(additional))
			put(parquet.NullValue())
			put(parquet.NullValue())
		} else {
			why := short(err)
			if s.rejected++; len(s.first) < kept {
				s.first = append(s.first, fmt.Sprintf("row %d: %s", s.rows, why))
			}
			for range 3 {
				put(parquet.NullValue())
			}
			put(parquet.ByteArrayValue([]byte(tariff.ErrorCode(err))))
			put(parquet.ByteArrayValue([]byte(why)))
		}
		var names []string
		for _, m := range taken.Embargoes(i) {
			names = append(names, m.Heading+", "+m.Title)
		}
		if len(names) == 0 {
			put(parquet.NullValue())
		} else {
			if err == nil {
				s.embargoed++
			}
			put(parquet.ByteArrayValue([]byte(strings.Join(names, "; "))))
		}
		in[i] = row
	}
}

// short is an error on one line of text, however long and hostile what it quotes is.
func short(err error) string {
	const most = 600
	return clip.To(strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\n", "; "), "\uFFFD"), most)
}
