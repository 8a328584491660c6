package law_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// A code whose time on a list goes on in another row neither joins nor leaves it.
func TestEventsOfStretches(t *testing.T) {
	first, second := trade.NewDate(2025, 3, 1), trade.NewDate(2025, 6, 1)
	book := &law.Book{
		Measures: []law.Measure{{
			Heading: "9903.99.01", Authority: law.Section232,
			Products: law.Scope{Lists: []string{"wood"}},
		}},
		Lists: []law.List{{Name: "wood", Title: "wood", Entries: []law.ListEntry{
			{Code: "4407", During: trade.Interval{From: first, To: second}},
			{Code: "4407", During: trade.Interval{From: second}},
			{Code: "4409", During: trade.Interval{From: second}},
		}}},
	}
	var got []string
	for _, e := range book.Events(first, second) {
		got = append(got, e.On.String()+" "+e.Heading+" "+e.Change)
	}
	assert.Equal(t, []string{"2025-03-01 9903.99.01 1 codes join", "2025-06-01 9903.99.01 1 codes join"}, got)
}
