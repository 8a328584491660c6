package tariff

import "fmt"

// Embargo is the authority of measures that bar goods and charge nothing.
const Embargo Authority = "Embargo"

// NeedsLicence is the state of a measure under which goods may be imported only by a
// licence, general or special, or by an exemption of the order. Such goods owe the duty of
// any others, so an assessment answers; it never does so without a note that names the
// order. Where no licence can be had a scenario sets the state to prohibited.
const NeedsLicence State = "needs_licence"

// Embargoes are the measures under which the goods of an entry need a licence on its day,
// in the order of the book. The entry must be one that Assess answers.
func (e *Engine) Embargoes(entry Entry) []Measure {
	var out []Measure
	for i := range e.measures {
		m := &e.measures[i]
		t := m.termOn(entry.Date)
		if t == nil || t.State != NeedsLicence || !e.originsHold(m.Origins, entry.Origin, entry.Date) {
			continue
		}
		if e.inScope(m.Products, entry.Product, entry.Date) != notListed {
			out = append(out, *m.Measure)
		}
	}
	return out
}

// embargoNotes are the words that a duty on barred goods never goes without.
func (e *Engine) embargoNotes(entry Entry) []string {
	var out []string
	for _, m := range e.Embargoes(entry) {
		out = append(out, fmt.Sprintf("not to be imported without a licence or an exemption: %s (%s, %s); the duty is that of goods which have one", m.Title, m.Heading, m.Citation))
	}
	return out
}
