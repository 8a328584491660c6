package trade

// Flow is one row of trade: what went from where to where, when, and how much of
// it. The period is a month, a year or a day as an interval. A value or a quantity
// that is not known is nil, which is not zero.
type Flow struct {
	Period              Interval
	Origin, Destination Country
	Product             Product
	Value               *Money
	Basis               PriceBasis
	Quantity            *Quantity
	// Notes are further columns of the source, kept as they are.
	Notes map[string]string
}

// NoteFOB is the note of a flow whose file states, beside a value with freight, the value
// without it, in the same currency: its digits.
const NoteFOB = "fob_value"
