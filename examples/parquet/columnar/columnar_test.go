package columnar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/schema"
	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func ask(t *testing.T, args ...string) (status int, stderr string) {
	var out, errs bytes.Buffer
	status = Run(t.Context(), args, &out, &errs)
	assert.Empty(t, out.String())
	return status, errs.String()
}

// entry is a row of a file as another program may write it.
type entry struct {
	Note     *string  `parquet:"note,optional,dict"`
	Weight   float64  `parquet:"weight"`
	HTS      string   `parquet:"hts,dict"`
	Origin   *string  `parquet:"Origin,optional,dict,zstd"`
	Date     int32    `parquet:"date,date"`
	Value    [16]byte `parquet:"value,decimal(6:38)"`
	Quantity *int64   `parquet:"quantity,optional,decimal(3:18)"`
	Unit     *string  `parquet:"unit,optional"`
	Claims   *string  `parquet:"claims,optional"`
}

// row is a row of a file, by the names of its columns.
type row map[string]parquet.Value

// read reads a file value by value: structs of Go would lose what is NULL.
func read(t *testing.T, path string) []row {
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	info, err := f.Stat()
	require.NoError(t, err)
	file, err := parquet.OpenFile(f, info.Size())
	require.NoError(t, err)
	var out []row
	for _, group := range file.RowGroups() {
		rows := group.Rows()
		buffer := make([]parquet.Row, 100)
		for n, err := rows.ReadRows(buffer); ; n, err = rows.ReadRows(buffer) {
			for _, values := range buffer[:n] {
				r := row{}
				for i, f := range file.Schema().Fields() {
					r[f.Name()] = values[i].Clone()
				}
				out = append(out, r)
			}
			if err != nil {
				break
			}
		}
		require.NoError(t, rows.Close())
	}
	require.EqualValues(t, file.NumRows(), len(out))
	return out
}

func wide(d decimal.Decimal) (b [16]byte) {
	n := d.Shift(6).BigInt()
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	n.FillBytes(b[:])
	return b
}

// sample makes entries, good ones and others.
func sample(n int) []entry {
	r := rand.New(rand.NewPCG(7, 9))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var out []entry
	for i := range n {
		e := entry{
			HTS: pick(
				"6109.10.00.12",
				"61091000",
				"8703.23.01.40",
				"7326.90.86.88",
				"2710.19.16.00",
				"1701.13.10.00",
				"9999.99.99",
			),
			Date:  int32(trade.NewDate(2025, 1, 1).AddDays(r.IntN(600)).Sub(trade.NewDate(1970, 1, 1))),
			Value: wide(decimal.New(r.Int64N(1_000_000_000), -2)),
		}
		if i%3 > 0 {
			e.Note = new(fmt.Sprint("note ", i))
		}
		switch r.IntN(12) {
		case 0:
			e.Value = wide(decimal.New(r.Int64N(1e15), -6))
		case 1:
			e.Value = wide(decimal.New(-5, 0))
		case 2:
			e.Value = wide(decimal.New(12, 18))
		}
		if r.IntN(20) > 0 {
			e.Origin = new(pick("IN", "CN", "CA", "MX", "VN", "IR", "India", "XX"))
		}
		if r.IntN(2) == 0 {
			e.Quantity, e.Unit = new(r.Int64N(1e7)), new(pick("kg", "No.", "bbl"))
		}
		if r.IntN(5) == 0 {
			e.Claims = new(pick("usmca", "metal_share=0.4", "nonsense"))
		}
		out = append(out, e)
	}
	return out
}

// one is what the engine says to a row by itself: its duty in cents, or nil.
func one(engine *tariff.Engine, row entry) (total *int64) {
	if row.Origin == nil {
		return nil
	}
	v := new(big.Int).SetBytes(row.Value[:])
	if row.Value[0]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	e := tariff.Entry{
		Product: trade.Product(
			row.HTS,
		), Origin: trade.Country(*row.Origin), Date: trade.NewDate(1970, 1, 1).AddDays(int(row.Date)),
		Value: decimal.NewFromBigInt(v, -6),
	}
	if row.Quantity != nil {
		u, err := trade.ParseUnit(*row.Unit)
		if err != nil {
			return nil
		}
		e.Quantities = []trade.Quantity{{Amount: decimal.New(*row.Quantity, -3), Unit: u}}
	}
	if row.Claims != nil && e.Claims.Add(*row.Claims) != nil {
		return nil
	}
	c := engine.Charge(e)
	if c.Err != nil {
		return nil
	}
	return new(c.Total.Shift(2).IntPart())
}

// manifest reads the manifest beside a file, which is of the shape that it names.
func manifest(t *testing.T, path string) (m Manifest, text string) {
	b, err := os.ReadFile(path + ".json")
	require.NoError(t, err)
	shape, ok := schema.Find(Schema)
	require.True(t, ok)
	object, err := jsonschema.UnmarshalJSON(bytes.NewReader(shape))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("https://example.org/manifest", object))
	compiled, err := c.Compile("https://example.org/manifest")
	require.NoError(t, err)
	object, err = jsonschema.UnmarshalJSON(bytes.NewReader(b))
	require.NoError(t, err)
	require.NoError(t, compiled.Validate(object), string(b))
	require.NoError(t, json.Unmarshal(b, &m))
	return m, string(b)
}

// TestDuties: every row owes what the engine says to it by itself, what came in comes out
// as it was, and the manifest has the exact totals.
func TestDuties(t *testing.T) {
	folder := t.TempDir()
	in, out := filepath.Join(folder, "entries.parquet"), filepath.Join(folder, "duties.parquet")
	entries := sample(9000)
	require.NoError(t, parquet.WriteFile(in, entries, parquet.MaxRowsPerRowGroup(4100)))
	status, errs := ask(t, "-lines", in, "-out", out)
	require.Equal(t, 3, status, errs)
	assert.Contains(t, errs, "not read: column note")
	before, got := read(t, in), read(t, out)
	require.Len(t, got, len(entries))
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	total, rejected, barred := int64(0), int64(0), int64(0)
	for i, row := range got {
		require.Len(t, row, len(before[i])+len(added))
		for name, v := range before[i] {
			require.True(t, parquet.DeepEqual(v, row[name]), name)
		}
		want := one(engine, entries[i])
		if want == nil {
			rejected++
			require.NotEmpty(t, row["error"].String())
			require.NotEmpty(t, row["code"].String())
			for _, name := range []string{"total_duty", "base_duty", "additional_duty"} {
				require.True(t, row[name].IsNull(), "%+v", entries[i])
			}
			continue
		}
		require.True(t, row["error"].IsNull(), "%+v: %v", entries[i], row)
		require.True(t, row["code"].IsNull())
		require.Equal(t, *want, row["total_duty"].Int64(), "%+v", entries[i])
		require.Equal(t, *want, row["base_duty"].Int64()+row["additional_duty"].Int64())
		total += *want
		if !row["embargo"].IsNull() {
			require.Contains(t, row["embargo"].String(), "31 CFR 560")
			barred++
		}
	}
	require.Positive(t, total)
	require.Greater(t, rejected, int64(1000))
	require.Positive(t, barred)

	m, text := manifest(t, out)
	assert.Equal(t, decimal.New(total, -2).String(), m.Duties.Total.String())
	assert.Equal(t, rejected, m.Duties.Rejected)
	assert.Equal(t, barred, m.Duties.Embargoed)
	for path, says := range map[string]shard.File{in: *m.Input, out: m.Output} {
		is, err := shard.FileOf(path)
		require.NoError(t, err)
		assert.True(t, is.Same(says), path)
	}
	status, errs = ask(t, "-lines", in, "-out", out)
	require.Equal(t, 3, status, errs)
	_, again := manifest(t, out)
	assert.Equal(t, text, again, "the same input, the same bytes")
}

// TestTypes: other types of the columns are read to the same answer, and what is not exact
// is refused.
func TestTypes(t *testing.T) {
	folder := t.TempDir()
	n := 0
	try := func(write func(string) error) (int, string, []row) {
		n++
		in, out := filepath.Join(
			folder,
			fmt.Sprintf("in%d.parquet", n),
		), filepath.Join(
			folder,
			fmt.Sprintf("out%d.parquet", n),
		)
		require.NoError(t, write(in))
		status, errs := ask(t, "-lines", in, "-out", out)
		if status == 1 {
			assert.NoFileExists(t, out)
			assert.NoFileExists(t, out+".json")
			assert.Equal(t, 1, strings.Count(errs, "\n"))
			return status, errs, nil
		}
		return status, errs, read(t, out)
	}
	right := func(status int, errs string, got []row) {
		t.Helper()
		require.Equal(t, 0, status, errs)
		require.Len(t, got, 1)
		assert.EqualValues(t, 665000, got[0]["total_duty"].Int64())
	}
	day := int32(trade.NewDate(2025, 9, 1).Sub(trade.NewDate(1970, 1, 1)))
	type texts struct {
		Date, HTS, Origin, Value string
	}
	right(try(func(path string) error {
		return parquet.WriteFile(path, []texts{{"2025-09-01", "6109.10.00.12", "India", "10000.00"}})
	}))
	type integers struct {
		HTS    string `parquet:"hts"`
		Origin string `parquet:"origin"`
		Date   int32  `parquet:"date,date"`
		Value  uint32 `parquet:"value"`
	}
	right(try(func(path string) error {
		return parquet.WriteFile(path, []integers{{"6109.10.00.12", "IN", day, 10000}})
	}))
	type small struct {
		HTS    string `parquet:"hts"`
		Origin string `parquet:"origin"`
		Date   int32  `parquet:"date,date"`
		Value  int32  `parquet:"value,decimal(3:9)"`
	}
	right(try(func(path string) error {
		return parquet.WriteFile(path, []small{{"6109.10.00.12", "IN", day, 10_000_000}})
	}))
	status, _, got := try(func(path string) error {
		f, err := os.Create(path)
		require.NoError(t, err)
		w := newWriter(f, schemaOf("wide", []named{
			{"hts", parquet.String()},
			{"origin", parquet.String()},
			{"date", parquet.Date()},
			{"value", parquet.Decimal(0, 38, parquet.FixedLenByteArrayType(20))},
		}), "")
		for _, value := range [][]byte{append([]byte{1}, make([]byte, 19)...), append(make([]byte, 18), 0x27, 0x10)} {
			_, err := w.WriteRows([]parquet.Row{{
				parquet.ByteArrayValue([]byte("6109.10.00.12")).
					Level(0, 0, 0),
				parquet.ByteArrayValue([]byte("IN")).Level(0, 0, 1),
				parquet.Int32Value(day).Level(0, 0, 2), parquet.FixedLenByteArrayValue(value).Level(0, 0, 3),
			}})
			require.NoError(t, err)
		}
		return errors.Join(w.Close(), f.Close())
	})
	require.Equal(t, 3, status)
	require.Len(t, got, 2)
	assert.True(t, got[0]["total_duty"].IsNull())
	assert.Contains(t, got[0]["error"].String(), "more digits")
	assert.EqualValues(t, 665000, got[1]["total_duty"].Int64())

	type floats struct {
		HTS    string  `parquet:"hts"`
		Origin string  `parquet:"origin"`
		Date   int32   `parquet:"date,date"`
		Value  float64 `parquet:"value"`
	}
	type stamps struct {
		HTS    string `parquet:"hts"`
		Origin string `parquet:"origin"`
		Date   int64  `parquet:"date,timestamp"`
		Value  int64  `parquet:"value"`
	}
	type listed struct {
		HTS    string   `parquet:"hts"`
		Origin []string `parquet:"origin"`
		Date   int32    `parquet:"date,date"`
		Value  int64    `parquet:"value"`
	}
	type few struct {
		HTS    string `parquet:"hts"`
		Origin string `parquet:"origin"`
	}
	type twice struct {
		integers
		Importer    string `parquet:"importer"`
		Destination string `parquet:"Destination"`
	}
	type taken struct {
		integers
		Error string `parquet:"error"`
	}
	for says, write := range map[string]func(string) error{
		"Float64":               func(path string) error { return parquet.WriteFile(path, []floats{{}}) },
		"DateTime64":            func(path string) error { return parquet.WriteFile(path, []stamps{{}}) },
		"lists or records":      func(path string) error { return parquet.WriteFile(path, []listed{{}}) },
		"no column date":        func(path string) error { return parquet.WriteFile(path, []few{{}}) },
		"importer stands twice": func(path string) error { return parquet.WriteFile(path, []twice{{}}) },
		"has a column error":    func(path string) error { return parquet.WriteFile(path, []taken{{}}) },
		"no file of Parquet": func(path string) error {
			return os.WriteFile(path, []byte("hts,origin,date,value\n"), 0o644)
		},
	} {
		status, errs, _ := try(write)
		assert.Equal(t, 1, status, says)
		assert.Contains(t, errs, says)
	}
}

// TestDamaged: a file that is cut or changed anywhere is refused or answered, and never a
// panic; what was cut short is never an answer.
func TestDamaged(t *testing.T) {
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.parquet"), filepath.Join(folder, "out.parquet")
	require.NoError(t, parquet.WriteFile(in, sample(50)))
	text, err := os.ReadFile(in)
	require.NoError(t, err)
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	batch, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	try := func(b []byte) error {
		require.NoError(t, os.WriteFile(out, b, 0o644))
		f, err := os.Open(out)
		require.NoError(t, err)
		defer f.Close()
		s, err := open(out, f)
		if err != nil {
			return err
		}
		var columns []named
		for _, f := range s.file.Schema().Fields() {
			columns = append(columns, named{f.Name(), f})
		}
		_, err = s.assess(
			t.Context(),
			batch,
			1,
			newWriter(&bytes.Buffer{}, schemaOf("x", append(columns, added...)), ""),
		)
		return err
	}
	require.NoError(t, try(text))
	for n := 0; n < len(text); n += 1 + len(text)/60 {
		assert.Error(t, try(text[:n]), n)
	}
	r := rand.New(rand.NewPCG(1, 1))
	refused := 0
	for range 300 {
		b := bytes.Clone(text)
		b[r.IntN(len(b))] ^= byte(1 + r.IntN(255))
		if try(b) != nil {
			refused++
		}
	}
	assert.Positive(t, refused)
}

// TestPanel: the file has what the program panel prints, exactly.
func TestPanel(t *testing.T) {
	out := filepath.Join(t.TempDir(), "panel.parquet")
	status, errs := ask(t, "-panel", "-origin", "IN,CN", "-hts", "6109,0402.10", "-out", out)
	require.Equal(t, 0, status, errs)
	got := read(t, out)
	// The India case: 16.5 % and 25 % + 25 % from 27 August 2025.
	day := int32(trade.NewDate(2025, 9, 1).Sub(trade.NewDate(1970, 1, 1)))
	found := 0
	for _, s := range got {
		if s["hts"].String() == "6109.10.00.12" && s["origin"].String() == "IN" && s["from"].Int32() <= day &&
			day < s["to"].Int32() {
			found++
			assert.EqualValues(t, 165_000_000, s["base"].Int64())
			assert.EqualValues(t, 500_000_000, s["additional"].Int64())
			assert.EqualValues(t, 665_000_000, s["total"].Int64())
		}
	}
	assert.Equal(t, 1, found)
	m, _ := manifest(t, out)
	assert.EqualValues(t, len(got), m.Rows)
	assert.Equal(t, "panel", m.Holds)
	status, errs = ask(t, "-panel", "-hts", "9999", "-out", out)
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "no product below")
}

func TestWrongUse(t *testing.T) {
	folder := t.TempDir()
	for _, args := range [][]string{
		{},
		{"-lines", "x"},
		{"-panel"},
		{"-panel", "-lines", "x", "-out", "y"},
		{"-lines", "x", "-out", "y", "-origin", "IN"},
		{"-panel", "-hold", "-out", "y"},
		{"-lines", "x", "-out", "y", "-workers", "-1"},
	} {
		status, errs := ask(t, args...)
		assert.Equal(t, 2, status, "%v: %s", args, errs)
	}
	mine := filepath.Join(folder, "mine.parquet")
	require.NoError(t, parquet.WriteFile(mine, sample(1)))
	status, errs := ask(t, "-panel", "-out", mine)
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "is not an earlier output")
	status, errs = ask(t, "-lines", mine, "-out", mine, "-force")
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "a file that the program reads")
}
