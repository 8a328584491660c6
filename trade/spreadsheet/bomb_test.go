package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Small files that want much: each is refused, or read right, in a process of its
// own with at most 256 MiB and 5 seconds.
func TestBombs(t *testing.T) {
	sheetOf := func(rows string, n int) []zipEntry {
		return with(goodParts(),
			repeated(flowsPart, `<worksheet `+mainSpace+`><sheetData>`, rows, n, `</sheetData></worksheet>`))
	}
	mib := strings.Repeat(" ", 1<<20)
	long := strings.Repeat("x", 32_000)
	overlapping := func() []byte {
		z := &zipFile{entries: goodParts()}
		bomb := repeated("xl/media/a.bin", "", mib, 16, "")
		bomb.at = 0
		z.entries = append(z.entries, bomb)
		place := 0
		for _, e := range z.entries[:len(z.entries)-1] {
			place += localLength + len(e.name) + len(e.packed)
		}
		for i := range 250 {
			again := bomb
			again.name, again.at = fmt.Sprintf("xl/media/%c%03d.bin", 'b', i), place+1
			z.entries = append(z.entries, again)
		}
		return z.bytes()
	}
	for name, c := range map[string]struct {
		file func() []byte
		want string
		long bool // only when there is time
	}{
		"theme of 1 GiB": {func() []byte {
			return packed(with(goodParts(), repeated(themePart, "<a>", mib, 1024, "</a>")))
		}, "limit", false},
		"sheet of 1 GiB spaces":  {func() []byte { return packed(sheetOf(mib, 1024)) }, "limit", false},
		"sheet of 64 MiB spaces": {func() []byte { return packed(sheetOf(mib, 63)) }, "ok", true},
		"picture of 1 GiB": {func() []byte {
			return packed(append(goodParts(), repeated("xl/media/a.png", "", mib, 1024, "")))
		}, "limit", false},
		"pictures of 4 GiB": {func() []byte {
			entries := goodParts()
			picture := repeated("", "", mib, 60, "")
			for i := range 70 {
				picture.name = fmt.Sprintf("xl/media/%d.png", i)
				entries = append(entries, picture)
			}
			return packed(entries)
		}, "limit", false},
		"15m strings": {func() []byte {
			return packed(with(goodParts(),
				repeated(stringsPart, `<sst `+mainSpace+`>`, strings.Repeat(`<si><t/></si>`, 1000), 15_000, `</sst>`)))
		}, "limit", false},
		"4.9m strings": {func() []byte {
			return packed(with(goodParts(),
				repeated(stringsPart, `<sst `+mainSpace+`>`, strings.Repeat(`<si><t/></si>`, 1000), 4_900, `</sst>`)))
		}, "limit", true},
		"62 MiB of strings": {func() []byte {
			return packed(with(goodParts(),
				repeated(stringsPart, strings.TrimSuffix(goodStrings, "</sst>"), `<si><t>`+long+`</t></si>`, 2030, `</sst>`)))
		}, "ok", true},
		"rich text, 12k references": {func() []byte {
			return packed(editedParts(t, with(sheetOf(`<row><c t="s"><v>0</v></c></row>`, 12_000),
				part(stringsPart,
					`<sst `+mainSpace+`><si>`+strings.Repeat(`<r><rPr><b/></rPr><t>abc</t></r>`, 10_000)+`</si></sst>`)), mainPart,
				"Flows", "F"))
		}, "ok", false},
		"cells in XFD, 20k rows": {func() []byte {
			var b strings.Builder
			for i := range 20_000 {
				fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+1, i+1)
			}
			return packed(with(goodParts(),
				part(flowsPart, `<worksheet `+mainSpace+`><sheetData>`+b.String()+`</sheetData></worksheet>`)))
		}, "limit", false},
		"1m rows alike": {func() []byte {
			return packed(sheetOf(`<row><c><v>1</v></c><c t="s"><v>5</v></c></row>`, 1_048_000))
		}, "ok", true},
		"too many rows": {func() []byte { return packed(sheetOf(`<row/>`, 1_048_577)) }, "limit", true},
		"rows of 16k long text": {func() []byte {
			return packed(sheetOf(`<row>`+strings.Repeat(`<c t="str"><v>`+long[:2000]+`</v></c>`, 16_384)+`</row>`, 1))
		}, "limit", false},
		"cell of 40 MB": {func() []byte {
			return packed(sheetOf(`<row><c t="str"><v>`+strings.Repeat("y", 40<<20)+`</v></c></row>`, 1))
		}, "limit", true},
		"formula of 60 MB": {func() []byte {
			return packed(sheetOf(`<row><c><f>`+strings.Repeat("1+", 30<<20)+`1</f><v>1</v></c></row>`, 1))
		}, "ok", true},
		"comment of 60 MB": {func() []byte {
			return packed(sheetOf(`<!--`+strings.Repeat("x", 60<<20)+`-->`, 1))
		}, "ok", true},
		"200k merges": {func() []byte {
			var b strings.Builder
			for i := range 200_000 {
				fmt.Fprintf(&b, `<mergeCell ref="A%d:B%d"/>`, i+1, i+1)
			}
			return packed(with(goodParts(),
				part(flowsPart,
					strings.Replace(goodSheet, "</sheetData>", "</sheetData><mergeCells>"+b.String()+"</mergeCells>", 1))))
		}, "limit", false},
		"100k wide merges": {func() []byte {
			var b strings.Builder
			for i := range 100_000 {
				fmt.Fprintf(&b, `<mergeCell ref="A%d:XFD%d"/>`, i+1, i+1)
			}
			return packed(with(goodParts(),
				part(flowsPart,
					strings.Replace(goodSheet, "</sheetData>", "</sheetData><mergeCells>"+b.String()+"</mergeCells>", 1))))
		}, "ok", true},
		"300k formats": {func() []byte {
			return packed(with(goodParts(),
				repeated(stylesPart, `<styleSheet `+mainSpace+`><cellXfs>`, strings.Repeat(`<xf numFmtId="14"/>`, 100), 3000,
					`</cellXfs></styleSheet>`)))
		}, "limit", false},
		"1m number formats": {func() []byte {
			return packed(with(goodParts(),
				repeated(stylesPart, `<styleSheet `+mainSpace+`><numFmts>`,
					strings.Repeat(`<numFmt numFmtId="7" formatCode="yyyy"/>`, 100), 10_000,
					`</numFmts><cellXfs><xf/><xf/><xf/><xf/></cellXfs></styleSheet>`)))
		}, "ok", true},
		"500k names": {func() []byte {
			return packed(with(goodParts(),
				repeated(mainPart,
					`<workbook `+mainSpace+` `+relSpace+`><sheets><sheet name="A" r:id="rId1"/></sheets><definedNames>`,
					`<definedName name="a">A</definedName>`, 500_000, `</definedNames></workbook>`)))
		}, "limit", true},
		"500k relations": {func() []byte {
			var b strings.Builder
			for i := range 500_000 {
				fmt.Fprintf(&b, `<Relationship Id="i%d" Type="x" Target="y"/>`, i)
			}
			return packed(with(goodParts(),
				part(mainRels,
					`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+b.String()+
						`</Relationships>`)))
		}, "structure", false},
		"500k types": {func() []byte {
			var b strings.Builder
			for i := range 500_000 {
				fmt.Fprintf(&b, `<Override PartName="/a%d" ContentType="y"/>`, i)
			}
			return packed(with(goodParts(),
				part(grid.ContentTypes,
					`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+b.String()+`</Types>`)))
		}, "limit", true},
		"a million bindings": {func() []byte {
			return packed(
				sheetOf(`<row xmlns:a="urn:a" xmlns:b="urn:b"><c `+
					`xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><v>1</v></c></row>`, 300_000))
		}, "ok", true},
		"overlapping entries": {overlapping, "damaged-zip", false},
		"10,001 entries": {func() []byte {
			return packed(append(goodParts(), manyEntries(10_001)...))
		}, "limit", false},
		"CSV of one line of 60 MB": {func() []byte { return []byte("a,b\n" + strings.Repeat("x,", 30<<20)) }, "limit", true},
		"CSV of one quote": {func() []byte {
			return []byte("a,b\n\"" + strings.Repeat("x\n", 30<<20))
		}, "limit", true},
		"CSV of empty lines": {func() []byte { return []byte("a,b\n" + strings.Repeat("\n", 19<<20)) }, "ok", true},
		"CSV of commas": {func() []byte {
			return []byte(strings.Repeat(strings.Repeat(",", 16_000)+"\n", 4000))
		}, "ok", true},
	} {
		if c.long && os.Getenv("TRADESHOCK_LONG") == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bomb")
			require.NoError(t, os.WriteFile(path, c.file(), 0o600))
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), childRead+"="+path)
			out, err := child.Output()
			require.NoError(t, err)
			fields := strings.Fields(string(out))
			require.Len(t, fields, 2, string(out))
			peak, _ := strconv.ParseInt(fields[0], 10, 64)
			busy := child.ProcessState.UserTime() + child.ProcessState.SystemTime() // other tests run beside this one
			t.Logf("%s, %d MB, %v", fields[1], peak>>20, busy)
			assert.Equal(t, c.want, fields[1])
			assert.Less(t, peak, int64(256<<20))
			assert.Less(t, busy, 5*time.Second)
		})
	}
}

// A cancelled context ends the reading soon, wherever it is, and leaves nothing
// behind.
func TestCancel(t *testing.T) {
	big := with(goodParts(),
		repeated(flowsPart, `<worksheet `+mainSpace+`><sheetData>`, `<row><c><v>1</v></c></row>`, 300_000,
			`</sheetData></worksheet>`))
	gap := with(goodParts(),
		repeated(flowsPart, `<worksheet `+mainSpace+`><sheetData>`, strings.Repeat(" ", 1<<20), 30,
			`</sheetData></worksheet>`))
	texts := with(goodParts(),
		repeated(stringsPart, `<sst `+mainSpace+`>`, strings.Repeat(`<si><t>a</t></si>`, 1000), 1000, `</sst>`))
	before := runtime.NumGoroutine()
	for name, file := range map[string][]byte{
		"rows": packed(big), "white space": packed(gap), "strings": packed(texts),
		"CSV": []byte("a,b\n" + strings.Repeat("1,2\n", 1<<20)),
	} {
		d := document(t, file, "", ReadOptions{})
		sheet := d.Sheets()[0].Name
		ctx, cancel := context.WithCancel(context.Background())
		at := make(chan time.Time, 1)
		stop := time.AfterFunc(5*time.Millisecond, func() { at <- time.Now(); cancel() })
		var last error
		for _, err := range d.Rows(ctx, sheet) {
			last = err
		}
		if errors.Is(last, context.Canceled) {
			assert.Less(t, time.Since(<-at), 100*time.Millisecond, name)
		} else {
			require.NoError(t, last, name) // it was faster
		}
		stop.Stop()
		cancel()
		for row, err := range d.Rows(ctx, sheet) {
			require.Nil(t, row)
			require.ErrorIs(t, err, context.Canceled)
		}
		require.ErrorIs(t, d.Verify(ctx), context.Canceled)
		for range d.Rows(context.Background(), sheet) {
			break // a caller that wants no more
		}
		require.NoError(t, d.Verify(context.Background()), "what was cancelled can be read afterwards")
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before+1)
}
