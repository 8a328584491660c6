package tables

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The rows of the tables of named lists, groups and programs.

type listedRow struct {
	list string
	law.ListEntry
}

type memberRow struct {
	group string
	law.Member
}

func listSheet() *sheet[law.List] {
	type row = law.List
	return &sheet[row]{
		name:  "Lists",
		about: "One row for each named list of products that measures and exceptions use. What is on it stands in Listed.",
		columns: []column[row]{
			key(word("list", "the name of the list; each stands once", func(r *row) *string { return &r.Name })),
			prose("title", "what the list is", func(r *row) *string { return &r.Title }),
			prose("note", "where it stands in the law", func(r *row) *string { return &r.Note }),
		},
	}
}

func listedSheet() *sheet[listedRow] {
	type row = listedRow
	s := &sheet[row]{
		name: "Listed",
		about: "One row for each product code on a list. A code stands for everything below it; the longest code in force " +
			"decides.",
	}
	s.columns = []column[row]{
		key(from(word("list", "the name of a list of the sheet Lists", func(r *row) *string {
			return &r.list
		}), "Lists.list")),
		key(code("code", "2 to 10 digits with their zeros; * is every product", func(r *row) *trade.Product {
			return &r.Code
		})),
		flag("out", "yes: the code is taken off the list again", func(r *row) *bool { return &r.Out }),
	}
	s.columns = append(s.columns, days("on which the code is on the list", func(r *row) *trade.Interval {
		return &r.During
	})...)
	s.columns[3] = partOfKey(s.columns[3])
	s.columns = append(s.columns, knowledge(func(r *row) *law.Knowledge { return &r.Knowledge })...)
	return s
}

func groupSheet() *sheet[memberRow] {
	type row = memberRow
	s := &sheet[row]{
		name:  "Groups",
		about: "One row for each country of a group that the law defines. EU, USMCA and other well-known groups need no rows.",
	}
	s.columns = []column[row]{
		key(word("group", "the name of the group", func(r *row) *string { return &r.group })),
		partOfKey(country("country", "an ISO code; empty for a group without members", func(r *row) *trade.Country {
			return &r.Country
		})),
	}
	s.columns = append(s.columns, days("on which the country belongs to the group", func(r *row) *trade.Interval {
		return &r.During
	})...)
	s.columns[2] = partOfKey(s.columns[2])
	return s
}

// country is an ISO code.
func country[T any](name, about string, of func(*T) *trade.Country) column[T] {
	c := word(name, about, of)
	for _, country := range trade.Countries() {
		c.Choices = append(c.Choices, string(country))
	}
	c.Open = true // the former ones too
	c.set = func(t *T, text string) *fault {
		if *of(t) = trade.Country(text); of(t).Valid() {
			return nil
		}
		return &fault{"unknown-country", "needs an ISO code such as IN"}
	}
	return c
}

func programSheet() *sheet[law.Program] {
	type row = law.Program
	return &sheet[row]{
		name: "Programs", about: "One row for each special program of the schedule that may be claimed.",
		columns: []column[row]{
			key(word("symbol", "the symbol in the special column: KR, S+", func(r *row) *string { return &r.Symbol })),
			prose("name", "what the program is", func(r *row) *string { return &r.Name }),
			origins("whose goods may claim it; "+originsAbout, func(r *row) *law.Origins { return &r.Origins }),
		},
	}
}
