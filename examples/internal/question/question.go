// Package question answers questions about the book of the United States that are asked as
// JSON, one book for all of them: it is what a page in a browser calls. Amounts and rates of
// answers are exact decimals as text, rates as fractions. It reads no file, opens no
// connection and keeps no state but the compiled book.
package question

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/goods"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

// Book answers questions. Its methods may be called from one goroutine at a time.
type Book struct {
	engine *tariff.Engine
	book   *law.Book
}

// Open compiles the book of the United States.
func Open() (*Book, error) {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		return nil, err
	}
	return &Book{engine, engine.Book()}, nil
}

// Question is what is asked. Ask names the question; the other fields are read as far as it
// needs them. All are texts, as a person writes them.
type Question struct {
	Ask        string     `json:"ask"` // about, search, duty, history, compare, oil
	Origin     string     `json:"origin,omitempty"`
	HTS        string     `json:"hts,omitempty"`
	Value      string     `json:"value,omitempty"`
	Date       string     `json:"date,omitempty"`
	Quantities []Quantity `json:"quantities,omitempty"`
	Parts      []Part     `json:"parts,omitempty"`
	Claims     []string   `json:"claims,omitempty"`
	Origins    string     `json:"origins,omitempty"` // of compare: IN,VN or all
	Words      string     `json:"words,omitempty"`   // of search
	// Of oil: exports that pay the duty in US dollars a year, oil bought in tonnes a year,
	// barrels a tonne, and the discount in dollars a barrel.
	Exports  string `json:"exports,omitempty"`
	Tonnes   string `json:"tonnes,omitempty"`
	Barrels  string `json:"barrels,omitempty"`
	Discount string `json:"discount,omitempty"`
}

// Quantity is an amount of a unit, both as a person writes them.
type Quantity struct {
	Amount string `json:"amount"`
	Unit   string `json:"unit"`
}

// Part is a part of the goods that the schedule charges apart, with its value or, where a
// unit is given, its quantity.
type Part struct {
	Name   string `json:"name"`
	Amount string `json:"amount"`
	Unit   string `json:"unit,omitempty"`
}

// Answer answers a question as JSON. Whatever goes wrong is an answer too, under the key
// "error": its code, a message that says what to do, and the fields to fill.
func (b *Book) Answer(text []byte) []byte {
	var q Question
	read := json.NewDecoder(bytes.NewReader(text))
	read.DisallowUnknownFields()
	var answer any
	err := read.Decode(&q)
	if err != nil {
		err = fmt.Errorf("the question cannot be read: %w", err)
	} else {
		answer, err = b.answer(&q)
	}
	if err != nil {
		answer = map[string]any{"error": b.failure(err)}
	}
	out, err := json.Marshal(answer)
	if err != nil {
		return []byte(`{"error":{"code":"refused","message":"the answer cannot be written"}}`)
	}
	return out
}

func (b *Book) answer(q *Question) (any, error) {
	switch q.Ask {
	case "about":
		return b.about(), nil
	case "search":
		return b.search(q)
	case "duty":
		return b.duty(q)
	case "history":
		return b.history(q)
	case "compare":
		return b.compare(q)
	case "oil":
		return b.oil(q)
	}
	return nil, fmt.Errorf("there is no question %.40q", q.Ask)
}

// about says what the book knows.
func (b *Book) about() any {
	type country struct {
		Code trade.Country `json:"code"`
		Name string        `json:"name"`
	}
	out := struct {
		KnownFrom  trade.Date `json:"known_from"`
		KnownUntil trade.Date `json:"known_until"`
		Edition    string     `json:"edition"`
		Countries  []country  `json:"countries"`
	}{KnownFrom: b.book.KnownFrom, KnownUntil: b.book.KnownUntil}
	if held := b.book.Schedule.Revisions; len(held) > 0 {
		out.Edition = held[len(held)-1].Name
	}
	for _, c := range origins(b.book.KnownUntil) {
		out.Countries = append(out.Countries, country{c, c.Name()})
	}
	return out
}

// search finds codes from words.
func (b *Book) search(q *Question) (any, error) {
	type result struct {
		HTS         string   `json:"hts"`
		Description string   `json:"description"`
		Path        []string `json:"path"`
	}
	found := words.Search(q.Words, 10)
	if len(found) == 0 {
		return nil, fmt.Errorf("the schedule has nothing for %.60q; try the words of the material or of the use", q.Words)
	}
	results := []result{}
	for _, m := range found {
		results = append(results, result{m.Number.String(), m.Text, append([]string{}, m.Path...)})
	}
	return map[string]any{"results": results}, nil
}

// duty is an entry, explained, in the shape of the program duty, with the claims that would
// change it.
func (b *Book) duty(q *Question) (any, error) {
	entry, err := q.entry()
	if err != nil {
		return nil, err
	}
	a, err := b.engine.Assess(entry)
	if err != nil {
		return nil, err
	}
	a.Advice = b.engine.Advise(entry)
	text, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	out := append([]byte(`{"schema":"tradeshock/duty/1",`), text[1:]...)
	if words := goods.Describe(b.book, a.Entry.Product, a.Entry.Date); words != "" {
		if text, err = json.Marshal(words); err != nil {
			return nil, err
		}
		out = append(append(out[:len(out)-1], `,"description":`...), text...)
		out = append(out, '}')
	}
	return json.RawMessage(out), nil
}

// entry reads what a question says of the goods, and all that is wrong with it at once.
func (q *Question) entry() (tariff.Entry, error) {
	e := tariff.Entry{Product: trade.Product(strings.TrimSpace(q.HTS))}
	var all []error
	note := func(err error) {
		if err != nil {
			all = append(all, err)
		}
	}
	var err error
	e.Origin, err = trade.ParseCountry(strings.TrimSpace(q.Origin))
	note(err)
	e.Date, err = trade.ParseDate(strings.TrimSpace(q.Date))
	note(err)
	e.Value, err = number("value", q.Value)
	note(err)
	for _, given := range q.Quantities {
		read, err := given.read()
		note(err)
		e.Quantities = append(e.Quantities, read)
	}
	for _, given := range q.Parts {
		part := duty.Part{Name: given.Name}
		if given.Unit != "" {
			read, err := Quantity{given.Amount, given.Unit}.read()
			note(err)
			part.Quantity = &read
		} else {
			value, err := number("value of the part "+given.Name, given.Amount)
			note(err)
			part.Value = &value
		}
		e.Parts = append(e.Parts, part)
	}
	for _, c := range q.Claims {
		note(e.Claims.Add(c))
	}
	return e, errors.Join(all...)
}

func (q Quantity) read() (out trade.Quantity, err error) {
	if out.Amount, err = number("quantity", q.Amount); err != nil {
		return out, err
	}
	out.Unit, err = trade.ParseUnit(q.Unit)
	return out, err
}

// number reads a plain decimal number, without an exponent.
func number(field, text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(strings.TrimSpace(text))
	if err != nil || len(text) > 60 || strings.ContainsAny(text, "eE") {
		return d, &tariff.ValueError{Field: field, Text: text, Reason: "is not a plain decimal number such as 14172.00"}
	}
	return d, nil
}

// origins are the countries of a day, without the United States.
func origins(on trade.Date) []trade.Country {
	var out []trade.Country
	for _, c := range trade.Countries() {
		if c.Existed().Contains(on) && c != "US" {
			out = append(out, c)
		}
	}
	return out
}
