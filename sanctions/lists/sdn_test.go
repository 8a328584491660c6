package lists_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/lists"
)

const (
	sdnVessel = `15036,"ARTAVIL","vessel","IRAN] [SDGT",-0- ,"T2EU4","Crude/Oil Products ` +
		`Tanker","99,144","56,068","Iran",-0- ,"Former Vessel Flag Malta; Vessel Registration Identification IMO 9187629; ` +
		`MMSI 572469210; f.k.a. 'ALPHA'."` + "\r\n"
	sdnEntity = `18299,"ROSNEFT TRADING S.A.",-0- ,"UKRAINE-EO13662] [VENEZUELA-EO13850",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ` +
		`,-0- ,"Website www.rosneft.com"` + "\r\n"
)

func readSDN(text string) (rows []lists.SDN, bad []error) {
	for row, err := range lists.ReadSDN(strings.NewReader(text)) {
		if err != nil {
			bad = append(bad, err)
		} else {
			rows = append(rows, row)
		}
	}
	return rows, bad
}

func TestReadSDN(t *testing.T) {
	rows, bad := readSDN(sdnVessel + sdnEntity + "\x1a")
	require.Empty(t, bad)
	require.Len(t, rows, 2)
	assert.Equal(t, lists.SDN{
		Line: 1, Number: "15036", Name: "ARTAVIL", Type: "vessel", Programs: []string{"IRAN", "SDGT"}, CallSign: "T2EU4",
		VesselType: "Crude/Oil Products Tanker", Tonnage: "99144", GRT: "56068", Flag: "Iran", IMO: "9187629",
		Remarks: "Former Vessel Flag Malta; Vessel Registration Identification IMO 9187629; MMSI 572469210; f.k.a. 'ALPHA'.",
	}, rows[0])
	assert.Equal(t, []string{"UKRAINE-EO13662", "VENEZUELA-EO13850"}, rows[1].Programs)
	assert.Empty(t, rows[1].Type, "an entity")

	rows, bad = readSDN("\x1a\r\n")
	assert.Empty(t, rows)
	assert.Empty(t, bad, "an empty list with its mark")
}

// TestReadSDNRefuses: a bad row is reported with its line, and the next one is read.
func TestReadSDNRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, column, says string }{
		"columns":        {"15036,\"A\"\r\n", "", "2 columns"},
		"open quotation": {strings.Replace(sdnVessel, `"Iran"`, `"Iran`, 1), "", "quotation mark"},
		"after closing":  {strings.Replace(sdnVessel, `"Iran"`, `"Iran" x`, 1), "", "after a closing"},
		"bare text":      {strings.Replace(sdnVessel, `"Iran"`, `Iran`, 1), "Vess_flag", "quotation marks"},
		"null":           {strings.Replace(sdnVessel, `-0- `, `-0-`, 1), "Title", "-0- with a blank"},
		"empty":          {strings.Replace(sdnVessel, `"Iran"`, `""`, 1), "Vess_flag", "quotation marks"},
		"no name":        {strings.Replace(sdnVessel, `"ARTAVIL"`, `-0- `, 1), "SDN_Name", "quotation marks"},
		"number":         {strings.Replace(sdnVessel, "15036", "15O36", 1), "ent_num", "number of the entity"},
		"tonnage":        {strings.Replace(sdnVessel, "99,144", "99.144", 1), "Tonnage", "thousands"},
		"comma":          {strings.Replace(sdnVessel, "99,144", "9,9144", 1), "Tonnage", "thousands"},
		"imo":            {strings.Replace(sdnVessel, "9187629", "9187626", 1), "Remarks", "check digit should be 9"},
		"utf-8":          {strings.Replace(sdnVessel, "ARTAVIL", "ART\xff", 1), "", "UTF-8"},
		"control":        {strings.Replace(sdnVessel, "ARTAVIL", "ART\x00", 1), "", "control"},
		"blank line":     {"\r\n", "", "1 columns"},
		"long":           {strings.Repeat("x", 1<<17) + "\r\n", "", "longer than"},
	} {
		rows, bad := readSDN(c.text + sdnEntity + "\x1a\r\n")
		require.Len(t, bad, 1, name)
		var e *sanctions.Error
		require.ErrorAs(t, bad[0], &e, name)
		assert.Equal(t, 1, e.Row, name)
		assert.Equal(t, c.column, e.Column, name)
		assert.Contains(t, e.Reason, c.says, name)
		if assert.Len(t, rows, 1, name) {
			assert.Equal(t, 2, rows[0].Line)
		}
	}
	_, bad := readSDN(sdnVessel)
	require.Len(t, bad, 1)
	assert.ErrorContains(t, bad[0], "cut short")
	_, bad = readSDN(sdnVessel + "\x1a\r\n" + sdnEntity)
	require.Len(t, bad, 1)
	assert.ErrorContains(t, bad[0], "after the mark")
	_, bad = readSDN(sdnVessel + sdnVessel + "\x1a")
	require.Len(t, bad, 1)
	assert.ErrorContains(t, bad[0], "stands in line 1 already")
	_, bad = readSDN(strings.Replace(sdnVessel, "9187629", "9187626", 1) + "\x1a")
	assert.Equal(t, "bad_imo", sanctions.ErrorCode(bad[0]))

	broken := errors.New("the line is dead")
	for _, err := range lists.ReadSDN(io.MultiReader(strings.NewReader(sdnVessel), iotest.ErrReader(broken))) {
		if err != nil {
			require.ErrorIs(t, err, broken)
		}
	}
	for range lists.ReadSDN(strings.NewReader(sdnVessel + sdnEntity)) {
		break // a caller may stop
	}
}

// TestPublishedSDN reads lines as OFAC published them. They are a sample, so the mark
// of the end is missing, and that is said.
func TestPublishedSDN(t *testing.T) {
	dir := os.Getenv("TRADESHOCK_DATA")
	if dir == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	text, err := os.ReadFile(filepath.Join(dir, "oil", "ofac_sdn_sample_2021-07.csv"))
	require.NoError(t, err)
	rows, bad := readSDN(string(text))
	require.Len(t, bad, 1)
	assert.ErrorContains(t, bad[0], "cut short")
	assert.Len(t, rows, 120)
	ships, vessels := 0, 0
	for _, r := range rows {
		if r.Type == "vessel" {
			vessels++
		}
		if r.IMO != "" {
			ships++
		}
	}
	assert.Equal(t, 119, vessels)
	t.Logf("%d with a number", ships)
	rows, bad = readSDN(string(text) + "\x1a")
	assert.Len(t, rows, 120)
	assert.Empty(t, bad)
}

// FuzzReadSDN: lines are rows or errors, each once, and never a panic.
func FuzzReadSDN(f *testing.F) {
	f.Add(sdnVessel + sdnEntity + "\x1a")
	f.Add("\x1a\x1a\n\"\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for row, err := range lists.ReadSDN(strings.NewReader(text)) {
			line := row.Line
			if err != nil {
				var e *sanctions.Error
				if !errors.As(err, &e) {
					t.Fatalf("%T", err)
				}
				line = e.Row
			}
			if line < last {
				t.Fatalf("line %d after %d", line, last)
			}
			last = line
		}
	})
}

// ExampleReadSDN reads the list as it is published and goes on after a bad row.
func ExampleReadSDN() {
	list := strings.NewReader(sdnVessel + "15037,\"ARK\"\r\n" + "\x1a\r\n")
	for row, err := range lists.ReadSDN(list) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(row.Name, row.IMO, row.Programs)
	}
	// Output:
	// ARTAVIL IMO 9187629 [IRAN SDGT]
	// sdn.csv line 2 "15037,\"ARK\"": 2 columns, want 12
}
