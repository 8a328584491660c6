package hts

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const headCSV = "\ufeffHTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,Quota Quantity,Additional Duties\n"

func TestReadCSV(t *testing.T) {
	files := fstest.MapFS{"x/hts_2024-07-25.csv": {Data: []byte(headCSV +
		`"0101","0","Live horses:","","","","","",""
"0101.30.00","1","Asses","","6.8%","Free (A+,AU)
","15%","",""
"0101.30.00.10","2","Young <i>ones</i>","[""No."",""kg""]","","","","",""
"","2","Others:","[""""]","","","","",""
`)}}
	rev, err := ReadFile(files, "x/hts_2024-07-25.csv")
	require.NoError(t, err)
	assert.Equal(t, "2024-07-25", rev.Name)
	require.Len(t, rev.Rows, 4)
	assert.Equal(t, Rates{"6.8%", "Free (A+,AU)", "15%"}, rev.Rows[2].Rates, "from the line above")
	assert.Equal(t, []string{"No.", "kg"}, rev.Rows[2].Units)
	assert.Empty(t, rev.Rows[3].Units)
	assert.Len(t, rev.Lines(), 1)
}

func TestReadCSVRefused(t *testing.T) {
	for text, reason := range map[string]string{
		"":                            "want a CSV file",
		"HTS Number,Indent\n":         "the columns are",
		headCSV:                       "holds no row",
		headCSV + "0101,0,x,\n":       "the record has 4 fields and the header 9",
		headCSV + "0101,x,,,,,,,\n":   "indent",
		headCSV + "0101,0,,kg,,,,,\n": "units \"kg\" are no list",
		headCSV + "010,0,,,,,,,\n":    "010",
		headCSV + strings.Repeat("0101,0,,,,,,,\n", 2): "stands already in row 1",
	} {
		_, err := ReadCSV("x", strings.NewReader(text))
		var row *RowError
		require.ErrorAs(t, err, &row, text)
		assert.Contains(t, err.Error(), reason)
	}
}
