package cap

import (
	"slices"

	"github.com/tradeshock/tradeshock/sanctions/programme"
)

// ask answers, and says among the reasons which of the days that were stated changed nothing: a
// fact that no rule asked for must not read as if it had been weighed.
func (o *options) ask(sign string) (programme.CapAnswer, error) {
	a, err := o.answer(sign)
	if err != nil {
		return a, err
	}
	var unneeded []string
	for _, day := range []struct {
		name string
		of   func(*options) *string
	}{
		{"contract", func(o *options) *string { return &o.contract }},
		{"loaded", func(o *options) *string { return &o.loaded }},
		{"discharged", func(o *options) *string { return &o.discharged }},
	} {
		without := *o
		if *day.of(&without) == "" {
			continue
		}
		*day.of(&without) = ""
		if b, err := without.answer(sign); err == nil && b.Verdict == a.Verdict && slices.Equal(b.Why, a.Why) {
			unneeded = append(unneeded, sign+day.name+" was stated and changed nothing: no wind-down on that day asks for it")
		}
	}
	a.Why = append(a.Why, unneeded...)
	return a, nil
}
