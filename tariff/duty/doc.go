// Package duty is the grammar of duties: a rate as the law writes it, read, printed and
// stated in money.
//
// A Duty is a small expression: free; a share of the value ("6.5%"); specific ("1.5¢/kg");
// a sum of these ("51¢ each + 6.25% on the case"); steps by the value of a unit ("40.1¢/kg
// if valued under 10¢/kg; Free"); a reference to another duty ("The duty provided in the
// applicable subheading + 25%"); or a rule in words, which is kept and not computed. Parse
// reads one and String prints it: Parse(d.String()) is d. ParseSpecial and FormatSpecial do
// the same for the special column, which offers several duties to programs.
//
// # Ranges
//
// A text has at most 2,000 bytes, a number at most 16 characters. Rates are exact decimals: a
// fraction of the value (0.065), or dollars for one unit (0.015). A third of a percent is kept
// as three times its rate. Needs lists the facts beyond the customs value that a duty needs,
// and Evaluate takes them from Facts; quantities are converted between units of one dimension.
//
// # Exactness
//
// Evaluate rounds nothing but quantities, where Facts.Rounding says so, and numbers that have
// no finite decimal (a third of a percent, a quantity in another unit), which are carried to
// 12 decimals of a dollar.
//
// # Errors
//
// Parse and ParseSpecial return a *ParseError with the text, the offset in bytes and what was
// expected there. Evaluate returns a *MissingFactError that names every fact that is missing,
// together. The zero Duty is not stated: it is unknown, not free.
package duty
