package plan

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// Portion is a part of the customs value in units of 10^-18: whatever share an entry may
// state is exact in it, and so are sums and differences of shares.
type Portion int64

const (
	Whole Portion = 1_000_000_000_000_000_000
	// Billionth is a part of the value.
	Billionth = Whole / 1_000_000_000
	// wholeDigits is the number of decimals of a part.
	wholeDigits = 18
)

// PartOf is a share of the value as checkShare allows it.
func PartOf(share decimal.Decimal) Portion { return Portion(share.Shift(wholeDigits).IntPart()) }

// Of is the part of a value.
func (p Portion) Of(value decimal.Decimal) decimal.Decimal {
	if p == Whole {
		return value
	}
	return value.Mul(p.Decimal())
}

func (p Portion) Decimal() decimal.Decimal {
	places := int32(wholeDigits)
	for places > 0 && p%10 == 0 {
		p, places = p/10, places-1
	}
	return decimal.New(int64(p), -places)
}

// InBillionths is a part of the value given in billionths, and billionths states it so.
func InBillionths(n int64) Portion { return Portion(n) * Billionth }

func (p Portion) Billionths() int64 { return int64(p / Billionth) }

// Rule is a measure as it stands in a stretch.
type Rule struct {
	*Measure
	Term   *Term
	Scope  int32
	Column uint32 // of the scope, in a batch
	Lifts  []*Lift
	Closes bool // no later rule of the row is of its cluster

	// In a batch: the rate in millionths, where it fits, and what tells rules apart.
	Millionths uint32
	Fits       bool
	ByUnit     bool // the duty is on a quantity, without which there is no answer
	ID         uint32
}

// Lift is an exception that the day and the origin leave open.
type Lift struct {
	*Exception
	At       int32 // among the exceptions of the measure
	Scope    int32
	Column   uint32
	Subjects []int32 // places in the row
	met      Portion // of the goods that meets it, where that is known of all; else 0
	ID       uint32  // in a batch: what tells exceptions apart
}

// Scopes that need no look-up: every product, and a product given with too few digits to
// tell.
const (
	EveryProduct int32 = -1 - iota
	needsDigits
)

// State is what became of a rule.
type State uint8

const (
	Untouched State = iota // it does not reach the goods
	Charges
	Exempt    // by the exception lift
	Displaced // by the exception lift
	Outranked // by the larger rule of its group, by
	Replaced  // by the larger replacement, by
	Lacks     // a fact: see need
	Waits     // for what the rule by lacks, which the exception lift depends on
)

// Need is the fact that a verdict lacks.
type Need uint8

const (
	NoNeed Need = iota
	NeedDigits
	NeedDigitsOfLift
	NeedAnswer // to the question of the measure
	NeedMetal  // the share of the metal of its basis
	NeedFacts  // what its duty is computed on
	NeedBase   // what the base duty is computed on
)

// Verdict is what became of a rule.
type Verdict struct {
	State    State
	Need     Need
	Lift, By int32
	Charged  Portion // of the value
	// The exceptions that lifted a part: partly[from:to] of the decision.
	From, To int32
}

// Decision is what became of the rules of a row.
type Decision struct {
	Verdicts []Verdict
	Partly   []int32
	Base     Portion   // of the value, that the base duty charges
	Metal    law.Basis // that the share of whichever metal was taken for
	// Stop, when it is not goesOn, says why there is no answer, at the rule at.
	Stop Stop
	At   int
	// Only, when it is set, are the places of the rules that can reach the goods, and ^place
	// of those that do not and close a cluster; no other is looked at.
	Only []int32
	// Sets, when it is set, says for each set of origins whether it holds that of the
	// goods, 1 or 0: the row is that of all origins.
	Sets    string
	judged  []int32 // only of the last decision
	members []int   // of a cluster
}

type Stop uint8

const (
	GoesOn     Stop = iota
	Prohibits       // the rule bars the goods
	Horizon         // what holds for the rule on that day is not known
	Unordered       // which duty is the largest depends on a fact that is not known
	Ambiguous       // the share of whichever metal is taken for two
	Unresolved      // the duty depends on a fact that is not known
)

// IsMetal reports whether a basis is the content of a metal.
func IsMetal(b law.Basis) bool {
	return b == law.SteelContent || b == law.AluminumContent || b == law.CopperContent
}
