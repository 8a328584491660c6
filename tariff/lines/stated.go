package lines

import (
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// stated checks the columns that say for which book a row was written: an amount in euros
// is not that many dollars, and goods that enter Canada owe nothing to the United States.
// An empty cell says nothing.
func (p *parser) stated(money, border []byte) error {
	if len(money) > 0 {
		c, err := trade.ParseCurrency(string(money))
		if err != nil {
			return &FieldError{names[currency], string(money), "is no ISO 4217 code such as USD"}
		}
		if have := p.book.Currency; have != "" && c != have {
			return &FieldError{
				names[currency], string(money),
				fmt.Sprintf("the book counts in %s: convert the value at a stated rate first", have),
			}
		}
	}
	if len(border) > 0 {
		c, err := trade.ParseCountry(string(border))
		if err != nil {
			return &FieldError{names[importer], string(border), "is no country that the table of countries has"}
		}
		if have := p.book.Importer; have != "" && c != have {
			return &FieldError{
				names[importer], string(border),
				fmt.Sprintf("the book is that of imports into %s: ask another one, or leave the row out", have),
			}
		}
	}
	return nil
}

// sameAsBook reports whether a cell of such a column is empty or the book's own code.
func (p *parser) sameAsBook(kind int, cell []byte) bool {
	return len(cell) == 0 || kind == currency && string(cell) == string(p.book.Currency) ||
		kind == importer && string(cell) == string(p.book.Importer)
}

// states reports whether the file has such a column, so that a row is read with the book at
// hand.
func (h *header) states() bool { return h.at[currency] >= 0 || h.at[importer] >= 0 }

// ofBook takes the book that the rows are to be of.
func (p *parser) ofBook(b *law.Book) { p.book.Currency, p.book.Importer = b.Currency, b.Importer }
