package law

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
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
	case reflect.TypeFor[tariff.Knowledge]():
		return reflect.ValueOf(tariff.Knowledge{Published: day, Overtaken: day.AddDays(3)})
	case reflect.TypeFor[tariff.Origins]():
		return reflect.ValueOf(tariff.Origins{In: []string{"*"}, Out: []string{"CN", "a but b"}})
	case reflect.TypeFor[tariff.Scope]():
		codes := trade.ProductSet{In: []trade.Product{"7208", ""}, Out: []trade.Product{"7208100000"}}
		return reflect.ValueOf(tariff.Scope{All: true, Lists: []string{"301", "all", "a, b"}, Codes: codes, Except: []string{"list x"}})
	case reflect.TypeFor[[]tariff.Selector]():
		return reflect.ValueOf([]tariff.Selector{
			{Headings: "9903.01.01-9903.01.09"},
			{Authority: "Section 232", Program: "steel"},
			{Headings: "my own", Authority: "Section 301"},
		})
	case reflect.TypeFor[[]tariff.Term]():
		return reflect.ValueOf([]tariff.Term{{Interval: trade.Interval{To: day}, State: tariff.Imposed, Duty: "25%"}, {Interval: trade.Interval{From: day}, State: tariff.Ended, Source: "x"}})
	case reflect.TypeFor[[]tariff.Exception]():
		return reflect.ValueOf([]tariff.Exception{{Heading: "x"}})
	case reflect.TypeFor[[]trade.Product]():
		return reflect.ValueOf([]trade.Product{"6109100010", "6109100011"})
	case reflect.TypeFor[tariff.Basis]():
		return reflect.ValueOf(tariff.NonUSContent)
	case reflect.TypeFor[tariff.Stacking]():
		return reflect.ValueOf(tariff.Replaces)
	case reflect.TypeFor[tariff.State]():
		return reflect.ValueOf(tariff.Suspended)
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

func roundTrip(t *testing.T, b *tariff.Book) *tariff.Book {
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
func each[T any](t *testing.T, start T, put func(*tariff.Book, T)) {
	t.Helper()
	kind := reflect.TypeFor[T]()
	for i := range kind.NumField() {
		f := kind.Field(i)
		if !f.IsExported() {
			continue
		}
		fact := start
		reflect.ValueOf(&fact).Elem().Field(i).Set(sample(t, f.Name, f.Type))
		if m, ok := any(&fact).(*tariff.Measure); ok && f.Name == "UpTo" {
			m.Basis = tariff.NonUSContent
			m.UpTo = "0.40"
		}
		b := &tariff.Book{Name: "x"}
		put(b, fact)
		require.Equal(t, b, roundTrip(t, b), "%s.%s", kind.Name(), f.Name)
	}
}

// TestEveryField: a field that the text cannot say is found here.
func TestEveryField(t *testing.T) {
	measure := tariff.Measure{Heading: "9903.01.01", Authority: "IEEPA", Terms: []tariff.Term{{State: tariff.Imposed, Duty: "5%"}}}
	each(t, measure, func(b *tariff.Book, m tariff.Measure) {
		b.Measures = []tariff.Measure{m, measure, m, m, measure}
		for i := range b.Measures {
			if m.Heading == measure.Heading {
				b.Measures[i].Heading = "9903.01.0" + string(rune('1'+i))
			} else {
				b.Measures[i].Heading += string(rune('1' + i))
			}
		}
	})
	each(t, tariff.Exception{Heading: "9903.01.09"}, func(b *tariff.Book, x tariff.Exception) {
		plain := measure
		plain.Exceptions = []tariff.Exception{x, {Heading: "y"}}
		for _, h := range []string{"1", "2", "3"} {
			plain.Heading = h
			b.Measures = append(b.Measures, plain)
		}
		b.Measures[1].Exceptions = nil
	})
	each(t, tariff.Term{State: tariff.Imposed, Duty: "5%"}, func(b *tariff.Book, term tariff.Term) {
		m := measure
		m.Terms = []tariff.Term{term}
		b.Measures = []tariff.Measure{m}
	})
	each(t, tariff.Program{}, func(b *tariff.Book, p tariff.Program) { b.Programs = []tariff.Program{p} })
	each(t, tariff.Choice{Number: 1}, func(b *tariff.Book, c tariff.Choice) {
		c.Number = 1
		b.Choices = []tariff.Choice{c}
	})
	each(t, tariff.Reading{Name: "x"}, func(b *tariff.Book, r tariff.Reading) { b.Readings = []tariff.Reading{r} })
	each(t, tariff.Number{Code: "6109100012"}, func(b *tariff.Book, n tariff.Number) {
		n.Code = "6109100012"
		b.Schedule = &tariff.Schedule{Numbers: []tariff.Number{n}}
	})
	each(t, tariff.Season{Code: "07020020", Group: "07020020"}, func(b *tariff.Book, a tariff.Season) {
		a.Code, a.Group = "07020020", "07020020"
		b.Schedule = &tariff.Schedule{Seasons: []tariff.Season{a}}
	})
	each(t, tariff.Line{Code: "61091000"}, func(b *tariff.Book, l tariff.Line) {
		l.Code = "61091000"
		b.Schedule = &tariff.Schedule{Lines: []tariff.Line{l}}
	})
	each(t, tariff.Revision{}, func(b *tariff.Book, r tariff.Revision) {
		b.Schedule = &tariff.Schedule{Revisions: []tariff.Revision{r}}
	})
}

// bookOf is the book of a text, which need not compile.
func bookOf(text *Text) (*tariff.Book, error) {
	b := &tariff.Book{}
	return b, text.Into(b)
}
