// # The programme
//
// program.csv is the table of caps, wind-downs, bans, exemptions, licences, listings
// and rules by regime, one row for each stretch of days, each with its sources; see
// package programme for what its columns mean. Programme reads it, ProgramChoices is
// the register of what the sources leave open, EUDynamicRule and EUReviews are the
// rule behind the cap of the EU and what became of it, Designations the companies
// whose listing is dated.
//
// The sources are pages of regulators, notes of law firms and press more than the
// journals themselves, and reach to 10 October 2026; some parameters are known to an
// earlier day, and asking past it is an error. A new act is a row: cut the open row
// at its first day, add the new one, move known_until, and run the tests.
package russia
