package goods

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func TestDescribe(t *testing.T) {
	book := us.Book()
	august, may := trade.NewDate(2026, 8, 10), trade.NewDate(2026, 5, 10)
	assert.Contains(t, Describe(book, "6109100012", may), "T-shirts")
	assert.Contains(t, Describe(book, "6109100012", august), "T-shirts")
	assert.Equal(t, "Telephone sets", Describe(book, "85171300", august)[:14])
	// The list under section 484(f) of 1 July 2026: the number stood for levofloxacin's
	// neighbour before.
	assert.Contains(t, Describe(book, "3004909213", august), "levofloxacin")
	assert.Empty(t, Describe(book, "3004909213", may))
	assert.Empty(t, Describe(book, "6109100013", august))
	assert.Empty(t, Describe(&law.Book{Importer: "CA"}, "6109100012", august))
}
