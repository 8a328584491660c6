package tables

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/table"
)

// scenarioTables are the names of the tables of a scenario, in their order. The last
// three hold the measures that it adds, and may be left out.
func scenarioTables() []string {
	return []string{"Scenario", "Edits", "Measures", "Terms", "Exceptions"}
}

const scenarioWanted = 2 // of the tables

// ops are the edits that there are.
var ops = []string{"set_state", "change_rate", "drop_authority", "shift_date", "add_measure", "set_base_rate"}

type editRow struct {
	order   position
	measure string
	law.Edit
}

func scenarioSheet() *sheet[law.Scenario] {
	type row = law.Scenario
	return &sheet[row]{
		name: "Scenario", about: "One row: what the scenario is called.",
		columns: []column[row]{
			required(word("name", "what the scenario is called in an answer", func(r *row) *string { return &r.Name })),
			prose("description", "what it says, for a reader", func(r *row) *string { return &r.Description }),
		},
	}
}

func editSheet(d dutyTexts) *sheet[editRow] {
	type row = editRow
	s := &sheet[row]{name: "Edits", about: "One row for each edit, made in order. " +
		"set_state needs heading or authority, and state; change_rate heading or authority, and duty; drop_authority " +
		"authority; " +
		"shift_date heading or authority, date and new_date; add_measure measure; set_base_rate products and duty. " +
		"program, from and to narrow an edit down; set_state may have a duty."}
	s.columns = []column[row]{
		order("in which order the edits are made", func(r *row) *position { return &r.order }),
		required(partOfKey(choice("op", "what the edit does", func(r *row) *string { return &r.Op }, "", ops...))),
		partOfKey(heading("heading", `a measure of the book, a range "9903.01.20-9903.01.24", or * for every measure`,
			func(r *row) *string {
				return &r.Heading
			})),
		partOfKey(open(word("authority", "every measure of this law, in place of a heading", func(r *row) *law.Authority {
			return &r.Authority
		}), authorities...)),
		partOfKey(word("program", "only this action of the authority", func(r *row) *string { return &r.Program })),
		choice("state", "the state that the measure is put into", func(r *row) *law.State { return &r.State }, "",
			law.Proposed, law.Threatened, law.Authorised, law.Imposed, law.Suspended, law.Ended, law.Invalidated, law.Prohibited,
			law.NeedsLicence),
		dutyText("duty", `the duty as text, "25%"`, d.check, func(r *row) *string { return &r.Duty }),
		day("from", "the first day of the edit; empty: every day before to", func(r *row) *trade.Date { return &r.From }),
		day("to", "the first day after the edit; empty: every day after from", func(r *row) *trade.Date { return &r.To }),
		day("date", "shift_date: the day on which a term begins or ends now", func(r *row) *trade.Date { return &r.Date }),
		day("new_date", "shift_date: the day that takes its place", func(r *row) *trade.Date { return &r.NewDate }),
		codes("products", `set_base_rate: product codes, each with everything below it, "7208 !721090"; * is every product`,
			nil, func(r *row) *trade.ProductSet {
				return &r.Products
			}),
		from(heading("measure", "add_measure: the heading of a row of the sheet Measures", func(r *row) *string {
			return &r.measure
		}), "Measures.heading"),
	}
	return s
}

// FromScenario states a scenario as tables, with a README before them. What tables
// cannot give back is reported as *table.Errors.
func FromScenario(s *law.Scenario) ([]table.Table, error) {
	if s == nil {
		return nil, &law.ScenarioError{Reason: "there is no scenario"}
	}
	var e table.Errors
	var added []law.Measure
	var edits []editRow
	for i, edit := range s.Edits {
		row := editRow{order: at(i), Edit: edit}
		if m := edit.Measure; m != nil {
			if slices.ContainsFunc(added, func(other law.Measure) bool { return other.Heading == m.Heading }) {
				e.Add(table.Error{
					Table: "Edits", Row: i + 2, Column: "measure", Text: m.Heading, Code: "duplicate",
					Hint: "the measure is added twice",
				})
			}
			if m.Heading == "" {
				e.Add(table.Error{
					Table: "Edits", Row: i + 2, Column: "measure", Code: "missing",
					Hint: "the measure has no heading",
				})
			}
			row.measure = m.Heading
			added = append(added, *m)
		}
		edits = append(edits, row)
	}
	d := dutyTexts{}
	measures, terms, exceptions := lawRows(added)
	checkSelectors(exceptions, nil, &e)
	out := []table.Table{
		scenarioSheet().write([]law.Scenario{*s}, &e), editSheet(d).write(edits, &e),
		measureSheet().write(measures, &e), termSheet(d).write(terms, &e), exceptionSheet().write(exceptions, &e),
	}
	if err := e.Err(); err != nil {
		return nil, err
	}
	return slices.Insert(out, 0, readme(scenarioRules(), out)), nil
}

// ToScenario reads a scenario from tables. Whether its edits fit a book, and whether
// the names of lists and groups in the measures that it adds are there, only
// Scenario.Apply and tariff.Compile can say. What is wrong comes back together as
// *table.Errors.
func ToScenario(tables []table.Table) (*law.Scenario, error) {
	all := scenarioTables()
	in := newInput(tables, all[:scenarioWanted], all[scenarioWanted:])
	d := dutyTexts{}
	about, edits := scenarioSheet().read(in), editSheet(d).read(in)
	l := lawTables{measures: measureSheet().read(in), terms: termSheet(d).read(in), exceptions: exceptionSheet().read(in)}
	if hint := l.tooMuch(); hint != "" {
		in.errs.Add(table.Error{Table: l.measures.name, Code: "size", Hint: hint})
		return nil, &in.errs
	}
	s := &law.Scenario{}
	switch {
	case len(about.list) == 1:
		*s = about.list[0]
	case in.tables["scenario"] != nil:
		in.errs.Add(table.Error{
			Table: about.name, Code: "one-row",
			Hint: fmt.Sprintf("%d rows; a scenario is one row", len(about.list)),
		})
	}
	added := map[string]*law.Measure{}
	for _, m := range l.join(&checker{}) {
		added[m.Heading] = &m
	}
	used := map[string]bool{}
	for i := range edits.list {
		r := &edits.list[i]
		during(edits, i, trade.Interval{From: r.From, To: r.To})
		if r.measure == "" {
			continue
		}
		switch r.Measure = added[r.measure]; {
		case r.Measure == nil:
			edits.fail(i, "measure", r.measure, "unknown-heading",
				"there is no such measure in the table Measures; add it there")
		case used[r.measure]:
			edits.fail(i, "measure", r.measure, "duplicate", "another edit adds this measure already")
		}
		used[r.measure] = true
	}
	for i, r := range l.measures.list {
		if r.Heading != "" && !used[r.Heading] {
			l.measures.fail(i, "heading", r.Heading, "not-used",
				"no edit adds this measure; add a row with add_measure to the table Edits, or remove it")
		}
	}
	s.Edits = inOrder(edits, func(r *editRow) (string, position) {
		return "", r.order
	}, func(r *editRow) law.Edit { return r.Edit })
	if err := in.errs.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

func scenarioRules() []string {
	return append(
		[]string{"A scenario is a list of edits to a book: what if this authority fell, this rate were lower, this day later."}, bookRules()...)
}

// ScenarioTemplate is an empty scenario for a person to fill in, with the measures
// of the book, the countries and the groups beside it to choose from.
func ScenarioTemplate(b *law.Book) ([]table.Table, error) {
	out, err := FromScenario(&law.Scenario{Name: "name the scenario here"})
	if err != nil {
		return nil, err
	}
	if _, err := tariff.Compile(b); err != nil {
		return nil, err
	}
	lookup := table.Table{Name: "#Law", About: "The measures of the book, to look up headings.", Columns: []table.Column{
		{Name: "heading", Kind: table.Code},
		{Name: "authority"},
		{Name: "program"},
		{Name: "title"},
		{Name: "last state"},
		{Name: "last duty"},
		{Name: "from", Kind: table.Date},
	}}
	for _, m := range b.AsKnown().Measures {
		var last law.Term
		for _, t := range m.Terms {
			if !t.From.Before(last.From) {
				last = t
			}
		}
		lookup.Append(table.Cell{Text: m.Heading}, table.Cell{Text: string(m.Authority)}, table.Cell{Text: m.Program},
			table.Cell{Text: m.Title},
			table.Cell{Text: string(last.State)}, table.Cell{Text: last.Duty},
			table.Cell{Kind: table.Date, Text: last.From.String()})
	}
	places := table.Table{
		Name: "#Origins", About: "Countries and groups, to look up names.",
		Columns: []table.Column{{Name: "code"}, {Name: "name"}},
	}
	for _, g := range b.Groups {
		places.Append(table.Cell{Text: g.Name}, table.Cell{Text: "group of the book"})
	}
	for _, g := range trade.Groups() {
		places.Append(table.Cell{Text: string(g)}, table.Cell{Text: "group"})
	}
	for _, c := range trade.Countries() {
		places.Append(table.Cell{Text: string(c)}, table.Cell{Text: c.Name()})
	}
	return append(out, lookup, places), nil
}
