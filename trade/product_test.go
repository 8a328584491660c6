package trade

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseProduct(t *testing.T) {
	for in, want := range map[string]string{
		"6109.10.00.12": "6109.10.00.12", "6109100012": "6109.10.00.12", "6109.10.0012": "6109.10.00.12",
		"61091000.12": "6109.10.00.12",
		"0101":        "0101", "01": "01", "010121": "0101.21", "0101.21.00": "0101.21.00",
	} {
		p, err := ParseProduct(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, p.String())
	}
	for in, says := range map[string]string{
		"": "empty", "6109.10.0": "7 digits", "610910001": "9 digits", "61091000123": "at most 10", "61O9": "offset 2",
		"6109.": "a dot", "6109..10": "a dot",
		"61.09": "a dot", " 6109": "offset 0", "６109": "offset 0", ".6109": "a dot", ".": "a dot", "6109100012.": "a dot",
		"6109-10": "offset 4", "1": "leading zero",
	} {
		_, err := ParseProduct(in)
		var e *ProductError
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, in, e.Text)
		assert.Contains(t, err.Error(), says)
	}
	long := strings.Repeat("9", 1e6)
	_, err := ParseProduct(long)
	require.Error(t, err)
	assert.Less(t, len(err.Error()), 200, "a hostile text is not repeated in full")
}

func TestProduct(t *testing.T) {
	assert.Equal(t, "61", Product("6109100012").Chapter())
	assert.Equal(t, "", Product("").Chapter())
	assert.True(t, Product("6109100012").Within("6109"))
	assert.True(t, Product("6109").Within("6109"))
	assert.True(t, Product("6109").Within(""))
	assert.False(t, Product("6109").Within("610910"))
	assert.Equal(t, "6109.1", Product("61091").String(), "an invalid code still prints")
}

func TestProductText(t *testing.T) {
	var s ProductSet
	require.NoError(t, json.Unmarshal([]byte(`{"in":["6109.10","",  "7326"]}`), &s))
	assert.Equal(t, ProductSet{In: []Product{"610910", "", "7326"}}, s)
	out, err := json.Marshal(s)
	require.NoError(t, err)
	assert.Equal(t, `{"in":["610910","","7326"]}`, string(out))
	require.Error(t, json.Unmarshal([]byte(`{"in":["61O9"]}`), &s))
}

func TestProductSet(t *testing.T) {
	s := ProductSet{In: []Product{"73", "73269086"}, Out: []Product{"7326", "7326908605"}}
	for p, want := range map[Product]bool{
		"7308": true, "7326": false, "73261100": false, "73269086": true,
		"7326908688": true, "7326908605": false, "72": false,
	} {
		assert.Equal(t, want, s.Contains(p), p)
	}
	assert.True(t, AllProducts().Contains("01"))
	assert.False(t, ProductSet{}.Contains("01"))
	assert.False(t, ProductSet{In: []Product{"01"}, Out: []Product{"01"}}.Contains("01"), "out wins a draw")
	assert.Equal(t, ProductSet{In: []Product{"01", "02"}}, ProductSet{In: []Product{"02", "01", "02"}}.Normalize())
}

// A product is in the set when the longest prefix of it that stands on either side
// stands on the side of in only. The judge walks the product digit by digit.
func TestProductSetLongestPrefix(t *testing.T) {
	code := rapid.Custom(func(t *rapid.T) Product {
		return Product(rapid.StringMatching(`([01]{2}){0,5}`).Draw(t, "code"))
	})
	rapid.Check(t, func(t *rapid.T) {
		s := ProductSet{In: rapid.SliceOfN(code, 0, 6).Draw(t, "in"), Out: rapid.SliceOfN(code, 0, 6).Draw(t, "out")}
		p := code.Draw(t, "product")
		want := false
		for n := 0; n <= len(p); n++ {
			for _, q := range s.In {
				if q == p[:n] {
					want = true
				}
			}
			for _, q := range s.Out {
				if q == p[:n] {
					want = false
				}
			}
		}
		require.Equal(t, want, s.Contains(p))
		require.Equal(t, want, s.Normalize().Contains(p))
	})
}

// FuzzParseProduct: what is read prints as a text that reads as the same code.
func FuzzParseProduct(f *testing.F) {
	f.Add("6109.10.00.12")
	f.Add("61091000.12")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseProduct(s)
		if err != nil {
			return
		}
		if again, err := ParseProduct(p.String()); err != nil || again != p {
			t.Fatalf("%q is %q, which reads as %q (%v)", s, p, again, err)
		}
	})
}
