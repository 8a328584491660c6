package lines_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

var prepared = sync.OnceValue(func() *bulk.Batch {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		panic(err)
	}
	b, err := bulk.NewBatch(engine)
	if err != nil {
		panic(err)
	}
	return b
})

func assess(t *testing.T, file string, opts lines.Options) (*lines.Result, string) {
	t.Helper()
	var out bytes.Buffer
	result, err := lines.Assess(context.Background(), prepared(), strings.NewReader(file), &out, opts)
	require.NoError(t, err)
	return result, out.String()
}

// TestEightDigits: rows that need the 10-digit number are in no total, and their value is
// stated. Of 9401.61.40 the number .11 pays 25 % and .01 pays 20 %.
func TestEightDigits(t *testing.T) {
	result, out := assess(t, "hts,origin,date,value\n"+
		"9401.61.40,VN,2025-11-13,1000.25\n"+
		"9401.61.40.11,VN,2025-11-13,1000\n"+
		"9401.61.40.01,VN,2025-11-13,1000\n", lines.Options{})
	assert.Contains(t, out, "9401.61.40,VN,2025-11-13,1000.25,,,,\n")
	assert.EqualValues(t, 1, result.Rejected)
	assert.Equal(t, "1000.25", result.RejectedValue.String())
	assert.Equal(t, "450", result.Base.Add(result.Additional).String())
	require.Len(t, result.Rejects, 1)
	assert.Equal(t, "A2", result.Rejects[0].Cell)
	assert.ErrorContains(t, result.Rejects[0].Err, "9401.61.40.11, 9401.61.40.31 owe 250.06 (25%)")
}

// TestRows: the shirt of the founding case, in every spelling, beside rows that are wrong.
func TestRows(t *testing.T) {
	result, out := assess(t, "\xEF\xBB\xBFValue,HTS , origin,date,note\r\n"+
		"10000,6109.10.00.12,IN,2025-09-01,\"a, \"\"b\"\"\"\r\n"+
		"10000.00,6109100012,India,2025-09-01,\"two\nlines\"\n"+
		"\n"+
		"\"1,000\",6109.10.00.12,IN,2025-09-01,\n"+
		"1000,6109.10.00.12,IN,2025-02-30,\n"+
		"1000,0402.10.05.00,IN,2025-09-01,\n"+
		"1000,6109.10.00.12,IN,2025-09-01", lines.Options{})
	assert.Equal(t, "Value,HTS , origin,date,note,total_duty,effective_rate,base_duty,additional_duty\n"+
		"10000,6109.10.00.12,IN,2025-09-01,\"a, \"\"b\"\"\",6650.00,0.665,1650.00,5000.00\n"+
		"10000.00,6109100012,India,2025-09-01,\"two\nlines\",6650.00,0.665,1650.00,5000.00\n"+
		"\n"+
		"\"1,000\",6109.10.00.12,IN,2025-09-01,,,,,\n"+
		"1000,6109.10.00.12,IN,2025-02-30,,,,,\n"+
		"1000,0402.10.05.00,IN,2025-09-01,,,,,\n"+
		"1000,6109.10.00.12,IN,2025-09-01,,,,\n", out)
	assert.EqualValues(t, 6, result.Lines)
	assert.EqualValues(t, 4, result.Rejected)
	var told []string
	for _, r := range result.Rejects {
		told = append(told, fmt.Sprintf("%d %s %s %q", r.Line, r.Cell, r.Code, r.Text))
	}
	assert.Equal(t,
		[]string{
			`6 A6 bad_value "1,000"`, `7 D7 bad_date "2025-02-30"`, `8 B8 missing_fact "0402.10.05.00"`,
			`9  bad_row ""`,
		}, told)
	assert.Equal(t, "13300", result.Base.Add(result.Additional).String())
}

// TestRowsAside: claims, quantities and amounts that columns cannot hold.
func TestRowsAside(t *testing.T) {
	result, out := assess(t, "hts,origin,date,value,quantity,unit,claims\n"+
		"8703.23.01.90,CA,2025-10-01,1000.555,,,\n"+
		"0402.10.05.00,NZ,2025-03-01,1000,100,kg,\n"+
		"0402.10.05.00,NZ,2025-03-01,1000,0.1,t,\n"+
		"7318.15.20.10,CA,2025-10-01,1000,,,usmca; metal_share=0.4\n"+
		"6109.10.00.12,IN,2025-09-01,1000,,,bogus\n"+
		"6109.10.00.12,IN,2025-09-01,1000,5,,\n", lines.Options{})
	rows := strings.Split(out, "\n")
	// 1000.555 × 2.5 % and 25 %; 3.3¢ a kilogram; 50 % of the steel and 35 % fentanyl not,
	// because the goods are USMCA goods.
	for i, want := range []string{",275.15,0.274997,25.01,250.14", ",3.30,0.0033,3.30,0.00", ",3.30,0.0033,3.30,0.00"} {
		assert.True(t, strings.HasSuffix(rows[i+1], want), rows[i+1])
	}
	e := tariff.Entry{
		Product: "7318152010", Origin: "CA", Date: trade.NewDate(2025, 10, 1),
		Value: decimal.NewFromInt(1000),
	}
	require.NoError(t, e.Claims.Add("usmca"))
	require.NoError(t, e.Claims.Add("metal_share=0.4"))
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	charge := engine.Charge(e)
	require.NoError(t, charge.Err)
	assert.Contains(t, rows[4], fmt.Sprintf(",%s,", charge.Total.StringFixed(2)))
	assert.EqualValues(t, 2, result.Rejected)
	assert.Equal(t, "unknown_claim", result.Rejects[0].Code)
	assert.Equal(t, "F7", result.Rejects[1].Cell)
}

func TestHeader(t *testing.T) {
	for file, want := range map[string]string{
		"":                               "the file is empty",
		"hts,origin,date\n":              "no column value",
		"hts;origin;date;value\n":        "parted by commas",
		"hts,origin,date,value,hts\n":    "stands twice",
		"hts,origin,date,value,unit\n":   "only together",
		"\"hts,origin,date,value\n1,2,3": "not closed",
	} {
		_, err := lines.Assess(context.Background(), prepared(), strings.NewReader(file), nil, lines.Options{})
		var header *lines.HeaderError
		require.ErrorAs(t, err, &header, file)
		assert.Contains(t, err.Error(), want)
	}
}

// random makes a file of n rows and says how many there are of each origin.
func random(n int) string {
	r := rand.New(rand.NewPCG(5, 6))
	products, origins := prepared().Products(), trade.Countries()
	var b strings.Builder
	b.WriteString("hts,origin,date,value\n")
	for range n {
		fmt.Fprintf(&b, "%s,%s,%s,%d.%02d\n", products[r.IntN(len(products))], origins[r.IntN(len(origins))],
			us.KnownFrom().AddDays(r.IntN(600)), r.IntN(1_000_000), r.IntN(100))
	}
	return b.String()
}

// TestWorkers: the bytes, the sums and the rejects do not depend on the workers, nor on
// how the file comes in.
func TestWorkers(t *testing.T) {
	file := random(200_000)
	by := bulk.By{Origin: true, Month: true, Authority: true}
	first, out := assess(t, file, lines.Options{Workers: 1, By: &by})
	var again bytes.Buffer
	second, err := lines.Assess(context.Background(), prepared(), iotest.HalfReader(strings.NewReader(file)), &again,
		lines.Options{Workers: 5, By: &by})
	require.NoError(t, err)
	assert.True(t, out == again.String())
	require.Equal(t, len(first.By), len(second.By))
	for i := range first.By {
		require.Equal(t, fmt.Sprint(first.By[i]), fmt.Sprint(second.By[i]))
	}
	assert.Equal(t, len(first.Rejects), len(second.Rejects))
	for i := range first.Rejects {
		assert.Equal(t, first.Rejects[i].Line, second.Rejects[i].Line)
		assert.Equal(t, first.Rejects[i].Err.Error(), second.Rejects[i].Err.Error())
	}
	var sum decimal.Decimal
	for _, row := range first.By {
		sum = sum.Add(row.Base).Add(row.Additional)
	}
	var rows decimal.Decimal
	for _, row := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		if f := strings.Split(row, ","); f[4] != "" {
			rows = rows.Add(decimal.RequireFromString(f[4]))
		}
	}
	assert.True(t, sum.Equal(rows), "%s by key, %s by row", sum, rows)
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// TestStops: a reader or a writer that fails, and a context that ends, end the work.
func TestStops(t *testing.T) {
	file := random(50_000)
	_, err := lines.Assess(context.Background(), prepared(), strings.NewReader(file), broken{}, lines.Options{})
	require.ErrorIs(t, err, errBroken)
	_, err = lines.Assess(context.Background(), prepared(),
		io.MultiReader(strings.NewReader(file), iotest.ErrReader(errBroken)), nil, lines.Options{})
	require.ErrorIs(t, err, errBroken)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = lines.Assess(ctx, prepared(), strings.NewReader(file), nil, lines.Options{})
	require.ErrorIs(t, err, context.Canceled)
	ctx, cancel = context.WithCancel(context.Background())
	in, nobody := io.Pipe()
	time.AfterFunc(20*time.Millisecond, cancel)
	_, err = lines.Assess(ctx, prepared(), io.MultiReader(strings.NewReader(file), in), nil, lines.Options{})
	require.ErrorIs(t, err, context.Canceled, "a reader that waits does not hold the end")
	require.NoError(t, nobody.Close())
}

// TestStrayQuotes: a quote that opens nothing rejects its row, wherever blocks are cut.
func TestStrayQuotes(t *testing.T) {
	row, stray := "6109.10.00.12,IN,2025-09-01,1000,x\n", "6109.10.00.12,IN,2025-09-01,1000,5\" pipe\n"
	n := (20 << 20) / len(row)
	result, err := lines.Assess(context.Background(), prepared(),
		strings.NewReader("hts,origin,date,value,note\n"+stray+strings.Repeat(row, n)), nil, lines.Options{})
	require.NoError(t, err)
	assert.EqualValues(t, n+1, result.Lines)
	assert.EqualValues(t, 1, result.Rejected)
	assert.Equal(t, 2, result.Rejects[0].Line)
}

// FuzzAssess: no file panics, and every row is answered or rejected.
func FuzzAssess(f *testing.F) {
	f.Add("hts,origin,date,value\n6109.10.00.12,IN,2025-09-01,10000\n")
	f.Add("hts,origin,date,value,quantity,unit,claims\n\"6109\",\"I\"\"N\",2025-09-01,1e9,1,kg,usmca\n,,,\n\"")
	f.Fuzz(func(t *testing.T, file string) {
		var out bytes.Buffer
		told := int64(0)
		result, err := lines.Assess(context.Background(), prepared(), strings.NewReader(file), &out,
			lines.Options{OnReject: func(lines.Reject) error {
				told++
				return nil
			}})
		if err != nil {
			return
		}
		if told != result.Rejected || result.Rejected > result.Lines {
			t.Fatalf("%d rows, %d rejected, %d reported", result.Lines, result.Rejected, told)
		}
	})
}

// BenchmarkIngest reads, assesses and adds up a file of a million rows.
func BenchmarkIngest(b *testing.B) {
	file := random(1_000_000)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		_, err := lines.Assess(context.Background(), prepared(), strings.NewReader(file), nil,
			lines.Options{By: &bulk.By{Origin: true}})
		require.NoError(b, err)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/line")
}
