package lists_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/lists"
)

// TestIMO: numbers of ships as OFAC lists them; 9187629 is 9·7 + 1·6 + 8·5 + 7·4 +
// 6·3 + 2·2 = 159, so its check digit is 9.
func TestIMO(t *testing.T) {
	for in, want := range map[string]lists.IMO{
		"9187629": "9187629", "IMO 9187655": "9187655", "imo8508462": "8508462",
		" IMO  9218478 ": "9218478",
	} {
		n, err := lists.ParseIMO(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, n)
	}
	const form = "want seven digits"
	for in, want := range map[string]string{
		"9187628": "should be 9;", "9817629": "should be 6;",
		"918762": form, "91876290": form, "IMO": form, "": form, "91B7629": form, "٩١٨٧٦٢٩": form,
	} {
		_, err := lists.ParseIMO(in)
		var e *sanctions.Error
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, "bad_imo", e.Code)
		assert.Contains(t, e.Reason, want, in)
	}
	var n lists.IMO
	require.NoError(t, n.UnmarshalText([]byte("IMO 9187629")))
	text, err := n.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "9187629", string(text))
	assert.Equal(t, "IMO 9187629", n.String())
	require.Error(t, n.UnmarshalText([]byte("9187620")))
	assert.Equal(t, "IMO 9187629", n.String())
}

// FuzzIMO: a valid number stays valid only with its own check digit, and no digit of
// the first six can be one too high unnoticed.
func FuzzIMO(f *testing.F) {
	f.Add("9187629", 3)
	f.Add("IMO 8508462", 0)
	f.Fuzz(func(t *testing.T, s string, at int) {
		n, err := lists.ParseIMO(s)
		if err != nil {
			return
		}
		again, err := lists.ParseIMO(n.String())
		if err != nil || again != n {
			t.Fatalf("%q does not read back", n)
		}
		b := []byte(n)
		i := (at%6 + 6) % 6
		b[i] = '0' + (b[i]-'0'+1)%10
		changed, err := lists.ParseIMO(string(b))
		if err == nil {
			t.Fatalf("%s and %s both pass", n, changed)
		}
	})
}

func ExampleParseIMO() {
	n, err := lists.ParseIMO("IMO 9187629")
	fmt.Println(n, err)
	_, err = lists.ParseIMO("9187692")
	fmt.Println(err)
	// Output:
	// IMO 9187629 <nil>
	// IMO number "9187692": the check digit should be 3; a digit is wrong or two are swapped
}
