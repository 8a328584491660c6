package reading

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/source"
)

// TestOptions: what the flags say, and that a program keeps flags of its own.
func TestOptions(t *testing.T) {
	set := flag.NewFlagSet("x", flag.ContinueOnError)
	f := Register(set, "origin")
	assert.Nil(t, set.Lookup("origin"))
	require.NoError(t, set.Parse([]string{
		"-column", "hs=HTS code", "-column", "value = Value, USD", "-destination", "Korea, South", "-unit", "1000 EUR",
		"-dates", "dmy",
		"-encoding", "windows-1252", "-decimal", ",", "-group", ".", "-period", "2024-06", "-flow", "import",
	}))
	o, files, err := f.Options()
	require.NoError(t, err)
	assert.Equal(t, map[source.Role]string{"product": "HTS code", "value": "Value, USD"}, o.Columns)
	assert.Equal(t, "KR", string(o.Destination))
	assert.Equal(t, "1000 EUR", o.Unit.String())
	assert.Equal(t, source.DayMonthYear, o.Dates)
	assert.Equal(t, "windows-1252", files.Encoding)
	assert.Equal(t, ',', o.Numbers.Decimal)
	assert.Equal(t, "2024-06-01 .. 2024-06-30", o.Period.String())
}
