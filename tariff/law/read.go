package law

import (
	"cmp"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// maxText bounds one text of law.
const maxText = 16 << 20

// Text is law that has been read but not yet joined to a book.
type Text struct {
	about      Book // what is stated of the book as a whole
	notice     *Notice
	measures   []*draft
	changes    []*draft
	exceptions map[string]Exception
	sets       map[string][]except
	orders     map[string]*precedence
	lists      []List
	groups     []Group
	// moreList and moreGroup extend what a book has; the statements say where.
	moreList  []addition[List]
	moreGroup []addition[Group]
	clauses   []clause[Exception]
	// tables are those that hold lines of the schedule; the statements say where.
	tables []tableOf
	// bookKnownUntil is how far a notice moves the day until which the whole book is known.
	bookKnownUntil trade.Date
	// at are statements that stand once, by kind and name; namesAt those of exceptions; the
	// others follow the parts of about that they state; empty are those with nothing below.
	at, namesAt                                               map[string]*statement
	source                                                    string // the first file
	count                                                     int    // statements of all files
	linesAt, numbersAt, seasonsAt, programsAt, ratesAt, empty []*statement
}

// addition extends a list or a group that a book has.
type addition[T any] struct {
	to T
	at *statement
}

// Read reads a text of law. name is the file that errors point to. The error joins one
// *SyntaxError for each fault, the first fifty and the count of the rest.
func Read(r io.Reader, name string) (*Text, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return nil, err
	}
	return read([]source{{name, data}})
}

// ReadFS reads texts as one, in the order of their names: what one names, another may
// use. A name may be a pattern of path.Match.
func ReadFS(files fs.FS, patterns ...string) (*Text, error) {
	var sources []source
	for _, pattern := range patterns {
		names, err := fs.Glob(files, pattern)
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, &fs.PathError{Op: "read", Path: pattern, Err: fs.ErrNotExist}
		}
		for _, name := range names {
			data, err := fs.ReadFile(files, name)
			if err != nil {
				return nil, err
			}
			sources = append(sources, source{name, data})
		}
	}
	return read(sources)
}

type source struct {
	name string
	data []byte
}

// reader reads statements into a Text.
type reader struct {
	*Text
	errs             *faults
	duties           map[string]bool // texts that have been looked at
	exceptionClauses []clause[Exception]
	measureClauses   []clause[Measure]
	draftClauses     []clause[draft]
	names            map[string]*statement // of exceptions, sets and orders
	headings         map[string]*statement
	body             func(*statement) // reads the lines further in
	bodyOf           string
	once             map[string]*statement // statements that stand once
	below            map[*statement]int    // what stands below programs and tables
}

func read(sources []source) (*Text, error) {
	t := &Text{
		exceptions: map[string]Exception{}, sets: map[string][]except{}, orders: map[string]*precedence{},
		clauses: exceptionClauses(),
	}
	r := &reader{
		Text: t, errs: &faults{}, duties: map[string]bool{}, exceptionClauses: t.clauses, measureClauses: measureClauses(),
		names: map[string]*statement{}, headings: map[string]*statement{}, once: map[string]*statement{},
		below: map[*statement]int{},
	}
	r.makeDraftClauses()
	for _, src := range sources {
		if len(src.data) > maxText {
			r.errs.add(&SyntaxError{File: src.name, Line: 1, Column: 1, Want: "the text is larger than 16 MiB"})
			continue
		}
		list := statements(src.name, src.data, r.errs)
		t.source, t.count = cmp.Or(t.source, src.name), t.count+len(list)
		r.body, r.bodyOf = nil, ""
		for i := range list {
			r.statement(&list[i])
		}
	}
	t.empty = slices.DeleteFunc(t.empty, func(s *statement) bool { return r.below[s] > 0 })
	t.at, t.namesAt = r.once, r.names
	if err := r.errs.err(); err != nil {
		return nil, err
	}
	return t, nil
}

// statement reads one statement: at the margin it opens something, further in it
// belongs to what was opened last.
func (r *reader) statement(s *statement) {
	c := s.cursor(r.errs)
	if s.indent > 0 {
		if r.body == nil {
			c.fail(0, s.text, "this line stands further in, but nothing before it takes more lines; begin it at the margin")
			return
		}
		r.body(s)
		return
	}
	r.body, r.bodyOf = nil, ""
	for _, o := range openers() {
		if c.accept(o.word) {
			o.read(r, s, c)
			return
		}
	}
	var words []string
	for _, o := range openers() {
		words = append(words, o.word)
	}
	c.fail(0, s.text, "a line at the margin begins with one of: "+strings.Join(words, ", "))
}

// opener is a statement at the margin.
type opener struct {
	word string
	read func(*reader, *statement, *cursor)
}

// openers are the statements; of two that begin alike the longer stands first.
func openers() []opener {
	return []opener{
		{"book known until", (*reader).openBookKnownUntil},
		{"book", (*reader).openBook},
		{"importer", (*reader).openImporter},
		{"currency", (*reader).openCurrency},
		{"known", (*reader).openKnown},
		{"column 2", (*reader).openColumn2},
		{"covers", (*reader).openCovers},
		{"group", (*reader).openGroup},
		{"add to group", (*reader).openMoreGroup},
		{"list", (*reader).openList},
		{"add to list", (*reader).openMoreList},
		{"special program", (*reader).openSpecial},
		{"base rate", (*reader).openBaseRate},
		{"schedule known until", (*reader).openScheduleKnown},
		{"schedule", (*reader).openScheduleTable},
		{"revision", (*reader).openRevision},
		{"reading", (*reader).openReading},
		{"line", (*reader).openLine},
		{"number", (*reader).openNumber},
		{"season", (*reader).openSeason},
		{"choice", (*reader).openChoice},
		{"source", (*reader).openSource},
		{"exceptions", (*reader).openSet},
		{"exception", (*reader).openException},
		{"precedence", (*reader).openPrecedence},
		{"program", (*reader).openProgram},
		{"notice", (*reader).openNotice},
		{"change", (*reader).openChange},
	}
}

// stands reports whether a statement may stand, being the first of its kind.
func (r *reader) stands(kind string, s *statement) bool {
	return r.unique(r.once, kind, "the text has that already", s)
}

// unique notes where a name stands and reports a second one.
func (r *reader) unique(in map[string]*statement, name, why string, s *statement) bool {
	if first, twice := in[name]; twice {
		line, _ := first.at(0)
		s.cursor(r.errs).fail(0, name, why+", at "+place(first.file, line))
		return false
	}
	in[name] = s
	return true
}

// openProgram begins the measures of a program: its defaults, then the measures.
func (r *reader) openProgram(s *statement, c *cursor) {
	text := c.prose()
	authority, program, _ := strings.Cut(text, " / ")
	if authority == "" {
		c.fail(0, s.text, "a program has an authority: program IEEPA / reciprocal")
	}
	defaults := &draft{at: s}
	defaults.Authority, defaults.Program = Authority(strings.TrimSpace(authority)), strings.TrimSpace(program)
	var last *draft
	opening := s
	r.empty = append(r.empty, opening)
	r.body = func(s *statement) {
		c := s.cursor(r.errs)
		if !c.accept("measure") {
			switch {
			case last == nil:
				r.readPart(s, defaults)
			case s.indent <= last.at.indent:
				c.fail(0, s.text,
					"a line of a measure stands further in than the measure; the defaults of a program stand before its measures")
			default:
				r.readPart(s, last)
			}
			return
		}
		heading, title := c.part('|').prose(), c.part('|').prose()
		if heading == "" {
			c.fail(0, s.text, "a measure has a heading and a title: measure 9903.01.84 | duty for purchases of Russian oil")
			return
		}
		r.below[opening]++
		r.unique(r.headings, heading, "the heading stands twice", s)
		last = defaults.under(heading, title, s)
		last.ownTerms, last.ownExcepts = false, false
		r.measures = append(r.measures, last)
		r.readParts(c, last)
	}
}

// openChange begins a change of a measure of the book below.
func (r *reader) openChange(s *statement, c *cursor) {
	heading := c.prose()
	d := &draft{at: s}
	d.Heading = heading
	if heading == "" {
		c.fail(0, s.text, "a change names the heading of a measure: change 9903.82.02")
	}
	r.unique(r.headings, heading, "the heading stands twice", s)
	r.changes = append(r.changes, d)
	r.body = func(s *statement) { r.readPart(s, d) }
}

// openNotice says what a text laid over a book is.
func (r *reader) openNotice(s *statement, c *cursor) {
	if !r.stands("notice", s) {
		return
	}
	n := &Notice{Title: c.prose()}
	if n.Title == "" {
		c.fail(0, s.text, "a notice has a title: notice Proclamation of 26 November 2026")
	}
	r.notice = n
	clauses := []clause[Notice]{
		proseClause("cite", func(n *Notice) *string { return &n.Citation }),
		dayClause("published", func(n *Notice) *trade.Date { return &n.Published }),
		dayClause("known until", func(n *Notice) *trade.Date { return &n.KnownUntil }),
	}
	r.body = func(s *statement) { readClauses(s.cursor(r.errs), clauses, n, "cite, published or known until") }
}

// openException reads "exception NAME = HEADING | title | note | conditions"; without a name
// of its own the exception is called by its heading.
func (r *reader) openException(s *statement, c *cursor) {
	at := c.pos
	head := c.part('|')
	name := head.part('=').prose()
	if strings.Contains(c.text[at:head.end], "=") {
		c.pos = head.pos
	} else {
		c.pos = at
	}
	if name == "" || strings.Contains(name, ",") || name == "none" {
		c.fail(0, s.text,
			"an exception has a name without commas: exception donations = 9903.01.21 | donations | note 2(t) | claimed")
		return
	}
	if r.unique(r.names, name, "the name stands twice", s) {
		r.exceptions[name] = r.readException(c)
	}
}

// openSet gives several exceptions one name.
func (r *reader) openSet(s *statement, c *cursor) {
	name := c.part('=').prose()
	if name == "" || c.done() {
		c.fail(0, s.text, "a name for several exceptions was expected: exceptions aircraft = aircraft-gb, aircraft-jp")
		return
	}
	d := &draft{}
	r.readExcepts(c, d)
	if r.unique(r.names, name, "the name stands twice", s) {
		r.sets[name] = d.excepts
	}
}

// Notice reports what the text says of itself; nil when it says nothing.
func (t *Text) Notice() *Notice { return t.notice }

// Headings are the measures that the text states or changes, in its order.
func (t *Text) Headings() (stated, changed []string) {
	for _, d := range t.measures {
		stated = append(stated, d.Heading)
	}
	for _, d := range t.changes {
		changed = append(changed, d.Heading)
	}
	return slices.Clip(stated), slices.Clip(changed)
}
