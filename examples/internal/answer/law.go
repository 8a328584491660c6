package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Law are the keys of a question that say which law is asked.
type Law struct {
	Importer  string     `json:"importer"`
	Rounding  string     `json:"rounding"`
	Scenario  string     `json:"scenario"`
	Published trade.Date `json:"as_published"`
	Hold      bool       `json:"hold"`
	// Rate is the text of a duty in place of those of the schedule.
	Rate string `json:"rate"`
}

// lawKeys are the keys of Law.
func lawKeys() []string {
	return []string{"importer", "rounding", "scenario", "as_published", "hold", "rate"}
}

// maxEngines is the number of engines that are kept, of a few megabytes each.
const maxEngines = 16

// Books holds the law that questions are asked of: engines of the embedded books, compiled when
// they are first asked for. Any number of goroutines may use it.
type Books struct {
	mu      sync.Mutex
	engines []compiled // the last used at the end
	// compiling has room for one: it takes a processor for a tenth of a second.
	compiling chan struct{}
}

// NewBooks returns books of which none is compiled.
func NewBooks() *Books { return &Books{compiling: make(chan struct{}, 1)} }

type compiled struct {
	law    Law
	engine *tariff.Engine
}

// Engine is the engine for a law.
func (b *Books) Engine(ctx context.Context, law Law) (*tariff.Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	country, err := trade.ParseCountry(cmp.Or(law.Importer, "US"))
	if err != nil {
		return nil, err
	}
	law.Importer, law.Rounding = string(country), cmp.Or(law.Rounding, "cent")
	if e := b.kept(law); e != nil {
		return e, nil
	}
	select {
	case b.compiling <- struct{}{}:
		defer func() { <-b.compiling }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if e := b.kept(law); e != nil { // by whoever came before
		return e, nil
	}
	engine, err := law.engine()
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.engines) == maxEngines {
		b.engines = slices.Delete(b.engines, 0, 1)
	}
	b.engines = append(b.engines, compiled{law, engine})
	return engine, nil
}

func (b *Books) kept(law Law) *tariff.Engine {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, c := range b.engines {
		if c.law == law {
			b.engines = append(slices.Delete(b.engines, i, i+1), c)
			return c.engine
		}
	}
	return nil
}

// importers are the countries with an embedded book.
func importers() []string { return []string{"US", "CA", "CN"} }

// supposed is the scenario of a name. program.Scenario would read any other text as the name of
// a file, so it is not asked.
func supposed(name string) (*law.Scenario, error) {
	if s, err := us.Scenario(name); err == nil {
		return s, nil
	}
	s, err := scenario.Find(name)
	if err != nil {
		return nil, Refuse("bad_scenario", "scenario %s: there are %s", quoted(name),
			strings.Join(program.ScenarioNames(), ", "))
	}
	return s, nil
}

// engine compiles the law.
func (l *Law) engine() (*tariff.Engine, error) {
	if !slices.Contains(importers(), l.Importer) {
		return nil, refused("importer %q: there are books of %s", l.Importer, strings.Join(importers(), ", "))
	}
	policy, err := exact.ParsePolicy(l.Rounding)
	if err != nil {
		return nil, err
	}
	book, err := program.Importer(l.Importer)
	if err != nil {
		return nil, err
	}
	if !l.Published.IsZero() {
		book = book.AsPublished(l.Published)
	}
	if l.Scenario != "" {
		s, err := supposed(l.Scenario)
		if err != nil {
			return nil, err
		}
		if book, err = s.Apply(book); err != nil {
			return nil, err
		}
	}
	if l.Rate != "" {
		if _, err := duty.Parse(l.Rate); err != nil {
			return nil, err
		}
		book = book.Clone()
		given := law.BaseRate{Products: trade.AllProducts(), Duty: l.Rate, Source: "the duty text given"}
		book.BaseRates = slices.Insert(book.BaseRates, 0, given)
	}
	return tariff.CompileWith(book, tariff.Options{Rounding: policy, Hold: l.Hold})
}

// quoted is a text of somebody else in quotes, and no longer than it need be.
func quoted(text string) string { return `"` + clip.Text(text) + `"` }
