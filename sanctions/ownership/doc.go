// Package ownership applies the 50 percent rule: it says which entities are blocked
// because of who owns them, although no list names them, and proves it.
//
// # The rule
//
// The rule is a cascade over a threshold, not a product of shares. It starts with the
// listed persons. An entity of which they hold enough is blocked and counts as an owner
// like them; and so on until nobody is added. Half of a half is therefore blocked under
// OFAC's rule. Rings of owners end too, and a ring that nobody listed reaches stays out;
// so does what an entity holds of itself, which stands in Graph.Own, because the rules may
// look at the rest of the shares alone.
//
//	rule  from        test           added up              control  states
//	OFAC  2014-08-13  50 % or more   all blocked persons   no
//	EU    2022-04-08  more than 50   all blocked persons   yes
//	EU    2024-07-03  50 % or more   all blocked persons   yes
//	UK    2020-12-31  more than 50   each listed alone     yes
//	BIS   2025-09-29  50 % or more   all blocked persons   no       suspended from 2025-11-10
//
// "Each listed alone" means one listed person with everything that it owns or controls,
// other listed persons included: shares that a person holds directly and through such
// entities are added, those of two listed persons are not, unless one owns or controls
// the other. A joint arrangement between listed persons is a fact that edges do not
// show; control of the one by the other comes nearest to it.
//
// Rule.On gives the Variant of a day. A day before the first variant or after the last
// day that the sources reach is a *tariff.HorizonError; Rule.Hold answers the latter
// with the last variant known. On a day on which a rule is known not to be in force,
// the BIS rule before its start and during its suspension, the variant says so in State,
// and the Decision has nobody in it.
//
// # What is not known
//
// A share is exact, a range whose bounds both are possible, or not known, which is the
// range from 0 to 100. The shares of one entity never come to more than 100, so an owner
// holds at most what the lower bounds of the others leave; they may come to less, because
// nobody promises that all owners are there. A reading gives every share a number and
// every unknown control a yes or no, within these limits. An entity is
//
//	blocked        when it is in every reading: the lower bounds are enough,
//	undetermined   when it is in some readings and not in others,
//	not blocked    when it is in none.
//
// Both ends are exact, not estimates: the lower bounds are a reading themselves, the
// smallest; and what is undetermined is reached in some reading that keeps to the limits.
// Control counts as no where nothing is said of it. A band that leaves out its lower
// bound, such as "more than 50 to 75" of a register, is stated as what it is at the
// precision of the register: 50.01-75.
//
// # The proof
//
// A Finding of a blocked entity names the owners that count and what each holds at least.
// Following them always ends with listed persons: owners who are blocked only by way of
// the entity itself stand apart, in Circular. An undetermined one names the facts that
// are missing, one that is not blocked says how much is held.
//
// # Numbers and names
//
// A Percent is exact to 36 decimals in 128 bits, and a text with more is refused;
// nothing is ever rounded: 49.999999999999999999 is not 50. A Graph holds at most 67,108,864
// edges, a name at most 1,000 bytes. Names are compared letter by
// letter after the blanks around them are cut off; "Rosneft" and "ROSNEFT" are two, and
// Graph.Alike lists such names.
//
// # Guarantees
//
// The answer does not depend on the order of the edges. Edges that cannot be (the same
// pair twice, no name, more than 100 percent in sum) are refused all
// together, in one *InputError with the full count. The work grows with the number of
// edges, once they are sorted; for the UK rule, with the sum of what the listed persons
// reach who do not belong to one another.
package ownership
