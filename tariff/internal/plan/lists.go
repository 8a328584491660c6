package plan

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// sortedEntries are the entries of a list in order of code, then of date.
func sortedEntries(l *law.List) []law.ListEntry {
	out := slices.Clone(l.Entries)
	slices.SortStableFunc(out, func(a, b law.ListEntry) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.During.From.Compare(b.During.From))
	})
	return out
}

// Membership is the answer of a list for a product.
type Membership uint8

const (
	NotListed Membership = iota
	Listed
	// DependsOnSuffix: the product is given with fewer digits than the list
	// needs to tell.
	DependsOnSuffix
)

// contains looks the product up on a day in entries as sortedEntries returns them.
func contains(entries []law.ListEntry, p trade.Product, on trade.Date) Membership {
	result := NotListed
	for n := len(p) - len(p)%2; n >= 0; n -= 2 {
		from, found := slices.BinarySearchFunc(entries, p[:n], func(e law.ListEntry, q trade.Product) int {
			return cmp.Compare(e.Code, q)
		})
		if !found {
			continue
		}
		in, out := false, false
		for i := from; i < len(entries) && entries[i].Code == p[:n]; i++ {
			if entries[i].During.Contains(on) {
				in = in || !entries[i].Out
				out = out || entries[i].Out
			}
		}
		if in || out {
			if in && !out {
				result = Listed
			}
			break
		}
	}
	if len(p) < 10 && split(entries, p, on, result) {
		return DependsOnSuffix
	}
	return result
}

// split reports whether the list says something else for a code below p than
// for p itself.
func split(entries []law.ListEntry, p trade.Product, on trade.Date, now Membership) bool {
	i, _ := slices.BinarySearchFunc(entries, p, func(e law.ListEntry, q trade.Product) int {
		return cmp.Compare(e.Code, q)
	})
	for ; i < len(entries) && entries[i].Code.Within(p); i++ {
		e := entries[i]
		if len(e.Code) > len(p) && e.During.Contains(on) && e.Out == (now == Listed) {
			return true
		}
	}
	return false
}

// NumberBelow is the fact that an answer for a line may need.
func NumberBelow(line trade.Product) string { return "the 10-digit number below " + line.String() }
