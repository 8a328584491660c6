package bulk

import (
	"errors"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Batch is one or more engines prepared for columns of entries. Several engines are
// scenarios over one schedule: a batch looks an entry up once for all of them.
//
// A batch never assesses by tables of rates. It knows which products no rule of any
// engine tells apart (a class), and which origins stand under the same rules in a
// segment of days (a row). What a class owes in a row is decided the first time that
// an entry asks, by the rules of the engine, and remembered as a cell. A Batch may be
// used by any number of goroutines.
type Batch struct {
	engines []*tariff.Engine
	grids   []*plan.Grid
	days    []trade.Date
	from    trade.Date
	until   trade.Date // the last day that every engine answers for

	class       []uint32 // by product of the grids
	members     []int32  // by class: a product that stands for it
	standing    []uint32 // by class
	standings   []uint32 // by standing: a class of it
	origins     []trade.Country
	originAt    map[trade.Country]uint32
	kindOf      [][]uint16   // by segment and origin: origins alike
	memberships [][]string   // by segment and kind: for each set of origins 1 or 0
	sets        []originSets // by engine
	auths       []law.Authority
	authAt      map[law.Authority]uint8
	columns     [][]uint32 // by engine: the column of each scope, by segment and scope
	scopes      []uint64   // for each class, a bit for each column: the scope holds it
	words       int        // of a class in scopes
	metals      []byte     // by class: a bit for each metal that it is
	compiled    map[string]*base
	bases       [][2]*base // by line of the schedule: what columns 1 and 2 charge
	epochs      []uint16   // by segment: the first segment with the same lines
	parents     map[trade.Product]bool

	// Under one engine two cells share a word, because there are some thousand outcomes:
	// pair is 1 then, else 0, and mask is what a cell may hold.
	pair, mask uint32

	renumbered    sync.Once
	mu            sync.Mutex
	rowAt         map[string]uint32
	rowOf         []atomic.Uint32   // by segment and kind of origins: 1 + row, 0 while unknown
	laws          [][]func() *coded // by engine and segment
	kinds         int               // the most kinds of origins of a segment
	scratch       sync.Pool         // of *cells
	snapshot      atomic.Pointer[snapshot]
	outcomes      map[levy]uint32
	combinationAt map[string]uint32

	ruleIDs    map[string]uint32 // of rules and exceptions, by what tells them apart
	alikes     map[string]*alike // by the columns asked for
	extraIDs   map[extra]uint32
	additional map[string]*additional        // by the ids of the extras
	opened     [][]atomic.Pointer[openRules] // by engine, segment and kind of origins
	split      []sharing                     // by class
	statements statements
	placeOf    func() map[trade.Product]int32 // among the products of the grids
}

// NewBatch prepares engines for columns. The engines must be of books that share one
// schedule, as a book and its scenarios do.
func NewBatch(engines ...*tariff.Engine) (*Batch, error) {
	if len(engines) == 0 || slices.Contains(engines, nil) {
		return nil, errors.New("batch: needs one engine or more")
	}
	b := &Batch{
		engines: engines, originAt: map[trade.Country]uint32{}, authAt: map[law.Authority]uint8{},
		ruleIDs: map[string]uint32{}, alikes: map[string]*alike{},
		extraIDs: map[extra]uint32{}, additional: map[string]*additional{},
		rowAt: map[string]uint32{}, outcomes: map[levy]uint32{}, combinationAt: map[string]uint32{}, mask: math.MaxUint32,
	}
	if len(engines) == 1 {
		b.pair, b.mask = 1, math.MaxUint16
	}
	schedule := engines[0].Plan().Book.Schedule
	for _, e := range engines {
		if e.Plan().Book.Schedule != schedule {
			return nil, errors.New("batch: the books do not share one schedule; make the scenarios from one book")
		}
		if e.Plan().Options.Rounding != engines[0].Plan().Options.Rounding {
			return nil, errors.New("batch: the engines do not round by one policy")
		}
	}
	b.scratch.New = func() any { return new(cells) }
	b.placeOf = sync.OnceValue(func() map[trade.Product]int32 {
		places := make(map[trade.Product]int32, len(b.grids[0].Products))
		for i, p := range b.grids[0].Products {
			places[p] = int32(i)
		}
		return places
	})
	b.segments()
	var wg sync.WaitGroup
	wg.Go(b.classifyOrigins)
	b.grids = make([]*plan.Grid, len(engines))
	first := &plan.Grid{Book: engines[0].Plan().Book, Plan: engines[0].Plan(), Days: b.days}
	first.Universe(nil, b.named())
	for i, e := range engines {
		b.grids[i] = &plan.Grid{
			Book: e.Plan().Book, Plan: e.Plan(), Days: b.days, Products: first.Products,
			LineOf: first.LineOf,
		}
		wg.Go(b.grids[i].ScopeBits)
	}
	for _, e := range engines {
		b.addAuthorities(e)
	}
	wg.Wait()
	if len(b.auths) > 255 {
		return nil, errors.New("batch: more than 255 authorities")
	}
	for seg, lines := range first.LineOf {
		epoch := uint16(seg)
		if seg > 0 && slices.Equal(lines, first.LineOf[seg-1]) {
			epoch = b.epochs[seg-1]
		}
		b.epochs = append(b.epochs, epoch)
	}
	b.classify()
	for engine := range engines {
		laws := make([]func() *coded, len(b.days))
		for seg := range laws {
			laws[seg] = sync.OnceValue(func() *coded { return b.coded(engine, seg) })
		}
		b.laws = append(b.laws, laws)
	}
	b.snapshot.Store(&snapshot{cells: [][]uint32{{1}}})
	unanswered := make([]levy, len(engines))
	for i := range unanswered {
		unanswered[i].lane = slow
	}
	b.combination(unanswered) // combination 0 is of rows that have no cell
	return b, nil
}

// Book is that of the first engine.
func (b *Batch) Book() *law.Book { return b.engines[0].Plan().Book }

// Products are the codes that can be entered on some day that the batch knows: the numbers
// of the schedule and its lines.
func (b *Batch) Products() []trade.Product {
	g := b.grids[0]
	var out []trade.Product
	for i, p := range g.Products {
		if slices.ContainsFunc(g.LineOf, func(lines []int32) bool { return lines[i] >= 0 }) {
			out = append(out, p)
		}
	}
	return out
}

// Origins are the countries that a batch knows.
func (b *Batch) Origins() []trade.Country { return slices.Clone(b.origins) }

// Authorities are the authorities of the duties, the columns of the schedule first.
func (b *Batch) Authorities() []law.Authority { return slices.Clone(b.auths) }

func (b *Batch) addAuthorities(e *tariff.Engine) {
	add := func(a law.Authority) {
		if _, known := b.authAt[a]; !known {
			b.authAt[a] = uint8(len(b.auths))
			b.auths = append(b.auths, a)
		}
	}
	add(law.Column1)
	add(law.Column2)
	add(law.Special)
	for i := range e.Plan().Measures {
		add(e.Plan().Measures[i].Authority)
	}
}
