package program

import (
	"github.com/tradeshock/tradeshock/examples/internal/goods"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Describe is what the schedule calls the goods of a code on a day, as goods.Describe says it.
func Describe(book *law.Book, code trade.Product, on trade.Date) string {
	return goods.Describe(book, code, on)
}
