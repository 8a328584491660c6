package law

// tableOf is a table that a text names for lines of its schedule.
type tableOf struct {
	name string
	at   *statement
}

// openScheduleTable reads "schedule rates.csv".
func (r *reader) openScheduleTable(s *statement, c *cursor) {
	name := c.prose()
	if name == "" {
		c.fail(0, s.text, "a schedule names the file of its lines: schedule rates.csv")
		return
	}
	r.tables = append(r.tables, tableOf{name, s})
}

// Tables are the files that the text names for the lines of its schedule, as it writes
// them. Whoever reads the text opens them, with package schedule, and hands over their
// lines with AddLines; a book without them is refused.
func (t *Text) Tables() []string {
	var out []string
	for _, f := range t.tables {
		out = append(out, f.name)
	}
	return out
}

// Currency is that of the book that the text states; "" where it states none.
func (t *Text) Currency() string { return string(t.about.Currency) }

// AddLines puts the lines of the table of a name into the schedule of the text.
func (t *Text) AddLines(table string, lines []Line) {
	if t.about.Schedule == nil {
		t.about.Schedule = &Schedule{}
	}
	t.about.Schedule.Lines = append(t.about.Schedule.Lines, lines...)
	for i := range t.tables {
		if t.tables[i].name == table {
			t.tables = append(t.tables[:i:i], t.tables[i+1:]...)
			return
		}
	}
}

// openTables are faults of tables that were not read.
func (t *Text) openTables(errs *faults) {
	for _, f := range t.tables {
		f.at.cursor(errs).fail(0, f.at.text,
			"the lines of this table were not read; name the text as the book of a program, or add them with AddLines")
	}
}
