// Package goods says in words what the goods of a code are.
package goods

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

// described is the day of the statistical numbers that package words describes.
var described = trade.NewDate(2026, 7, 1)

// Describe is what the schedule of the United States calls the goods of a code on a day,
// from the heading down. It is "" for another country's book, for a code that the texts
// lack, and for a number that stood for other goods on that day.
func Describe(book *law.Book, code trade.Product, on trade.Date) string {
	if book.Importer != "US" || book.Schedule == nil {
		return ""
	}
	for _, n := range book.Schedule.Numbers {
		if n.Code == code && n.During.Contains(on) != n.During.Contains(described) {
			return ""
		}
	}
	p, ok := words.Lookup(code)
	if !ok {
		return ""
	}
	_, text, _ := strings.Cut(p.String(), ": ")
	return text
}
