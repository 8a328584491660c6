// Package iran holds the order of the United States on countries that buy from Iran, as package
// secondary has orders: whom it describes, and its states with their days.
//
// Order is the whole. Its goods are all goods of Iranian origin, bought directly or through third
// countries; services count in the text and are in no flow of goods. The 25 percent of its terms are
// an example in the text: nobody was ever charged, so a measure under it is a supposition
// (Order.Suppose) with a rate of one's own, a fraction of the value from 0.
//
// Days are civil, terms half-open. After Order.KnownUntil, 10 October 2026, the answer is a
// *tariff.HorizonError. The end of the emergency powers is that of secondary.PowersEnded. The same
// order stands with its sources in the table of package russia as duty/eo14382-iran.
package iran
