package trade

import "slices"

// Country is an ISO 3166-1 alpha-2 code in capitals, such as "IN", or the
// alpha-4 code of ISO 3166-3 for a country that is no more, such as "SUHH" for
// the Soviet Union. Four letters keep apart what two do not: "CS" was
// Czechoslovakia (CSHH) and later Serbia and Montenegro (CSXX).
//
// The table holds the 249 countries of ISO 3166-1, Kosovo under the code for
// private use "XK", and ten former countries. The zero Country is not set.
type Country string

// Valid reports whether the code is one of the table, former countries included.
func (c Country) Valid() bool { return c.info() != nil }

// String is the code.
func (c Country) String() string { return string(c) }

// Name is the usual English name, or the code itself when it is not valid.
func (c Country) Name() string {
	if i := c.info(); i != nil {
		return i.name
	}
	return string(c)
}

// ISO3 is the alpha-3 code; "XKX", for private use, for Kosovo.
func (c Country) ISO3() string {
	if i := c.info(); i != nil {
		return i.iso3
	}
	return ""
}

// Numeric is the ISO numeric code as text of three digits, "356"; empty for
// Kosovo, which has none. For Yugoslavia it is 890, that of the federation of six
// republics: 891, which its last years carried, is given to Serbia and Montenegro.
func (c Country) Numeric() string {
	if i := c.info(); i != nil {
		return i.numeric
	}
	return ""
}

// Census is the code of Schedule C of the United States Census Bureau as text of
// four digits, "5330"; empty where there is none. Only Palestine has two, the West
// Bank 5083 and Gaza 5082; the first is given, and both are read.
func (c Country) Census() string {
	if i := c.info(); i != nil && len(i.census) > 0 {
		return i.census[0]
	}
	return ""
}

// Comtrade is the code under which UN Comtrade reports the country now, or did
// last, as text without leading zeros: "842" for the United States, "699" for
// India, "490" ("Other Asia, not elsewhere specified") for Taiwan. It is empty
// for Kosovo, of which some partners report trade under 412, and for Monaco, which is
// counted with France.
func (c Country) Comtrade() string {
	if i := c.info(); i != nil && len(i.comtrade) > 0 {
		return i.comtrade[0].code
	}
	return ""
}

// Existed is the time during which a former country existed. For a country of
// today it is without bounds: the table does not say when a country began.
func (c Country) Existed() Interval {
	if i := c.info(); i != nil {
		return i.existed
	}
	return Interval{}
}

// Successors are the countries of today that followed a former one, in the order
// of their codes.
func (c Country) Successors() []Country {
	if i := c.info(); i != nil {
		return slices.Clone(i.successors)
	}
	return nil
}

// Countries returns every country of today, in the order of the codes.
func Countries() []Country { return countriesWhere(func(c Country) bool { return len(c) == 2 }) }

// FormerCountries returns the countries that are no more, in the order of the codes.
func FormerCountries() []Country { return countriesWhere(func(c Country) bool { return len(c) == 4 }) }

func countriesWhere(keep func(Country) bool) []Country {
	var out []Country
	for _, i := range countries().rows {
		if keep(i.code) {
			out = append(out, i.code)
		}
	}
	return out
}

// MarshalText writes the code.
func (c Country) MarshalText() ([]byte, error) { return []byte(c), nil }

// UnmarshalText reads what ParseCountry reads; the empty text is the zero Country.
func (c *Country) UnmarshalText(b []byte) error { return unmarshal(c, b, ParseCountry) }

// unmarshal reads a code that may be empty, and leaves it alone on an error.
func unmarshal[T ~string](to *T, text []byte, parse func(string) (T, error)) error {
	var v T
	if len(text) > 0 {
		var err error
		if v, err = parse(string(text)); err != nil {
			return err
		}
	}
	*to = v
	return nil
}
