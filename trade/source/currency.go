package source

import (
	"fmt"
	"strings"
)

// currencyHeaders are the headings of a column that states the unit of the values row by
// row, in a person's own sheet.
var currencyHeaders = []string{
	"currency", "currency code", "currency_code", "ccy", "cur", "unit of value", "unit_of_value", "units of value",
}

// checkCurrency refuses a row whose own column states another unit of its value than the
// heading or the title: the dataset has one currency, and a rate of exchange is the
// person's choice.
func (r *reader) checkCurrency(column int) {
	v := r.cell(column)
	if isEmpty(v) {
		return
	}
	unit, err := ParseValueUnit(strings.TrimSpace(v.Text))
	switch {
	case err != nil || unit == (ValueUnit{}):
		r.fail(column, v, faultOf(codeUnit, "not a currency that is known; write its code, such as USD"))
	case unit.Currency != "" && unit.Currency != r.money:
		r.fail(column, v,
			faultOf(codeUnit,
				fmt.Sprintf("the value of the row is in %s, and the column of values is in %s; convert it, or keep the two apart",
					unit.Currency, r.money)))
	case unit.Scaled && unit.Scale != r.scale:
		r.fail(column, v,
			faultOf(codeUnit,
				"the value of the row is in other units than the column of values says; write the unit into the heading of the "+
					"values, such as value (USD 1000)"))
	}
}
