package tariff

// This file says how a batch is laid out and used; the code is in batch*.go and lanes*.go.
//
// # Terminology
//
//   - segment: days on which nothing changes in any book of the batch.
//   - column: a set of products that a scope of some rule holds in some segment. Equal
//     sets are one column.
//   - class: products with the same base duties over time that stand in the same columns.
//   - standing: classes that stand in the same columns. A class that shares its decisions
//     with no other has one of its own.
//   - pair: the base duties of columns 1 and 2 of a line of the schedule.
//   - epoch: segments with the same lines of the schedule.
//   - kind of origins: countries that stand in the same sets of origins in a segment.
//   - row: the rules under which a kind of origins stands in a segment. Rows whose rules
//     come to the same are one row.
//   - levy: the rates that goods are charged, at most one for the base and four beside it,
//     or the lane by which they are assessed instead.
//   - combination: the levies of goods under all engines; under one engine, the levy.
//   - extra: what the measures of a row make of goods, before their base duty is known.
//   - addition: the extras of goods under all engines. There are some hundred.
//   - cell: the number of the addition of a standing in a row.
//   - lane: the way in which the duty on a row of columns is computed.
//   - statement: what claims state of any goods, whatever their spelling.
//   - part levy: the rates that goods are charged on parts of their value, under a
//     statement.
//
// # Layout
//
//	product ── class ── standing ──┐
//	             │                 ├─► cells[row][standing] ──┐  1 + number, 0 unknown
//	origin ─┐    │                 │                          │
//	        ├────│────── row ──────┘                          ├─► outcomes[addition][pair]
//	date ───┘    │        │                                   │     1 + combination, 0 unknown
//	             └────────┴─► pairAt[epoch][class] ───────────┘                │
//	                                                                           ▼
//	          duty of the entry ◄── rates[5], or a lane for what is not ◄──── levy
//
//	row.alike.of[standing] ─► kind ─► row.decided[kind] ─► addition
//
// Cells are half a word. Rows, cells, additions, levies and combinations are reached through
// a snapshot, which is replaced when something is added and never changed, so that readers
// take no lock.
//
// # Look-up
//
// A goroutine takes 512 rows of columns at a time. A first loop finds the class and the
// row of each from narrow tables by code; a second one reads the cells and the pairs of base
// duties, and a third one what both come to, so that loads that lie far apart wait for the
// memory together; a fourth one multiplies. Rows that the fourth loop cannot answer are
// written to a list without a branch, counted as nothing, and done after it.
//
// # Filling
//
// A cell is filled when it is first read. What measures add depends on the class by the
// columns that the row asks for alone, and does not depend on the base duty unless a total
// is compared with a duty of its group. So it is decided, by decision.decide, once for all
// classes that stand alike, and joined with each pair of base duties once, for all rows.
// Where it does depend on the base duty, or the book has a base duty in place of the
// schedule's, the addition belongs to the row, and each pair is decided by itself. A line
// below which lists name numbers is what all its numbers are charged, and shares with no
// other product.
//
// # Slow ways
//
//   - Duties on quantities: in integers of 128 bits where the unit is that of the duty, else
//     by Duty.Evaluate.
//   - Rows with claims, lines of seasons, and what is charged on a part of the value: by the part levy of
//     the class under the statement, for the origin in the segment. It is decided by the
//     rules of the origin with all that may be claimed (open), of which those are looked
//     at that can reach the class, and remembered by the goroutine that decided it, which
//     leaves its work to the next one.
//   - All else by the engine, as Charge does it, without reasons.
//
// # Invariants
//
//   - Every way comes to the cent to what Assess says: TestColumnsAgainstAssess,
//     TestEveryWayAgrees, TestRowsWithClaims, TestClaimsOfValues; and to an independent calculation:
//     TestColumnsAgainstRat.
//   - Sums of 64 bits are moved on before they are full: TestSumsOfLargeDuties; that the
//     limits suffice is checked when the package is compiled.
//   - What half a word does not tell apart goes the slow way: TestMoreThanACell.
//   - A dictionary that changed is noticed: TestAnotherDictionary.
//   - Whoever fills a cell finds the same, whatever the number of goroutines:
//     TestColumnsShared.
//   - A warm pass allocates nothing for a row: TestColumnsAllocateNothing.
