package imports

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// The sums are those of the Census file, added up by another program: 3,216,961,412,233
// dollars over 51 codes, of which 8,141,337,864 are Slovakia, which the code of the European
// Union holds already: the same source states 597,473,236,377 for the Union by chapter.
func TestTable(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	value, duty, rows := map[string]int64{}, int64(0), 0
	for r := range table.Rows() {
		value[r.Partner] += r.Value
		duty += r.Duty
		rows++
	}
	all := int64(0)
	for _, v := range value {
		all += v
	}
	assert.Equal(t, 209_616, rows)
	assert.Equal(t, int64(3_216_961_412_233), all)
	assert.Equal(t, int64(75_828_780_300), duty)
	assert.Equal(t, int64(8_141_337_864), value["SK"])
	assert.Equal(t, int64(597_473_236_377), value[Union])
	assert.Len(t, table.Partners(), 51)
	assert.Equal(t, 209_616, table.Provenance().Rows)

	var weighed int64
	for _, w := range table.Weights().Rows {
		weighed += w.Value
	}
	assert.Equal(t, all-value["SK"], weighed, "each dollar once")
	union := map[trade.Product]int64{}
	for r := range table.Rows() {
		if r.Partner == Union {
			union[r.Number] = r.Value
		}
	}
	for r := range table.Rows() {
		if r.Partner == "SK" {
			require.LessOrEqual(t, r.Value, union[r.Number], "%s of Slovakia is in the Union", r.Number)
		}
	}
}

func TestBelow(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	// T-shirts of men, of cotton, of India: a line of the Census file.
	var found []Row
	for _, r := range table.Below("6109100012") {
		if r.Partner == "IN" {
			found = append(found, r)
		}
	}
	require.Len(t, found, 1)
	assert.Positive(t, found[0].Value)
	n := 0
	for r := range table.Rows() {
		if r.Number.Within("6109") {
			n++
		}
	}
	assert.Len(t, table.Below("6109"), n)
	assert.Empty(t, table.Below("7777"))
	for _, c := range []struct {
		country trade.Country
		partner string
		ok      bool
	}{{"IN", "IN", true}, {"FR", "EU", true}, {"SK", "SK", true}, {"GB", "GB", true}, {"JO", "EU", false}} {
		partner, ok := table.PartnerOf(c.country)
		assert.Equal(t, c.ok, ok, c.country)
		if ok {
			assert.Equal(t, c.partner, partner, c.country)
		}
	}
}
