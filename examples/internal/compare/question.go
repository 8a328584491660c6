package compare

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Question is what compare asks: what the goods of an entry pay as each product and from
// each origin, whatever its own product and origin are.
type Question struct {
	Entry    tariff.Entry
	Products []trade.Product
	Origins  []trade.Country
	// Until asks for the changes after the day of the entry too; the zero Date does not.
	Until trade.Date
}

// Answer is the answer, for Object and WriteCSV.
type Answer struct {
	question Question
	products []product
}

// product is a product with its origins, the cheapest first.
type product struct {
	code       trade.Product
	goods      string // what the schedule calls it
	origins    []origin
	unanswered []unanswered
}

type origin struct {
	country trade.Country
	answer  *tariff.Assessment
	changes []tariff.Change
	differ  []tariff.AssessedLine // layers that not all origins have alike
}

type unanswered struct {
	country trade.Country
	err     error
}

// firstError is the error of the first origin, when there is no answer at all.
func (a *Answer) firstError() error {
	for _, p := range a.products {
		if len(p.origins) > 0 {
			return nil
		}
	}
	for _, p := range a.products {
		for _, u := range p.unanswered {
			return fmt.Errorf("%s: %w", u.country, u.err)
		}
	}
	return nil
}

// Ask assesses every product of every origin. The error is that of the first origin where
// there is no answer at all.
func (q *Question) Ask(ctx context.Context, engine *tariff.Engine) (*Answer, error) {
	out := &Answer{question: *q}
	entry := q.Entry
	for _, code := range once(q.Products) {
		entry.Product = code
		p := product{code: entry.Product}
		for _, c := range q.Origins {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			entry.Origin = c
			a, err := engine.Assess(entry)
			if err != nil {
				p.unanswered = append(p.unanswered, unanswered{c, err})
				continue
			}
			next := origin{country: c, answer: a}
			p.code = a.Entry.Product
			if !q.Until.IsZero() {
				if next.changes, err = engine.History(entry, q.Until); err != nil {
					return nil, fmt.Errorf("%s: %w", c, err)
				}
			}
			p.origins = append(p.origins, next)
		}
		slices.SortStableFunc(p.origins, func(a, b origin) int {
			return cmp.Or(a.answer.Total.Cmp(b.answer.Total), strings.Compare(string(a.country), string(b.country)))
		})
		p.goods = program.Describe(engine.Book(), p.code, entry.Date)
		p.differences()
		out.products = append(out.products, p)
	}
	return out, out.firstError()
}

// once are codes, each once in whatever spelling; what is no code is left to the answer, which says so.
func once(codes []trade.Product) []trade.Product {
	var out []trade.Product
	for _, code := range codes {
		if p, err := trade.ParseProduct(string(code)); err == nil {
			code = p
		}
		if !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// layer is what makes two applied lines the same layer.
func layer(l tariff.AssessedLine) string {
	return string(l.Authority) + "\x00" + l.Heading + "\x00" + l.DutyText + "\x00" + l.Duty.String()
}

// differences keeps of each origin the layers that not all origins have alike.
func (p *product) differences() {
	in := map[string]int{}
	for _, o := range p.origins {
		for _, l := range o.answer.Applied() {
			in[layer(l)]++
		}
	}
	for i, o := range p.origins {
		for _, l := range o.answer.Applied() {
			if in[layer(l)] < len(p.origins) {
				p.origins[i].differ = append(p.origins[i].differ, l)
			}
		}
	}
}

// shared are the layers that all origins have alike.
func (p *product) shared() []tariff.AssessedLine {
	if len(p.origins) == 0 {
		return nil
	}
	differ := map[string]bool{}
	for _, l := range p.origins[0].differ {
		differ[layer(l)] = true
	}
	var out []tariff.AssessedLine
	for _, l := range p.origins[0].answer.Applied() {
		if !differ[layer(l)] {
			out = append(out, l)
		}
	}
	return out
}

// notes are what the answers of all origins say beside the duty, such as a fact that was stated
// and changed nothing.
func (p *product) notes() []string {
	if len(p.origins) == 0 {
		return nil
	}
	var out []string
	for _, note := range p.origins[0].answer.Notes {
		if !slices.ContainsFunc(p.origins, func(o origin) bool { return !slices.Contains(o.answer.Notes, note) }) {
			out = append(out, note)
		}
	}
	return out
}
