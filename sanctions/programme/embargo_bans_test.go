package programme_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// table is a programme of a few rows: regime, parameter, days, status, conditions and note.
func table(t testing.TB, rows ...string) *programme.Programme {
	head := "regime,parameter,from,to,stated_to,published,status,value,unit,instrument,conditions,note,sources,known_until\n"
	p, err := programme.Read(strings.NewReader(head + strings.Join(rows, "\n") + "\n"))
	require.NoError(t, err)
	return p
}

// TestBansByGoods: the bans on gas and coal, each side of their days. Council Regulation
// (EU) 2022/576, Article 3j and Annex XXII: coal of headings 2701 to 2708, older contracts
// until 10 August 2022; the 19th package: liquefied gas, short-term contracts from 25 April
// 2026, long-term ones from 2027; EO 14066 with general licence 16, which ran to 22 April
// 2022 at 00:01.
func TestBansByGoods(t *testing.T) {
	p := russian(t)
	for _, c := range []struct{ regime, day, deal, verdict, by, needs string }{
		{"EU", "2026-10-01", "product=271111 origin=RU to=DE", "unknown", "ban/lng-short-term", "contract_terms=short-term"},
		{"EU", "2026-10-01", "product=2711.11 origin=RU to=DE terms=short-term", "prohibited", "ban/lng-short-term", ""},
		{"EU", "2026-04-25", "product=271111 origin=RU to=DE terms=short-term", "prohibited", "ban/lng-short-term", ""},
		{"EU", "2026-04-24", "product=271111 origin=RU to=DE terms=short-term", "not_covered", "", ""},
		{"EU", "2026-10-01", "product=271111 origin=RU to=DE terms=long-term", "not_covered", "", ""},
		{"EU", "2026-10-01", "product=271111 origin=QA from=QA to=DE", "not_covered", "", ""},
		{
			"EU", "2026-05-01", "product=2711 origin=RU to=DE terms=short-term", "unknown", "ban/lng-short-term",
			"product=271111",
		},
		{"EU", "2026-05-01", "product=271121 origin=RU to=DE", "unknown", "ban/nord-stream", "route=nord-stream"},
		{"EU", "2026-05-01", "product=271121 origin=RU to=DE route=nord-stream", "prohibited", "ban/nord-stream", ""},
		{"EU", "2022-04-08", "product=2701 origin=RU to=DE", "not_covered", "", ""},
		{
			"EU", "2022-04-09", "product=270112 origin=RU to=DE contract=2022-04-08", "exempt", "exemption/coal/older-contracts",
			"",
		},
		{"EU", "2022-04-09", "product=270112 origin=RU to=DE contract=2022-04-09", "prohibited", "ban/coal", ""},
		{"EU", "2022-04-09", "product=270112 origin=RU to=DE", "unknown", "ban/coal", "contract<2022-04-09"},
		{
			"EU", "2022-08-09", "product=270112 origin=RU to=DE contract=2022-04-08", "exempt", "exemption/coal/older-contracts",
			"",
		},
		{"EU", "2022-08-10", "product=270112 origin=RU to=DE contract=2022-04-08", "prohibited", "ban/coal", ""},
		{"EU", "2026-10-01", "product=2704 origin=RU to=PL", "prohibited", "ban/coal", ""},
		{"EU", "2026-10-01", "product=2701 origin=AU from=AU to=PL", "not_covered", "", ""},
		{"US", "2022-03-07", "product=271111 origin=RU to=US", "not_covered", "", ""},
		{
			"US", "2022-04-21", "product=271111 origin=RU to=US contract=2022-03-07", "exempt", "exemption/lng/older-contracts",
			"",
		},
		{"US", "2022-04-21", "product=271111 origin=RU to=US contract=2022-03-08", "prohibited", "ban/lng", ""},
		{"US", "2022-04-22", "product=271111 origin=RU to=US contract=2022-03-07", "prohibited", "ban/lng", ""},
		{
			"US", "2022-04-21", "product=2709 origin=RU to=US contract=2022-03-07", "exempt", "exemption/crude/older-contracts",
			"",
		},
		{
			"US", "2022-04-21", "product=2710 origin=RU to=US contract=2022-03-07", "exempt",
			"exemption/products/older-contracts", "",
		},
		{"US", "2026-10-01", "product=271111 origin=RU to=US", "prohibited", "ban/lng", ""},
		{"US", "2026-10-01", "product=2701 origin=RU to=US", "prohibited", "ban/coal", ""},
		{"US", "2026-10-01", "product=2701 origin=CO to=US", "not_covered", "", ""},
	} {
		on, err := trade.ParseDate(c.day)
		require.NoError(t, err)
		a, err := p.TestImport(sanctions.Regime(c.regime), deal(t, c.deal), on)
		require.NoError(t, err, c)
		by := ""
		if a.Ban != nil {
			by = a.Ban.Name
		}
		if a.Verdict == programme.Exempt {
			by = a.Exemption.Name
		}
		got := []string{a.Verdict.String(), by, strings.Join(a.Needs, " ")}
		assert.Equal(t, []string{c.verdict, c.by, c.needs}, got, "%v: %v", c, a.Why)
	}
	a, err := p.TestImport("EU", deal(t, "product=271111 origin=RU to=DE"), trade.NewDate(2026, 10, 1))
	require.NoError(t, err)
	assert.Contains(t, strings.Join(a.Why, "\n"), "liquefied gas of Russia under short-term contracts",
		"the note of the ban")
	_, err = p.TestImport("EU", deal(t, "product=271111 origin=RU to=DE terms=spot"), trade.NewDate(2026, 10, 1))
	assert.Equal(t, "contradiction", sanctions.ErrorCode(err), "terms that no rule names would fit none")
}

// TestBansNotKnown: what the sources do not say of a ban is said to be unknown, and never
// left to look free.
func TestBansNotKnown(t *testing.T) {
	p := russian(t)
	for _, c := range [][2]string{
		{"UK", "product=2701 origin=RU to=GB"},
		{"UK", "product=271111 origin=RU to=GB"},
		{"US", "product=2704 origin=RU to=US"},
		{"US", "product=2713 origin=RU to=US"},
		{"US", "product=271112 origin=RU to=US"},
		{"EU", "product=271121 origin=RU to=HU"},
		{"EU", "product=2701 origin=KZ from=RU to=PL"},
		{"RU", "product=2710 origin=RU to=TR goods=diesel"},
	} {
		a, err := p.TestImport(sanctions.Regime(c[0]), deal(t, c[1]), trade.NewDate(2026, 10, 10))
		require.ErrorAs(t, err, new(*programme.UnknownError), c)
		assert.Equal(t, programme.Undecided, a.Verdict, c)
	}
}

// TestBanWithoutConditions: a ban in force whose terms are no conditions may be about the
// goods. Only in force: a legal basis without an act, a ban announced, suspended or ended
// bans nothing, whatever its conditions.
func TestBanWithoutConditions(t *testing.T) {
	on := trade.NewDate(2026, 6, 1)
	d := deal(t, "product=0901 origin=RU to=DE")
	for _, status := range []string{"in_force", "legal_basis", "announced", "suspended", "ended"} {
		p := table(t,
			"EU,ban/open,2026-01-01,,,,"+status+",,,act A,,goods named in a list,source,2026-10-10",
			"EU,ban/coffee,2026-01-01,,,,"+status+",,,act B,product=0901; origin=RU,,source,2026-10-10")
		a, err := p.TestImport("EU", d, on)
		require.NoError(t, err)
		want := programme.NotCovered
		if status == "in_force" {
			want = programme.Prohibited
		}
		assert.Equal(t, want, a.Verdict, status)
		other, err := p.TestImport("EU", deal(t, "product=0902 origin=RU to=DE"), on)
		require.NoError(t, err)
		if status != "in_force" {
			assert.Equal(t, programme.NotCovered, other.Verdict, status)
			assert.Contains(t, strings.Join(other.Why, "\n"), "ban/open: "+strings.ReplaceAll(status, "_", " "), "it is told")
			continue
		}
		assert.Equal(t, programme.Undecided, other.Verdict)
		assert.Equal(t, "ban/open", other.Ban.Name)
		assert.Equal(t, []string{"what ban/open is about"}, other.Needs)
		assert.Contains(t, strings.Join(other.Why, "\n"), "goods named in a list")
	}
}

// TestSeverity: of several bans the worst answer holds: prohibited before unknown before
// exempt before not covered, in either order of the rows.
func TestSeverity(t *testing.T) {
	ban := func(name, conditions string) string {
		return "EU,ban/" + name + ",2026-01-01,,,,in_force,,,act," + conditions + ",,source,2026-10-10"
	}
	rows := map[programme.Legality][]string{
		programme.Prohibited: {ban("p", "product=09")},
		programme.Undecided:  {ban("u", "route=sea")},
		programme.Exempt: {
			ban("x", "product=0901"),
			"EU,exemption/x/all,2026-01-01,,,,in_force,,,act,origin=RU,,source,2026-10-10",
		},
		programme.NotCovered: {ban("n", "product=27")},
	}
	order := []programme.Legality{programme.NotCovered, programme.Exempt, programme.Undecided, programme.Prohibited}
	for i, worse := range order {
		for _, better := range order[:i+1] {
			for _, list := range [][]string{
				append(append([]string{}, rows[worse]...), rows[better]...),
				append(append([]string{}, rows[better]...), rows[worse]...),
			} {
				if worse == better {
					list = rows[worse]
				}
				a, err := table(t, list...).TestImport("EU", deal(t, "product=0901 origin=RU to=DE"), trade.NewDate(2026, 6, 1))
				require.NoError(t, err)
				assert.Equal(t, worse, a.Verdict, "%s beside %s", worse, better)
			}
		}
	}
}

// TestHold: past what is known the last rule known stands in, if the caller says so, and
// the answer says so too; what is known to be unknown stays unknown.
func TestHold(t *testing.T) {
	p := russian(t)
	known, beyond := trade.NewDate(2026, 10, 10), trade.NewDate(2026, 10, 11)
	lng := deal(t, "product=271111 origin=RU to=US")
	sale := programme.Sale{
		Regime: "US", Class: programme.Crude, Price: decimal.RequireFromString("60"), Basis: trade.FOB,
		On: beyond,
	}
	_, err := p.Ask("US", "cap/crude", beyond)
	require.ErrorAs(t, err, new(*tariff.HorizonError))
	p.Hold = true
	for _, day := range []trade.Date{known, beyond} {
		held := day == beyond
		a, err := p.Ask("US", "cap/crude", day)
		require.NoError(t, err)
		assert.Equal(t, []any{programme.Status("in_force"), held}, []any{a.Status, a.Held})
		i, err := p.TestImport("US", lng, day)
		require.NoError(t, err)
		assert.Equal(t, []any{programme.Prohibited, held}, []any{i.Verdict, i.Held})
		l, err := p.TestLicence("US", "licence/124", deal(t, "route=cpc"), day)
		require.NoError(t, err)
		assert.Equal(t, []any{sanctions.Met, held}, []any{l.Holds, l.Held})
		sale.On = day
		c, err := p.TestCap(sale)
		require.NoError(t, err)
		assert.Equal(t, []any{programme.Within, held}, []any{c.Verdict, c.Held})
		assert.Equal(t, held, strings.Contains(strings.Join(c.Why, "\n"), "held: known until 2026-10-10 only"))
	}
	_, err = p.Ask("US", "rule/bis-affiliates", trade.NewDate(2026, 12, 1))
	var unknown *programme.UnknownError
	require.ErrorAs(t, err, &unknown)
	assert.Contains(t, unknown.Error(), "not known")
	_, err = p.AsPublished(known).Ask("US", "cap/crude", beyond)
	require.NoError(t, err, "it is held as published, too")
}

// TestNoVerdictIsUnknown: no zero value of a verdict, and no answer beside an error, reads
// like clear.
func TestNoVerdictIsUnknown(t *testing.T) {
	var (
		legality programme.Legality
		verdict  programme.Verdict
		status   programme.Status
		standing ranking.Membership
		holds    sanctions.Holds
	)
	for _, text := range []string{legality.String(), verdict.String(), status.String()} {
		assert.Equal(t, "unknown", text)
	}
	assert.Equal(t, "undetermined", standing.String())
	assert.Equal(t, "open", holds.String())
	p := russian(t)
	on := trade.NewDate(2026, 3, 1)
	for _, text := range []string{
		"", "product=2709 origin=ZZ", "product=2709 origin=RU route=Sea",
		"product=27 exporter=maybe",
	} {
		a, err := p.TestImport("EU", deal(t, text), on)
		require.Error(t, err)
		assert.Equal(t, programme.Undecided, a.Verdict, text)
	}
	a, err := p.TestImport("JP", deal(t, "product=2709 origin=RU to=JP"), on)
	require.Error(t, err)
	assert.Equal(t, programme.Undecided, a.Verdict)
	x, err := p.Ask("EU", "cap/gas", on)
	require.Error(t, err)
	assert.Equal(t, programme.Status("unknown"), x.Status)
	c, err := p.TestCap(programme.Sale{Regime: "EU"})
	require.Error(t, err)
	assert.Equal(t, programme.Uncertain, c.Verdict)
}

// TestWindDowns2022: cargoes at sea when the caps began, in each regime, each side of each
// day: Regulations (EU) 2022/2367 and 2023/250, OFAC FAQ 1109, the letter of HM Treasury.
func TestWindDowns2022(t *testing.T) {
	p := russian(t)
	for _, c := range []struct {
		regime                    sanctions.Regime
		class                     programme.Class
		on, loaded, discharged, v string
	}{
		{"EU", "crude", "2022-12-20", "2022-12-04", "2023-01-18", "transition"},
		{"EU", "crude", "2022-12-20", "2022-12-05", "2023-01-18", "above"},
		{"EU", "crude", "2022-12-20", "2022-12-04", "2023-01-19", "above"},
		{"EU", "crude", "2023-01-18", "2022-12-04", "2023-01-18", "transition"},
		{"EU", "crude", "2023-01-19", "2022-12-04", "2023-01-18", "above"},
		{"EU", "crude", "2022-12-20", "2022-12-04", "", "above"},
		{"EU", "premium", "2023-03-31", "2023-02-04", "2023-03-31", "transition"},
		{"EU", "premium", "2023-03-31", "2023-02-05", "2023-03-31", "above"},
		{"EU", "premium", "2023-03-31", "2023-02-04", "2023-04-01", "above"},
		{"EU", "premium", "2023-04-01", "2023-02-04", "2023-03-31", "above"},
		{"EU", "discount", "2023-02-05", "2023-02-04", "2023-03-31", "transition"},
		{"US", "premium", "2023-03-31", "2023-02-04", "2023-03-31", "transition"},
		{"US", "discount", "2023-03-31", "2023-02-04", "2023-03-31", "transition"},
		{"US", "discount", "2023-03-31", "2023-02-05", "2023-03-31", "above"},
		{"US", "premium", "2023-03-31", "2023-02-04", "2023-04-01", "above"},
		{"US", "premium", "2023-04-01", "2023-02-04", "2023-03-31", "above"},
		{"UK", "premium", "2023-04-01", "2023-02-04", "2023-04-01", "transition"},
		{"UK", "crude", "2022-12-20", "2022-12-04", "2023-01-18", "transition"},
		{"US", "crude", "2022-12-20", "2022-12-04", "2023-01-18", "transition"},
	} {
		day := func(s string) trade.Date { d, _ := trade.ParseDate(s); return d }
		a, err := p.TestCap(programme.Sale{
			Regime: c.regime, Class: c.class, Price: decimal.RequireFromString("120"), Basis: trade.FOB, On: day(c.on),
			Loaded: day(c.loaded), Discharged: day(c.discharged),
		})
		require.NoError(t, err, c)
		assert.Equal(t, c.v, a.Verdict.String(), "%v: %v", c, a.Why)
		assert.NotContains(t, strings.Join(a.Why, "\n"), "table")
	}
}

// TestPriceAtTheCap: at or below the cap is within it, a cent more is above, in every regime
// and for every class.
func TestPriceAtTheCap(t *testing.T) {
	p := russian(t)
	on := trade.NewDate(2026, 6, 1)
	for _, regime := range []sanctions.Regime{"EU", "UK", "US"} {
		for _, class := range []programme.Class{programme.Crude, programme.Premium, programme.Discount} {
			limit, _, err := p.Cap(regime, class, on)
			require.NoError(t, err)
			for cents, want := range map[int64]programme.Verdict{-1: programme.Within, 0: programme.Within, 1: programme.Above} {
				sale := programme.Sale{Regime: regime, Class: class, Basis: trade.FOB, On: on}
				sale.Price = limit.Add(decimal.New(cents, -2))
				a, err := p.TestCap(sale)
				require.NoError(t, err)
				assert.Equal(t, want, a.Verdict, "%s %s %s", regime, class, sale.Price)
			}
		}
	}
}
