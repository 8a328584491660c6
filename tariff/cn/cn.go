// Package cn is the tariff book of China on goods of the United States, as dated and cited
// facts: the duties added in answer to Sections 232 and 301 and to the orders of 2025, by
// line and day, from 2018 to the last day known.
//
// The law stands in law/ as text: added.txt the measures, base.txt the register of choices
// and the chapters, lists.txt the items, which the program in generate/ writes from tables
// of the rounds.
//
// Base rates are not held: an entry needs one, which a BaseRate of the book states. A list
// that was not read is an error that says so, never a duty of 0.
package cn

import (
	"embed"

	"github.com/tradeshock/tradeshock/tariff/law"
)

//go:generate go run ./generate -data ../../../shared/data -out law/lists.txt

//go:embed law
var files embed.FS

var book = law.Embedded(files, "law/*.txt")

// Book returns the book. Each call gives a copy of its own, which the caller may edit.
// Should the text not load, Compile reports why; a test makes sure that it does.
func Book() *law.Book { return book() }
