package oil_test

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/oil"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func ExampleFromAPI() {
	for _, api := range []string{"30.6", "34.8", "38.0"} {
		f, err := oil.FromAPI(dec(api))
		if err != nil {
			fmt.Println(err)
			return
		}
		perTonne, _ := f.PerTonne(2, exact.HalfUp)
		fmt.Println(api, perTonne.StringFixed(2))
	}
	_, err := oil.FromAPI(dec("872"))
	fmt.Println(err)
	// Output:
	// 30.6 7.21
	// 34.8 7.40
	// 38.0 7.54
	// API gravity 872: oils lie between -10 and 150 degrees; is it a density in kg/m3, or 141.5/density - 131.5?
}

// A published factor supposes an oil; this one is lighter than Urals.
func ExampleFactor_API() {
	f := oil.BarrelsPerTonne(dec("7.33"), "world average")
	fmt.Println(f.API(1, exact.HalfUp))
	// Output: 33.2 <nil>
}

func ExampleFactor_Convert() {
	urals, err := oil.FindGrade("Urals")
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := urals.Factor()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f)
	fmt.Println(f.Convert(trade.Quantity{Amount: dec("88000000"), Unit: "t"}, "bbl", 0, exact.HalfUp))
	// Output:
	// 7.2126 bbl/t (Urals, API 30.6)
	// 634708600 bbl <nil>
}

// India's 88 million tonnes of the fiscal year 2025.
func ExampleFactor_PerDay() {
	f := oil.BarrelsPerTonne(dec("7.33"), "world average")
	fmt.Println(f.PerDay(trade.Quantity{Amount: dec("88000000"), Unit: "t"}, trade.IndiaFiscalYear(2025).Interval(), "bbl",
		0, exact.HalfUp))
	// Output: 1767233 bbl <nil>
}

// Half a barrel of 20 and half a barrel of 40 degrees are not 30 degrees.
func ExampleBlend() {
	half := trade.Quantity{Amount: dec("0.5"), Unit: "bbl"}
	fmt.Println(oil.Blend([]oil.Part{{Volume: half, API: dec("20")}, {Volume: half, API: dec("40")}}, 2, exact.HalfUp))
	// Output: 29.38 <nil>
}

func ExampleClassOfCN() {
	for _, code := range []trade.Product{"270900", "27101943", "27101967", "271012"} {
		class, err := oil.ClassOfCN(code)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(code, class)
	}
	// Output:
	// 2709.00 crude
	// 2710.19.43 premium to crude
	// 2710.19.67 discount to crude
	// product 2710.12: holds codes of more than one class (discount to crude, premium to crude); state one of the 11 codes below it
}

func ExamplePrice_In() {
	urals := oil.Price{Amount: dec("419.7"), Currency: "USD", Per: "t", Basis: trade.FOB}
	fmt.Println(urals.In("bbl", oil.BarrelsPerTonne(dec("7.30"), "Russian finance ministry"), 2, exact.HalfUp))
	urals.Basis = ""
	_, err := urals.In("bbl", oil.BarrelsPerTonne(dec("7.30"), "Russian finance ministry"), 2, exact.HalfUp)
	fmt.Println(err)
	// Output:
	// USD 57.49/bbl FOB <nil>
	// price USD 419.70/t ?: state its basis
}

func ExamplePrice_Against() {
	urals := oil.Price{Amount: dec("92.08"), Currency: "USD", Per: "bbl", Basis: trade.FOB, Point: "tax price, 2026-09"}
	brent := oil.Price{Amount: dec("114"), Currency: "USD", Per: "bbl", Basis: trade.FOB, Point: "spot mean, 2026-09"}
	fmt.Println(urals.Against(brent))
	// Output: -21.92: USD 92.08/bbl FOB tax price, 2026-09 less USD 114.00/bbl FOB spot mean, 2026-09 <nil>
}

func ExampleNetback() {
	freight, err := oil.LumpSum(oil.Freight, "Aframax Baltic–India", trade.Money{Amount: dec("8000000"), Currency: "USD"},
		trade.Quantity{Amount: dec("720000"), Unit: "bbl"}, 2, exact.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	delivered := oil.Price{Amount: dec("70"), Currency: "USD", Per: "bbl", Basis: trade.DES, Point: "India"}
	_, err = oil.Netback(delivered, trade.FOB, "Primorsk", []oil.Cost{freight})
	fmt.Println(err)
	insurance := oil.Cost{Kind: oil.Insurance, Amount: dec("0.35"), Currency: "USD", Per: "bbl"}
	fmt.Println(oil.Netback(delivered, trade.FOB, "Primorsk", []oil.Cost{freight, insurance}))
	// Output:
	// from DES to FOB: no cost stated for insurance; state it, or zero if that is known
	//   USD 70.00/bbl DES India
	// - freight (Aframax Baltic–India) USD 11.11/bbl
	// - insurance USD 0.35/bbl
	// = USD 58.54/bbl FOB Primorsk <nil>
}

// The EU's crude from Russia in January 2021 (source: Eurostat): the volume of the
// second grade is withheld, and its value must not be divided by that of the first.
func ExamplePair() {
	row := func(value string, barrels string) trade.Flow {
		f := trade.Flow{Basis: trade.CIF, Value: &trade.Money{Amount: dec(value), Currency: "USD"}}
		if barrels != "" {
			f.Quantity = &trade.Quantity{Amount: dec(barrels), Unit: "bbl"}
		}
		return f
	}
	rows := []trade.Flow{row("2000163315", "36200341"), row("1047444591", "")}
	paired, err := oil.Pair(slices.All(rows), "bbl")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(paired.Price(2, exact.HalfUp))
	fmt.Println(paired.Pairs, "of", paired.Rows, "rows; left out", paired.LeftOut.Value)
	// Output:
	// USD 55.25/bbl CIF <nil>
	// 1 of 2 rows; left out 1047444591
}

func ExampleCheckTotal() {
	withheld := decimal.NullDecimal{}
	fmt.Println(oil.CheckTotal(dec("3047607906"),
		[]decimal.NullDecimal{decimal.NewNullDecimal(dec("2000163315")), withheld}))
	// Output: total 3,047,607,906.00, sum of 1 of 2 parts 2,000,163,315.00, difference 1,047,444,591.00: what the missing parts hold, if the total is right <nil>
}

func ExampleCompareMirror() {
	seen := func(basis trade.PriceBasis, value string) trade.Flow {
		return trade.Flow{
			Origin: "RU", Destination: "IN", Product: "270900", Basis: basis,
			Value: &trade.Money{Amount: dec(value), Currency: "USD"},
		}
	}
	m, err := oil.CompareMirror(seen(trade.FOB, "4000"), seen(trade.CIF, "4400"))
	if err != nil {
		fmt.Println(err)
		return
	}
	ratio, err := m.Value.Ratio(2, exact.HalfUp)
	fmt.Println(m.Value.Difference, ratio, err)
	fmt.Println(m.Note())
	// Output:
	// 400 1.1 <nil>
	// exporter FOB, importer CIF: the importer's value holds the freight; a ratio somewhat above 1 is to be expected, one below is not
}
