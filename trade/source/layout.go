package source

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Kind says what the rows of a layout are: "flows" (trade.Flow), "rates" (Rate), "duties"
// (Duty) or "observations" (Observation).
type Kind string

const (
	kindFlows        Kind = "flows"        // trade.Flow
	kindRates        Kind = "rates"        // Rate: averages of duties
	kindDuties       Kind = "duties"       // Duty: lines of a tariff schedule, as text
	kindObservations Kind = "observations" // Observation: indicators, stocks and deliveries of oil
)

// Role is what a column of a file says about its row: "period", "origin", "product", "value",
// "quantity", "unit" and others; ColumnRoles lists those that Options.Columns takes.
type Role string

// The roles. A layout gives a role at most one column.
const (
	rolePeriod         Role = "period"
	roleYear           Role = "year"  // the period in two columns
	roleMonth          Role = "month" // the period in two columns
	roleOrigin         Role = "origin"
	roleDestination    Role = "destination"
	roleReporter       Role = "reporter" // who counted: one of the two ends
	rolePartner        Role = "partner"  // the other end
	roleFlow           Role = "flow"     // import or export, as the reporter sees it
	roleProduct        Role = "product"
	roleValue          Role = "value"
	roleQuantity       Role = "quantity"
	roleUnit           Role = "unit"
	roleBasis          Role = "basis"
	roleCurrency       Role = "currency"       // in which the value of the row is stated
	roleClassification Role = "classification" // which list the product code is of
	roleMeasure        Role = "measure"        // what the values of the row are, in words
	roleSeries         Role = "series"
	roleSeries2        Role = "series detail"
	roleType           Role = "type"
	roleWeighted       Role = "weighted average"
	roleFlag           Role = "flag"
	roleCounts         Role = "counts" // yes: the row counts though the file has its parts
	roleText           Role = "text"   // recognised, not read
)

// need says how much a layout depends on a column.
type need uint8

const (
	optional  need = iota
	needed         // the file cannot be read without it
	signature      // the header row is recognised by it
)

// column is a column that a layout knows, under any of its headers. The first
// header that is there is read. Headers are in the form of [normalize].
type column struct {
	Role    Role
	Headers []string
	Need    need
}

// measure is a column of values: what currency, how many zeros are left out, and
// which costs the value includes for an import and for an export.
type measure struct {
	// Header is a normalised header. One that ends in * stands for every header that
	// begins so; after "value_" the rest of the header is the currency.
	Header   string
	Currency trade.Currency
	Scale    int32 // power of ten: 3 for thousands
	Import   trade.PriceBasis
	Export   trade.PriceBasis
	Side     Side // what the measure counts, when it counts but one side
	// Cumulative: the value counts from January of the year on.
	Cumulative bool
}

// quantityColumn is a column of quantities, in a unit of its own or in the one that
// another column names.
type quantityColumn struct {
	Header     string
	Unit       trade.Unit
	Scale      int32
	UnitHeader string
}

// whole is a column that breaks rows down. A row is whole where its cell is empty or
// one of Texts, and a part of another row elsewhere. Members of an additive
// breakdown count where the file has no whole for them.
type whole struct {
	Header   string
	Texts    []string
	Additive bool
}

// Side says on which side of the border a reporter counted.
type Side string

// The sides. Part is a flow that the reporter's imports or exports include already,
// such as re-exports.
const (
	NoSide  Side = ""
	Imports Side = "import"
	Exports Side = "export"
	part    Side = "part"
)

// Layout describes the files of one source: by what they are recognised, and what
// their columns mean. Layouts lists those that are known.
type Layout struct {
	Name string
	// About says in a line where such files come from.
	About string
	Kind  Kind

	columns []column
	// Exact: the header has these columns and no other.
	exact bool
	// Without are headers that another layout has and this one has not.
	without []string
	// Anchor is the text of a cell that stands above the header.
	anchor string
	// Measures are the columns of values in the order of preference; one of them is
	// part of the signature. One is read: the others state the same trade again.
	measures   []measure
	quantities []quantityColumn
	// wide says that each year has a column of its own.
	wide wide
	// TitleUnit: the unit of the values stands in the title lines only.
	titleUnit bool

	codes    system
	reporter trade.Country // whose statistics they are, when no column says it
	sides    map[string]Side
	period   periodForm
	products productForm
	// Digits is the length of all product codes, where they have one: a code that is
	// one digit short has lost its leading zero.
	digits int
	wholes []whole
	// Distinct are further columns whose texts tell rows of one trade apart. Open: so do
	// all columns that are not known, but for Plain, which describe or measure. A * at an
	// end of a header stands for any text.
	distinct, plain []string
	open            bool
	// Shipments: a row is a delivery, and two may be alike where no line number tells.
	deliveries bool
	// Nested: totals of products, periods and partners stand beside their parts.
	nested bool
	// Group is what separates thousands in numbers that are text, 0 for nothing.
	group rune
	// Missing are the texts that stand for no number.
	noNumber []string
	// fob is the header of a column that states the value without freight beside one with it.
	fob string
	// Notes: columns that are not known are kept as notes.
	notes bool
}

// wide is the form of the headers of a table with a column for each year.
type wide uint8

const (
	notWide    wide = iota
	wideYears       // 2024
	wideFiscal      // 2024 - 2025, from April to March
)

// periodForm is how a source writes periods.
type periodForm uint8

const (
	periodNative  periodForm = iota // yyyy, yyyy-mm, yyyy-mm-dd or a date
	periodCompact                   // yyyy or yyyymm; month 52 and 00 are the year
	periodDashed                    // yyyy or yyyy-mm
	periodWords                     // 2024, January 2024, 2024 through June
	periodYYMM                      // yymm, or a date
)

// productForm is how a source writes products.
type productForm uint8

const (
	productCode    productForm = iota // the code
	productLeading                    // the code and its description in one cell
	productNone                       // the source has no products: all of them
)

// Layouts returns the layouts that are known, in the order in which they are listed
// for people.
func Layouts() []Layout { return slices.Clone(layouts) }

// LayoutNamed returns the layout of that name.
func LayoutNamed(name string) (Layout, bool) {
	for i := range layouts {
		if layouts[i].Name == name {
			return layouts[i], true
		}
	}
	return Layout{}, false
}

// shipments reports whether a row of flows may be a shipment, of which two may be alike.
func (l *Layout) shipments() bool { return l.notes && l.wide == notWide }

// surveyed reports whether the rows of a layout have to be compared with one another
// before they are counted.
func (l *Layout) surveyed() bool {
	return l.Kind == kindFlows
}
