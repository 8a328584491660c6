package source

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Kind says what the rows of a layout are.
type Kind string

// The kinds.
const (
	Flows        Kind = "flows"        // trade.Flow
	Rates        Kind = "rates"        // Rate: averages of duties
	Duties       Kind = "duties"       // Duty: lines of a tariff schedule, as text
	Observations Kind = "observations" // Observation: indicators, stocks and deliveries of oil
)

// Role is what a column of a file says about its row.
type Role string

// The roles. A layout gives a role at most one column.
const (
	RolePeriod         Role = "period"
	RoleYear           Role = "year"  // the period in two columns
	RoleMonth          Role = "month" // the period in two columns
	RoleOrigin         Role = "origin"
	RoleDestination    Role = "destination"
	RoleReporter       Role = "reporter" // who counted: one of the two ends
	RolePartner        Role = "partner"  // the other end
	RoleFlow           Role = "flow"     // import or export, as the reporter sees it
	RoleProduct        Role = "product"
	RoleValue          Role = "value"
	RoleQuantity       Role = "quantity"
	RoleUnit           Role = "unit"
	RoleBasis          Role = "basis"
	RoleCurrency       Role = "currency"       // in which the value of the row is stated
	RoleClassification Role = "classification" // which list the product code is of
	RoleMeasure        Role = "measure"        // what the values of the row are, in words
	RoleSeries         Role = "series"
	RoleSeries2        Role = "series detail"
	RoleType           Role = "type"
	RoleWeighted       Role = "weighted average"
	RoleFlag           Role = "flag"
	RoleCounts         Role = "counts" // yes: the row counts though the file has its parts
	RoleText           Role = "text"   // recognised, not read
)

// Need says how much a layout depends on a column.
type Need uint8

const (
	optional  Need = iota
	needed         // the file cannot be read without it
	signature      // the header row is recognised by it
)

// Column is a column that a layout knows, under any of its headers. The first
// header that is there is read. Headers are in the form of [normalize].
type Column struct {
	Role    Role
	Headers []string
	Need    Need
}

// Measure is a column of values: what currency, how many zeros are left out, and
// which costs the value includes for an import and for an export.
type Measure struct {
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

// QuantityColumn is a column of quantities, in a unit of its own or in the one that
// another column names.
type QuantityColumn struct {
	Header     string
	Unit       trade.Unit
	Scale      int32
	UnitHeader string
}

// Whole is a column that breaks rows down. A row is whole where its cell is empty or
// one of Texts, and a part of another row elsewhere. Members of an additive
// breakdown count where the file has no whole for them.
type Whole struct {
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
	Part    Side = "part"
)

// Layout describes the files of one source: by what they are recognised, and what
// their columns mean. It is data; nothing in it runs.
type Layout struct {
	Name string
	// About says in a line where such files come from.
	About string
	Kind  Kind

	Columns []Column
	// Exact: the header has these columns and no other.
	Exact bool
	// Without are headers that another layout has and this one has not.
	Without []string
	// Anchor is the text of a cell that stands above the header.
	Anchor string
	// Measures are the columns of values in the order of preference; one of them is
	// part of the signature. One is read: the others state the same trade again.
	Measures   []Measure
	Quantities []QuantityColumn
	// Wide says that each year has a column of its own.
	Wide Wide
	// TitleUnit: the unit of the values stands in the title lines only.
	TitleUnit bool

	Codes    System
	Reporter trade.Country // whose statistics they are, when no column says it
	Sides    map[string]Side
	Period   PeriodForm
	Products ProductForm
	// Digits is the length of all product codes, where they have one: a code that is
	// one digit short has lost its leading zero.
	Digits int
	Wholes []Whole
	// Distinct are further columns whose texts tell rows of one trade apart. Open: so do
	// all columns that are not known, but for Plain, which describe or measure. A * at an
	// end of a header stands for any text.
	Distinct, Plain []string
	Open            bool
	// Shipments: a row is a delivery, and two may be alike where no line number tells.
	Shipments bool
	// Nested: totals of products, periods and partners stand beside their parts.
	Nested bool
	// Group is what separates thousands in numbers that are text, 0 for nothing.
	Group rune
	// Missing are the texts that stand for no number.
	Missing []string
	// Notes: columns that are not known are kept as notes.
	Notes bool
}

// Wide is the form of the headers of a table with a column for each year.
type Wide uint8

const (
	notWide    Wide = iota
	wideYears       // 2024
	wideFiscal      // 2024 - 2025, from April to March
)

// PeriodForm is how a source writes periods.
type PeriodForm uint8

const (
	periodNative  PeriodForm = iota // yyyy, yyyy-mm, yyyy-mm-dd or a date
	periodCompact                   // yyyy or yyyymm; month 52 and 00 are the year
	periodDashed                    // yyyy or yyyy-mm
	periodWords                     // 2024, January 2024, 2024 through June
	periodYYMM                      // yymm, or a date
)

// ProductForm is how a source writes products.
type ProductForm uint8

const (
	productCode    ProductForm = iota // the code
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
func (l *Layout) shipments() bool { return l.Notes && l.Wide == notWide }

// surveyed reports whether the rows of a layout have to be compared with one another
// before they are counted.
func (l *Layout) surveyed() bool {
	return l.Kind == Flows
}
