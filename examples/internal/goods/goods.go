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

// Describer returns Describe of a book for many codes, such as those of a table.
func Describer(book *law.Book) func(code trade.Product, on trade.Date) string {
	if book.Importer != "US" || book.Schedule == nil {
		return func(trade.Product, trade.Date) string { return "" }
	}
	stood := map[trade.Product][]trade.Interval{}
	for _, n := range book.Schedule.Numbers {
		stood[n.Code] = append(stood[n.Code], n.During)
	}
	texts := map[trade.Product]string{}
	return func(code trade.Product, on trade.Date) string {
		for _, during := range stood[code] {
			if during.Contains(on) != during.Contains(described) {
				return ""
			}
		}
		text, had := texts[code]
		if !had {
			if p, ok := words.Lookup(code); ok {
				_, text, _ = strings.Cut(p.String(), ": ")
			}
			texts[code] = text
		}
		return text
	}
}

// Describe is what the schedule of the United States calls the goods of a code on a day,
// from the heading down. It is "" for another country's book, for a code that the texts
// lack, and for a number that stood for other goods on that day.
func Describe(book *law.Book, code trade.Product, on trade.Date) string {
	return Describer(book)(code, on)
}
