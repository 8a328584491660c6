// Package lists holds who is designated, from when to when: a Register answers by name or by
// the number of a ship (IMO), ReadSDN reads the list of OFAC as published.
//
// A register answers for the days that it knows and never says that somebody is free: a name
// that it does not hold ("not_covered"), and a day past what is known ("horizon"), are an
// *sanctions.Error, and so are a number of a ship whose check digit is wrong ("bad_imo") and a
// row of the list of OFAC that is no such row ("bad_row").
package lists
