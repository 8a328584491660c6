package exports

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Sector is what the other side adds to the exports of a sector on a day, at unchanged
// trade. Amounts are US dollars a year.
type Sector struct {
	Name string
	// Exports are those of the rows of the sector. Unknown is the part of them whose duty the
	// book does not know: no other figure counts it. InPart is that of subheadings of which
	// it knows some lines only: they count with those.
	Exports, Unknown, InPart int64
	// Duty is what is added when the lines below each subheading trade alike: the mean of
	// the lines that the book holds there. Least and Most take all of a subheading for its
	// cheapest and its dearest line. Each is rounded to the cent by subheading.
	Duty, Least, Most decimal.Decimal
	// Rate is Duty over the exports whose duty is known, a fraction of six places; 0 where
	// there are none. It is the rate of these rows and not of the whole sector, of which
	// trade may hold more: a model divides Duty by its own exports of the sector.
	Rate decimal.Decimal
}

// Unknown is a subheading whose duty the book does not know, or knows in part.
type Unknown struct {
	Product trade.Product
	Value   int64
	InPart  bool
	// Err is what the book answers for the first line that it does not know.
	Err error
}

// Added is what a country adds to the duties on exports of another on a day.
type Added struct {
	Importer, Exporter trade.Country
	Date               trade.Date
	// Sectors are in the order of their first product, and All is their sum.
	Sectors []Sector
	All     Sector
	// Unknown are the subheadings behind Sector.Unknown and Sector.InPart, by their codes.
	Unknown []Unknown
	// Beyond is the number of lines of the book that are charged on the day and stand under
	// no row: what they cost is not in any figure.
	Beyond int
}

// Retaliation is what the measures of a book add on a day to exports of a country: of the
// United States, those of To. Base rates do not count, nor do claims: no exclusion, remission
// or transit is taken. sector names the sector of a product: Section, Chapter or one of the
// caller's own. Rows are of that importer, of two to ten digits, each product once.
//
// Errors are those of tariff.Compile, a *tariff.HorizonError for a day that the book does not
// know, a *tariff.CoverageError for an exporter that it does not cover, and a *RowError.
func Retaliation(
	book *law.Book, exporter trade.Country, on trade.Date, rows []Row, sector func(trade.Product) string,
) (*Added, error) {
	free := book.Clone()
	free.BaseRates = []law.BaseRate{{Products: trade.AllProducts(), Duty: "Free", Source: "base rates do not count"}}
	engine, err := tariff.Compile(free)
	if err != nil {
		return nil, err
	}
	if _, err := added(engine, exporter, "010121", on); stops(err) { // the day or the country, whatever the goods
		return nil, err
	}
	out := &Added{Importer: book.Importer, Exporter: exporter, Date: on, All: Sector{Name: "ALL"}}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.Product, b.Product) })
	at := map[string]int{}
	for i, r := range rows {
		if err := check(r, rows[:i], book); err != nil {
			return nil, err
		}
		name := sector(r.Product)
		k, known := at[name]
		if !known {
			k = len(out.Sectors)
			at[name] = k
			out.Sectors = append(out.Sectors, Sector{Name: name})
		}
		rates, err := ratesBelow(engine, exporter, r.Product, on)
		if stops(err) {
			return nil, err
		}
		for _, s := range []*Sector{&out.Sectors[k], &out.All} {
			s.add(r.Value, rates, err)
		}
		if err != nil {
			out.Unknown = append(out.Unknown, Unknown{r.Product, r.Value, len(rates) > 0, err})
		}
	}
	for k := range out.Sectors {
		out.Sectors[k].rate()
	}
	out.All.rate()
	out.Beyond = beyond(engine, exporter, rows, on)
	return out, nil
}

// RowError says why a row of exports cannot be used.
type RowError struct {
	Row    Row
	Reason string
}

func (e *RowError) Error() string { return fmt.Sprintf("exports of %s: %s", e.Row.Product, e.Reason) }

func check(r Row, before []Row, book *law.Book) error {
	switch p, err := trade.ParseProduct(string(r.Product)); {
	case err != nil:
		return &RowError{r, err.Error()}
	case p != r.Product:
		return &RowError{r, "a product has digits alone, " + string(p)}
	case r.To != book.Importer:
		return &RowError{r, fmt.Sprintf("they go to %q, and the book is that of %q", r.To, book.Importer)}
	case r.Value < 0:
		return &RowError{r, "the value is less than 0"}
	case len(before) > 0 && r.Product.Within(before[len(before)-1].Product):
		return &RowError{r, "they stand twice, as " + before[len(before)-1].Product.String() + " holds them"}
	}
	return nil
}

// stops reports whether an error is of the day or the country and not of a product.
func stops(err error) bool {
	code := tariff.ErrorCode(err)
	return code == "horizon" || code == "not_covered" || code == "unknown_country"
}

// value is that of an entry by which a rate is found; a cent of it is a hundredth of a
// millionth.
const value = 1_000_000

// ratesBelow are the added rates of the lines that the schedule holds below a product on a
// day, or that of the product itself where it holds none; lines that the book does not know
// are left out, and the first error is theirs.
func ratesBelow(
	engine *tariff.Engine, exporter trade.Country, p trade.Product, on trade.Date,
) (out []decimal.Decimal, first error) {
	lines := engine.Book().Schedule.Lines
	var below []trade.Product
	i, _ := slices.BinarySearchFunc(lines, p, func(l law.Line, p trade.Product) int { return cmp.Compare(l.Code, p) })
	for ; i < len(lines) && lines[i].Code.Within(p); i++ {
		if len(lines[i].Code) >= 8 && lines[i].During.Contains(on) {
			below = append(below, lines[i].Code)
		}
	}
	if len(below) == 0 {
		below = append(below, (p + "00000000")[:max(8, len(p))])
	}
	for _, line := range below {
		if rate, err := added(engine, exporter, line, on); err == nil {
			out = append(out, rate)
		} else if first == nil {
			first = err
		}
	}
	return out, first
}

func added(engine *tariff.Engine, exporter trade.Country, p trade.Product, on trade.Date) (decimal.Decimal, error) {
	c := engine.Charge(tariff.Entry{Date: on, Origin: exporter, Product: p, Value: decimal.NewFromInt(value)})
	return c.Additional.DivRound(decimal.NewFromInt(value), 8), c.Err
}

// add counts exports with the rates of their lines, or as unknown.
func (s *Sector) add(exports int64, rates []decimal.Decimal, err error) {
	s.Exports += exports
	if len(rates) == 0 {
		s.Unknown += exports
		return
	}
	if err != nil {
		s.InPart += exports
	}
	v, sum := decimal.NewFromInt(exports), decimal.Zero
	for _, r := range rates {
		sum = sum.Add(r)
	}
	s.Duty = s.Duty.Add(v.Mul(sum).DivRound(decimal.NewFromInt(int64(len(rates))), 2))
	s.Least = s.Least.Add(v.Mul(slices.MinFunc(rates, decimal.Decimal.Cmp)).Round(2))
	s.Most = s.Most.Add(v.Mul(slices.MaxFunc(rates, decimal.Decimal.Cmp)).Round(2))
}

func (s *Sector) rate() {
	if known := s.Exports - s.Unknown; known > 0 {
		s.Rate = s.Duty.DivRound(decimal.NewFromInt(known), 6)
	}
}

// beyond counts the lines that are charged and stand under no row.
func beyond(engine *tariff.Engine, exporter trade.Country, rows []Row, on trade.Date) int {
	n := 0
	lines := engine.Book().Schedule.Lines
	for i := range lines {
		l := &lines[i]
		if len(l.Code) < 8 || !l.During.Contains(on) {
			continue
		}
		// The row that may hold the line is the last one that is not behind it.
		k, found := slices.BinarySearchFunc(rows, l.Code, func(r Row, p trade.Product) int {
			return cmp.Compare(r.Product, p)
		})
		if !found {
			k--
		}
		if k >= 0 && l.Code.Within(rows[k].Product) {
			continue
		}
		if rate, err := added(engine, exporter, l.Code, on); err == nil && !rate.IsZero() {
			n++
		}
	}
	return n
}
