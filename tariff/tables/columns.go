package tables

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/table"
)

// The functions below make columns from a heading, what its cells hold, and where
// that stands in the fact.

// word is a name or another short text; blanks around it mean nothing.
func word[T any, S ~string](name, about string, of func(*T) *S) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about},
		get:    func(t *T) string { return string(*of(t)) },
		set:    func(t *T, text string) *fault { *of(t) = S(text); return nil },
	}
}

// prose is text for people, kept as it is.
func prose[T any](name, about string, of func(*T) *string) column[T] {
	c := word(name, about, of)
	c.prose = true
	return c
}

// heading is a chapter 99 heading. One that a program turned into a day is told.
func heading[T any](name, about string, of func(*T) *string) column[T] {
	c := word(name, about, of)
	c.Kind = table.Code
	c.set = func(t *T, text string) *fault {
		if _, err := trade.ParseDate(text); err == nil {
			return &fault{
				"not-text",
				"a day, where a heading is wanted: spreadsheet programs take some headings for days; format the cell as text " +
					"and type it again",
			}
		}
		*of(t) = text
		return nil
	}
	return c
}

// open gives a column texts to choose from; others are allowed too.
func open[T any](c column[T], choices ...string) column[T] {
	c.Choices, c.Open = choices, true
	return c
}

// from says which column of another table holds the texts of this one.
func from[T any](c column[T], reference string) column[T] {
	c.From = reference
	return c
}

// choice is one of some words; zero is what the empty text is called, "" when it
// stays an empty cell.
func choice[T any, S ~string](name, about string, of func(*T) *S, zero string, values ...S) column[T] {
	var names []string
	if zero != "" {
		names = append(names, zero)
	}
	for _, v := range values {
		names = append(names, string(v))
	}
	return column[T]{
		Column: table.Column{Name: name, About: about, Choices: names},
		get: func(t *T) string {
			if *of(t) == "" {
				return zero
			}
			return string(*of(t))
		},
		set: func(t *T, text string) *fault {
			if strings.EqualFold(text, zero) {
				return nil
			}
			for _, v := range values {
				if strings.EqualFold(text, string(v)) {
					*of(t) = v
					return nil
				}
			}
			return &fault{"unknown-value", "needs one of " + strings.Join(names, ", ")}
		},
	}
}

// flag is yes or empty.
func flag[T any](name, about string, of func(*T) *bool) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about, Choices: []string{"yes"}},
		get: func(t *T) string {
			if *of(t) {
				return "yes"
			}
			return ""
		},
		set: func(t *T, text string) *fault {
			switch strings.ToLower(text) {
			case "yes":
				*of(t) = true
			case "no":
			default:
				return &fault{"unknown-value", "needs yes, or an empty cell for no"}
			}
			return nil
		},
	}
}

// day is a date.
func day[T any](name, about string, of func(*T) *trade.Date) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about, Kind: table.Date},
		get:    func(t *T) string { return of(t).String() },
		set: func(t *T, text string) *fault {
			d, err := trade.ParseDate(text)
			if err != nil {
				return &fault{"not-a-date", "needs a date, or text as yyyy-mm-dd, of a day that exists"}
			}
			*of(t) = d
			return nil
		},
	}
}

// days are the columns of an interval.
func days[T any](what string, of func(*T) *trade.Interval) []column[T] {
	return []column[T]{
		day("from", "the first day "+what+"; empty: no beginning", func(t *T) *trade.Date { return &of(t).From }),
		day("to", "the first day after, on which it holds no more; empty: no end", func(t *T) *trade.Date {
			return &of(t).To
		}),
	}
}

// knowledge are the columns of the second clock.
func knowledge[T any](of func(*T) *law.Knowledge) []column[T] {
	return []column[T]{
		day("published", "the day on which the fact became public, where that is later than the first day it applies to",
			func(t *T) *trade.Date {
				return &of(t).Published
			}),
		day("overtaken",
			"the day on which a later publication took the fact's place; it then no longer counts as the law now known",
			func(t *T) *trade.Date {
				return &of(t).Overtaken
			}),
	}
}

// integer is a whole number.
func integer[T any](name, about string, of func(*T) *int) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about, Kind: table.Number},
		get:    func(t *T) string { return strconv.Itoa(*of(t)) },
		set: func(t *T, text string) *fault {
			n, err := strconv.ParseInt(text, 10, 32)
			if err != nil {
				return &fault{"not-a-number", "needs a whole number such as 12"}
			}
			*of(t) = int(n)
			return nil
		},
	}
}

// position is the number that puts rows in order; not set, the row comes last.
type position struct {
	number decimal.Decimal
	set    bool
}

// order is the column of a position.
func order[T any](about string, of func(*T) *position) column[T] {
	return column[T]{
		Column: table.Column{
			Name: "order", About: about + "; 3.5 comes between 3 and 4, an empty cell after all others",
			Kind: table.Number, Order: true,
		},
		get: func(t *T) string {
			if !of(t).set {
				return ""
			}
			return of(t).number.String()
		},
		set: func(t *T, text string) *fault {
			// No exponent, so that numbers stay small enough to compare.
			if len(text) <= 20 && !strings.ContainsAny(text, "eE") {
				if d, err := decimal.NewFromString(text); err == nil {
					*of(t) = position{d, true}
					return nil
				}
			}
			return &fault{"not-a-number", "needs a number such as 3 or 3.5"}
		},
	}
}

// dutyTexts remembers which duty texts parse: the same few stand in many rows.
type dutyTexts map[string]error

func (d dutyTexts) check(text string) *fault {
	err, seen := d[text]
	if !seen {
		_, err = duty.Parse(text)
		d[text] = err
	}
	return dutyFault(err)
}

// special checks a text of the special column.
func (d dutyTexts) special(text string) *fault {
	err, seen := d["special "+text]
	if !seen {
		_, err = duty.ParseSpecial(text)
		d["special "+text] = err
	}
	return dutyFault(err)
}

func dutyFault(err error) *fault {
	if err == nil {
		return nil
	}
	hint := err.Error() + `; write a duty as the law does: "25%", "1.5¢/kg + 3%", "Free"`
	return &fault{"bad-duty", hint}
}

// dutyText is a duty text; check says whether it is one.
func dutyText[T any](name, about string, check func(string) *fault, of func(*T) *string) column[T] {
	c := word(name, about, of)
	c.prose = true
	c.set = func(t *T, text string) *fault {
		*of(t) = text
		return check(text)
	}
	return c
}

// anyProduct stands for the empty prefix, below which every product stands.
const anyProduct = "*"

func productText(p trade.Product) string {
	if p == "" {
		return anyProduct
	}
	return string(p)
}

func parseProduct(text string) (trade.Product, *fault) {
	if text == anyProduct {
		return "", nil
	}
	p, err := trade.ParseProduct(text)
	if err != nil {
		return "", &fault{"bad-product", strings.TrimPrefix(err.Error(), fmt.Sprintf("product %q: ", text))}
	}
	return p, nil
}

// code is one product code, kept as digits.
func code[T any](name, about string, of func(*T) *trade.Product) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about, Kind: table.Code},
		get:    func(t *T) string { return productText(*of(t)) },
		set: func(t *T, text string) *fault {
			p, f := parseProduct(text)
			*of(t) = p
			return f
		},
	}
}

// allProducts stands for every product of the schedule.
const allProducts = "all"

// codes are products as prefixes: "7208 7209 !7210"; all, where there is such a
// thing, is true for "all".
func codes[T any](name, about string, all func(*T) *bool, of func(*T) *trade.ProductSet) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about},
		get: func(t *T) string {
			var words []string
			if all != nil && *all(t) {
				words = append(words, allProducts)
			}
			for _, p := range of(t).In {
				words = append(words, productText(p))
			}
			for _, p := range of(t).Out {
				words = append(words, "!"+productText(p))
			}
			return strings.Join(words, " ")
		},
		set: func(t *T, text string) *fault {
			for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\u00a0,;", r) }) {
				if all != nil && strings.EqualFold(w, allProducts) {
					*all(t) = true
					continue
				}
				rest, out := strings.CutPrefix(w, "!")
				p, f := parseProduct(rest)
				if f != nil {
					return &fault{f.code, fmt.Sprintf("%q: %s", rest, f.hint)}
				}
				if out {
					of(t).Out = append(of(t).Out, p)
				} else {
					of(t).In = append(of(t).In, p)
				}
			}
			return nil
		},
	}
}

// names is a list of names: "IN; CN"; those of out, where there is such a thing,
// with ! before them.
func names[T any](name, about string, in, out func(*T) *[]string) column[T] {
	return column[T]{
		Column: table.Column{Name: name, About: about},
		get: func(t *T) string {
			var items []item
			for _, s := range *in(t) {
				items = append(items, item{text: s})
			}
			if out != nil {
				for _, s := range *out(t) {
					items = append(items, item{text: s, out: true})
				}
			}
			return joinItems(items, out != nil)
		},
		set: func(t *T, text string) *fault {
			items, f := splitItems(text, out != nil)
			for _, i := range items {
				if i.out {
					*out(t) = append(*out(t), i.text)
				} else {
					*in(t) = append(*in(t), i.text)
				}
			}
			return f
		},
	}
}

const originsAbout = `countries as ISO codes and groups, "IN; EU"; * is every country; ! takes one out: "*; !CA; !MX"`

// origins are countries and groups.
func origins[T any](about string, of func(*T) *law.Origins) column[T] {
	return names("origins", about, func(t *T) *[]string { return &of(t).In }, func(t *T) *[]string { return &of(t).Out })
}

// scope are the two columns of products: codes given in place, and named lists.
func scope[T any](of func(*T) *law.Scope) []column[T] {
	return []column[T]{
		codes("products",
			`product codes of 2 to 10 digits, each with everything below it, "7208 7209 !721090"; ! takes out; "all" is `+
				`every product`,
			func(t *T) *bool { return &of(t).All }, func(t *T) *trade.ProductSet { return &of(t).Codes }),
		names("lists",
			`names of product lists of the sheet Lists, "232_steel_mill; !aircraft_gb"; ! takes the products of a list out`,
			func(t *T) *[]string { return &of(t).Lists }, func(t *T) *[]string { return &of(t).Except }),
	}
}
