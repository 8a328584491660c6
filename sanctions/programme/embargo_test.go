package programme_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

func russian(t testing.TB) *programme.Programme {
	p, err := russia.Programme()
	require.NoError(t, err)
	return p
}

// deal reads "product=2709 origin=RU route=sea" as facts.
func deal(t testing.TB, text string) programme.Deal {
	var d programme.Deal
	for f := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(f, "=")
		day, _ := trade.ParseDate(value)
		c := trade.Country(value)
		switch name {
		case "product":
			d.Product = trade.Product(value)
		case "origin":
			d.Origin = c
		case "from":
			d.ShippedFrom = c
		case "refined":
			d.RefinedIn = c
		case "crude":
			d.CrudeOrigin = c
		case "to":
			d.Destination = c
		case "buyer":
			d.Buyer = c
		case "route":
			d.Route = value
		case "goods":
			d.Goods = value
		case "exporter":
			d.NetExporter = value
		case "terms":
			d.ContractTerms = value
		case "contract":
			d.Contract = day
		case "loaded":
			d.Loaded = day
		default:
			t.Fatal(f)
		}
	}
	return d
}

// TestEmbargo: by route, member state, origin against transit, and what a product is
// made from.
func TestEmbargo(t *testing.T) {
	p := russian(t)
	for _, c := range []struct{ regime, day, deal, verdict, by, needs string }{
		{"EU", "2022-12-04", "product=270900 origin=RU to=DE route=sea", "not_covered", "", ""},
		{"EU", "2022-12-05", "product=270900 origin=RU to=DE route=sea", "prohibited", "ban/crude", ""},
		{"EU", "2023-02-04", "product=271019 origin=RU to=DE route=sea", "not_covered", "", ""},
		{"EU", "2023-02-05", "product=271019 origin=RU from=RU to=DE route=sea", "prohibited", "ban/products", ""},
		// Druzhba: the northern leg to 23 June 2023, the Czech part to July 2025, Hungary and Slovakia on.
		{
			"EU", "2023-06-23", "product=2709 origin=RU to=DE route=druzhba-north", "exempt", "exemption/crude/druzhba-north",
			"",
		},
		{"EU", "2023-06-24", "product=2709 origin=RU to=DE route=druzhba-north", "prohibited", "ban/crude", ""},
		{
			"EU", "2025-07-17", "product=2709 origin=RU to=CZ route=druzhba-south", "exempt", "exemption/crude/druzhba-czechia",
			"",
		},
		{"EU", "2025-07-18", "product=2709 origin=RU to=CZ route=druzhba-south", "prohibited", "ban/crude", ""},
		{
			"EU", "2026-10-10", "product=2709 origin=RU to=HU route=druzhba-south", "exempt", "exemption/crude/druzhba-south",
			"",
		},
		{"EU", "2026-10-10", "product=2709 origin=RU to=HU route=sea", "prohibited", "ban/crude", ""},
		{"EU", "2026-10-10", "product=2709 origin=RU to=HU", "unknown", "ban/crude", "route=druzhba-south"},
		{"EU", "2024-12-31", "product=2709 origin=RU to=BG route=sea", "exempt", "exemption/crude/bulgaria", ""},
		{"EU", "2025-01-01", "product=2709 origin=RU to=BG route=sea", "prohibited", "ban/crude", ""},
		{
			"EU", "2023-12-31", "product=271019 origin=RU to=HR goods=vacuum-gas-oil", "exempt",
			"exemption/products/croatia-vgo", "",
		},
		{"EU", "2023-12-31", "product=271019 origin=RU to=HR goods=diesel", "prohibited", "ban/products", ""},
		// Origin against transit: Kazakh oil from a Russian port.
		{"EU", "2026-03-01", "product=2709 origin=KZ from=RU to=IT route=cpc", "exempt", "exemption/crude/transit", ""},
		{"EU", "2026-03-01", "product=2709 origin=KZ from=KZ to=IT", "not_covered", "", ""},
		{"EU", "2026-03-01", "product=2709 from=RU to=IT route=cpc", "unknown", "ban/crude", "origin!=RU"},
		{"US", "2026-03-01", "product=2709 origin=KZ from=RU to=US route=cpc", "not_covered", "", ""},
		{"US", "2026-03-01", "product=2709 origin=RU to=US", "prohibited", "ban/crude", ""},
		{"US", "2026-03-01", "product=2709 origin=RU to=IN", "not_covered", "", ""},
		// Art. 3ma: products of Russian crude from a third country.
		{"EU", "2026-01-20", "product=27101943 origin=IN from=IN refined=IN crude=RU to=NL", "not_covered", "", ""},
		{"EU", "2026-01-21", "product=27101943 origin=IN from=IN refined=IN crude=RU to=NL", "prohibited", "ban/refined", ""},
		{"EU", "2026-01-21", "product=27101943 origin=IN from=IN refined=IN crude=IQ to=NL", "not_covered", "", ""},
		{
			"EU", "2026-01-21", "product=27101943 origin=IN from=IN refined=IN to=NL", "unknown", "ban/refined",
			"crude_origin=RU net_exporter=yes",
		},
		{
			"EU", "2026-01-21", "product=27101943 origin=IN from=IN refined=IN to=NL exporter=no", "unknown", "ban/refined",
			"crude_origin=RU",
		},
		{"EU", "2026-01-21", "product=27101943 origin=US from=US refined=US to=NL", "not_covered", "", ""},
		{"EU", "2026-01-21", "product=27101943 origin=SA from=SA refined=SA to=NL exporter=yes", "not_covered", "", ""},
		{"UK", "2026-05-19", "product=271019 origin=IN from=IN refined=IN crude=RU to=GB", "not_covered", "", ""},
		{"UK", "2026-05-20", "product=271019 origin=IN from=IN refined=IN crude=RU to=GB", "prohibited", "ban/refined", ""},
		{
			"UK", "2026-05-20", "product=271019 origin=US from=US refined=US to=GB", "unknown", "ban/refined",
			"crude_origin=RU",
		},
		// Within the EU nothing is obtained in a third country.
		{"EU", "2026-01-21", "product=27101943 origin=DE from=DE refined=DE to=NL", "not_covered", "", ""},
		{"UK", "2026-05-20", "product=271019 origin=GB from=GB refined=GB to=GB", "not_covered", "", ""},
		// GL 135 lets diesel in, and nothing else.
		{"US", "2026-10-08", "product=271019 origin=RU to=US goods=diesel", "prohibited", "ban/products", ""},
		{"US", "2026-10-09", "product=271019 origin=RU to=US goods=diesel", "exempt", "exemption/products/diesel-135", ""},
		{"US", "2026-10-09", "product=271019 origin=RU to=US goods=jet", "prohibited", "ban/products", ""},
		{"US", "2026-10-09", "product=271019 origin=RU to=US", "unknown", "ban/products", "goods=diesel"},
		{"EU", "2026-03-01", "product=0901 origin=RU from=RU to=DE", "not_covered", "", ""},
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
		assert.Equal(t, []string{c.verdict, c.by, c.needs}, []string{string(a.Verdict), by, strings.Join(a.Needs, " ")},
			"%v: %v", c, a.Why)
		assert.Equal(t, "2026-10-10", a.KnownUntil.String())
	}
}

// TestEmbargoUnknown: what is not known is an error that says so.
func TestEmbargoUnknown(t *testing.T) {
	p := russian(t)
	var unknown *programme.UnknownError
	a, err := p.TestImport("EU", deal(t, "product=2709 origin=RU to=DE"), trade.NewDate(2027, 1, 1))
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, programme.Undecided, a.Verdict)
	_, err = p.TestImport("UK", deal(t, "product=2709 origin=RU to=GB"), trade.NewDate(2026, 1, 1))
	require.ErrorAs(t, err, &unknown, "the ban of the UK on crude is not held")
	a, err = p.TestImport("EU", deal(t, "product=2710 origin=KZ from=RU to=DE"), trade.NewDate(2026, 1, 1))
	require.ErrorAs(t, err, &unknown, "whether products in transit are free was not found")
	assert.Equal(t, "exemption/products/transit", unknown.Parameter)
	assert.Equal(t, programme.Undecided, a.Verdict)
	a, err = p.TestImport("UK", deal(t, "product=2710 origin=IN refined=IN crude=RU to=GB"), trade.NewDate(2026, 6, 1))
	require.NoError(t, err)
	assert.Equal(t, programme.Prohibited, a.Verdict, "the port is not stated, but the crude decides")
	_, err = p.TestImport("UK", deal(t, "product=2710 origin=IN refined=IN crude=IQ to=GB"), trade.NewDate(2026, 6, 1))
	require.ErrorAs(t, err, &unknown, "now the port would matter")
	_, err = p.TestImport("JP", deal(t, "product=2709 origin=RU to=JP"), trade.NewDate(2026, 1, 1))
	assert.Equal(t, "not_covered", sanctions.ErrorCode(err))
	_, err = p.TestImport("EU", deal(t, "origin=RU"), trade.NewDate(2026, 1, 1))
	require.ErrorAs(t, err, new(*sanctions.MissingFactError))
	_, err = p.TestImport("EU", deal(t, "product=2709 origin=ZZ"), trade.NewDate(2026, 1, 1))
	assert.Equal(t, "contradiction", sanctions.ErrorCode(err))
	_, err = p.TestImport("EU", deal(t, "product=2709 origin=RU"), trade.Date{})
	require.ErrorAs(t, err, new(*tariff.ValueError))
}

func TestYearList(t *testing.T) {
	list := programme.YearList{2025: {"SA", "AE"}}
	assert.Equal(t, "yes", list.YearBefore("SA", trade.NewDate(2026, 2, 1)))
	assert.Equal(t, "no", list.YearBefore("IN", trade.NewDate(2026, 2, 1)))
	assert.Empty(t, list.YearBefore("SA", trade.NewDate(2025, 2, 1)), "no list of 2024")
	assert.Empty(t, list.YearBefore("", trade.NewDate(2026, 2, 1)))
	assert.Empty(t, list.YearBefore("SA", trade.Date{}))
}

// ExampleProgram_TestImport: diesel refined in India, landed in Rotterdam.
func ExampleProgramme_TestImport() {
	p, err := russia.Programme()
	if err != nil {
		fmt.Println(err)
		return
	}
	diesel := programme.Deal{Product: "2710.19.43", Origin: "IN", ShippedFrom: "IN", RefinedIn: "IN", Destination: "NL"}
	for _, crude := range []trade.Country{"RU", "IQ", ""} {
		diesel.CrudeOrigin = crude
		a, err := p.TestImport(sanctions.EU, diesel, trade.NewDate(2026, 2, 1))
		fmt.Println(a.Verdict, a.Needs, err)
	}
	// Output:
	// prohibited [] <nil>
	// not_covered [] <nil>
	// unknown [crude_origin=RU net_exporter=yes] <nil>
}

// TestMissingFactsDecideNothing: an answer that is definite without a fact is the
// same with it, whatever the fact. The presumption of Art. 3ma is the exception: it
// is rebutted by the origin of the crude, so that fact is always stated here.
func TestMissingFactsDecideNothing(t *testing.T) {
	p := russian(t)
	countries := []trade.Country{"RU", "KZ", "IN", "US", "DE", "HU", "BG", "HR", "CZ", "GB"}
	rapid.Check(t, func(t *rapid.T) {
		country := func(name string) trade.Country { return rapid.SampledFrom(countries).Draw(t, name) }
		full := programme.Deal{
			Product: rapid.SampledFrom([]trade.Product{"270900", "27101943", "2710"}).Draw(t, "product"),
			Origin:  country("origin"), ShippedFrom: country("from"), RefinedIn: country("refined"),
			CrudeOrigin: country("crude"), Destination: country("to"),
			Route:       rapid.SampledFrom([]string{"sea", "druzhba-north", "druzhba-south", "cpc"}).Draw(t, "route"),
			Goods:       rapid.SampledFrom([]string{"diesel", "vacuum-gas-oil"}).Draw(t, "goods"),
			NetExporter: rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "exporter"),
		}
		part := full
		drop := func(name string) bool { return rapid.Bool().Draw(t, "without "+name) }
		if drop("origin") {
			part.Origin = ""
		}
		if drop("from") {
			part.ShippedFrom = ""
		}
		if drop("refined") {
			part.RefinedIn = ""
		}
		if drop("to") {
			part.Destination = ""
		}
		if drop("route") {
			part.Route = ""
		}
		if drop("goods") {
			part.Goods = ""
		}
		regime := rapid.SampledFrom([]sanctions.Regime{"EU", "UK", "US"}).Draw(t, "regime")
		on := trade.NewDate(2022, 11, 1).AddDays(rapid.IntRange(0, 1400).Draw(t, "on"))
		some, err := p.TestImport(regime, part, on)
		if err != nil || some.Verdict == programme.Undecided {
			return
		}
		all, err := p.TestImport(regime, full, on)
		if err != nil || (all.Verdict == programme.Prohibited) != (some.Verdict == programme.Prohibited) {
			t.Fatalf("%s: %+v is %s, %+v is %s, %v", on, part, some.Verdict, full, all.Verdict, err)
		}
	})
}

// TestRoutes: a route that is spelt another way is an error, and not another route.
func TestRoutes(t *testing.T) {
	p := russian(t)
	on := trade.NewDate(2026, 3, 1)
	d := deal(t, "product=2709 origin=RU to=HU route=Druzhba")
	d.NetExporter = "maybe"
	_, err := p.TestImport("EU", d, on)
	var wrong *sanctions.Error
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, "contradiction", wrong.Code)
	for _, part := range []string{"route Druzhba", "druzhba-north, druzhba-south", "net_exporter maybe"} {
		require.ErrorContains(t, err, part)
	}
	_, err = p.TestLicence("US", "licence/55", d, on)
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, "contradiction", wrong.Code)
}

// FuzzTestImport: a verdict, or a typed error; never a panic.
func FuzzTestImport(f *testing.F) {
	f.Add("EU", "2709", "RU", "RU", "", "", "HU", "druzhba-south", 739648)
	f.Add("US", "27.10", "KZ", "", "IN", "RU", "", "", 0)
	p := russian(f)
	f.Fuzz(func(t *testing.T, regime, product, origin, from, refined, crude, to, route string, on int) {
		d := programme.Deal{
			Product: trade.Product(product), Origin: trade.Country(origin), ShippedFrom: trade.Country(from),
			RefinedIn:   trade.Country(refined),
			CrudeOrigin: trade.Country(crude), Destination: trade.Country(to), Route: route,
		}
		a, err := p.TestImport(sanctions.Regime(regime), d, trade.DateFromDays(on))
		if err != nil && sanctions.ErrorCode(err) == "refused" {
			t.Fatalf("no class for %T: %v", err, err)
		}
		if err == nil && (a.Verdict == programme.Undecided) != (len(a.Needs) > 0) {
			t.Fatalf("%s needs %v", a.Verdict, a.Needs)
		}
	})
}
