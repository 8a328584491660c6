// Package words holds the descriptions of the United States schedule, chapters 1 to 98: it
// finds provisions from words, shows the tree of headings and lines, and names the nearest
// provision of a code that does not exist.
//
// A description is a text of the outline; a provision is understood with all the texts
// above it, which are its Path. Search reads everyday words: forms of words and spellings of
// English are alike (tyre and tire), small slips of the hand are mended where a word is
// unknown, words that say nothing of goods (cheap, made in) are left out, and what commerce
// calls otherwise than the schedule (laptop, sneakers) is looked up in an index made by
// hand. What is found is a place to look, never a ruling: the legal texts and notes decide.
//
// The texts are public domain; Source says which edition they are of. Nothing here is read
// before it is asked for, and the core pulls none of it. All functions may be called from
// any number of goroutines.
package words

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade"
)

//go:generate go run ./generate -data ../../../../shared/data -out texts.gz

//go:embed texts.gz
var packed []byte

// Provision is a place of the schedule that has a number.
type Provision struct {
	// Number has 4, 6, 8 or 10 digits.
	Number trade.Product
	// Text is the description at the place itself, "Other" as often as not.
	Text string
	// Path are the texts above it, from the heading down.
	Path []string
}

// String is the provision as one line: "6109.10.00.12: T-shirts…: Of cotton: Men's (338)".
func (p Provision) String() string {
	texts := append(slices.Clone(p.Path), p.Text)
	for i, t := range texts {
		texts[i] = strings.TrimSuffix(t, ":")
	}
	return p.Number.String() + ": " + strings.Join(texts, ": ")
}

// Provenance says what the texts are and where they are from.
type Provenance struct {
	Title, Publisher, Retrieved, Revision string
	// Rows counts the texts.
	Rows int
}

// Source returns where the texts are from.
func Source() Provenance { return loaded().source }

// Lookup returns the provision of a code of 4 to 10 digits, with or without dots. A code of
// ten digits that ends in 00 is also the undivided line of eight digits.
func Lookup(code trade.Product) (Provision, bool) {
	s := loaded()
	i, ok := s.find(digits(code))
	if !ok {
		return Provision{}, false
	}
	return s.provision(i), true
}

// schedule are the texts in the order of print.
type schedule struct {
	source Provenance
	rows   []row
	// number finds the row of a number.
	number map[trade.Product]int32
}

// row is a text of the outline.
type row struct {
	number trade.Product
	text   string
	// above is the row of which this one is a part, -1 for a heading.
	above int32
	// leaf says that nothing stands below: goods are entered under it.
	leaf bool
}

var loaded = sync.OnceValue(func() *schedule {
	s, err := read(packed)
	if err != nil {
		// The texts are made by the generator and tested; without them nothing is found.
		return &schedule{number: map[trade.Product]int32{}}
	}
	return s
})

// read unpacks the texts.
func read(packed []byte) (*schedule, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	s := &schedule{number: map[trade.Product]int32{}}
	var outline []int32
	var indents []int
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<16)
	for lines.Scan() {
		line := lines.Text()
		if head, ok := strings.CutPrefix(line, "# "); ok {
			if err := s.source.read(head); err != nil {
				return nil, err
			}
			continue
		}
		number, rest, _ := strings.Cut(line, "\t")
		depth, text, ok := strings.Cut(rest, "\t")
		indent, err := strconv.Atoi(depth)
		if !ok || err != nil {
			return nil, fmt.Errorf("row %d: want number, indent and text", len(s.rows)+1)
		}
		for len(indents) > 0 && indents[len(indents)-1] >= indent {
			indents, outline = indents[:len(indents)-1], outline[:len(outline)-1]
		}
		r := row{number: trade.Product(number), text: text, above: -1, leaf: true}
		if n := len(outline); n > 0 {
			r.above = outline[n-1]
			s.rows[r.above].leaf = false
		}
		at := int32(len(s.rows))
		if number != "" {
			s.number[r.number] = at
		}
		indents, outline = append(indents, indent), append(outline, at)
		s.rows = append(s.rows, r)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(s.rows) != s.source.Rows {
		return nil, fmt.Errorf("%d rows, and the head states %d", len(s.rows), s.source.Rows)
	}
	return s, nil
}

// read takes a line "key: value" of the head.
func (p *Provenance) read(line string) (err error) {
	key, value, _ := strings.Cut(line, ": ")
	switch key {
	case "title":
		p.Title = value
	case "source":
		p.Publisher = value
	case "retrieved":
		p.Retrieved = value
	case "revision":
		p.Revision = value
	case "rows":
		p.Rows, err = strconv.Atoi(value)
	}
	return err
}

// provision is a row with what stands above it.
func (s *schedule) provision(at int32) Provision {
	r := s.rows[at]
	p := Provision{Number: r.number, Text: r.text}
	for i := r.above; i >= 0; i = s.rows[i].above {
		p.Path = append(p.Path, s.rows[i].text)
	}
	slices.Reverse(p.Path)
	return p
}

// find is the row of a number, or of the undivided line that a number ending in 00 is.
func (s *schedule) find(code trade.Product) (int32, bool) {
	if at, ok := s.number[code]; ok {
		return at, true
	}
	if len(code) == 10 && code[8:] == "00" {
		if at, ok := s.number[code[:8]]; ok && s.rows[at].leaf {
			return at, true
		}
	}
	if len(code) == 4 || len(code) == 6 || len(code) == 8 { // printed with the zeros after it
		for _, zeros := range []trade.Product{"00", "0000", "000000"} {
			if at, ok := s.number[code+zeros]; ok && len(code+zeros) <= 10 {
				return at, true
			}
		}
	}
	return 0, false
}

// digits are the digits of a code, whatever stands between.
func digits(code trade.Product) trade.Product {
	return trade.Product(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, string(code)))
}
