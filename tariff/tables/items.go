package tables

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// item is one name of a cell that holds several, "IN; !CN".
type item struct {
	text string
	out  bool // written with ! before it
}

// joinItems writes a list. A name that would be taken for something else is put in
// double quotes, with those inside doubled.
func joinItems(items []item, mayBeOut bool) string {
	var b strings.Builder
	for i, it := range items {
		if i > 0 {
			b.WriteString("; ")
		}
		if it.out {
			b.WriteByte('!')
		}
		b.WriteString(quote(it.text, mayBeOut && strings.HasPrefix(it.text, "!")))
	}
	return b.String()
}

func quote(s string, must bool) string {
	if must || s == "" || strings.TrimSpace(s) != s || strings.ContainsAny(s, `;"`) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// splitItems reads what joinItems wrote. An item without any text between two
// semicolons is left out, so that one at the end does no harm.
func splitItems(text string, mayBeOut bool) ([]item, *fault) {
	var out []item
	for {
		text = strings.TrimSpace(text)
		if text == "" {
			return out, nil
		}
		var it item
		if mayBeOut && text[0] == '!' {
			it.out = true
			text = strings.TrimSpace(text[1:])
		}
		quoted := strings.HasPrefix(text, `"`)
		if quoted {
			rest, ok := unquote(text, &it.text)
			if !ok {
				return out, &fault{
					"bad-list",
					`a quotation mark is not closed, or text stands beside it; write names with semicolons between, "IN; CN"`,
				}
			}
			text = rest
		} else {
			it.text, text, _ = strings.Cut(text, ";")
			it.text = strings.TrimSpace(it.text)
		}
		if it.out && it.text == "" && !quoted {
			return out, &fault{"bad-list", "a ! without a name after it"}
		}
		if it.text != "" || quoted {
			out = append(out, it)
		}
	}
}

// unquote reads a quoted name up to the semicolon after it.
func unquote(text string, into *string) (rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		*into = b.String()
		rest = strings.TrimSpace(text[i+1:])
		if rest == "" {
			return "", true
		}
		return rest[1:], rest[0] == ';'
	}
	return "", false
}

// The words that tell the two sorts of selectors apart where their first letter
// does not.
const (
	byHeading   = "heading:"
	byAuthority = "authority:"
	toProgram   = " / "
)

// selectors is a column of measures by heading, "9903.82.02; 9903.82.04-9903.82.26",
// or by authority, with a program if need be, "Section 232 / steel".
func selectors[T any](name, about string, of func(*T) *[]law.Selector) column[T] {
	c := names(name, about, func(*T) *[]string { return nil }, nil)
	c.get = func(t *T) string {
		var items []item
		for _, s := range *of(t) {
			items = append(items, item{text: selectorText(s)})
		}
		return joinItems(items, false)
	}
	c.set = func(t *T, text string) *fault {
		items, f := splitItems(text, false)
		for _, it := range items {
			*of(t) = append(*of(t), parseSelector(it.text))
		}
		return f
	}
	return c
}

// isHeading tells headings by their first letter.
func isHeading(s string) bool { return s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '*') }

// selectorText leaves the authority out where headings decide.
func selectorText(s law.Selector) string {
	switch {
	case s.Headings != "" && isHeading(s.Headings):
		return s.Headings
	case s.Headings != "":
		return byHeading + s.Headings
	}
	text := string(s.Authority)
	if isHeading(text) || strings.HasPrefix(text, byHeading) || strings.HasPrefix(text, byAuthority) ||
		strings.Contains(text, toProgram) {
		text = byAuthority + text
	}
	if s.Program != "" {
		text += toProgram + s.Program
	}
	return text
}

func parseSelector(text string) law.Selector {
	if h, found := strings.CutPrefix(text, byHeading); found {
		return law.Selector{Headings: strings.TrimSpace(h)}
	}
	rest, found := strings.CutPrefix(text, byAuthority)
	if !found && isHeading(text) {
		return law.Selector{Headings: text}
	}
	authority, program, _ := strings.Cut(rest, toProgram)
	return law.Selector{Authority: law.Authority(strings.TrimSpace(authority)), Program: strings.TrimSpace(program)}
}
