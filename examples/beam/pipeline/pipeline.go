// Package pipeline adds up the duties of entries by origin as a pipeline of Apache Beam: the
// rows are assessed where they are read, and what moves between machines are exact sums.
package pipeline

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

func init() {
	register.DoFn3x1[context.Context, string, func(string, Sum), error](&Assess{})
	register.Emitter2[string, Sum]()
	register.Function2x1(Add)
	register.Function2x2(table)
	register.Iter1[Keyed]()
	register.Function2x1(keyed)
	beam.RegisterType(typeOf[Sum]())
	beam.RegisterType(typeOf[Keyed]())
}

// Options say which law is asked. Files of law are read by every worker.
type Options struct {
	Law      program.Law
	Rounding string
}

// Sum is what rows come to; amounts are exact decimals as text.
type Sum struct {
	Lines, Rejected         int64
	Value, Base, Additional string
}

// Keyed is the sum of an origin.
type Keyed struct {
	Origin string
	Sum    Sum
}

// Run reads entries, and writes their totals by origin as CSV, as tradeshock duty -lines -by
// origin prints them.
func Run(ctx context.Context, runner, in, out string, o Options) error {
	header, err := headerOf(ctx, in)
	if err != nil {
		return err
	}
	if _, err := batchOf(ctx, o); err != nil { // here, and not first on every worker
		return err
	}
	p, s := beam.NewPipelineWithRoot()
	Write(s, out, Totals(s, textio.Read(s, in), header, o))
	_, err = beam.Run(ctx, runner, p)
	return err
}

// Totals are the sums by origin of rows of CSV, one to a line, whose header is stated; lines
// that are the header are passed over.
func Totals(s beam.Scope, rows beam.PCollection, header string, o Options) beam.PCollection {
	s = s.Scope("tradeshock.Totals")
	parts := beam.ParDo(s, &Assess{Header: header, Options: o}, rows)
	return beam.CombinePerKey(s, Add, parts)
}

// Write writes sums by origin to one file of CSV, in the order of the origins.
func Write(s beam.Scope, out string, totals beam.PCollection) {
	s = s.Scope("tradeshock.Write")
	one := beam.GroupByKey(s, beam.AddFixedKey(s, beam.ParDo(s, keyed, totals)))
	textio.Write(s, out, beam.ParDo(s, table, one))
}

// headerOf is the first line of every file; files that differ in it cannot be read as one.
func headerOf(ctx context.Context, pattern string) (string, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return "", err
	}
	defer fs.Close()
	files, err := fs.List(ctx, pattern)
	if err != nil {
		return "", err
	}
	if len(files) == 0 {
		return "", fmt.Errorf("-lines %s: there is no such file", pattern)
	}
	header := ""
	for i, file := range files {
		line, err := firstLine(ctx, fs, file)
		if err != nil {
			return "", err
		}
		if i > 0 && line != header {
			return "", fmt.Errorf(
				"the header of %s is %q, and that of %s %q; name files of one header",
				file,
				line,
				files[0],
				header,
			)
		}
		header = line
	}
	return header, nil
}

// firstLine is the first line of a file, without a mark of its encoding.
func firstLine(ctx context.Context, fs filesystem.Interface, file string) (string, error) {
	r, err := fs.OpenRead(ctx, file)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := bufio.NewReaderSize(io.LimitReader(r, mostHeader), mostHeader).ReadSlice('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	return plain(strings.TrimSuffix(string(b), "\n")), nil
}

// mostHeader bounds a header.
const mostHeader = 1 << 16

// plain is a line without the mark of its encoding and without a carriage return.
func plain(line string) string {
	return strings.TrimSuffix(strings.TrimPrefix(line, "\xEF\xBB\xBF"), "\r")
}

// batchOf compiles the law.
func batchOf(ctx context.Context, o Options) (*bulk.Batch, error) {
	policy, err := exact.ParsePolicy(o.Rounding)
	if err != nil {
		return nil, err
	}
	book, err := o.Law.Read(ctx)
	if err != nil {
		return nil, err
	}
	engine, err := tariff.CompileWith(book, tariff.Options{Hold: o.Law.Hold, Rounding: policy})
	if err != nil {
		return nil, err
	}
	return bulk.NewBatch(engine)
}

// mostText is the number of bytes of rows that are assessed at once.
const mostText = 1 << 20

// Assess assesses rows by the bundle, and gives what they come to by origin.
type Assess struct {
	Header  string
	Options Options

	batch *bulk.Batch
	text  bytes.Buffer
}

// Setup compiles the law, once for a worker.
func (a *Assess) Setup(ctx context.Context) (err error) {
	a.batch, err = batchOf(ctx, a.Options)
	return err
}

// StartBundle begins with no rows.
func (a *Assess) StartBundle(context.Context, func(string, Sum)) error {
	a.text.Reset()
	return nil
}

// ProcessElement takes in a row.
func (a *Assess) ProcessElement(ctx context.Context, row string, emit func(string, Sum)) error {
	row = plain(row)
	if row == a.Header {
		return nil
	}
	if strings.Count(row, `"`)%2 != 0 {
		return fmt.Errorf(
			"the row %.80q has a quote that is not closed: Beam reads line by line, so that a row must stand on one",
			row,
		)
	}
	a.text.WriteString(row)
	a.text.WriteByte('\n')
	if a.text.Len() < mostText {
		return nil
	}
	return a.flush(ctx, emit)
}

// FinishBundle assesses the rest.
func (a *Assess) FinishBundle(ctx context.Context, emit func(string, Sum)) error {
	return a.flush(ctx, emit)
}

func (a *Assess) flush(ctx context.Context, emit func(string, Sum)) error {
	if a.text.Len() == 0 {
		return nil
	}
	in := strings.NewReader(a.Header + "\n" + a.text.String())
	r, err := lines.Assess(ctx, a.batch, in, nil, lines.Options{Workers: 1, By: &bulk.By{Origin: true}})
	if err != nil {
		return err
	}
	a.text.Reset()
	for _, t := range r.By {
		emit(string(t.Origin), Sum{t.Lines, t.Rejected, t.Value.String(), t.Base.String(), t.Additional.String()})
	}
	if r.Embargoed > 0 {
		emit(Licensed, Sum{Lines: r.Embargoed, Value: r.EmbargoedValue.String(), Base: "0", Additional: "0"})
	}
	return nil
}

// Licensed is the key of rows whose goods may not be imported without a licence or an
// exemption; they are among those of their origins, and their duty is that of goods which
// have one.
const Licensed = "(licence)"

// Add adds two sums.
func Add(a, b Sum) Sum {
	add := func(x, y string) string { return number(x).Add(number(y)).String() }
	return Sum{
		a.Lines + b.Lines,
		a.Rejected + b.Rejected,
		add(a.Value, b.Value),
		add(a.Base, b.Base),
		add(a.Additional, b.Additional),
	}
}

// number reads what String of a decimal wrote; a sum that was never filled is none.
func number(s string) decimal.Decimal {
	return decimal.RequireFromString(cmp.Or(s, "0"))
}

func keyed(origin string, s Sum) Keyed { return Keyed{origin, s} }

// table is the totals as CSV.
func table(_ int, next func(*Keyed) bool) (string, error) {
	var totals []bulk.Total
	var licensed Sum
	for k := (Keyed{}); next(&k); {
		if k.Origin == Licensed {
			licensed = k.Sum
			continue
		}
		totals = append(totals, bulk.Total{
			Key: bulk.Key{Origin: trade.Country(k.Origin)}, Lines: k.Sum.Lines, Rejected: k.Sum.Rejected,
			Value: number(k.Sum.Value), Base: number(k.Sum.Base), Additional: number(k.Sum.Additional),
		})
	}
	slices.SortFunc(totals, func(a, b bulk.Total) int { return cmp.Compare(a.Origin, b.Origin) })
	var b strings.Builder
	if err := shard.WriteTotals(&b, &bulk.By{Origin: true}, totals); err != nil {
		return "", err
	}
	if licensed.Lines > 0 {
		fmt.Fprintf(&b, "%s,%d,%s,,,,\n", Licensed, licensed.Lines, trade.Amount(number(licensed.Value)))
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
