// Package udf is the program that answers columns on its standard streams, for engines that
// run programs within a query: ClickHouse, Spark's rdd.pipe, xargs.
package udf

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/rows"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade/exact"
)

const usage = `udf reads entries as columns from standard input and writes answers to standard output,
one row for each row, in the same order, as soon as they have arrived.

  printf '6109.10.00.12\tIN\t2025-09-01\t10000\n' | tradeshock udf -answers total_duty,error

In ClickHouse, with the program in user_scripts_path, over a table:

  SELECT * FROM executable('tradeshock udf -answers id,total_duty,error
      -columns "id UInt64, hts String, origin String, date Date, value Decimal(18, 2)"',
    TSV, 'id UInt64, total_duty Nullable(Decimal(18, 2)), error String',
    (SELECT id, hts, origin, date, value FROM entries))

and as a function, by a file that user_defined_executable_functions_config names:

  <functions><function>
    <type>executable_pool</type><name>duty</name>
    <return_type>Tuple(total_duty Nullable(Decimal(18, 2)), error String)</return_type>
    <argument><type>String</type><name>hts</name></argument>
    <argument><type>String</type><name>origin</name></argument>
    <argument><type>Date</type><name>date</name></argument>
    <argument><type>Decimal(18, 2)</type><name>value</name></argument>
    <format>RowBinary</format><send_chunk_header>1</send_chunk_header>
    <command>tradeshock udf -format RowBinary -chunks -answers total_duty,error</command>
  </function></functions>

  SELECT sum(d.total_duty), countIf(d.error != '')
  FROM (SELECT duty(hts, origin, date, value) AS d FROM entries)

On the files of a folder: ls part.*.tsv | xargs -P 8 -I{} sh -c 'tradeshock udf <{} >{}.duty'
In Spark: rdd.pipe("tradeshock udf -columns id,hts,origin,date,value -answers id,total_duty,error").

Answers: total_duty, base_duty and additional_duty in the currency of the book, and the
duty of an authority (section_232); code and error, empty where there is an answer; embargo,
the measures without whose licence the goods may not come in; any column of the input, as it
came. Amounts are NULL, never 0, where there is no answer: Nullable(Decimal(18, 2)). In
RowBinary several answers are a Tuple or several columns alike.

A row that cannot be answered says so in its columns, and the exit status is still 0,
because an engine takes any other for a failure of the query. Exit status: 0 done; 1 the
input is broken, such as RowBinary that ends within a row; 2 wrong use of flags.

`

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return run(ctx, args, os.Stdin, stdout, stderr)
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var law program.Law
	set := flag.NewFlagSet("udf", flag.ContinueOnError)
	form := set.String("format", "TSV", "`format` of both streams: TSV or RowBinary, as ClickHouse has them")
	spec := set.String(
		"columns",
		"hts String, origin String, date Date, value Decimal(18, 2)",
		"the `columns` of the input, as ClickHouse states a structure, in their order; "+
			"hts, origin, date, value,\nquantity, unit, claims, currency and importer are read, others may be carried through",
	)
	names := set.String(
		"answers",
		"total_duty,base_duty,additional_duty,error,embargo",
		"`names` of the answers, in their order",
	)
	chunks := set.Bool(
		"chunks",
		false,
		"a line with its number of rows stands before each chunk, as send_chunk_header asks",
	)
	rounding := set.String("rounding", "cent", "`policy` for each duty: cent, half-even, truncate or 159.3")
	workers := set.Int("workers", 1, "`number` of goroutines; 0 means one for each processor")
	law.Add(set)
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	binary := strings.EqualFold(*form, "RowBinary")
	if !binary && !strings.EqualFold(*form, "TSV") && !strings.EqualFold(*form, "TabSeparated") {
		return program.Wrong("udf", stderr, "-format %q: there are TSV and RowBinary", *form)
	}
	if *workers < 0 {
		return program.Wrong("udf", stderr, "-workers %d: state 0 or more", *workers)
	}
	columns, err := rows.ParseColumns(*spec)
	if err != nil {
		return program.Wrong("udf", stderr, "-columns: %s", err)
	}
	s := &stream{in: newInput(stdin), out: stdout, chunks: *chunks, format: &tsv{}}
	if binary {
		for _, c := range columns {
			if !c.Read() {
				return program.Wrong(
					"udf",
					stderr,
					"-columns: the type %s of %s is not read in RowBinary; toString(…) makes a String",
					c.Type,
					c.Name,
				)
			}
		}
		s.format = &rowBinary{columns}
	}
	batch, err := compile(ctx, &law, *rounding)
	if err != nil {
		return program.Fail("udf", program.Explain(err), nil, stdout, stderr)
	}
	var keep []int
	if s.answers, keep, err = newAnswerer(batch, strings.Split(*names, ","), columns, *workers); err != nil {
		return program.Wrong("udf", stderr, "%s", err)
	}
	for i, c := range columns {
		if !slices.Contains(rows.Meanings, c.Name) && !slices.Contains(keep, i) {
			return program.Wrong(
				"udf",
				stderr,
				"-columns: nothing reads the column %s; what is read are %s; "+
					"name it in -answers to carry it through, or leave it out",
				c.Name,
				strings.Join(rows.Meanings, ", "),
			)
		}
	}
	s.rows = rows.New(batch.Book(), columns, binary, keep)
	switch err := s.run(ctx); {
	case errors.Is(err, context.Canceled):
		return program.Fail("udf", errors.New("interrupted"), nil, stdout, stderr)
	case err != nil:
		return program.Fail("udf", err, nil, stdout, stderr)
	}
	return program.Done
}

// compile makes the batch that answers.
func compile(ctx context.Context, law *program.Law, rounding string) (*bulk.Batch, error) {
	policy, err := exact.ParsePolicy(rounding)
	if err != nil {
		return nil, err
	}
	if policy == exact.Exact {
		return nil, errors.New("-rounding exact: amounts are answered in cents; state another policy")
	}
	book, err := law.Read(ctx)
	if err != nil {
		return nil, err
	}
	engine, err := tariff.CompileWith(book, tariff.Options{Hold: law.Hold, Rounding: policy})
	if err != nil {
		return nil, err
	}
	return bulk.NewBatch(engine)
}
