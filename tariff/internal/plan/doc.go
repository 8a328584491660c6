// Package plan is the one evaluation of a book of law: what the answers of package tariff,
// its columns in bulk and its panels have in common. Decide says for goods which rule charges
// which part of the value, and why, before any duty is computed. Everything else is a
// view of its decision: Assess computes the duties of a shipment and puts the decision
// into words, a batch turns it into the rates of a cell, a panel into a formula, Diff
// compares the rules of two days.
//
// # Words
//
// A Plan is a book that is compiled: its texts parsed, its references resolved, its measures
// in an order in which each stands after those it looks at. A stretch is a number of days on
// which nothing in the book changes. A rule is a measure in the state in which it stands in a stretch. A row is the rules of a stretch
// that reach the goods of an origin, each after those that it depends on. Goods is what
// is known of what is entered: the claims of one shipment, nothing for a row of columns,
// averages for a panel. A verdict is what became of a rule, a decision all of them.
//
// # Stacking, on outcomes
//
//   - The exceptions of a rule are tried in the order of the law. Each lifts a part of
//     the value: all of it, the part that the rules it names charge, the content that is
//     claimed. A rule charges what is left of its basis; when nothing is left it is
//     exempt, or displaced.
//   - Of the rules of a group that charge, the one with the largest duty stays, on equal
//     duties the first; the others are displaced. What tops up counts with the duty that
//     it would add to the base duty by itself.
//   - A replacement takes the place of the base duty on the part of the value that it
//     charges; the rest keeps the base duty. Where several could replace it on the same
//     value the largest does, on equal duties the first: of two rates that are applicable
//     to an article the highest is paid (paragraph 1559 of the Tariff Act of 1930).
//   - A total ("15 % in all") charges what the base duty of the schedule lacks to it, on
//     the part of the value that is left to it. It is compared with the base duty alone,
//     whatever else charges, as the notes do that write totals (U.S. notes 2(v) and
//     52(k)): two totals on one value both top up the base duty.
//   - All other rules add.
//
// A rule that charges is one "to which the goods are subject", whatever its duty comes
// to; one that is exempt, displaced or not in force is not.
//
// # Where what stands
//
//	compile.go            a book becomes a Plan; groups and replacements that are decided together
//	stretch.go, days.go   the days on which anything changes, and the law between them
//	scopes.go, lists.go   whether goods or an origin stand in what a measure names
//	codes.go              the lists that name a product, so that few scopes are asked
//	declared.go           what is stated of goods, and which exceptions that meets
//	decide.go             the decision, on what Asker says of the goods and their duties
//	programs.go           what a special program offers
//	grid.go               stretches, products and scopes as sets of bits, for columns and panels
//	changes.go            the days on which another law may hold for goods
//	rates.go, amount.go   duties as rates of millionths, and the range of amounts
//
// # Invariants
//
//   - A Plan never changes once it is compiled; what is worked out later is worked out once,
//     and any number of goroutines may ask.
//   - What is decided is decided here: every way comes to the same to the cent, which
//     TestEveryWayAgrees of package tariff tries on random books.
//   - A field of an exception is understood in declared.go (meets, holdsOn) and nowhere else.
//   - Parts of a value are exact: shares of 18 decimals are whole numbers of a Portion.
package plan
