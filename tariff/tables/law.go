package tables

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The rows of the tables of measures: a part of the law and the heading of the
// measure that it belongs to. A book and a scenario share them.

type measureRow struct {
	order position
	law.Measure
}

type termRow struct {
	measure string
	law.Term
}

type exceptionRow struct {
	measure string
	order   position
	law.Exception
}

// authorities are those that a program offers to choose from.
var authorities = []string{
	string(law.Column2), string(law.IEEPA), string(law.Section122), string(law.Section201),
	string(law.Section232), string(law.Section301), string(law.Section338), string(law.Safeguard),
}

func measureSheet() *sheet[measureRow] {
	type row = measureRow
	s := &sheet[row]{
		name: "Measures",
		about: "One row for each measure: its law, whom and what it touches, how it joins the other duties. What it " +
			"charges when stands in Terms, what lifts it in Exceptions.",
	}
	s.columns = []column[row]{
		order("where the measure stands in an answer", func(r *row) *position { return &r.order }),
		key(heading("heading", "the chapter 99 heading of the duty, 9903.01.84, or a name of your own; each stands once",
			func(r *row) *string {
				return &r.Heading
			})),
		required(open(word("authority", "the law that the duty rests on", func(r *row) *law.Authority {
			return &r.Authority
		}), authorities...)),
		word("program", "the action within the authority: reciprocal, steel", func(r *row) *string { return &r.Program }),
		prose("title", "what the measure is, in a few words, for a reader of an answer", func(r *row) *string {
			return &r.Title
		}),
		prose("citation", "the order, proclamation or notice, and the U.S. note", func(r *row) *string {
			return &r.Citation
		}),
		origins(originsAbout, func(r *row) *law.Origins { return &r.Origins }),
	}
	s.columns = append(s.columns, scope(func(r *row) *law.Scope { return &r.Products })...)
	s.columns = append(s.columns,
		choice("basis", "the part of the customs value that is charged", func(r *row) *law.Basis { return &r.Basis }, "full",
			law.SteelContent, law.AluminumContent, law.CopperContent, law.NonUSContent),
		choice("stacking",
			"adds: on top of everything else; tops_up: what is missing up to the rate; replaces: in place of the base rate",
			func(r *row) *law.Stacking {
				return &r.Stacking
			}, "adds",
			law.TopsUp, law.Replaces),
		word("group", "of the measures of one group that apply to an entry only the one with the largest duty is charged",
			func(r *row) *string {
				return &r.Group
			}),
		prose("ask",
			"a question of fact that the product code does not answer; an entry must claim one of the headings that do",
			func(r *row) *string {
				return &r.Ask
			}),
		names("ask_also", "further headings that answer the question", func(r *row) *[]string { return &r.AskAlso }, nil),
		flag("on_claim", "yes: the measure is considered only when the entry claims its heading", func(r *row) *bool {
			return &r.OnClaim
		}),
		day("known_until", "the last day for which the sources say what holds; empty: that of the book",
			func(r *row) *trade.Date {
				return &r.KnownUntil
			}),
		word("up_to",
			`with the basis non_us: the largest share of the value that counts as United States content, "0.40"; empty: `+
				`all of it`, func(r *row) *string {
				return &r.UpTo
			}),
		flag("on_general", "yes, with the stacking tops_up: it tops up the general rate, whatever special rate the goods pay",
			func(r *row) *bool {
				return &r.OnGeneral
			}),
		heading("at_cap", "with the stacking tops_up: the heading when the base duty is at or above the rate",
			func(r *row) *string {
				return &r.AtCap
			}),
		names("full_under",
			"provisions of chapter 98 under which the full value is charged and not that of the work alone, \"9802.00.60\"",
			func(r *row) *[]string {
				return &r.FullUnder
			}, nil),
		prose("remark", "what a reader must know of every answer that the measure touches", func(r *row) *string {
			return &r.Remark
		}),
	)
	return s
}

func termSheet(d dutyTexts) *sheet[termRow] {
	type row = termRow
	s := &sheet[row]{
		name: "Terms",
		about: "One row for each stretch of days in which a measure is in one state at one duty. Days without a row are " +
			"days without the measure.",
	}
	s.columns = []column[row]{key(
		from(heading("heading", "the heading of a measure of the sheet Measures", func(r *row) *string {
			return &r.measure
		}), "Measures.heading"))}
	s.columns = append(s.columns, days("on which the term holds", func(r *row) *trade.Interval { return &r.Interval })...)
	s.columns[1] = partOfKey(s.columns[1])
	s.columns = append(s.columns,
		required(choice("state", "only an imposed measure charges anything, only a prohibited one bars the entry",
			func(r *row) *law.State {
				return &r.State
			}, "",
			law.Proposed, law.Threatened, law.Authorised, law.Imposed, law.Suspended, law.Ended, law.Invalidated, law.Prohibited,
			law.NeedsLicence)),
		dutyText("duty", `the duty as text, "25%", "$21/kg"; wanted when the state is imposed`, d.check,
			func(r *row) *string {
				return &r.Duty
			}),
	)
	s.columns = append(s.columns, knowledge(func(r *row) *law.Knowledge { return &r.Knowledge })...)
	s.columns = append(s.columns,
		prose("source", "what made the term, where it differs from the citation of the measure", func(r *row) *string {
			return &r.Source
		}),
		choice("basis",
			"the part of the customs value that is charged on these days, where it is not the one of the measure; whole: the "+
				"full value", func(r *row) *law.Basis {
				return &r.Basis
			}, "",
			law.WholeValue, law.SteelContent, law.AluminumContent, law.CopperContent, law.NonUSContent),
	)
	return s
}

func exceptionSheet() *sheet[exceptionRow] {
	type row = exceptionRow
	s := &sheet[row]{
		name: "Exceptions",
		about: "One row for each exception that lifts a measure, wholly or in part. Every condition that is set must " +
			"hold; the first exception that lifts the whole decides.",
	}
	s.columns = []column[row]{
		key(from(heading("heading", "the heading of a measure of the sheet Measures", func(r *row) *string {
			return &r.measure
		}), "Measures.heading")),
		order("in which order the exceptions of the measure are tried", func(r *row) *position { return &r.order }),
		key(heading("exception", "the heading under which the exception is declared, or the name under which it is reported",
			func(r *row) *string {
				return &r.Exception.Heading
			})),
		prose("title", "what the exception is, in a few words", func(r *row) *string { return &r.Title }),
		prose("note", "the subdivision of the U.S. note", func(r *row) *string { return &r.Note }),
	}
	s.columns = append(s.columns, days("of entry", func(r *row) *trade.Interval { return &r.During })...)
	s.columns = append(s.columns, knowledge(func(r *row) *law.Knowledge { return &r.Knowledge })...)
	s.columns = append(s.columns, origins("only for these; "+originsAbout, func(r *row) *law.Origins {
		return &r.Origins
	}))
	s.columns = append(s.columns, scope(func(r *row) *law.Scope { return &r.Products })...)
	s.columns = append(s.columns,
		flag("claimed", "yes: the entry must claim the heading of the exception, because it rests on a fact of the shipment",
			func(r *row) *bool {
				return &r.Claimed
			}),
		flag("presumed", "yes: it holds unless the entry claims the heading of the measure itself", func(r *row) *bool {
			return &r.Presumed
		}),
		flag("usmca", "yes: the entry must claim entry free of duty under the USMCA", func(r *row) *bool { return &r.USMCA }),
		flag("not_usmca", "yes: the entry must not claim the USMCA", func(r *row) *bool { return &r.NotUSMCA }),
		names("programs", `the entry must claim one of these special programs, "KR; JP"`, func(r *row) *[]string {
			return &r.Programs
		}, nil),
		day("loaded_before", "goods in transit: loaded before this day", func(r *row) *trade.Date { return &r.LoadedBefore }),
		day("entered_before", "goods in transit: entered before this day", func(r *row) *trade.Date {
			return &r.EnteredBefore
		}),
		selectors("subject_to",
			`the entry is charged by one of these measures: a heading, a range "9903.82.04-9903.82.26", an authority, or an `+
				`authority and a program, "Section 232 / steel"; the exception lifts the value that it charges`,
			func(r *row) *[]law.Selector { return &r.Subject }),
		flag("whole",
			"yes: with subject_to, the whole article is lifted and not only the value that the other measure charges",
			func(r *row) *bool {
				return &r.Whole
			}),
		word("us_content", `the United States content is lifted when the entry claims at least this share, "0.20"`,
			func(r *row) *string {
				return &r.USContent
			}),
		word("reading", "the name of a text that is read in two ways (sheet Readings); the exception holds under one of them",
			func(r *row) *string {
				return &r.Reading
			}),
		flag("collected", "yes: it holds under the reading as it is collected; otherwise under the letter",
			func(r *row) *bool {
				return &r.Collected
			}),
		flag("displaces", "yes: a rule of precedence between programs; an answer then says displaced and not exempt",
			func(r *row) *bool {
				return &r.Displaces
			}),
	)
	return s
}

// lawRows are the measures as rows.
func lawRows(ms []law.Measure) (measures []measureRow, terms []termRow, exceptions []exceptionRow) {
	for i := range ms {
		m := ms[i]
		for _, t := range m.Terms {
			terms = append(terms, termRow{m.Heading, t})
		}
		for j, x := range m.Exceptions {
			exceptions = append(exceptions, exceptionRow{m.Heading, at(j), x})
		}
		m.Terms, m.Exceptions = nil, nil
		measures = append(measures, measureRow{at(i), m})
	}
	return measures, terms, exceptions
}
