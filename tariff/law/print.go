package law

import (
	"bytes"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Print writes a book as a text that reads back the same: what it says of itself, the
// measures under their programs, exceptions that stand twice or more under a name, and
// the schedule. A book with a text that no line can hold is an error that names it. Days of facts
// that were overtaken are kept.
func Print(w io.Writer, b *Book) error {
	p := newPrinter(b)
	p.about()
	p.lists()
	p.law()
	p.schedule()
	if p.err != nil {
		return p.err
	}
	_, err := w.Write(p.out.Bytes())
	return err
}

// printer collects the lines of a text.
type printer struct {
	book       *Book
	out        bytes.Buffer
	exceptions []clause[Exception]
	measures   []clause[Measure]
	names      *names
	err        error
}

func newPrinter(b *Book) *printer {
	p := &printer{book: b, exceptions: exceptionClauses(), measures: measureClauses()}
	p.names = p.nameExceptions(b.Measures)
	return p
}

// width is where lines are folded.
const width = 116

// line writes a statement, folded where it is long.
func (p *printer) line(indent int, text string) {
	if strings.ContainsAny(text, "\n\r") && p.err == nil {
		p.err = &printError{clip.Text(text), "a line break cannot stand here"}
	}
	margin := strings.Repeat(" ", indent)
	for first := true; ; first = false {
		room := width - len(margin)
		if len(text) <= room {
			p.out.WriteString(margin + text + "\n")
			return
		}
		cut := fold(text, room-2)
		if cut <= 0 {
			p.out.WriteString(margin + text + "\n")
			return
		}
		p.out.WriteString(margin + text[:cut] + " \\\n")
		text = text[cut+1:]
		if first {
			margin += "    "
		}
	}
}

// fold finds the last single blank before a length, or the first after it.
func fold(text string, length int) int {
	single := func(i int) bool {
		return text[i] == ' ' && i > 0 && i+1 < len(text) && text[i-1] != ' ' && text[i+1] != ' ' && text[i-1] != '\\' &&
			text[i+1] != '#'
	}
	for i := min(length, len(text)-1); i > length/3; i-- {
		if single(i) {
			return i
		}
	}
	for i := length; i < len(text); i++ {
		if single(i) {
			return i
		}
	}
	return -1
}

func (p *printer) blank() {
	if p.out.Len() > 0 {
		p.out.WriteString("\n")
	}
}

// bars joins fields with bars and drops the empty ones at the end.
func bars(word string, fields ...string) string {
	for len(fields) > 1 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	for i, f := range fields {
		if i > 0 {
			word += " |"
		}
		if f != "" {
			word += " " + f
		}
	}
	return word
}

// field prints a field between bars; the empty one is nothing.
func field(s string) string {
	if s == "" {
		return ""
	}
	return fieldText(s)
}
