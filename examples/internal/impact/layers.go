package impact

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// layered are the flags of the layers beside the mechanical one, and of what is shown.
type layered struct {
	behaviour, show              string
	digits, draws                int
	seed                         uint64
	probability, enforcement     string
	pass, bite, deadline, gained string
	asked                        bool // a flag of the models was stated
}

// sections are what -show prints.
var sections = []string{"exposure", "exempt", "cover", "why", "behaviour", "judgement"}

func (l *layered) add(set *flag.FlagSet) {
	set.StringVar(&l.behaviour, "behaviour", "auto",
		"what trade does in answer, by `auto|ces|smart|gsim|ces,smart|none`; auto is ces and smart, of up to 1,000 "+
			"products in all scenarios; "+
			"gsim wants flows of the same goods into other countries too")
	set.IntVar(&l.digits, "products", 6, "the `digits` of the code that are one product to these models: 2, 4, 6, 8 or 10")
	set.IntVar(&l.draws, "draws", 0, "`number` of random draws over the ranges of the models and of the judgement: 1000")
	set.Uint64Var(&l.seed, "seed", 1, "the `seed` of the draws; the same seed gives the same numbers")
	set.StringVar(&l.show, "show", "",
		"print these tables too, `"+strings.Join(sections, ",")+
			"` or all: what is charged, exempt and by which heading, on which lists, why duties change")
	set.StringVar(&l.probability, threat.Probability, "",
		"your judgement that the scenario comes, a `fraction` or a range: 0.4 or 0.2..0.4..0.7")
	set.StringVar(&l.enforcement, threat.Enforcement, "1", "with -probability: the `share` of the duty that is collected")
	set.StringVar(&l.pass, threat.PassThrough, "",
		"with -probability: the `share` of the duty that buyers at home bear (default 0.8..0.94..1, as measured at "+
			"the border)")
	set.StringVar(&l.bite, threat.TimeToBite, "0", "with -probability: the `days` until it has its full effect")
	set.StringVar(&l.deadline, "deadline", "", "with -probability: the `day` by which it is to come: 2026-12-31")
	set.StringVar(&l.gained, "gain", "0",
		"with -probability: what the target keeps by going on, over the days of the flows, in the `currency` of the book")
}

// plan is what the flags ask for.
type plan struct {
	models []response.Model // nil: those of auto
	auto   bool
	none   bool
	threat *threat.Threat
	gain   decimal.Decimal
	show   []string
}

func (l *layered) plan() (p plan, err error) {
	switch l.behaviour {
	case "auto":
		p.auto = true
	case "none":
		p.none = true
	default:
		for name := range strings.SplitSeq(l.behaviour, ",") {
			model, ok := response.ModelOf(strings.TrimSpace(name))
			if !ok {
				return p, fmt.Errorf("-behaviour %q: want auto, ces, smart, gsim, several with commas between, or none",
					l.behaviour)
			}
			if slices.ContainsFunc(p.models, func(m response.Model) bool { return m.Name == model.Name }) {
				return p, fmt.Errorf("-behaviour %q: %s stands twice", l.behaviour, model.Name)
			}
			p.models = append(p.models, model)
		}
	}
	if !slices.Contains([]int{2, 4, 6, 8, 10}, l.digits) {
		return p, fmt.Errorf("-products %d: want 2, 4, 6, 8 or 10", l.digits)
	}
	if l.draws < 0 || l.draws > threat.MaxDraws {
		return p, fmt.Errorf("-draws %d: want 0 to %d", l.draws, threat.MaxDraws)
	}
	for name := range strings.SplitSeq(l.show, ",") {
		switch name = strings.TrimSpace(name); {
		case name == "all":
			p.show = sections
		case slices.Contains(p.show, name): // a table is shown once
		case slices.Contains(sections, name):
			p.show = append(p.show, name)
		case name != "":
			return p, fmt.Errorf("-show %q: want %s or all", name, strings.Join(sections, ", "))
		}
	}
	if l.asked && !p.none && !slices.Contains(p.show, "behaviour") {
		p.show = append(p.show, "behaviour") // it was asked for
	}
	if p.threat, p.gain, err = l.judged(); p.threat != nil && !slices.Contains(p.show, "judgement") {
		p.show = append(p.show, "judgement") // it was asked for
	}
	return p, err
}

// judged is the threat of the flags, nil where no probability was given.
func (l *layered) judged() (*threat.Threat, decimal.Decimal, error) {
	gain, err := decimal.NewFromString(l.gained)
	if err != nil || gain.IsNegative() || gain.Exponent() < -9 || gain.Exponent() > 18 {
		return nil, gain, &threat.Error{
			Field: "gain", Value: fmt.Sprintf("%q", l.gained),
			Reason: "want an amount of 0 or more",
		}
	}
	if l.probability == "" {
		if l.pass != "" || l.enforcement != "1" || l.bite != "0" || l.deadline != "" || !gain.IsZero() {
			return nil, gain, &threat.Error{
				Field: threat.Probability, Value: "is missing",
				Reason: "the other judgements need it; nobody else can say how likely it is",
			}
		}
		return nil, gain, nil
	}
	t := &threat.Threat{}
	pass, source := l.pass, "-"+threat.PassThrough
	if pass == "" {
		pass, source = "0.8..0.94..1", "Gopinath and Neiman (2025): 0.80 in 2018-19, 0.94 in 2025; Amiti, Redding and "+
			"Weinstein (2019): 1"
	}
	for _, f := range []struct {
		to                  *threat.Range
		field, text, source string
	}{
		{&t.Probability, threat.Probability, l.probability, "-" + threat.Probability},
		{&t.Enforcement, threat.Enforcement, l.enforcement, "-" + threat.Enforcement},
		{&t.PassThrough, threat.PassThrough, pass, source},
		{&t.TimeToBite, threat.TimeToBite, l.bite, "-" + threat.TimeToBite},
	} {
		if *f.to, err = threat.Parse(f.field, f.text, f.source); err != nil {
			return nil, gain, err
		}
	}
	if l.deadline != "" {
		if t.Deadline, err = trade.ParseDate(l.deadline); err != nil {
			return nil, gain, fmt.Errorf("-deadline: %w", err)
		}
	}
	return t, gain, nil
}

// most is how many products the models are asked about unless somebody asks for more.
const most = 1000

// layers asks for the layers beside the mechanical one; notes say what was not asked.
func (l *layered) layers(ctx context.Context, r *impact.Report, p *plan) (notes []string, err error) {
	scenarios := len(r.Laws) - 1
	products := map[trade.Product]bool{}
	for i := range r.Lines {
		code := r.Lines[i].Product
		products[code[:min(l.digits, len(code))]] = true
	}
	switch {
	case p.none:
	case p.auto && len(products)*scenarios > most:
		notes = append(notes, fmt.Sprintf("what trade does in answer was not asked: %d products in %d scenarios; "+
			"-behaviour ces,smart asks", len(products), scenarios))
	default:
		for law := 1; law <= scenarios; law++ {
			b, err := r.Behaviour(ctx, law, impact.BehaviourOptions{
				Options: response.Options{Models: p.models, Draws: l.draws, Seed: l.seed}, Digits: l.digits,
			})
			var unsound *impact.Error
			if p.auto && errors.As(err, &unsound) && unsound.Code == "unsound_flows" {
				notes = append(notes, "what trade does in answer was not asked: "+unsound.Reason)
				break
			}
			if err != nil {
				return nil, fmt.Errorf("-behaviour: %w", err)
			}
			r.Behaviours = append(r.Behaviours, b)
		}
	}
	idle := func(b *impact.Behaviour) bool { return len(b.Models) == 0 && b.Oil == nil }
	if l.asked && len(r.Behaviours) > 0 && !slices.ContainsFunc(r.Behaviours, func(b *impact.Behaviour) bool {
		return !idle(b)
	}) {
		notes = append(notes,
			"what trade does in answer: no duty changes under any scenario, and the models have nothing to answer")
	}
	if p.threat == nil {
		return notes, nil
	}
	for law := 1; law <= scenarios; law++ {
		j, err := r.Judgement(law, p.threat, p.gain, l.draws, l.seed)
		if err != nil {
			return nil, fmt.Errorf("scenario %s: %w", r.Laws[law].Name, err)
		}
		r.Judgements = append(r.Judgements, j)
	}
	return notes, nil
}
