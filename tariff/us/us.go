// Package us is the tariff book of the United States as dated and cited facts: the
// base rates of the Harmonized Tariff Schedule and the measures of chapter 99 for
// goods of every origin, from 1 January 2025 to the last day known.
//
// The measures are written down in the files of their authority, in the order and
// the words of the law: ieepa*.go, section122.go, section201.go,
// section232_*.go, section301_*.go, section338.go, safeguards.go, column2.go.
// Product lists and rates stand in facts/ as text tables, which the program in
// generate/ writes from the published schedules and notes; Provenance names the
// source, the date and the rows of each.
//
// What the law does not settle is decided in the open: Choices is the numbered
// register, each with its reason.
//
// Not in the book: antidumping and countervailing duties, and tariff quotas as they
// fill.
package us

import (
	"slices"
	"sync"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

//go:generate go run ./generate -data ../../../shared/data -out facts

// KnownFrom and KnownUntil are the first and the last day for which the book can
// be asked. The last source seen is HTS revision 21, published on 9 October 2026.
func KnownFrom() trade.Date { return trade.NewDate(2025, 1, 1) }

// KnownUntil is the last day for which the sources say what holds.
func KnownUntil() trade.Date { return trade.NewDate(2026, 10, 10) }

// loaded reads the tables once; books are cheap copies of the result.
var loaded = sync.OnceValues(func() (*tariff.Book, error) {
	schedule, err := loadSchedule()
	if err != nil {
		return nil, err
	}
	lists, err := loadLists()
	if err != nil {
		return nil, err
	}
	sources, err := loadSources()
	if err != nil {
		return nil, err
	}
	named, err := groups()
	if err != nil {
		return nil, err
	}
	return &tariff.Book{
		Name: "United States", Importer: "US", Currency: "USD",
		Schedule: schedule, Lists: lists, Measures: measures(), Groups: named, Programs: specialPrograms(), Column2: "column 2",
		KnownFrom: KnownFrom(), KnownUntil: KnownUntil(),
		Choices: choices(), Provenance: sources,
	}, nil
})

// Book returns the book. Each call gives a copy of its own, which the caller may
// edit. Should the embedded tables not load, Compile reports why; a test makes sure
// that they do.
func Book() *tariff.Book {
	b, err := loaded()
	if err != nil {
		return tariff.FailedBook(err)
	}
	return b.Clone()
}

// Choices is the numbered register of everything that the law does not settle.
func Choices() []tariff.Choice { return Book().Choices }

// Provenance names the source of every embedded table.
func Provenance() []tariff.Source { return Book().Provenance }

// measures are all measures in the order in which an assessment shows them.
func measures() []tariff.Measure {
	all := slices.Concat(russiaMeasures(), section232Measures(), section301ChinaMeasures(), section301AmericasMeasures(), section201Measures(),
		ieepaMeasures(), section122Measures(), section301LaborMeasures(), section338Measures(), safeguardMeasures(), embargoMeasures())
	for i := range all {
		if all[i].KnownUntil.IsZero() {
			all[i].KnownUntil = KnownUntil()
		}
		all[i].AtCap = atCap[all[i].Heading]
	}
	return all
}

// choices numbers the register.
func choices() []tariff.Choice {
	all := slices.Concat(scheduleChoices(), section232Choices(), section301ChinaChoices(), section201Choices(), ieepaChoices(), section122Choices(), section301LaborChoices(), section338Choices(), programChoices(), sharesChoices(), safeguardChoices(), numberChoices(), embargoChoices())
	for i := range all {
		all[i].Number = i + 1
	}
	return all
}

func scheduleChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Which base rates hold after 2026 revision 10, the last edition that was read in full?",
			Answer:   "Those of revision 10; revisions 11 to 21 changed statistical numbers, on 1 July 2026, and chapter 99.",
			Reason:   "The lines of revision 21 are those of revision 10 less 86 and 214 more, all of them statistical; no line of eight digits came or went. The rates of the lines that stayed were not compared one by one; a reader of revisions 13 to 15 found no change of a general or column 2 rate. Revision 16 changed the unit of quantity of 7020.00.60.00 on 15 August; its record does not print the new one.",
		},
		{
			Question: "From which day does a line hold that an edition adds or corrects?",
			Answer:   "From the effective day in its change record; a corrected misprint and the lines that the basic edition of 2025 left out hold from the beginning.",
			Reason:   "The change records give a day for each item. 4420.19.00 and 9401.69.60.31 are in no record of a change: they were there before and are again in revision 1.",
		},
		{
			Question: "What is charged on goods of chapter 98?",
			Answer:   "The duty of the line of chapter 98 as its text says; where that refers to another provision, the amount is a fact that the entry must bring.",
			Reason:   "The notes exempt chapter 98 claims from most additional duties, except on the value of work done abroad under 9802.00.40, .50, .60 and .80, which no schedule can tell.",
		},
	}
}
