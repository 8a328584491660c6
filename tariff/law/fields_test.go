package law

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// sample is a value of a type that is not its zero value.
func sample(t *testing.T, field string, kind reflect.Type) reflect.Value {
	day := trade.NewDate(2026, 3, 4)
	switch kind {
	case reflect.TypeFor[trade.Date]():
		return reflect.ValueOf(day)
	case reflect.TypeFor[trade.Interval]():
		return reflect.ValueOf(trade.Interval{From: day, To: day.AddDays(9)})
	case reflect.TypeFor[Knowledge]():
		return reflect.ValueOf(Knowledge{Published: day, Overtaken: day.AddDays(3)})
	case reflect.TypeFor[Origins]():
		return reflect.ValueOf(Origins{In: []string{"*"}, Out: []string{"CN", "a but b"}})
	case reflect.TypeFor[Scope]():
		codes := trade.ProductSet{In: []trade.Product{"7208", ""}, Out: []trade.Product{"7208100000"}}
		return reflect.ValueOf(Scope{
			All: true, Lists: []string{"301", "all", "a, b"}, Codes: codes,
			Except: []string{"list x"},
		})
	case reflect.TypeFor[[]Selector]():
		return reflect.ValueOf([]Selector{
			{Headings: "9903.01.01-9903.01.09"},
			{Authority: "Section 232", Program: "steel"},
			{Headings: "my own", Authority: "Section 301"},
		})
	case reflect.TypeFor[[]Term]():
		return reflect.ValueOf([]Term{
			{Interval: trade.Interval{To: day}, State: Imposed, Duty: "25%"},
			{Interval: trade.Interval{From: day}, State: Ended, Source: "x"},
		})
	case reflect.TypeFor[[]Exception]():
		return reflect.ValueOf([]Exception{{Heading: "x"}})
	case reflect.TypeFor[[]trade.Product]():
		return reflect.ValueOf([]trade.Product{"6109100010", "6109100011"})
	case reflect.TypeFor[Basis]():
		return reflect.ValueOf(NonUSContent)
	case reflect.TypeFor[Stacking]():
		return reflect.ValueOf(Replaces)
	case reflect.TypeFor[State]():
		return reflect.ValueOf(Suspended)
	case reflect.TypeFor[[]string]():
		return reflect.ValueOf([]string{"A", "b, c; d"})
	}
	switch kind.Kind() {
	case reflect.Bool:
		return reflect.ValueOf(true).Convert(kind)
	case reflect.Int:
		return reflect.ValueOf(7).Convert(kind)
	case reflect.String:
		if field == "Duty" {
			return reflect.ValueOf("1.5¢/kg + 3%").Convert(kind)
		}
		return reflect.ValueOf(`a "b" | c; d, from e\`).Convert(kind)
	}
	t.Fatalf("field %s: no sample of %s; add one, and the words for it in the text", field, kind)
	return reflect.Value{}
}

func roundTrip(t *testing.T, b *Book) *Book {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Print(&out, b))
	text, err := Read(strings.NewReader(out.String()), "book")
	require.NoError(t, err, "%s", out.String())
	again, err := bookOf(text)
	require.NoError(t, err, "%s", out.String())
	return again
}

// each sets one field after another and asks whether the text says it.
func each[T any](t *testing.T, start T, put func(*Book, T)) {
	t.Helper()
	kind := reflect.TypeFor[T]()
	for i := range kind.NumField() {
		f := kind.Field(i)
		if !f.IsExported() {
			continue
		}
		fact := start
		reflect.ValueOf(&fact).Elem().Field(i).Set(sample(t, f.Name, f.Type))
		if m, ok := any(&fact).(*Measure); ok && f.Name == "UpTo" {
			m.Basis = NonUSContent
			m.UpTo = "0.40"
		}
		b := &Book{Name: "x"}
		put(b, fact)
		require.Equal(t, b, roundTrip(t, b), "%s.%s", kind.Name(), f.Name)
	}
}

// TestEveryField: a field that the text cannot say is found here.
func TestEveryField(t *testing.T) {
	measure := Measure{Heading: "9903.01.01", Authority: "IEEPA", Terms: []Term{{State: Imposed, Duty: "5%"}}}
	each(t, measure, func(b *Book, m Measure) {
		b.Measures = []Measure{m, measure, m, m, measure}
		for i := range b.Measures {
			if m.Heading == measure.Heading {
				b.Measures[i].Heading = "9903.01.0" + string(rune('1'+i))
			} else {
				b.Measures[i].Heading += string(rune('1' + i))
			}
		}
	})
	each(t, Exception{Heading: "9903.01.09"}, func(b *Book, x Exception) {
		plain := measure
		plain.Exceptions = []Exception{x, {Heading: "y"}}
		for _, h := range []string{"1", "2", "3"} {
			plain.Heading = h
			b.Measures = append(b.Measures, plain)
		}
		b.Measures[1].Exceptions = nil
	})
	each(t, Term{State: Imposed, Duty: "5%"}, func(b *Book, term Term) {
		m := measure
		m.Terms = []Term{term}
		b.Measures = []Measure{m}
	})
	each(t, Program{}, func(b *Book, p Program) { b.Programs = []Program{p} })
	each(t, Choice{Number: 1}, func(b *Book, c Choice) {
		c.Number = 1
		b.Choices = []Choice{c}
	})
	each(t, Reading{Name: "x"}, func(b *Book, r Reading) { b.Readings = []Reading{r} })
	each(t, Number{Code: "6109100012"}, func(b *Book, n Number) {
		n.Code = "6109100012"
		b.Schedule = &Schedule{Numbers: []Number{n}}
	})
	each(t, Season{Code: "07020020", Group: "07020020"}, func(b *Book, a Season) {
		a.Code, a.Group = "07020020", "07020020"
		b.Schedule = &Schedule{Seasons: []Season{a}}
	})
	each(t, Line{Code: "61091000"}, func(b *Book, l Line) {
		l.Code = "61091000"
		b.Schedule = &Schedule{Lines: []Line{l}}
	})
	each(t, Revision{}, func(b *Book, r Revision) {
		b.Schedule = &Schedule{Revisions: []Revision{r}}
	})
}

// bookOf is the book of a text, which need not compile.
func bookOf(text *Text) (*Book, error) {
	b := &Book{}
	return b, text.Into(b)
}
