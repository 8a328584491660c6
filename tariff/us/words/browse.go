package words

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Page is a place of the schedule with what stands directly below it.
type Page struct {
	Provision
	Below []Entry
}

// Entry is a text below a place. One without a number only parts those that follow it, at
// a greater depth.
type Entry struct {
	Number trade.Product
	Text   string
	Depth  int
	// More says that further texts stand below.
	More bool
}

// CodeError says that the schedule has no such provision, and which ones are near.
type CodeError struct {
	Code    trade.Product
	Nearest []Provision
}

func (e *CodeError) Error() string {
	text := fmt.Sprintf("the schedule has no provision %s", e.Code)
	for i, p := range e.Nearest {
		if i == 0 {
			text += "; the nearest are "
		} else {
			text += ", "
		}
		text += p.Number.String()
	}
	return text
}

// Browse returns a chapter of two digits or a provision of four and more, with the
// provisions next below it: headings of a chapter, lines of a heading, numbers of a line. A
// code that does not exist is a *CodeError, which names the nearest ones.
func Browse(code trade.Product) (*Page, error) {
	s := loaded()
	number := digits(code)
	if len(number) == 2 {
		page := &Page{Provision: Provision{Number: number, Text: "Chapter " + string(number)}}
		for i, r := range s.rows {
			if r.above < 0 && r.number.Within(number) {
				page.Below = append(page.Below, Entry{r.number, r.text, 0, !s.rows[i].leaf})
			}
		}
		if page.Below == nil {
			return nil, &CodeError{Code: code}
		}
		return page, nil
	}
	at, ok := s.find(number)
	if !ok {
		return nil, &CodeError{code, nearest(code, 5)}
	}
	page := &Page{Provision: s.provision(at)}
	depths := map[int32]int{at: -1}
	for i := at + 1; i < int32(len(s.rows)); i++ {
		r := s.rows[i]
		depth, below := depths[r.above]
		if r.above < at {
			break
		}
		if !below {
			continue
		}
		page.Below = append(page.Below, Entry{r.number, r.text, depth + 1, !r.leaf})
		if r.number == "" { // what it parts stands on this page too
			depths[i] = depth + 1
		}
	}
	return page, nil
}

// nearest returns up to n provisions that are closest to a code, best first: those that
// share the most leading digits, then those whose further digits differ least. A code
// that exists is the nearest to itself.
func nearest(code trade.Product, n int) []Provision {
	s := loaded()
	want := digits(code)
	want = want[:min(len(want), 10)]
	if want == "" {
		return nil
	}
	type candidate struct {
		at             int32
		shared, differ int
		away           int
	}
	var all []candidate
	for i := range s.rows {
		number := s.rows[i].number
		if number == "" || len(number) != len(want) && !s.rows[i].leaf {
			continue
		}
		c := candidate{at: int32(i)}
		for c.shared < min(len(number), len(want)) && number[c.shared] == want[c.shared] {
			c.shared++
		}
		if c.shared < min(4, len(want)-1) {
			continue
		}
		c.differ = distance(string(number[:min(len(number), len(want))]), string(want), 4)
		c.away = abs(value(number) - value(want))
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.differ, b.differ), cmp.Compare(a.away, b.away))
	})
	var out []Provision
	for _, c := range all[:min(max(n, 0), len(all))] {
		out = append(out, s.provision(c.at))
	}
	return out
}

// value is a code as a number, filled with zeros to ten digits.
func value(code trade.Product) int {
	v := 0
	for i := range 10 {
		v *= 10
		if i < len(code) {
			v += int(code[i] - '0')
		}
	}
	return v
}

func abs(n int) int { return max(n, -n) }
