package exports

import "github.com/tradeshock/tradeshock/trade"

// Section is the section of the Harmonized System of a product by its number and in words,
// "II vegetable products". Chapters 98 and 99 are outside the sections.
func Section(p trade.Product) string {
	for _, s := range sections() {
		if c := p.Chapter(); s.from <= c && c <= s.to {
			return s.name
		}
	}
	return "outside the sections"
}

type section struct{ from, to, name string }

func sections() []section {
	return []section{
		{"01", "05", "I animals and animal products"},
		{"06", "14", "II vegetable products"},
		{"15", "15", "III fats and oils"},
		{"16", "24", "IV food, drink and tobacco"},
		{"25", "27", "V minerals and fuels"},
		{"28", "38", "VI chemicals"},
		{"39", "40", "VII plastics and rubber"},
		{"41", "43", "VIII leather and furs"},
		{"44", "46", "IX wood"},
		{"47", "49", "X paper"},
		{"50", "63", "XI textiles and clothing"},
		{"64", "67", "XII footwear and headgear"},
		{"68", "70", "XIII stone, ceramics and glass"},
		{"71", "71", "XIV precious metals and stones"},
		{"72", "83", "XV base metals"},
		{"84", "85", "XVI machinery and electrical goods"},
		{"86", "89", "XVII vehicles, aircraft and ships"},
		{"90", "92", "XVIII instruments and clocks"},
		{"93", "93", "XIX arms"},
		{"94", "96", "XX furniture, toys and others"},
		{"97", "97", "XXI works of art"},
	}
}
