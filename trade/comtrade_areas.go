package trade

// comtradeAlso are codes under which partners of Comtrade stand beside their own, or
// without one.
var comtradeAlso = map[string]Country{"158": "TW", "412": "XK"}

// comtradeAreas are all codes of UN Comtrade for more or less than one country of this
// table: sums, residual areas ("not elsewhere specified"), parts of countries and
// former territories. Source: UN Comtrade, reference table of partner areas,
// comtradeapi.un.org/files/v1/app/reference/partnerAreas.json.
var comtradeAreas = map[string]string{
	"":    "the world",
	"97":  "the European Union",
	"975": "the members of ASEAN",
	"129": "other Caribbean",
	"221": "other Eastern Europe",
	"290": "other Northern Africa",
	"471": "other Central American Common Market",
	"472": "other Africa CAMEU region",
	"473": "other Latin American Integration Association",
	"492": "other countries of the European Union",
	"527": "other Oceania",
	"568": "other Europe",
	"577": "other Africa",
	"636": "the rest of America",
	"637": "other North America and Central America",
	"697": "other countries of EFTA",
	"879": "other Western Asia",
	"837": "bunkers",
	"838": "free zones",
	"839": "special categories",
	"849": "United States miscellaneous Pacific islands",
	"899": "areas that are not specified",
	"80":  "British Antarctic Territory",
	"457": "Sarawak (to 1963)",
	"459": "Peninsular Malaysia (to 1963)",
	"461": "Sabah (to 1963)",
	"488": "Midway Islands",
	"536": "the Neutral Zone",
	"647": "the Ryukyu Islands",
	"698": "Sikkim (to 1974)",
	"711": "the Southern African Customs Union (to 1999)",
	"717": "Rhodesia and Nyasaland (to 1964)",
	"830": "the Channel Islands",
	"835": "Tanganyika (to 1964)",
	"836": "Zanzibar and Pemba (to 1964)",
	"872": "Wake Island",
}
