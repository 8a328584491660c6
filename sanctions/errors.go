package sanctions

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// ContradictionError reports facts that exclude each other, or one that cannot be.
type ContradictionError struct {
	Facts  []string // "loaded 2026-03-05"
	Reason string
}

func (e *ContradictionError) Error() string {
	return fmt.Sprintf("%s: %s; correct the facts", clip(strings.Join(e.Facts, ", ")), e.Reason)
}

// MissingFactError names a fact without which there is no answer.
type MissingFactError struct {
	Fact, For string
}

func (e *MissingFactError) Error() string { return fmt.Sprintf("%s is missing: %s", e.Fact, e.For) }

// NoCapError says that a regime had no cap on a class of product on a day. It is
// known that it had none.
type NoCapError struct {
	Regime Regime
	Class  Class
	On     trade.Date
	First  trade.Date // the first day of the first cap, zero when there is none
}

func (e *NoCapError) Error() string {
	s := fmt.Sprintf("%s cap on %s: none in force on %s", e.Regime, e.Class, e.On)
	if !e.First.IsZero() {
		s += fmt.Sprintf("; the first holds from %s", e.First)
	}
	return s
}

// DisputedError says that a rule turns on a day on which the sources disagree, and
// that the fact stated lies between the versions.
type DisputedError struct {
	Regime    Regime
	Parameter string
	Condition Condition
	Stated    trade.Date
}

func (e *DisputedError) Error() string {
	return fmt.Sprintf("%s %s: whether it applies to %s is not known, one source says %s %s %s, another %s; read the act",
		e.Regime, e.Parameter, e.Stated, strings.Join(e.Condition.Facts, " or "), e.Condition.Op, e.Condition.Day, e.Condition.Latest)
}

// problems collects errors, keeps the first hundred and counts the rest.
type problems struct {
	list []error
	more int
}

func (p *problems) add(err error) {
	if len(p.list) == 100 {
		p.more++
		return
	}
	p.list = append(p.list, err)
}

func (p *problems) err() error {
	if p.more > 0 {
		return errors.Join(append(p.list[:len(p.list):len(p.list)], fmt.Errorf("and %d more", p.more))...)
	}
	return errors.Join(p.list...)
}

// ErrorCode names the class of an error of this package in one word, and of the
// packages below as tariff.ErrorCode does; no error has no code. ErrorCodes lists them.
func ErrorCode(err error) string {
	var (
		regime        *RegimeError
		class         *ClassError
		parameter     *UnknownParameterError
		none          *NoCapError
		missing       *MissingFactError
		contradiction *ContradictionError
		imo           *IMOError
		row           *SDNError
		cell          *TableError
		overlap       *OverlapError
		basis         *trade.BasisError
		disputed      *DisputedError
		taking        *TakingError
		ceiling       *CeilingError
		series        *SeriesError
		listing       *DesignationError
		condition     *ConditionError
		other         coded
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &regime):
		return "unknown_regime"
	case errors.As(err, &class):
		return "unknown_class"
	case errors.As(err, &parameter):
		return "not_covered"
	case errors.As(err, &none):
		return "no_cap"
	case errors.As(err, &contradiction):
		return "contradiction"
	case errors.As(err, &missing):
		return "missing_fact"
	case errors.As(err, &imo):
		return "bad_imo"
	case errors.As(err, &row), errors.As(err, &cell):
		return "bad_row"
	case errors.As(err, &overlap):
		return "overlap"
	case errors.As(err, &disputed):
		return "disputed"
	case errors.As(err, &taking):
		return "bad_taking"
	case errors.As(err, &ceiling):
		return "outside_ceiling"
	case errors.As(err, &series):
		return "bad_series"
	case errors.As(err, &condition):
		return "bad_condition"
	case errors.As(err, &listing) && listing.Held:
		return "horizon"
	case errors.As(err, &listing):
		return "not_covered"
	case errors.As(err, &basis):
		return "unknown_basis"
	case errors.As(err, &other):
		return other.ErrorCode()
	}
	return tariff.ErrorCode(err)
}
