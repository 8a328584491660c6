package law

import (
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// Authority is the law that a duty rests on. It is a dimension of its own, so
// that "what if this law falls" is one edit of a scenario.
type Authority string

// The authorities of the United States book. A book may use others: an
// authority is any text that is not empty.
const (
	Column1    Authority = "Column 1"    // general rate of the schedule (most-favoured nation)
	Column2    Authority = "Column 2"    // rate of the schedule for the countries of general note 3(b)
	Special    Authority = "Special"     // a special program of the schedule, claimed by its symbol
	IEEPA      Authority = "IEEPA"       // International Emergency Economic Powers Act
	Section122 Authority = "Section 122" // Trade Act of 1974, balance of payments
	Section201 Authority = "Section 201" // Trade Act of 1974, safeguards
	Section232 Authority = "Section 232" // Trade Expansion Act of 1962, national security
	Section301 Authority = "Section 301" // Trade Act of 1974, unfair practices
	Section338 Authority = "Section 338" // Tariff Act of 1930, discrimination
	// Safeguard is Article 5 of the Agreement on Agriculture, subchapter IV of chapter 99.
	Safeguard Authority = "Agricultural safeguard"
	// Embargo is the authority of measures that bar goods and charge nothing.
	Embargo Authority = "Embargo"
)

// State is what has become of a measure on a day.
type State string

// The states of a measure. Only an imposed measure charges anything, and only a
// prohibited one bars the entry.
const (
	Proposed    State = "proposed"
	Threatened  State = "threatened"
	Authorised  State = "authorised"
	Imposed     State = "imposed"
	Suspended   State = "suspended"
	Ended       State = "ended"
	Invalidated State = "invalidated"
	// Prohibited: the goods may not be imported at all; Assess answers with a
	// *ProhibitedError.
	Prohibited State = "prohibited"
	// NeedsLicence: the goods may be imported only by a licence, general or special, or by
	// an exemption of the order. Such goods owe the duty of any others, so an assessment
	// answers; it never does so without a note that names the order. Where no licence can be
	// had a scenario sets the state to prohibited.
	NeedsLicence State = "needs_licence"
)

// Stacking says how the duty of a measure joins the rest of the entry.
type Stacking string

const (
	// Adds charges the duty on top of everything else. It is the zero value.
	Adds Stacking = ""
	// TopsUp charges what is missing from the base duty up to the rate of the
	// measure: max(0, rate × value − base duty), both on the part of the value that
	// other measures leave to it. It is compared with the base duty of the schedule
	// alone, so that two of them on one value both top up that duty.
	TopsUp Stacking = "tops_up"
	// Replaces charges the duty in place of the base rate of the schedule, on the part of
	// the value that it charges. Of several on one value the largest duty does, on equal
	// duties the first in the book.
	Replaces Stacking = "replaces"
)

// Basis is the part of the customs value that a measure charges.
type Basis string

// The value bases. A content basis needs the share as a claim on the entry.
const (
	FullValue       Basis = ""
	SteelContent    Basis = "steel"
	AluminumContent Basis = "aluminum"
	CopperContent   Basis = "copper"
	// NonUSContent is the value less the United States content, where the note
	// of the measure allows that for every share.
	NonUSContent Basis = "non_us"
	// WholeValue is the full value as the basis of a term, in days on which a measure
	// does not charge the content that it charges otherwise.
	WholeValue Basis = "whole"
)

// Measure is one rule that charges a duty beside the base rate of the schedule:
// its law, whom and what it touches, what it charges when, and what lifts it.
// A measure is plain data, so that it can live in a table, a scenario or a sheet.
type Measure struct {
	// Heading identifies the measure within its book: the chapter 99 heading of
	// its duty, "9903.01.84". A hypothetical measure may use any text.
	Heading   string    `json:"heading"`
	Authority Authority `json:"authority"`
	// Program names the action within its authority: "reciprocal", "steel".
	Program string `json:"program,omitempty"`
	// Title says in a few words what the measure is, for a reader of the result.
	Title string `json:"title,omitempty"`
	// Citation is the order, proclamation or notice, and the U.S. note.
	Citation string `json:"citation,omitempty"`

	// Origins are the countries of origin; empty Origins touch none.
	Origins Origins `json:"origins"`
	// Products are the goods; an empty Scope touches none.
	Products Scope `json:"products"`
	// Basis is the part of the value that is charged.
	Basis Basis `json:"basis,omitempty"`
	// UpTo, with the basis NonUSContent, is the largest share of the value that
	// counts as United States content ("0.40"); empty means all of it.
	UpTo string `json:"up_to,omitempty"`
	// FullUnder are provisions for goods that were abroad for work, "9802.00.60", under
	// which the measure is nevertheless charged on the full value of the article.
	FullUnder []string `json:"full_under,omitempty"`
	// Stacking says how the duty joins the rest.
	Stacking Stacking `json:"stacking,omitempty"`
	// OnGeneral, of a measure that tops up: the duty that it tops up is that of the general
	// rate, whatever special rate the goods pay.
	OnGeneral bool `json:"on_general,omitempty"`
	// AtCap is the heading under which the goods are declared when their base duty is at
	// or above the rate that the measure tops up to; empty where there is one heading.
	AtCap string `json:"at_cap,omitempty"`
	// Group: of the measures that share a Group and apply to one entry only the
	// one with the largest duty is charged; on equal duties the first in the order of the
	// book. What tops up counts with what it would add to the base duty.
	Group string `json:"group,omitempty"`

	// Terms are the states and duties over time. Days that no term covers are
	// days without the measure.
	Terms []Term `json:"terms"`

	// Exceptions are tried in order; the first that lifts the whole decides.
	Exceptions []Exception `json:"exceptions,omitempty"`

	// Ask, when set, is a question of fact that the product code alone does not
	// answer, such as "is the medicine patented?". The entry must then claim the
	// heading of this measure or of one of its exceptions (or of a measure in
	// AskAlso), or the answer needs that fact.
	Ask     string   `json:"ask,omitempty"`
	AskAlso []string `json:"ask_also,omitempty"`
	// OnClaim: the measure is considered only when the entry claims its heading, or,
	// with the basis NonUSContent, when it states its United States content.
	OnClaim bool `json:"on_claim,omitempty"`

	// Remark is what a reader must know of every answer that the measure touches; it
	// stands among the notes of the answer.
	Remark string `json:"remark,omitempty"`

	// KnownUntil is the last day for which the sources say what holds; zero means
	// the KnownUntil of the book.
	KnownUntil trade.Date `json:"known_until,omitzero"`
}

// Term is a stretch of days in which a measure is in one state at one duty.
type Term struct {
	trade.Interval
	State State `json:"state"`
	// Duty is the additional duty as a duty text: "25%", "$21/kg". It must be
	// set when the state is imposed.
	Duty string `json:"duty,omitempty"`
	// Basis is the part of the value that is charged, where it is not the one of the
	// measure; WholeValue says the full value.
	Basis Basis `json:"basis,omitempty"`
	Knowledge
	// Source cites what made the term, where it differs from the measure's citation.
	Source string `json:"source,omitempty"`
}

// Knowledge is the second clock: when a fact became public and when it was
// overtaken by a fact that applies to the same days.
type Knowledge struct {
	// Published is the first day on which an importer could know the fact; zero
	// means not later than the first day it applies to.
	Published trade.Date `json:"published,omitzero"`
	// Overtaken is the day on which a later publication with retroactive effect
	// took the fact's place; zero means that it stands.
	Overtaken trade.Date `json:"overtaken,omitzero"`
}

// BasisOf is the part of the value that a term of the measure charges.
func (m *Measure) BasisOf(t *Term) Basis {
	switch t.Basis {
	case "":
		return m.Basis
	case WholeValue:
		return FullValue
	}
	return t.Basis
}

// Origins are countries of origin as country codes and group names ("EU", or a
// group of the book), in and out; "*" is every country.
type Origins struct {
	In  []string `json:"in"`
	Out []string `json:"out,omitempty"`
}

// Scope are the products that a measure or an exception touches: named lists of
// the book, and prefixes given in place. All touches every product.
type Scope struct {
	All   bool             `json:"all,omitempty"`
	Lists []string         `json:"lists,omitempty"`
	Codes trade.ProductSet `json:"codes,omitzero"`
	// Except are named lists whose products are out of the scope.
	Except []string `json:"except,omitempty"`
}

// Exception lifts a measure from an entry, wholly or in part. Every condition
// that is set must hold.
type Exception struct {
	// Heading is the chapter 99 heading under which the exception is declared.
	Heading string `json:"heading"`
	Title   string `json:"title,omitempty"`
	// Note is the subdivision of the U.S. note.
	Note string `json:"note,omitempty"`
	// During are the days of entry; empty means always.
	During trade.Interval `json:"during,omitzero"`
	Knowledge
	Origins  Origins `json:"origins,omitzero"`
	Products Scope   `json:"products,omitzero"`
	// Claimed: the entry must claim the heading, because the condition is a fact
	// of the shipment (a donation, an end use, an exclusion by description).
	Claimed bool `json:"claimed,omitempty"`
	// Presumed: the exception holds unless the entry claims the heading of the
	// measure itself, which says that the measure applies after all.
	Presumed bool `json:"presumed,omitempty"`
	// USMCA: the entry must claim entry free of duty under the USMCA; NotUSMCA: it
	// must not.
	USMCA    bool `json:"usmca,omitempty"`
	NotUSMCA bool `json:"not_usmca,omitempty"`
	// Programs: the entry must claim one of these special programs of the schedule.
	Programs []string `json:"programs,omitempty"`
	// LoadedBefore and EnteredBefore are the pair for goods in transit: loaded
	// before 12:01 a.m. of the first day and entered before that of the second.
	LoadedBefore  trade.Date `json:"loaded_before,omitzero"`
	EnteredBefore trade.Date `json:"entered_before,omitzero"`
	// Subject: the entry is charged by a measure that matches one of these
	// selectors. Its value base is what the exception covers, so that a measure
	// on the steel content leaves the rest of the value to this one, unless
	// Whole is set, which lifts the whole article.
	Subject []Selector `json:"subject,omitempty"`
	Whole   bool       `json:"whole,omitempty"`
	// USContent lifts the United States content of the value when the entry
	// claims a share of at least this much ("0.20").
	USContent string `json:"us_content,omitempty"`
	// Reading names a text that is read in two ways; the exception holds under its letter
	// or, with Collected, as it is collected.
	Reading   string `json:"reading,omitempty"`
	Collected bool   `json:"collected,omitempty"`
	// Displaces marks a rule of precedence between programs rather than a
	// heading of exemption; the outcome then reads "displaced".
	Displaces bool `json:"displaces,omitempty"`
}

// Selector picks measures by heading ("9903.82.02", or a range
// "9903.82.04-9903.82.26"), or by authority, optionally with a program.
type Selector struct {
	Headings  string    `json:"headings,omitempty"`
	Authority Authority `json:"authority,omitempty"`
	Program   string    `json:"program,omitempty"`
}

// Matches reports whether the selector picks the measure.
func (s Selector) Matches(m *Measure) bool {
	if s.Headings == "*" {
		return true
	}
	if s.Headings != "" {
		from, to, _ := strings.Cut(s.Headings, "-")
		isRange := len(from) == len(to) && strings.HasPrefix(from, "99") && strings.HasPrefix(to, "99")
		return m.Heading == s.Headings || isRange && len(m.Heading) == len(from) && m.Heading >= from && m.Heading <= to
	}
	return s.Authority != "" && m.Authority == s.Authority && (s.Program == "" || m.Program == s.Program)
}
