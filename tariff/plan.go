package tariff

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// # The one evaluation
//
// The law is evaluated here and nowhere else. decide says for goods which rule charges
// which part of the value, and why, before any duty is computed. Everything else is a
// view of its decision: Assess computes the duties of a shipment and puts the decision
// into words, a batch turns it into the rates of a cell, a panel into a formula, Diff
// compares the rules of two days.
//
// # Words
//
// A stretch is a number of days on which nothing in the book changes. A rule is a
// measure in the state in which it stands in a stretch. A row is the rules of a stretch
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

// part is a part of the customs value in units of 10^-18: whatever share an entry may
// state is exact in it, and so are sums and differences of shares.
type portion int64

const (
	whole portion = 1_000_000_000_000_000_000
	// billionth is a part of the value.
	billionth = whole / 1_000_000_000
	// wholeDigits is the number of decimals of a part.
	wholeDigits = 18
)

// partOf is a share of the value as checkShare allows it.
func partOf(share decimal.Decimal) portion { return portion(share.Shift(wholeDigits).IntPart()) }

// of is the part of a value.
func (p portion) of(value decimal.Decimal) decimal.Decimal {
	if p == whole {
		return value
	}
	return value.Mul(p.decimal())
}

func (p portion) decimal() decimal.Decimal {
	places := int32(wholeDigits)
	for places > 0 && p%10 == 0 {
		p, places = p/10, places-1
	}
	return decimal.New(int64(p), -places)
}

// inBillionths is a part of the value given in billionths, and billionths states it so.
func inBillionths(n int64) portion { return portion(n) * billionth }

func (p portion) billionths() int64 { return int64(p / billionth) }

// rule is a measure as it stands in a stretch.
type rule struct {
	*measure
	term   *term
	scope  int32
	column uint32 // of the scope, in a batch
	lifts  []*lift
	closes bool // no later rule of the row is of its cluster

	// In a batch: the rate in millionths, where it fits, and what tells rules apart.
	millionths uint32
	fits       bool
	byUnit     bool // the duty is on a quantity, without which there is no answer
	id         uint32
}

// lift is an exception that the day and the origin leave open.
type lift struct {
	*exception
	at       int32 // among the exceptions of the measure
	scope    int32
	column   uint32
	subjects []int32 // places in the row
	met      portion // of the goods that meets it, where that is known of all; else 0
	id       uint32  // in a batch: what tells exceptions apart
}

// Scopes that need no look-up: every product, and a product given with too few digits to
// tell.
const (
	everyProduct int32 = -1 - iota
	needsDigits
)

// state is what became of a rule.
type state uint8

const (
	untouched state = iota // it does not reach the goods
	charges
	exempt    // by the exception lift
	displaced // by the exception lift
	outranked // by the larger rule of its group, by
	replaced  // by the larger replacement, by
	lacks     // a fact: see need
	waits     // for what the rule by lacks, which the exception lift depends on
)

// need is the fact that a verdict lacks.
type need uint8

const (
	noNeed need = iota
	needDigits
	needDigitsOfLift
	needAnswer // to the question of the measure
	needMetal  // the share of the metal of its basis
	needFacts  // what its duty is computed on
	needBase   // what the base duty is computed on
)

// verdict is what became of a rule.
type verdict struct {
	state    state
	need     need
	lift, by int32
	charged  portion // of the value
	// The exceptions that lifted a part: partly[from:to] of the decision.
	from, to int32
}

// decision is what became of the rules of a row.
type decision struct {
	verdicts []verdict
	partly   []int32
	base     portion   // of the value, that the base duty charges
	metal    law.Basis // that the share of whichever metal was taken for
	// stop, when it is not goesOn, says why there is no answer, at the rule at.
	stop stop
	at   int
	// only, when it is set, are the places of the rules that can reach the goods, and ^place
	// of those that do not and close a cluster; no other is looked at.
	only []int32
	// sets, when it is set, says for each set of origins whether it holds that of the
	// goods, 1 or 0: the row is that of all origins.
	sets    string
	judged  []int32 // only of the last decision
	members []int   // of a cluster
}

type stop uint8

const (
	goesOn     stop = iota
	prohibits       // the rule bars the goods
	horizon         // what holds for the rule on that day is not known
	unordered       // which duty is the largest depends on a fact that is not known
	ambiguous       // the share of whichever metal is taken for two
	unresolved      // the duty depends on a fact that is not known
)

// isMetal reports whether a basis is the content of a metal.
func isMetal(b law.Basis) bool {
	return b == law.SteelContent || b == law.AluminumContent || b == law.CopperContent
}
