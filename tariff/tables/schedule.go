package tables

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

type baseRow struct {
	order position
	law.BaseRate
}

func baseSheet(d dutyTexts) *sheet[baseRow] {
	type row = baseRow
	s := &sheet[row]{
		name: "BaseRates",
		about: "One row for each general rate that stands in place of the schedule's; the first that matches decides. A " +
			"published book has none.",
	}
	s.columns = []column[row]{
		order("in which order they are tried", func(r *row) *position { return &r.order }),
		required(codes("products", `product codes, each with everything below it, "7208 !721090"; * is every product`, nil,
			func(r *row) *trade.ProductSet {
				return &r.Products
			})),
	}
	s.columns[1].Key = true
	s.columns = append(s.columns, days("on which the rate holds", func(r *row) *trade.Interval { return &r.During })...)
	s.columns = append(s.columns,
		required(dutyText("duty", `the duty as text, "2.5%"`, d.check, func(r *row) *string { return &r.Duty })),
		prose("source", "what it rests on", func(r *row) *string { return &r.Source }),
	)
	return s
}

func lineSheet(d dutyTexts) *sheet[law.Line] {
	type row = law.Line
	s := &sheet[row]{
		name: "Schedule",
		about: "One row for each legal line of the schedule and stretch of days without a change, with its base rates. " +
			"The rows of one code must not overlap.",
	}
	s.columns = []column[row]{key(code("code", "the digits of the line, 8 as a rule, with their zeros",
		func(r *row) *trade.Product {
			return &r.Code
		}))}
	s.columns = append(s.columns, days("on which the row holds", func(r *row) *trade.Interval { return &r.During })...)
	s.columns[1] = partOfKey(s.columns[1])
	s.columns = append(s.columns,
		dutyText("general", `the general rate of column 1 as text, "16.5%"`, d.check, func(r *row) *string {
			return &r.General
		}),
		dutyText("special", `the special rates of column 1 with the symbols of their programs, "Free (AU,KR) 5% (JP)"`,
			d.special, func(r *row) *string {
				return &r.Special
			}),
		dutyText("column 2", "the rate of column 2", d.check, func(r *row) *string { return &r.Other }),
		names("units", `the units of quantity that are asked for, "doz.; kg"`, func(r *row) *[]string {
			return &r.Units
		}, nil),
	)
	return s
}

func numberSheet() *sheet[law.Number] {
	type row = law.Number
	s := &sheet[row]{
		name:  "Numbers",
		about: "One row for each statistical number below a line of the schedule and stretch of days.",
	}
	s.columns = []column[row]{key(code("code", "the 10 digits with their zeros", func(r *row) *trade.Product {
		return &r.Code
	}))}
	s.columns = append(s.columns, days("on which the number exists", func(r *row) *trade.Interval { return &r.During })...)
	s.columns[1] = partOfKey(s.columns[1])
	s.columns = append(s.columns,
		names("units", `the units of quantity, where they differ from those of the line, "doz.; kg"`, func(r *row) *[]string {
			return &r.Units
		}, nil),
		products("transferred from", `the numbers under which its goods were entered before, "8413919055 8413919060"`,
			func(r *row) *[]trade.Product {
				return &r.TransferredFrom
			}),
	)
	return s
}

func revisionSheet() *sheet[law.Revision] {
	type row = law.Revision
	return &sheet[row]{
		name: "Revisions", about: "One row for each edition of the schedule.",
		columns: []column[row]{
			key(word("revision", "the name of the edition", func(r *row) *string { return &r.Name })),
			day("published", "the day of publication", func(r *row) *trade.Date { return &r.Published }),
			day("effective", "the first day on which it holds", func(r *row) *trade.Date { return &r.Effective }),
			flag("held", "yes: its rates are in the tables; otherwise those of the last edition held stand in",
				func(r *row) *bool {
					return &r.Held
				}),
		},
	}
}

// products is a column of product codes.
func products[T any](name, about string, of func(*T) *[]trade.Product) column[T] {
	var set trade.ProductSet
	c := codes(name, about, nil, func(*T) *trade.ProductSet { return &set })
	return column[T]{
		Column: c.Column,
		get: func(t *T) string {
			var words []string
			for _, p := range *of(t) {
				words = append(words, productText(p))
			}
			return strings.Join(words, " ")
		},
		set: func(t *T, text string) *fault {
			set = trade.ProductSet{}
			f := c.set(t, text)
			if f == nil && len(set.Out) > 0 {
				f = &fault{"unknown-value", "a number may not be taken out here: leave the ! away"}
			}
			*of(t) = set.In
			return f
		},
	}
}

func seasonSheet() *sheet[law.Season] {
	type row = law.Season
	return &sheet[row]{
		name: "Seasons",
		about: "One row for each stretch of every year in which goods are entered under a line. A line without a row is " +
			"entered all the year.",
		columns: []column[row]{
			key(code("code", "the 8 digits of the line", func(r *row) *trade.Product { return &r.Code })),
			partOfKey(word("first", "the first day as month and day, \"03-01\"", func(r *row) *string { return &r.From })),
			word("last", "the last day, \"07-14\"", func(r *row) *string { return &r.To }),
			code("group", "the first line of those that share the goods over the year", func(r *row) *trade.Product {
				return &r.Group
			}),
		},
	}
}
