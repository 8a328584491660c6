package oil

import "github.com/shopspring/decimal"

// PublishedFactor is a factor that an institution uses for an oil.
type PublishedFactor struct {
	Oil, Publisher string
	Factor         Factor
}

// PublishedFactors returns factors as they were published, for arithmetic that is to
// repeat that of others. Where publishers differ, each is there: none is preferred.
// Of the table of the United Nations its condensate is left out, which contradicts
// itself (1,429 liters a tonne are 8.99 barrels, not the 7.23 printed).
func PublishedFactors() []PublishedFactor {
	const (
		bp  = "Energy Institute and BP, Statistical Review, approximate conversion factors, July 2021"
		un  = "United Nations, Energy Statistics Yearbook, conversion table"
		mof = "Russian finance ministry, implied by its prices in USD/bbl and USD/t of 2022-12-15 and 2023-01-16"
	)
	hundredths := func(oil string, n int64, publisher string) PublishedFactor {
		return PublishedFactor{oil, publisher, BarrelsPerTonne(decimal.New(n, -2), oil+", "+publisher)}
	}
	const crea = "Centre for Research on Energy and Clean Air, tracker, 0.138 t/bbl for every oil"
	return []PublishedFactor{
		hundredths("crude, world average", 733, bp),
		hundredths("crude, average", 732, un),
		hundredths("Urals", 730, mof),
		{"crude and products", crea, TonnesPerBarrel(decimal.New(138, -3), crea)},
		hundredths("LPG", 1160, bp),
		hundredths("LPG", 1165, un),
		hundredths("gasoline", 835, bp),
		hundredths("gasoline", 850, un),
		hundredths("naphtha", 874, un),
		hundredths("kerosene and jet", 788, bp),
		hundredths("kerosene and jet", 777, un),
		hundredths("gas oil and diesel", 746, bp),
		hundredths("gas oil and diesel", 723, un),
		hundredths("residual fuel oil", 635, bp),
		hundredths("residual fuel oil", 662, un),
		hundredths("bitumen", 605, un),
	}
}
