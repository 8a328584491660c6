// Package bulk assesses columns of entries: millions of rows under one engine, or under a
// book and its scenarios in one pass, to the cent as Engine.Assess does and with no
// allocation for a row.
//
// # Use
//
// NewBatch prepares engines over one schedule. Assess takes Columns, whose codes are indices
// into dictionaries of products, origins and dates that the caller owns, and gives Totals by
// a key, Charges as columns, or both. A row that cannot be answered is no error: it is
// counted and reported, and Batch.Why says what is wrong with it. Package tariff/lines does
// this for files of entries.
//
// # Ranges and errors
//
//	scale of columns            0 to 9
//	value of a row              0 to 999,999,999,999,999 whole units; 2^63-1 of a scale over 3
//	rate of the fast lane       0 to 16 times the value, in millionths
//	duty in a column            up to 2^63-1 cents; beyond it ErrAmount, and the row is rejected
//
// Columns, totals or options that do not fit together are an *Error. What columns cannot
// hold is an entry in Columns.Entries.
//
// # Terminology
//
//   - segment: days on which nothing changes in any book of the batch.
//   - column: a set of products that a scope of some rule holds in some segment. Equal
//     sets are one column.
//   - class: products with the same base duties over time that stand in the same columns.
//   - standing: classes that stand in the same columns, and are of the same metal.
//   - kind of origins: countries that stand in the same sets of origins in a segment.
//   - row: the rules under which a kind of origins stands in a segment. Rows whose rules
//     come to the same are one row.
//   - levy: the rates that goods are charged, at most one for the base and four beside it,
//     or the lane by which they are assessed instead.
//   - combination: the levies of goods under all engines; under one engine, the levy.
//   - cell: the combination of a class in a row.
//   - extra: what the measures of a row make of goods, before their base duty is known.
//   - lane: the way in which the duty on a row of columns is computed.
//   - statement: what claims state of any goods, whatever their spelling.
//   - part levy: the rates that goods are charged on parts of their value, under a
//     statement.
//
// # Layout
//
//	product ──class──┐                                 ┌─ rates[5] ─► duty of the entry
//	                 ├─► cells[row][class] ─► levy ────┤
//	origin ─┐        │     1 + number, 0 unknown       └─ lane, for what is not five rates
//	        ├─ row ──┘
//	date ───┘ (segment, kind of origins)
//
//	row.alike.of[standing] ─► kind ─► row.decided[kind] ─► additional
//	                                                      │ outcomes[base duty]
//	                                                      └─► 1 + combination
//
// Cells of a batch of one engine are half a word, else a word. Rows, cells, levies and
// combinations are reached through a snapshot, which is replaced when something is added
// and never changed, so that readers take no lock.
//
// # Look-up
//
// A goroutine takes 512 rows of columns at a time. A first loop finds the class and the
// row of each from narrow tables by code; a second one reads the cells, which lie far
// apart, so that their loads wait for the memory together; a third one multiplies. Rows
// that the third loop cannot answer are written to a list without a branch, counted as
// nothing, and done after it.
//
// # Filling
//
// A cell is filled when it is first read. What measures add depends on the class by the
// columns that the row asks for alone, and does not depend on the base duty unless a total
// is compared with a duty of its group. So it is decided, by plan.Decision, once for all
// classes that stand alike, and joined with each base duty once. A line below which lists
// name numbers is what all its numbers are charged, and shares with no other product.
//
// # Slow ways
//
//   - Duties on quantities: in integers of 128 bits where the unit is that of the duty, else
//     by Duty.Evaluate.
//   - Rows with claims, lines of seasons, and what is charged on a part of the value: by the
//     part levy of the class under the statement, for the origin in the segment. It is
//     decided by the rules of the origin with all that may be claimed (open), of which those
//     are looked at that can reach the class, and remembered by the goroutine that decided
//     it, which leaves its work to the next one.
//   - All else by the engine, as Charge does it, without reasons.
//
// # Invariants
//
//   - Every way comes to the cent to what Assess says: TestColumnsAgainstAssess,
//     TestRowsWithClaims, TestClaimsOfValues, and TestEveryWayAgrees of tarifftest on random
//     books; and to an independent calculation: TestColumnsAgainstRat.
//   - Sums of 64 bits are moved on before they are full: TestSumsOfLargeDuties; that the
//     limits suffice is checked when the package is compiled.
//   - More levies than half a word tells apart go the slow way: TestMoreOutcomesThanACell.
//   - A dictionary that changed is noticed: TestAnotherDictionary.
//   - Whoever fills a cell finds the same, whatever the number of goroutines:
//     TestColumnsShared.
//   - A warm pass allocates nothing for a row: TestColumnsAllocateNothing.
//
// # Where what stands
//
//	columns.go, totals.go, tally.go, binding.go      what a caller gives and gets
//	batch.go, segments.go, origins.go, classes.go    what a batch knows before the first row
//	rules.go, alike.go, base.go, decide.go           filling a cell
//	outcomes.go                                      the snapshot: rows, cells, levies, combinations
//	lanes.go, lanes_rapid.go, lanes_duty.go          the loops, and a row in each lane
//	claims.go, lanes_claims.go                       rows with claims
package bulk
