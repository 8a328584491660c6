package udf

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// childArgs makes the test binary the program, for engines that start it.
const childArgs = "TRADESHOCK_TEST_UDF"

func TestMain(m *testing.M) {
	if os.Getenv(childArgs) != "" {
		os.Exit(Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func ask(t *testing.T, in string, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(in), &out, &errs)
	return status, out.String(), errs.String()
}

// TestFounding: 16.5% + 25% + 25% of 10,000.
func TestFounding(t *testing.T) {
	status, out, errs := ask(
		t,
		"6109.10.00.12\tIN\t2025-09-01\t10000\n",
		"-answers",
		"hts,total_duty,base_duty,additional_duty,ieepa,code,error,embargo",
	)
	assert.Equal(t, 0, status, errs)
	assert.Empty(t, errs)
	assert.Equal(t, "6109.10.00.12\t6650.00\t1650.00\t5000.00\t5000.00\t\t\t\n", out)
}

// TestErrorsAreValues: one answer for each row, NULL and a reason where there is no duty.
func TestErrorsAreValues(t *testing.T) {
	rows := []struct{ in, code, says string }{
		{"6109.10.00.12\tIN\t2025-09-01\t10000\tid", "", ""},
		{"6109.10.00.12\tIN\t2025-09-01\t10000", "bad_row", "has 4 fields, and 5 columns"},
		{"6109.10.00.12\tIN\t2025-09-01\t10000\tid\tmore", "bad_row", "has 6 fields"},
		{"", "bad_row", "has 1 fields"},
		{"6109.10.00.12\tIN\t2035-09-01\t10000\tid", "horizon", "2035-09-01"},
		{"6109.10.00.12\tIN\t2025-02-30\t10000\tid", "bad_date", "2025-02-30"},
		{"6109.10.00.12\t\\N\t2025-09-01\t10000\tid", "bad_row", "origin"},
		{"6109.10.00.12\tXQ\t2025-09-01\t10000\tid", "unknown_country", "XQ"},
		{"61\tIN\t2025-09-01\t10000\tid", "", "61"},
		{"6109.10.00.12\tIN\t2025-09-01\t1e4\tid", "bad_value", "1e4"},
		{"6109.10.00.12\tIN\t2025-09-01\t1,234\tid", "bad_value", "1,234"},
		{"6109.10.00.12\tIN\t2025-09-01\t-1\tid", "bad_value", "-1"},
		{"6109.10.00.12\tIN\t2025-09-01\t\tid", "bad_value", "empty"},
		{"6109.10.00.12\tIN\t2025-09-01\t1234567890123456\tid", "", "15 digits"},
		{"6109.10.\\000.12\tIN\t2025-09-01\t1\tid", "", `\\x00`},
		{"6109.10.00.12\tI\xff\t2025-09-01\t1\tid", "unknown_country", "I"},
		{"6109.10.00.12\tI\x00\t2025-09-01\t1\tid", "unknown_country", "I"},
		{strings.Repeat("9", 1<<16) + "\tIN\t2025-09-01\t1\tid", "bad_row", "more than 4096 bytes"},
		{"6109.10.00.12\tIN\t2025-09-01\t1\t" + strings.Repeat("x", 1<<16), "", ""},
		{"2710.19.16.00\tIN\t2025-09-01\t1\tid", "missing_fact", "bbl"},
	}
	var in strings.Builder
	for _, r := range rows {
		in.WriteString(r.in + "\n")
	}
	status, out, errs := ask(
		t,
		in.String(),
		"-columns",
		"hts,origin,date,value,id",
		"-answers",
		"total_duty,code,error,id",
	)
	assert.Equal(t, 0, status, errs)
	assert.True(t, validText(out))
	got := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	require.Len(t, got, len(rows))
	for i, r := range rows {
		f := strings.Split(got[i], "\t")
		require.Len(t, f, 4, got[i])
		if r.says == "" {
			assert.NotEqual(t, `\N`, f[0], r.in[:min(60, len(r.in))])
			assert.Empty(t, f[1]+f[2])
			continue
		}
		assert.Equal(t, `\N`, f[0], r.in)
		assert.Contains(t, f[2], r.says)
		assert.NotEmpty(t, f[1])
		if r.code != "" {
			assert.Equal(t, r.code, f[1], f[2])
		}
	}
}

func validText(s string) bool { return strings.ToValidUTF8(s, "") == s && !strings.Contains(s, "\x00") }

// sample makes rows as texts, good ones and others: hts, origin, date, value, quantity,
// unit, claims.
func sample(r *rand.Rand, n int) [][7]string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var out [][7]string
	for range n {
		row := [7]string{
			pick(
				"6109.10.00.12",
				"61091000",
				"8703.23.01.40",
				"7326.90.86.88",
				"2710.19.16.00",
				"8471.30.01.00",
				"7208.10.15.00",
				"1701.13.10.00",
				"9999.99.99",
			),
			pick("IN", "CN", "CA", "MX", "DE", "VN", "RU", "India", "BR", "XX"),
			trade.NewDate(2025, 1, 1).AddDays(r.IntN(600)).String(),
			fmt.Sprintf("%d.%02d", r.IntN(1_000_000), r.IntN(100)),
		}
		switch r.IntN(8) {
		case 0:
			row[3] = fmt.Sprintf("%d.%06d", r.IntN(1000), r.IntN(1_000_000))
		case 1:
			row[3] = fmt.Sprint(r.Int64N(1e15))
		}
		if r.IntN(2) == 0 {
			row[4], row[5] = fmt.Sprintf(
				"%d.%03d",
				r.IntN(10_000),
				r.IntN(1000),
			), pick(
				"kg",
				"No.",
				"bbl",
				"doz.",
				"liters",
			)
		}
		if r.IntN(6) == 0 {
			row[6] = pick(
				"usmca",
				"us_content=0.25",
				"metal_share=0.4",
				"usmca; us_content=0.3",
				"loaded=2025-03-01",
				"nonsense",
			)
		}
		out = append(out, row)
	}
	return out
}

const typed = "hts String, origin LowCardinality(String), date Date, value Decimal(38, 6), quantity Nullable(Decimal(18, 3)), unit Nullable(FixedString(8)), claims String"

// pack writes a row of sample in RowBinary with the types of typed.
func pack(b []byte, row [7]string) []byte {
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	text(row[0])
	text(row[1])
	day, _ := trade.ParseDate(row[2])
	b = binary.LittleEndian.AppendUint16(b, uint16(day.Sub(trade.NewDate(1970, 1, 1))))
	v := decimal.RequireFromString(row[3]).Shift(6).BigInt()
	var wide [16]byte
	big.NewInt(0).Set(v).FillBytes(wide[:])
	for i := range wide {
		b = append(b, wide[15-i])
	}
	if row[4] == "" {
		b = append(b, 1, 1)
	} else {
		b = append(b, 0)
		b = binary.LittleEndian.AppendUint64(b, uint64(decimal.RequireFromString(row[4]).Shift(3).IntPart()))
		b = append(b, 0)
		b = append(b, (row[5] + "\x00\x00\x00\x00\x00\x00\x00\x00")[:8]...)
	}
	text(row[6])
	return b
}

// one is what the engine says to a row by itself.
func one(engine *tariff.Engine, row [7]string) string {
	day, err := trade.ParseDate(row[2])
	if err != nil {
		return `\N`
	}
	e := tariff.Entry{
		Product: trade.Product(row[0]),
		Origin:  trade.Country(row[1]),
		Date:    day,
		Value:   decimal.RequireFromString(row[3]),
	}
	if row[4] != "" {
		u, err := trade.ParseUnit(row[5])
		if err != nil {
			return `\N`
		}
		e.Quantities = []trade.Quantity{{Amount: decimal.RequireFromString(row[4]), Unit: u}}
	}
	for claim := range strings.SplitSeq(row[6], ";") {
		if claim = strings.TrimSpace(claim); claim != "" && e.Claims.Add(claim) != nil {
			return `\N`
		}
	}
	c := engine.Charge(e)
	if c.Err != nil {
		return `\N`
	}
	return c.Total.StringFixed(2)
}

// TestAgainstAssess: both formats, whole, in pieces and in chunks, answer what the engine
// answers to each row by itself.
func TestAgainstAssess(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	rows := sample(rand.New(rand.NewPCG(1, 2)), 3000)
	var lines, packed, want strings.Builder
	answered := 0
	for i, row := range rows {
		text := strings.Join(row[:], "\t")
		if i%2 == 0 { // NULL states nothing, as an empty field does
			text = strings.Replace(text, "\t\t\t", "\t\\N\t\\N\t", 1)
		}
		lines.WriteString(text + "\n")
		packed.Write(pack(nil, row))
		answer := one(engine, row)
		if answer != `\N` {
			answered++
		}
		want.WriteString(answer + "\n")
	}
	require.Greater(t, answered, 500)
	require.Less(t, answered, 2900)
	args := []string{"-columns", typed, "-answers", "total_duty"}
	status, out, errs := ask(t, lines.String(), args...)
	require.Equal(t, 0, status, errs)
	require.Equal(t, want.String(), out)

	var pieces bytes.Buffer
	status = run(t.Context(), args, &slow{strings.NewReader(lines.String()), 777}, &pieces, io.Discard)
	assert.Equal(t, 0, status)
	assert.Equal(t, want.String(), pieces.String())

	args = append(args, "-format", "RowBinary")
	status, out, errs = ask(t, packed.String(), args...)
	require.Equal(t, 0, status, errs)
	assert.Equal(t, want.String(), unpack(t, out))

	var chunked strings.Builder
	for from := 0; from < len(rows); from += 1100 {
		to := min(from+1100, len(rows))
		fmt.Fprintf(&chunked, "%d\n", to-from)
		for _, row := range rows[from:to] {
			chunked.Write(pack(nil, row))
		}
	}
	status, out, errs = ask(t, chunked.String(), append(args, "-chunks", "-workers", "3")...)
	require.Equal(t, 0, status, errs)
	assert.Equal(t, want.String(), unpack(t, out))
}

// unpack prints a column of Nullable(Decimal(18, 2)).
func unpack(t *testing.T, b string) string {
	var out strings.Builder
	for at := 0; at < len(b); {
		if b[at] == 1 {
			out.WriteString("\\N\n")
			at++
			continue
		}
		require.Zero(t, b[at])
		n := binary.LittleEndian.Uint64([]byte(b[at+1 : at+9]))
		out.WriteString(decimal.New(int64(n), -2).StringFixed(2) + "\n")
		at += 9
	}
	return out.String()
}

// slow gives a few bytes at a time.
type slow struct {
	r    io.Reader
	most int
}

func (s *slow) Read(b []byte) (int, error) { return s.r.Read(b[:min(len(b), s.most)]) }

// TestAnswersAtOnce: who waits for an answer before he asks again gets it.
func TestAnswersAtOnce(t *testing.T) {
	in, asks := io.Pipe()
	answers, out := io.Pipe()
	done := make(chan int)
	go func() {
		done <- run(t.Context(), []string{"-answers", "total_duty"}, in, out, io.Discard)
	}()
	b := make([]byte, 100)
	for range 3 {
		_, err := io.WriteString(asks, "6109.10.00.12\tIN\t2025-09-01\t10000\n")
		require.NoError(t, err)
		n, err := answers.Read(b)
		require.NoError(t, err)
		assert.Equal(t, "6650.00\n", string(b[:n]))
	}
	require.NoError(t, asks.Close())
	assert.Equal(t, 0, <-done)
}

// TestInterrupted: a read that never ends does not keep an interrupted program.
func TestInterrupted(t *testing.T) {
	in, _ := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	var errs bytes.Buffer
	assert.Equal(t, 1, run(ctx, nil, in, io.Discard, &errs))
	assert.Contains(t, errs.String(), "interrupted")
}

// TestBroken: an input that cannot be told apart is refused with the row; what came before
// it is answered.
func TestBroken(t *testing.T) {
	good := pack(nil, [7]string{"6109.10.00.12", "IN", "2025-09-01", "10000"})
	long := append(binary.AppendUvarint(nil, 1<<40), "x"...)
	for name, c := range map[string]struct {
		in   string
		args []string
		says string
	}{
		"ends within a row":    {string(good[:len(good)-1]), nil, "ends within it"},
		"ends within a length": {"\xff", nil, "ends within it"},
		"endless text":         {string(long), nil, "length"},
		"overlong length":      {strings.Repeat("\xff", 20), nil, "length"},
		"no mark":              {string(good[:len(good)-3]) + "\x07", nil, "neither 0 nor 1"},
		"no chunk":             {string(good), []string{"-chunks"}, "chunk"},
		"a short chunk":        {"2\n", []string{"-chunks"}, "states 1 more rows"},
		"a negative chunk":     {"-2\n", []string{"-chunks"}, "chunk"},
		"a huge chunk":         {"99999999999999999999\n", []string{"-chunks"}, "chunk"},
	} {
		in := string(good) + c.in
		if c.args != nil {
			in = "1\n" + in
		}
		status, out, errs := ask(
			t,
			in,
			append(c.args, "-format", "RowBinary", "-columns", typed, "-answers", "total_duty")...)
		if name == "a short chunk" {
			status, out, errs = ask(
				t,
				"2\n"+string(good),
				append(c.args, "-format", "RowBinary", "-columns", typed, "-answers", "total_duty")...)
		}
		assert.Equal(t, 1, status, name)
		assert.Equal(t, "6650.00\n", unpack(t, out), name)
		assert.Contains(t, errs, "row 2 of the input", name)
		assert.Contains(t, errs, c.says, name)
		assert.Equal(t, 1, strings.Count(errs, "\n"), name)
	}
	status, out, errs := ask(
		t,
		"6109.10.00.12\tIN\t2025-09-01\t10000\n"+strings.Repeat("x", 3<<20),
		"-answers",
		"total_duty",
	)
	assert.Equal(t, 1, status)
	assert.Equal(t, "6650.00\n", out)
	assert.Contains(t, errs, "row 2 of the input: has more than 1048576 bytes")
	status, out, _ = ask(t, "6109.10.00.12\tIN\t2025-09-01\t10000", "-answers", "total_duty")
	assert.Equal(t, 0, status, "the last line feed may be missing")
	assert.Equal(t, "6650.00\n", out)
	status, out, _ = ask(t, "")
	assert.Equal(t, 0, status)
	assert.Empty(t, out)
}

func TestWrongUse(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"-format|CSV", "TSV and RowBinary"},
		{"-columns|hts,origin,date", "no column value"},
		{"-columns|hts,hts,origin,date,value", "twice"},
		{"-columns|hts String, origin String, date Date, value Float64", "toDecimal64"},
		{"-columns|hts String, origin String, date DateTime, value Int64", "toDate"},
		{"-columns|hts UInt64, origin String, date Date, value Int64", "must be String"},
		{"-columns|hts,origin,date,value,unit", "only together"},
		{"-columns|hts,origin,date,value,", "without a name"},
		{"-format|RowBinary|-columns|hts,origin,date,value,x Array(String)", "toString"},
		{"-answers|duty", "total_duty"},
		{"-columns|hts,origin,date,value,claim", "nothing reads the column claim"},
		{"-workers|-1", "0 or more"},
	} {
		status, out, errs := ask(t, "", strings.Split(c.args, "|")...)
		assert.Equal(t, 2, status, c.args)
		assert.Empty(t, out)
		assert.Contains(t, errs, c.says, c.args)
	}
	status, _, errs := ask(t, "", "-rounding", "exact")
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "cents")
}

// TestOtherBook: an amount in euros is not that many dollars.
func TestOtherBook(t *testing.T) {
	in := ""
	for _, of := range []string{"USD\tUS", "usd\t", "\\N\tUnited States", "EUR\tUS", "USD\tCA", "x\tx"} {
		in += "6109.10.00.12\tIN\t2025-09-01\t10000\t" + of + "\n"
	}
	status, out, errs := ask(
		t,
		in,
		"-columns",
		"hts,origin,date,value,currency,importer",
		"-answers",
		"total_duty,code",
	)
	assert.Equal(t, 0, status, errs)
	assert.Equal(t, strings.Repeat("6650.00\t\n", 3)+strings.Repeat("\\N\tother_book\n", 3), out)
}
