package duty

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// ParseError says where a duty text stops being one, and what was expected there.
type ParseError struct {
	Input  string
	Offset int // in bytes
	Want   string
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("duty %q at offset %d: want %s", clip.To(e.Input, 80), e.Offset, e.Want)
}

// maxDutyText bounds a duty text; the longest in the schedule has 430 bytes.
const maxDutyText = 2000

// Parse reads a duty text of the general column, of column 2, of chapter 99, or
// as a person types it: "Free", "6.5%", "1.5¢/kg + 3%", "$1.05/kg + 2.3%", "51¢ each +
// 6.25% on the case", "The duty provided in the applicable subheading + 25%", "No
// change". Marks of typesetting and the known misprints of the schedule are read as
// what they stand for. An error is a *ParseError.
func Parse(text string) (Duty, error) {
	if len(text) > maxDutyText {
		return Duty{}, &ParseError{text, maxDutyText, "a text of at most 2,000 bytes"}
	}
	if d, is := parseNotRead(text); is {
		return d, nil
	}
	if d, is, err := parseLadder(text); is {
		return d, err
	}
	p := &dutyParser{input: text}
	p.normalize()
	d, ok := p.duty()
	if !ok {
		return Duty{}, &ParseError{text, p.offset(p.worst), p.want}
	}
	return d, nil
}

// dutyParser reads a normalized text by recursive descent. worst is the furthest
// place at which something was expected and not found.
type dutyParser struct {
	input string
	s     string
	at    []int // offset in input of each byte of s, and of its end
	pos   int
	worst int
	want  string
}

// misprints of the schedule and words broken at the end of a line, by what they
// stand for.
var misprints = []struct{ wrong, right string }{
	{"inthe ", "in the "},
	{"in the in the ", "in the "},
	{"thebattery", "the battery"},
	{"oralterations", "or alterations"},
	{"appli- cable", "applicable"},
	{"high- est", "highest"},
	{"thou- sand", "thousand"},
	{"import- ed", "imported"},
	{"sub- chapter", "subchapter"},
	{"origin- ating", "originating"},
	{"internal- revenue", "internal-revenue"},
	{"applicable, to", "applicable to"},
	{"but not less 2", "but not less than 2"},
	{"m2of ", "m2 of "},
	{"1,000", "1000"},
	{" percent ", "% "},
}

// normalize drops tags, joins blanks, mends misprints and drops a full stop or a
// stroke at the end, and keeps for every byte where it came from.
func (p *dutyParser) normalize() {
	s, at := make([]byte, 0, len(p.input)), make([]int, 0, len(p.input)+1)
	put := func(c byte, from int) {
		if c == ' ' && (len(s) == 0 || s[len(s)-1] == ' ') {
			return
		}
		s, at = append(s, c), append(at, from)
	}
	in := p.input
	for i := 0; i < len(in); {
		switch c := in[i]; {
		case c == '<':
			if end := strings.IndexByte(in[i:], '>'); end >= 0 && end <= 8 {
				i += end + 1
				continue
			}
			put(c, i)
			i++
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			put(' ', i)
			i++
		case strings.HasPrefix(in[i:], "\u00a0"):
			put(' ', i)
			i += 2
		case strings.HasPrefix(in[i:], "²"):
			put('2', i)
			i += 2
		case strings.HasPrefix(in[i:], "³"):
			put('3', i)
			i += 2
		default:
			put(c, i)
			i++
		}
	}
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '.' && !keepsDot(s) || s[len(s)-1] == '/') {
		s, at = s[:len(s)-1], at[:len(at)-1]
	}
	lower := lowerASCII(s)
	for _, m := range misprints {
		for from := 0; ; {
			i := strings.Index(lower[from:], m.wrong)
			if i < 0 {
				break
			}
			i += from
			origin := at[i]
			s = slices.Replace(s, i, i+len(m.wrong), []byte(m.right)...)
			at = slices.Replace(at, i, i+len(m.wrong), slices.Repeat([]int{origin}, len(m.right))...)
			lower, from = lowerASCII(s), i+len(m.right)
		}
	}
	end := 0
	if len(at) > 0 {
		end = at[len(at)-1] + 1
	}
	p.s, p.at = string(s), append(at, end)
}

// lowerASCII lowers the letters A to Z and leaves every byte in its place.
func lowerASCII(s []byte) string {
	out := slices.Clone(s)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}

// keepsDot reports whether the text ends in an abbreviation with its full stop.
func keepsDot(s []byte) bool {
	return strings.HasSuffix(string(s), "doz.") || strings.HasSuffix(string(s), "pr.") ||
		strings.HasSuffix(string(s), "prs.") || strings.HasSuffix(string(s), "No.")
}

func (p *dutyParser) offset(pos int) int { return p.at[min(pos, len(p.at)-1)] }

// fail notes what was expected at the place reached.
func (p *dutyParser) fail(want string) bool {
	if p.want == "" || p.pos > p.worst {
		p.worst, p.want = p.pos, want
	}
	return false
}

func (p *dutyParser) rest() string { return p.s[p.pos:] }

func (p *dutyParser) blank() {
	for p.pos < len(p.s) && p.s[p.pos] == ' ' {
		p.pos++
	}
}

// word takes a text if it comes next, in any case.
func (p *dutyParser) word(text string) bool {
	if len(p.rest()) >= len(text) && strings.EqualFold(p.rest()[:len(text)], text) {
		p.pos += len(text)
		return true
	}
	return false
}

// until takes everything up to one of the stops, or to the end.
func (p *dutyParser) until(stops ...string) string {
	end := len(p.s)
	for _, stop := range stops {
		if i := strings.Index(p.rest(), stop); i >= 0 {
			end = min(end, p.pos+i)
		}
	}
	text := strings.TrimSpace(p.s[p.pos:end])
	p.pos = end
	return text
}

// phrase takes words up to one of the stops: letters, digits and the marks of a
// sentence, with brackets in pairs that hold no symbols of programs. It must begin
// with a letter or a digit.
func (p *dutyParser) phrase(stops ...string) (string, bool) {
	start := p.pos
	text := strings.TrimRight(p.until(stops...), " .,;-/")
	depth := 0
	for i, c := range text {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		switch {
		case letter:
		case i == 0, !strings.ContainsRune(" .,;-'()", c):
			p.pos = start + i
			return "", p.fail("words")
		case c == '(':
			depth++
			if _, symbols := programSymbols(strings.SplitN(text[i+1:], ")", 2)[0]); symbols {
				depth = -1
			}
		case c == ')':
			depth--
		}
		if depth < 0 || depth > 1 {
			p.pos = start + i
			return "", p.fail("brackets in pairs")
		}
	}
	if text == "" || depth != 0 {
		return "", p.fail("words")
	}
	return text, true
}

func (p *dutyParser) duty() (Duty, bool) {
	p.blank()
	switch {
	case p.s == "" || p.s == ":" || p.s == notStatedText:
		if p.s == "" {
			return Duty{}, p.fail("a duty, such as 6.5%, 1.5¢/kg or Free")
		}
		return Duty{}, true
	case p.word("free"):
		return p.free()
	}
	var d Duty
	for {
		p.blank()
		minus := len(d.terms) > 0 && p.word("minus ")
		t, ok := p.term()
		if !ok {
			return Duty{}, false
		}
		t.Minus = minus
		d.terms = append(d.terms, t)
		p.blank()
		switch {
		case p.pos == len(p.s):
			return d, true
		case p.word(", but not more than ") ||
			p.word(", but if consisting in part of a plate or a set of plates the total duty shall not exceed "):
			limit, ok := p.phrase()
			d.limit = limit
			return d, ok
		case p.word("+") || p.word("plus "):
		case len(p.rest()) > 6 && strings.EqualFold(p.rest()[:6], "minus "):
		default:
			return Duty{}, p.fail("+ and another rate, or the end")
		}
	}
}

// free reads what follows the word Free: nothing, or a condition behind a comma or
// in brackets.
func (p *dutyParser) free() (Duty, bool) {
	p.blank()
	switch {
	case p.pos == len(p.s):
		return Duty{free: true}, true
	case p.word(","):
		p.blank()
	case p.word("(") && strings.HasSuffix(p.s, ")"):
		p.s = p.s[:len(p.s)-1]
	default:
		return Duty{}, p.fail("the end, or a comma and a condition")
	}
	condition, ok := p.phrase()
	return Duty{free: true, condition: condition}, ok
}

// leads are the first words of the references, in the spelling that is printed,
// and of the rules in prose.
var leads = []struct {
	text string
	kind TermKind
}{
	{subheadingText, Reference},
	{"The duty provided for in the applicable subheading", Reference},
	{"The duty provided in subheadings", Reference},
	{"The duty rate provided", Reference},
	{"The rate of duty applicable to", Reference},
	{"The rate provided for", Reference},
	{"The rate applicable", Reference},
	{"See", Reference},
	{"A duty upon", Prose},
	{"A duty equal", Prose},
	{"A duty (in lieu", Prose},
}

func (p *dutyParser) term() (Term, bool) {
	start := p.pos
	for _, lead := range leads {
		if !p.word(lead.text) {
			continue
		}
		switch {
		case strings.HasPrefix(lead.text, "The duty provided in the"), strings.HasPrefix(lead.text, "The duty provided for"):
			return Term{Kind: Reference, Text: subheadingText}, true
		case p.pos == len(p.s):
			return Term{Kind: lead.kind, Text: lead.text}, lead.kind == Reference || p.fail("the rule")
		}
		// The lead is read again as part of the phrase, so that brackets pair.
		p.pos = start
		stops := []string{" + ", "+", " minus ", " plus ", ", but not more "}
		if lead.kind == Prose {
			stops = nil
		}
		text, ok := p.phrase(stops...)
		if !ok {
			return Term{}, false
		}
		return Term{Kind: lead.kind, Text: lead.text + text[len(lead.text):]}, true
	}
	if p.word("no change") {
		return Term{Kind: NoChange, Text: noChangeText}, true
	}
	p.word("a duty of ")
	p.blank()
	dollars := p.word("$")
	p.blank()
	rate, third, ok := p.number()
	if !ok {
		p.pos = max(p.pos, start)
		return Term{}, p.fail("a rate, such as 6.5%, 1.5¢/kg or $1.05 each, or a reference to another duty")
	}
	p.blank()
	switch {
	case dollars:
		return p.specific(rate)
	case p.word("%"):
		t := Term{Kind: AdValorem, Rate: rate.Shift(-2), Third: third}
		t.On, ok = p.part()
		return t, ok
	case p.word("¢") || p.word("cents") || p.word("cent"):
		return p.specific(rate.Shift(-2))
	}
	return Term{}, p.fail("% or ¢ after the number")
}

// number reads "12", "12.5" or "33 1/3"; of the last it returns the triple.
func (p *dutyParser) number() (n decimal.Decimal, third, ok bool) {
	start := p.pos
	digits, points := 0, 0
	for p.pos < len(p.s) && (p.s[p.pos] >= '0' && p.s[p.pos] <= '9' || p.s[p.pos] == '.') {
		if p.s[p.pos] == '.' {
			points++
		} else {
			digits++
		}
		p.pos++
	}
	if digits == 0 || p.pos-start > 24 || points > 1 {
		p.pos = start
		return n, false, false
	}
	text := p.s[start:p.pos]
	if points == 1 {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".") // one number has one form
	}
	n, err := decimal.NewFromString(text)
	if err != nil {
		p.pos = start
		return n, false, false
	}
	for _, f := range []string{" 1/3", " 2/3"} {
		if points == 0 && p.word(f) {
			return n.Mul(decimal.NewFromInt(3)).Add(decimal.NewFromInt(int64(f[1] - '0'))), true, true
		}
	}
	return n, false, true
}

// part reads "on the case", "upon the value of the steel content", "of the fair
// retail value", and returns the name of the part; the full value of the article
// is the whole, and has none.
func (p *dutyParser) part() (name string, ok bool) {
	p.blank()
	if !p.word("on ") && !p.word("upon ") && !p.word("of ") {
		return "", true
	}
	if p.word("the full value of the imported article") {
		return "", true
	}
	p.word("the value of ")
	p.word("the ")
	return p.phrase(" + ", "+", ", but ", " minus ")
}
