package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// clause is one part of a fact as words: how it begins, how it is read, how it is
// printed. Clauses of a line are separated by semicolons; prose takes the rest of
// its line.
type clause[T any] struct {
	word  string
	prose bool
	read  func(*T, *cursor)
	// text is what stands behind the word, and none what says that there is nothing,
	// where a default of the program says otherwise. ok is false when the clause is
	// not to be printed.
	text func(*T) (text string, ok bool)
	none string
	// zero takes the part out of the fact, so that a clause replaces a default and
	// does not extend it.
	zero func(*T)
	// copy takes the part over from another fact.
	copy func(to, from *T)
}

// readClauses reads the clauses of a line into a fact, and returns their words.
func readClauses[T any](c *cursor, clauses []clause[T], to *T, what string) (stated []string) {
	for !c.done() {
		c.blanks()
		k := -1
		at := c.pos
		for i := range clauses {
			if k >= 0 && len(clauses[i].word) <= len(clauses[k].word) {
				continue
			}
			if c.accept(clauses[i].word) {
				k, c.pos = i, at
			}
		}
		if k < 0 {
			words := make([]string, len(clauses))
			for i := range clauses {
				words[i] = clauses[i].word
			}
			c.fail(at, c.left(), what+" was expected: "+strings.Join(words, ", "))
			c.pos = c.end
			return stated
		}
		cl := &clauses[k]
		if slices.Contains(stated, cl.word) {
			c.fail(at, cl.word, "it stands twice")
		}
		stated = append(stated, cl.word)
		c.accept(cl.word)
		value := c
		if !cl.prose {
			value = c.part(';')
		}
		if cl.zero != nil {
			cl.zero(to)
		}
		if cl.none != "" && value.left() == cl.none {
			value.pos = value.end
			continue
		}
		cl.read(to, value)
		value.finish()
	}
	return stated
}

// printClauses prints the clauses of a fact that differ from those of a default.
func printClauses[T any](clauses []clause[T], fact, standard *T) (lines []string) {
	for i := range clauses {
		c := &clauses[i]
		if c.text == nil {
			continue
		}
		text, ok := c.text(fact)
		if standard != nil {
			was, had := c.text(standard)
			if had == ok && was == text {
				continue
			}
			if !ok {
				text, ok = c.none, true
			}
		}
		if ok {
			lines = append(lines, strings.TrimSpace(c.word+" "+text))
		}
	}
	return lines
}

// flagClause is a word that is there or not.
func flagClause[T any](word string, of func(*T) *bool) clause[T] {
	return clause[T]{
		word: word, none: "no", read: func(t *T, _ *cursor) { *of(t) = true },
		text: func(t *T) (string, bool) { return "", *of(t) }, zero: func(t *T) { *of(t) = false },
		copy: func(to, from *T) { *of(to) = *of(from) },
	}
}

// dayClause is a word and a day.
func dayClause[T any](word string, of func(*T) *trade.Date) clause[T] {
	return clause[T]{
		word: word, none: "none", read: func(t *T, c *cursor) { *of(t) = c.date() },
		text: func(t *T) (string, bool) {
			return of(t).String(), !of(t).IsZero()
		}, zero: func(t *T) { *of(t) = trade.Date{} },
		copy: func(to, from *T) { *of(to) = *of(from) },
	}
}

// proseClause is a word and a text for people.
func proseClause[T any](word string, of func(*T) *string) clause[T] {
	return clause[T]{
		word: word, none: "none", prose: true,
		read: func(t *T, c *cursor) {
			if c.done() {
				c.failHere("a text was expected behind " + word)
			}
			*of(t) = c.prose()
		},
		text: func(t *T) (string, bool) { return proseText(*of(t)), *of(t) != "" }, zero: func(t *T) { *of(t) = "" },
		copy: func(to, from *T) { *of(to) = *of(from) },
	}
}

// wordClause is a word and a short text.
func wordClause[T any](word string, of func(*T) *string) clause[T] {
	c := proseClause(word, of)
	c.prose = false
	c.text = func(t *T) (string, bool) { return nameText(*of(t)), *of(t) != "" }
	return c
}

// namesClause is a word and names, of which some may be out.
func namesClause[T any](word string, in, out func(*T) *[]string) clause[T] {
	return clause[T]{
		word: word, none: "none",
		read: func(t *T, c *cursor) {
			at := c.pos
			i, o := c.names()
			*in(t) = i
			switch {
			case out != nil:
				*out(t) = o
			case len(o) > 0:
				c.fail(at, c.text[at:c.end], "none can be taken out of these names")
			}
		},
		text: func(t *T) (string, bool) {
			var o []string
			if out != nil {
				o = *out(t)
			}
			return namesText(*in(t), o), len(*in(t))+len(o) > 0
		},
		zero: func(t *T) {
			*in(t) = nil
			if out != nil {
				*out(t) = nil
			}
		},
		copy: func(to, from *T) {
			*in(to) = *in(from)
			if out != nil {
				*out(to) = *out(from)
			}
		},
	}
}

// every is the word for every country of origin.
const every = "every country"

func originsClause[T any](of func(*T) *Origins) clause[T] {
	rename := func(names []string, from, to string) []string {
		names = slices.Clone(names)
		for i, n := range names {
			if n == from {
				names[i] = to
			}
		}
		return names
	}
	c := namesClause("origins", func(t *T) *[]string { return &of(t).In }, func(t *T) *[]string { return &of(t).Out })
	read := c.read
	c.read = func(t *T, cur *cursor) {
		read(t, cur)
		of(t).In, of(t).Out = rename(of(t).In, every, "*"), rename(of(t).Out, every, "*")
	}
	c.text = func(t *T) (string, bool) {
		o := of(t)
		return namesText(rename(o.In, "*", every), rename(o.Out, "*", every)), len(o.In)+len(o.Out) > 0
	}
	return c
}

// allProducts is the word for every product.
const allProducts = "all"

// productsClause is a scope: product codes, lists, "all", and after "but" codes and
// lists that are out.
func productsClause[T any](of func(*T) *Scope) clause[T] {
	return clause[T]{
		word: "products", none: "none", zero: func(t *T) { *of(t) = Scope{} },
		copy: func(to, from *T) { *of(to) = *of(from) },
		read: func(t *T, c *cursor) {
			c.blanks()
			at := c.pos
			in, out := c.names()
			s := of(t)
			for _, name := range in {
				switch {
				case name == allProducts:
					s.All = true
				case isCode(name):
					s.Codes.In = append(s.Codes.In, c.code(at, name))
				default:
					s.Lists = append(s.Lists, unlist(name))
				}
			}
			for _, name := range out {
				if isCode(name) {
					s.Codes.Out = append(s.Codes.Out, c.code(at, name))
				} else {
					s.Except = append(s.Except, unlist(name))
				}
			}
		},
		text: func(t *T) (string, bool) {
			s := of(t)
			var in, out []string
			if s.All {
				in = append(in, allProducts)
			}
			for _, p := range s.Codes.In {
				in = append(in, codeText(p))
			}
			in = append(in, listNames(s.Lists)...)
			for _, p := range s.Codes.Out {
				out = append(out, codeText(p))
			}
			out = append(out, listNames(s.Except)...)
			return namesText(in, out), len(in)+len(out) > 0
		},
	}
}

// isCode reports whether a name among products is a code and not a list.
func isCode(name string) bool {
	return name == "any" || name != "" && strings.Trim(name, "0123456789.") == ""
}

// code reads a product code; "any" is the prefix of all.
func (c *cursor) code(at int, text string) trade.Product {
	if text == "any" {
		return ""
	}
	p, err := trade.ParseProduct(text)
	if err != nil {
		c.fail(at, text, strings.TrimPrefix(err.Error(), fmt.Sprintf("product %q: ", text)))
	}
	return p
}

func codeText(p trade.Product) string {
	if p == "" {
		return "any"
	}
	return p.String()
}

// A list whose name could be read as a code or a word is written with "list " before it.
func listNames(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		if isCode(n) || n == allProducts || strings.HasPrefix(n, "list ") {
			n = "list " + n
		}
		out[i] = n
	}
	return out
}

func unlist(name string) string { return strings.TrimPrefix(name, "list ") }

// proseText prints a text for people so that it reads back the same.
func proseText(s string) string {
	if s == "" || s == "none" || s != strings.TrimSpace(s) || strings.HasPrefix(s, `"`) || strings.HasSuffix(s, `\`) ||
		strings.ContainsAny(s, "\n\r\t") || strings.Contains(s, "  ") {
		return strconv.Quote(s)
	}
	return s
}

// nameText prints a name within a list of names.
func nameText(s string) string {
	quoted := proseText(s)
	if quoted == s && (strings.ContainsAny(s, `,;|"`) || slices.Contains(strings.Fields(s), "but")) {
		return strconv.Quote(s)
	}
	return quoted
}

func namesText(in, out []string) string {
	var b strings.Builder
	for i, s := range in {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(nameText(s))
	}
	for i, s := range out {
		switch {
		case i > 0:
			b.WriteString(", ")
		case len(in) > 0:
			b.WriteString(" but ")
		default:
			b.WriteString("but ")
		}
		b.WriteString(nameText(s))
	}
	return b.String()
}

func daysText(iv trade.Interval) string {
	var words []string
	if !iv.From.IsZero() {
		words = append(words, "from "+iv.From.String())
	}
	if !iv.To.IsZero() {
		words = append(words, "before "+iv.To.String())
	}
	return strings.Join(words, " ")
}
