// Package ca is the tariff book of Canada on goods of the United States, as dated and
// cited facts: the surtaxes on every day from 4 March 2025 to the last day known.
//
// The law stands in law/ as text: surtax.txt the measures, base.txt the base rates that
// are held and the register of choices, lists.txt the items, which the program in
// generate/ writes from the tables of the orders.
//
// Not in the book: rates other than the United States Tariff, the rates over the access
// commitment of supply management, the list of motor vehicles (SOR/2025-118) and that of
// steel derivatives (SOR/2025-267). Where an answer depends on one of these it is an error
// that says so.
package ca

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
