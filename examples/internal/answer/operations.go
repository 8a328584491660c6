package answer

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
)

// Operations are all that can be asked, the most usual first. The list is the same each time,
// and not to be changed.
func Operations() []Operation { return operations() }

// operations gives each operation its shapes. The shapes are part of the program: that they
// can be read is tested.
var operations = sync.OnceValue(func() []Operation {
	var out []Operation
	for _, l := range listed() {
		question, answer, err := l.shapes()
		if err != nil {
			panic(fmt.Sprintf("shapes of %s: %s", l.name, err))
		}
		out = append(out, Operation{l.name, l.title, l.says, question, answer, l.ask})
	}
	return out
})

// operation is one of the list. The answer is one of program's, or our own.
type operation struct {
	name, program, title, says string
	ask                        func(context.Context, *Books, []byte) (json.RawMessage, error)
}

func (o operation) shapes() (question, answer json.RawMessage, err error) {
	own, err := readShapes(questions)
	if err != nil {
		return nil, nil, err
	}
	if question, err = own.alone(o.name); err != nil {
		return nil, nil, err
	}
	if o.program != "" {
		answer, err = ofProgram(o.program)
		return question, answer, err
	}
	if own, err = readShapes(answers); err != nil {
		return nil, nil, err
	}
	answer, err = own.alone(o.name)
	return question, answer, err
}

func listed() []operation {
	const errors = " What depends on a fact that is not stated is an error that names the fact; " +
		"a day past what is known is an error that names the last day. Neither is ever answered with zero."
	return []operation{
		{
			"assess", "duty", "What an entry pays, and why",
			"The exact customs duty on one line of goods into the United States (or Canada, China) on a day: " +
				"the base rate, every additional duty (IEEPA, Section 232, 301, 122 and others) with its heading, " +
				"rate, base, status and reason, exemptions, and claims that would change the answer. Needs the day, " +
				"the origin, the code of 8 or 10 digits (search finds one from words) and the customs value." + errors,
			assess,
		},
		{
			"compare", "compare", "Origins of a product side by side",
			"What one or several products pay from several countries of origin on a day, cheapest first, with " +
				"the layers of duty that differ, and with until the changes that follow. Origins without an answer " +
				"are listed apart with the reason." + errors,
			compareOrigins,
		},
		{
			"search", "search", "Codes from words",
			"Finds codes of the United States tariff schedule (HTS) from everyday words such as laptop or " +
				"cotton t-shirt, best first, each with the texts above it. What is found is a place to look, not a " +
				"ruling. Use a result of 10 digits for assess.",
			search,
		},
		{
			"browse", "browse", "What stands below a code",
			"The headings, lines and 10-digit numbers below a chapter, heading or code of the United States " +
				"schedule, with descriptions. A code that does not exist is an error that names the nearest ones.",
			browse,
		},
		{
			"history", "", "When the duty on an entry changes",
			"The days between two days of entry on which the duty on the same goods changes, with the duty " +
				"before and after and which headings began, ended or moved." + errors,
			history,
		},
		{
			"changes", "", "What law differs between two days",
			"Measures, rates, lists and exceptions that are another law on one day than on another, for goods " +
				"of a country, below a code, or for all, each with heading, before, after and source. Use it for: " +
				"what changed for India since June?",
			changes,
		},
		{
			"events", "", "Dated facts of the law",
			"The calendar between two days: measures that are proposed, threatened, imposed, suspended, ended " +
				"or invalidated, exceptions that begin or end, lists that change, each with its source.",
			events,
		},
		{
			"batch", "", "What many entries pay",
			"The base, additional and total duty of up to 10,000 entries at once, without the reasons, in their " +
				"order. An entry without an answer keeps its error, and the total of all is then null." + errors,
			batch,
		},
		{
			"caps", "cap", "A price of Russian oil against the cap of a day",
			"Whether a price of Russian crude or oil products is within the price cap of the EU, the UK or the " +
				"US on a day, with the cap, the margin and the reasons; freight and insurance are taken out of a " +
				"CIF price, and wind-downs for older contracts are looked at. Where the sources disagree or end, it " +
				"is an error, never a verdict.",
			caps,
		},
		{
			"ownership", "ownership", "Who is blocked through the shares of others",
			"Applies the 50 percent rule of OFAC, the EU, the UK or BIS on a day to a graph of who owns what: " +
				"entities that are blocked, with the proof, those that are undetermined, with the fact that would " +
				"decide, all others not blocked. Shares are percent, a range, or empty where not known.",
			owners,
		},
		{
			"about", "", "What is known, and until when",
			"The books of law with the first and the last day known, the names of scenarios that can be " +
				"supposed, and what each error code means.",
			about,
		},
	}
}
