// Package venezuela holds the order of the United States on countries that buy oil of Venezuela,
// as package secondary has orders: whom it describes, and its states with their days.
//
// EO14245 is the whole. Its goods are crude oil and oil products (HS 2709 and 2710) that were
// extracted, refined or exported there, bought directly or through third countries. A buyer stays
// described for one year after its last purchase (Order.Described), and with China go Hong Kong and
// Macau. Nobody was ever charged, so a measure under it is a supposition (Order.Suppose) at a rate
// that is a fraction of the value from 0; the text names 0.25.
//
// Days are civil, terms half-open. After Order.KnownUntil, 10 October 2026, the answer is a
// *tariff.HorizonError. The end of the emergency powers is that of secondary.PowersEnded. The same
// order stands with its sources in the table of package russia as duty/eo14245-venezuela.
package venezuela
