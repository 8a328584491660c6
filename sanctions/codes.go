package sanctions

// ErrorClass is a code of ErrorCode and what it means.
type ErrorClass struct{ Code, Meaning string }

// ErrorCodes are the codes of the errors of this package and of the rooms below it, in
// the order of the alphabet. Errors of other packages keep the codes of tariff.ErrorCode;
// what has none is "refused".
func ErrorCodes() []ErrorClass {
	return []ErrorClass{
		{"bad_condition", "a text that is no condition"},
		{"bad_edges", "rows or edges of owners that cannot be used; all of them together"},
		{"bad_imo", "a number that is no IMO number"},
		{"bad_listed", "a list of listed persons that is empty, or a name in it that is"},
		{"bad_row", "a row or a cell of a table"},
		{"bad_series", "prices that a review cannot use"},
		{"bad_share", "a text that is no percentage"},
		{"bad_taking", "a taking that cannot be ranked, or two that exclude each other"},
		{"bad_value", "a number, a date or a word of its field that cannot be"},
		{"bad_variant", "a variant of a rule of ownership that tests nothing"},
		{"contradiction", "facts that exclude each other"},
		{"disputed", "the sources disagree on what decides"},
		{"horizon", "past the last day known, before the first, or on days for which nothing was found"},
		{"missing_fact", "a fact that the answer depends on"},
		{"near_match", "a name that is almost a listed one: a question to the person"},
		{"no_cap", "it is known that there was no cap on the day"},
		{"not_covered", "the program or the register does not hold it, which says nothing about the law"},
		{"outside_ceiling", "a rate outside what a law allows"},
		{"overlap", "two terms or listings that claim the same days"},
		{"too_large", "more edges than a graph holds"},
		{"unknown_basis", "a text that is no basis of a price"},
		{"unknown_class", "a text that is no class of product"},
		{"unknown_regime", "a text that is no regime"},
		{"unknown_rule", "a text that is no rule of ownership"},
	}
}

// coded is an error that names its class, as those of package ownership do.
type coded interface {
	error
	ErrorCode() string
}
