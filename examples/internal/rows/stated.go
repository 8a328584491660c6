package rows

import (
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
)

// stated checks the columns that say for which book a row was written; an empty one says
// nothing.
func (r *Rows) stated(money, border []byte) error {
	if len(money) > 0 && string(money) != string(r.book.Currency) {
		c, err := trade.ParseCurrency(string(money))
		if err != nil || r.book.Currency != "" && c != r.book.Currency {
			return &lines.FieldError{
				Column: "currency",
				Text:   string(money),
				Reason: fmt.Sprintf(
					"is not that of the book, %s; convert the value at a stated rate first",
					r.book.Currency,
				),
			}
		}
	}
	if len(border) > 0 && string(border) != string(r.book.Importer) {
		c, err := trade.ParseCountry(string(border))
		if err != nil || r.book.Importer != "" && c != r.book.Importer {
			return &lines.FieldError{
				Column: "importer",
				Text:   string(border),
				Reason: fmt.Sprintf("is not that of the book, %s; ask another book", r.book.Importer),
			}
		}
	}
	return nil
}
