package duty_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/duty"
)

// A need that was printed is read back as the same; what no need prints is an error.
func TestNeedsAreReadBack(t *testing.T) {
	kinds := map[duty.NeedKind]bool{}
	for _, text := range []string{
		"1.5¢/kg + 3%", "51¢ each + 6.25% on the case + 5.3% on the battery", "17.6¢/kg on copper content",
		"3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees but not less than 3.143854¢/kg",
		"The duty provided in the applicable subheading + 25%", "40.1¢/kg if valued under 10¢/kg; Free",
		"1.7¢/jewel over 7",
	} {
		d, err := duty.Parse(text)
		require.NoError(t, err, text)
		require.NotEmpty(t, d.Needs(), text)
		for _, n := range d.Needs() {
			kinds[n.Kind] = true
			read, err := duty.ParseNeed(n.String())
			require.NoError(t, err)
			assert.Equal(t, n, read)
		}
	}
	none := duty.Duty{}.Needs()[0]
	read, err := duty.ParseNeed(none.String())
	require.NoError(t, err)
	assert.Equal(t, none, read)
	assert.Len(t, kinds, 4)
	for _, text := range []string{
		"", "steel_share", "the quantity of", "the quantity of case in kg", `the quantity of "case"`,
		`the value of the part "case" in kg`, `the value of the part "case" twice`,
	} {
		_, err := duty.ParseNeed(text)
		assert.Error(t, err, text)
	}
}
