package tables

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// bookRow is what a book says about itself.
type bookRow struct {
	law.Book
	scheduleKnownUntil trade.Date
}

func aboutSheet() *sheet[bookRow] {
	type row = bookRow
	return &sheet[row]{
		name: "Book", about: "One row: what the book is and until when it is known.",
		columns: []column[row]{
			required(word("name", "what the book is called", func(r *row) *string { return &r.Name })),
			required(currency("currency", "the ISO code of its money", func(r *row) *trade.Currency { return &r.Currency })),
			word("column2", "the group of countries that pay column 2 of the schedule", func(r *row) *string {
				return &r.Column2
			}),
			names("covers", "the origins for which the measures are complete, countries and groups; empty: every origin",
				func(r *row) *[]string {
					return &r.Covers
				}, nil),
			day("known_from", "the first day for which the book can be asked", func(r *row) *trade.Date { return &r.KnownFrom }),
			day("known_until", "the last day for which the book can be asked", func(r *row) *trade.Date {
				return &r.KnownUntil
			}),
			day("schedule_known_until", "the last day for which the rates of the schedule are known", func(r *row) *trade.Date {
				return &r.scheduleKnownUntil
			}),
			importer("importer", "the country whose border it is, as its ISO code", func(r *row) *trade.Country {
				return &r.Importer
			}),
		},
	}
}

// importer is a country by its ISO code.
func importer[T any](name, about string, of func(*T) *trade.Country) column[T] {
	c := word(name, about, of)
	c.set = func(t *T, text string) *fault {
		v, err := trade.ParseCountry(text)
		if err != nil {
			return &fault{"unknown-country", "needs an ISO code such as US"}
		}
		*of(t) = v
		return nil
	}
	return c
}

// currency is an ISO code.
func currency[T any](name, about string, of func(*T) *trade.Currency) column[T] {
	c := word(name, about, of)
	c.set = func(t *T, text string) *fault {
		v, err := trade.ParseCurrency(text)
		if err != nil {
			return &fault{"unknown-currency", "needs an ISO code such as USD"}
		}
		*of(t) = v
		return nil
	}
	return c
}

func choiceSheet() *sheet[law.Choice] {
	type row = law.Choice
	return &sheet[row]{
		name:  "Choices",
		about: "One row for each question that the law leaves open, the answer that the book takes, and why.",
		columns: []column[row]{
			key(integer("number", "the number in the register", func(r *row) *int { return &r.Number })),
			prose("question", "what the law leaves open", func(r *row) *string { return &r.Question }),
			prose("answer", "what the book takes", func(r *row) *string { return &r.Answer }),
			prose("reason", "why", func(r *row) *string { return &r.Reason }),
			names("headings", "the measures that it touches", func(r *row) *[]string { return &r.Headings }, nil),
		},
	}
}

func sourceSheet() *sheet[law.Source] {
	type row = law.Source
	return &sheet[row]{
		name: "Sources", about: "One row for each table of facts that the book was made from.",
		columns: []column[row]{
			key(word("table", "the name of the table", func(r *row) *string { return &r.Table })),
			prose("title", "what it holds", func(r *row) *string { return &r.Title }),
			prose("publisher", "who published the source", func(r *row) *string { return &r.Publisher }),
			word("retrieved", "when it was retrieved", func(r *row) *string { return &r.Retrieved }),
			prose("revision", "which edition", func(r *row) *string { return &r.Revision }),
			integer("rows", "the number of its rows", func(r *row) *int { return &r.Rows }),
		},
	}
}

// noticesTable may be left out: a book over which nothing was laid has no rows in it.
const noticesTable = "Notices"

func noticeSheet() *sheet[law.Notice] {
	type row = law.Notice
	return &sheet[row]{
		name: noticesTable, about: "One row for each text of new or changed law that was laid over the book.",
		columns: []column[row]{
			key(prose("title", "what it is", func(r *row) *string { return &r.Title })),
			prose("citation", "where it stands", func(r *row) *string { return &r.Citation }),
			day("published", "the day on which it was published", func(r *row) *trade.Date { return &r.Published }),
			day("known_until", "the last day for which it says what holds; empty: that of the book", func(r *row) *trade.Date {
				return &r.KnownUntil
			}),
		},
	}
}

// readingsTable may be left out: few books have a text that is read in two ways.
const readingsTable = "Readings"

func readingSheet() *sheet[law.Reading] {
	type row = law.Reading
	return &sheet[row]{
		name: readingsTable,
		about: "One row for each text that is read in two ways: by its letter, or as it is collected. The exceptions of " +
			"either name it.",
		columns: []column[row]{
			key(word("reading", "the name by which exceptions belong to it", func(r *row) *string { return &r.Name })),
			prose("question", "what the two readings are", func(r *row) *string { return &r.Question }),
			flag("collected", "yes: the book takes the text as it is collected; otherwise by its letter", func(r *row) *bool {
				return &r.Collected
			}),
		},
	}
}
