// Package us is the tariff book of the United States as dated and cited facts: the
// base rates of the Harmonized Tariff Schedule and the measures of chapter 99 for
// goods of every origin, from 13 October 2023 to the last day known.
//
// The law is text: law/*.txt, in the grammar of package law, one file for an authority or
// a part of one. Product lists and rates stand in facts/ as tables, which the program in
// generate/ writes from the published schedules and notes; Provenance names the source,
// the date and the rows of each.
//
// What the law leaves open is decided in the open: Choices is the numbered
// register of law/register.txt, each with its reason.
//
// Not in the book: antidumping and countervailing duties, and tariff quotas as they
// fill.
package us

import (
	"embed"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

//go:generate go run ./generate -data ../../../shared/data -out facts

// KnownFrom and KnownUntil are the first and the last day for which the book can
// be asked. The first source is an export of 13 October 2023, the last HTS revision 21,
// published on 9 October 2026.
func KnownFrom() trade.Date { return trade.NewDate(2023, 10, 13) }

// KnownUntil is the last day for which the sources say what holds.
func KnownUntil() trade.Date { return trade.NewDate(2026, 10, 10) }

// loaded reads the tables once; books are cheap copies of the result.
var loaded = sync.OnceValues(load)

func load() (*law.Book, error) {
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
	large, err := loadGroups()
	if err != nil {
		return nil, err
	}
	text, err := law.ReadFS(texts, lawFiles()...)
	if err != nil {
		return nil, err
	}
	b := &law.Book{
		Schedule: schedule, Lists: lists, Groups: large, Provenance: sources,
		KnownFrom: KnownFrom(), KnownUntil: KnownUntil(),
	}
	if err := text.Into(b); err != nil {
		return nil, err
	}
	for i := range b.Measures {
		if m := &b.Measures[i]; m.KnownUntil.IsZero() {
			m.KnownUntil = KnownUntil()
		}
	}
	return b, nil
}

//go:embed law/*.txt
var texts embed.FS

// lawFiles are the texts in the order in which an assessment shows their measures.
func lawFiles() []string {
	names := []string{
		"book", "register", "common", "russia", "section232-vehicles", "section232-metals", "section232-metals-2026",
		"section232-2026",
		"section301", "section301-before-review", "section201", "ieepa", "section122", "section301-labor", "section338",
		"safeguards", "embargoes",
	}
	for i, n := range names {
		names[i] = "law/" + n + ".txt"
	}
	return names
}

// Book returns the book. Each call gives a copy of its own, which the caller may
// edit. Should the embedded tables not load, Compile reports why; a test makes sure
// that they do.
func Book() *law.Book {
	b, err := loaded()
	if err != nil {
		return law.FailedBook(err)
	}
	return b.Clone()
}

// Provenance names the source of every embedded table.
func Provenance() []law.Source { return Book().Provenance }
