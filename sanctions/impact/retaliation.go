package impact

import (
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/ca"
	"github.com/tradeshock/tradeshock/tariff/cn"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us/exports"
	"github.com/tradeshock/tradeshock/trade"
)

// Retaliation is what the other side adds on a day to exports of the United States, importer by
// importer: the embedded exports of 2024 behind the counter-duties, under the books of Canada and
// China. A book that does not know the day is asked for the last one that it knows, and a note
// says so.
func Retaliation(on trade.Date) (answers []*exports.Added, notes []string, err error) {
	for _, of := range []struct {
		country trade.Country
		book    func() *law.Book
	}{{"CA", ca.Book}, {"CN", cn.Book}} {
		book := of.book()
		day := on
		if day.After(book.KnownUntil) {
			day = book.KnownUntil
			notes = append(notes, fmt.Sprintf("The law of %s is known until %s, and that day is taken.", of.country, day))
		}
		if day.Before(book.KnownFrom) {
			day = book.KnownFrom
			notes = append(notes, fmt.Sprintf("The law of %s is known from %s, and that day is taken.", of.country, day))
		}
		rows, err := exports.To(of.country)
		if err != nil {
			return nil, nil, err
		}
		a, err := exports.Retaliation(book, "US", day, rows, exports.Section)
		if err != nil {
			return nil, nil, err
		}
		answers = append(answers, a)
	}
	return answers, notes, nil
}
