package source

import "github.com/tradeshock/tradeshock/trade"

// comtradeMeasures are the values of UN Comtrade: imports CIF, exports FOB.
func comtradeMeasures(header string) []Measure {
	return []Measure{{Header: header, Currency: "USD", Import: trade.CIF, Export: trade.FOB}}
}

// comtradeSides are the flow codes of UN Comtrade. Imports include re-imports, and
// exports include domestic exports and re-exports.
var comtradeSides = map[string]Side{
	"m": Imports, "x": Exports, "rx": Part, "rm": Part, "dx": Part, "fm": Part, "mip": Part, "mop": Part, "xip": Part, "xop": Part,
	"1": Imports, "2": Exports, "3": Part, "4": Part,
	"import": Imports, "imports": Imports, "export": Exports, "exports": Exports, "re-export": Part, "re-exports": Part, "re-import": Part, "re-imports": Part,
}

var (
	witsSides = map[string]Side{
		"import": Imports, "imports": Imports, "gross imports": Imports, "gross imp.": Imports, "gross import": Imports,
		"export": Exports, "exports": Exports, "gross exports": Exports, "gross exp.": Exports, "gross export": Exports,
		"re-export": Part, "re-exports": Part, "re-import": Part, "re-imports": Part, "net imports": Part, "net exports": Part,
	}
	eurostatSides = map[string]Side{"1": Imports, "2": Exports, "import": Imports, "export": Exports}
)

// layouts is what the package knows. To add a source, add a literal, a small file to
// testdata, and a row to TestLayouts.
var layouts = []Layout{
	{
		Name: "native", About: "the project's own flow layout: period, origin, destination, hs, value_usd, quantity, unit in any order", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"period"}, signature},
			{RoleOrigin, []string{"origin"}, signature},
			{RoleDestination, []string{"destination"}, signature},
			{RoleProduct, []string{"hs"}, signature},
			{RoleBasis, []string{"basis"}, optional},
			{RoleCurrency, currencyHeaders, optional},
			{RoleCounts, []string{"counts"}, optional},
		},
		Measures:   []Measure{{Header: "value_*"}, {Header: "value"}, {Header: "value *"}, {Header: "value(*"}, {Header: "value,*"}, {Header: "value:*"}},
		Quantities: []QuantityColumn{{Header: "quantity", UnitHeader: "unit"}},
		Codes:      NamesAndISO, Period: periodNative, Notes: true,
	},
	{
		Name: "native_wide", About: "a person's own sheet with a column for each month, quarter or year beside origin, destination and hs", Kind: Flows,
		Columns: []Column{
			{RoleOrigin, []string{"origin"}, signature},
			{RoleDestination, []string{"destination"}, signature},
			{RoleProduct, []string{"hs"}, signature},
			{RoleYear, []string{"year"}, optional},
			{RoleBasis, []string{"basis"}, optional},
			{RoleCurrency, currencyHeaders, optional},
		},
		Without: []string{"period", "value*"},
		Wide:    wideYears, Codes: NamesAndISO, Period: periodNative, Notes: true,
	},
	{
		Name: "comtrade_v1", About: "UN Comtrade, API of 2023 and later: JSON, TradeData CSV, bulk files", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"period"}, needed},
			{RoleReporter, []string{"reportercode"}, signature},
			{RolePartner, []string{"partnercode"}, signature},
			{RoleFlow, []string{"flowcode"}, signature},
			{RoleProduct, []string{"cmdcode"}, signature},
			{RoleClassification, []string{"classificationcode"}, optional},
		},
		Measures:   comtradeMeasures("primaryvalue"),
		Quantities: []QuantityColumn{{Header: "netwgt", Unit: "kg"}},
		Codes:      Comtrade, Sides: comtradeSides, Period: periodCompact, Nested: true,
		Wholes: []Whole{
			{Header: "partner2code", Texts: []string{"0", "w00"}},
			{Header: "customscode", Texts: []string{"c00"}},
			{Header: "motcode", Texts: []string{"0"}},
			{Header: "moscode", Texts: []string{"0"}},
		},
		Missing: []string{"na", "n/a"},
	},
	{
		Name: "comtrade_v1_tidy_r", About: "UN Comtrade by way of the R package comtradr", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"period"}, needed},
			{RoleReporter, []string{"reporter_code"}, signature},
			{RolePartner, []string{"partner_code"}, signature},
			{RoleFlow, []string{"flow_code"}, signature},
			{RoleProduct, []string{"cmd_code"}, signature},
			{RoleClassification, []string{"classification_code"}, optional},
		},
		Measures:   comtradeMeasures("primary_value"),
		Quantities: []QuantityColumn{{Header: "net_wgt", Unit: "kg"}},
		Codes:      Comtrade, Sides: comtradeSides, Period: periodCompact, Nested: true,
		Wholes: []Whole{
			{Header: "partner_2_code", Texts: []string{"0", "w00"}},
			{Header: "partner2_code", Texts: []string{"0", "w00"}},
			{Header: "customs_code", Texts: []string{"c00"}},
			{Header: "mot_code", Texts: []string{"0"}},
			{Header: "mos_code", Texts: []string{"0"}},
		},
		Missing: []string{"na", "n/a"},
	},
	{
		Name: "comtrade_legacy", About: "UN Comtrade, files of the API before 2023", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"period"}, needed},
			{RoleClassification, []string{"classification"}, signature},
			{RoleFlow, []string{"trade flow code"}, needed},
			{RoleText, []string{"trade flow"}, signature},
			{RoleReporter, []string{"reporter code"}, signature},
			{RolePartner, []string{"partner code"}, signature},
			{RoleProduct, []string{"commodity code"}, signature},
		},
		Measures:   comtradeMeasures("trade value (us$)"),
		Quantities: []QuantityColumn{{Header: "netweight (kg)", Unit: "kg"}},
		Codes:      Comtrade, Sides: comtradeSides, Period: periodCompact, Nested: true,
		Wholes: []Whole{
			{Header: "2nd partner code", Texts: []string{"0"}},
			{Header: "customs proc. code", Texts: []string{"0", "c00"}},
			{Header: "mode of transport code", Texts: []string{"0"}},
		},
		Missing: []string{"na", "n/a"},
	},
	{
		Name: "baci", About: "CEPII BACI: flows reconciled from both ends, in 1000 USD and tonnes; the edition of the HS is in the file name", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"t"}, signature},
			{RoleOrigin, []string{"i"}, signature},
			{RoleDestination, []string{"j"}, signature},
			{RoleProduct, []string{"k"}, signature},
		},
		Exact:      true,
		Measures:   []Measure{{Header: "v", Currency: "USD", Scale: 3, Import: trade.FOB, Export: trade.FOB}},
		Quantities: []QuantityColumn{{Header: "q", Unit: "t"}},
		Codes:      Comtrade, Period: periodNative, Digits: 6, Missing: []string{"na"},
	},
	{
		Name: "wits_trade", About: "World Bank WITS, trade data in 1000 USD", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"year"}, signature},
			{RoleReporter, []string{"reporteriso3"}, signature},
			{RolePartner, []string{"partneriso3"}, signature},
			{RoleFlow, []string{"tradeflowname"}, needed},
			{RoleProduct, []string{"productcode"}, signature},
			{RoleClassification, []string{"nomenclature"}, optional},
		},
		Measures:   []Measure{{Header: "tradevalue in 1000 usd", Currency: "USD", Scale: 3, Import: trade.CIF, Export: trade.FOB}},
		Quantities: []QuantityColumn{{Header: "netweight in kgm", Unit: "kg"}, {Header: "quantity", UnitHeader: "qtyunit"}, {Header: "quantity", UnitHeader: "qtytoken"}},
		Codes:      WITS, Sides: witsSides, Period: periodNative, Nested: true,
	},
	{
		Name: "wits_tariff", About: "World Bank WITS, averages of tariffs in percent", Kind: Rates,
		Columns: []Column{
			{RoleText, []string{"selected nomen"}, signature},
			{RoleClassification, []string{"native nomen"}, signature},
			{RoleReporter, []string{"reporter"}, signature},
			{RolePartner, []string{"partner"}, optional},
			{RoleProduct, []string{"product"}, signature},
			{RoleYear, []string{"tariff year"}, needed},
			{RoleType, []string{"dutytype"}, signature},
			{RoleValue, []string{"simple average"}, signature},
			{RoleWeighted, []string{"weighted average"}, optional},
		},
		Codes: WITS, Period: periodNative, Missing: []string{"na", "n/a"},
	},
	{
		Name: "worldbank_indicator", About: "World Bank, an indicator by country and year", Kind: Observations,
		Columns: []Column{
			{RoleText, []string{"country name"}, signature},
			{RoleReporter, []string{"country code"}, signature},
			{RoleText, []string{"indicator name"}, signature},
			{RoleSeries, []string{"indicator code"}, signature},
		},
		Wide: wideYears, Codes: WITS, Missing: []string{".."},
	},
	{
		Name: "census_api_json", About: "US Census Bureau, international trade by the API", Kind: Flows,
		Columns: []Column{
			{RoleProduct, []string{"i_commodity", "e_commodity"}, signature},
			{RolePartner, []string{"cty_code"}, signature},
			{RolePeriod, []string{"time"}, optional},
			{RoleYear, []string{"year"}, optional},
			{RoleMonth, []string{"month"}, optional},
		},
		Measures: []Measure{
			{Header: "gen_val_mo", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "con_val_mo", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "all_val_mo", Currency: "USD", Export: trade.FAS, Side: Exports},
			{Header: "gen_val_yr", Currency: "USD", Import: trade.CustomsValue, Side: Imports, Cumulative: true},
			{Header: "con_val_yr", Currency: "USD", Import: trade.CustomsValue, Side: Imports, Cumulative: true},
			{Header: "all_val_yr", Currency: "USD", Export: trade.FAS, Side: Exports, Cumulative: true},
		},
		Quantities: []QuantityColumn{
			{Header: "gen_qy1_mo", UnitHeader: "unit_qy1"}, {Header: "con_qy1_mo", UnitHeader: "unit_qy1"}, {Header: "qty_1_mo", UnitHeader: "unit_qy1"},
		},
		Open:  true,
		Plain: []string{"*_name", "*_ldesc", "*_sdesc", "comm_lvl", "summary_lvl*", "*_mo", "*_yr", "*_flag", "unit_*", "last_update"},
		Codes: ScheduleC, Reporter: "US", Period: periodDashed, Nested: true,
		Wholes: []Whole{
			{Header: "district", Texts: []string{"-", "total"}, Additive: true},
			{Header: "rp", Texts: []string{"-", "total"}, Additive: true},
			{Header: "df", Texts: []string{"-", "total"}, Additive: true},
		},
		Missing: []string{"-", "na", "null"},
	},
	{
		Name: "usatradeonline", About: "US Census Bureau, USA Trade Online", Kind: Flows,
		Columns: []Column{
			{RoleProduct, []string{"commodity", "commodities"}, signature},
			{RolePartner, []string{"country", "countries"}, signature},
			{RolePeriod, []string{"time"}, signature},
		},
		Measures: []Measure{
			{Header: "customs value (gen) ($us)*", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "customs value (cons) ($us)*", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "total exports value ($us)*", Currency: "USD", Export: trade.FAS, Side: Exports},
			{Header: "total value ($us)*", Currency: "USD", Export: trade.FAS, Side: Exports},
			{Header: "vessel customs value (gen) ($us)*", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "value ($us)*", Currency: "USD", Import: trade.CustomsValue, Export: trade.FAS},
		},
		Open: true, Plain: []string{"*($us)*", "*(kg)*", "quantity*", "unit*"},
		Codes: NamesUS, Reporter: "US", Period: periodWords, Products: productLeading, Nested: true, Group: ',',
		Wholes: []Whole{
			{Header: "port", Texts: []string{"total", "all ports"}, Additive: true},
			{Header: "district", Texts: []string{"total", "all districts"}, Additive: true},
			{Header: "state", Texts: []string{"total", "all states"}, Additive: true},
		},
		Missing: []string{"-"},
	},
	{
		Name: "usitc_dataweb", About: "USITC DataWeb, a column for each year, quarter or month", Kind: Flows,
		Columns: []Column{
			{RoleMeasure, []string{"data type"}, signature},
			{RolePartner, []string{"country"}, signature},
			{RoleProduct, []string{"hts number", "hts code", "hts", "hs number"}, optional},
			{RoleYear, []string{"year"}, optional},
		},
		Open: true, Plain: []string{"description", "* description of *", "hts description", "commodity description"},
		Anchor: "data row count", Wide: wideYears, Codes: NamesUS, Reporter: "US", Nested: true, Group: ',',
	},
	{
		Name: "usitc_hts_csv", About: "USITC, the Harmonized Tariff Schedule of the United States", Kind: Duties,
		Columns: []Column{
			{RoleText, []string{"hts number"}, signature},
			{RoleText, []string{"indent"}, signature},
			{RoleText, []string{"description"}, signature},
			{RoleText, []string{"unit of quantity"}, optional},
			{RoleText, []string{"general rate of duty"}, signature},
			{RoleText, []string{"special rate of duty"}, signature},
			{RoleText, []string{"column 2 rate of duty"}, signature},
			{RoleText, []string{"quota quantity"}, optional},
			{RoleText, []string{"additional duties"}, optional},
		},
	},
	{
		Name: "eurostat_comext", About: "Eurostat Comext, detailed trade in EUR and kg", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"period"}, signature},
			{RoleReporter, []string{"reporter"}, signature},
			{RolePartner, []string{"partner"}, signature},
			{RoleProduct, []string{"product_nc"}, signature},
			{RoleFlow, []string{"flow"}, signature},
			{RoleText, []string{"stat_procedure"}, signature},
			{RoleText, []string{"quantity_kg"}, signature},
		},
		Measures:   []Measure{{Header: "value_eur", Currency: "EUR", Import: trade.CIF, Export: trade.FOB}},
		Quantities: []QuantityColumn{{Header: "quantity_kg", Unit: "kg"}},
		Distinct:   []string{"stat_procedure", "trade_type"},
		Codes:      Geonomenclature, Sides: eurostatSides, Period: periodCompact, Nested: true,
	},
	{
		Name: "eurostat_comext_legacy", About: "Eurostat Comext, files of earlier years", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"period"}, needed},
			{RoleReporter, []string{"declarant_iso", "declarant"}, needed},
			{RoleText, []string{"declarant"}, signature},
			{RolePartner, []string{"partner_iso", "partner"}, needed},
			{RoleText, []string{"partner"}, signature},
			{RoleProduct, []string{"product_nc"}, signature},
			{RoleFlow, []string{"flow"}, signature},
			{RoleText, []string{"stat_regime"}, signature},
		},
		Measures:   []Measure{{Header: "value_in_euros", Currency: "EUR", Import: trade.CIF, Export: trade.FOB}, {Header: "value_eur", Currency: "EUR", Import: trade.CIF, Export: trade.FOB}},
		Quantities: []QuantityColumn{{Header: "quantity_in_kg", Unit: "kg"}, {Header: "quantity_kg", Unit: "kg"}},
		Codes:      Geonomenclature, Sides: eurostatSides, Period: periodCompact, Nested: true,
		Wholes: []Whole{{Header: "stat_regime", Texts: []string{"4"}, Additive: true}},
	},
	{
		Name: "india_tradestat", About: "India, Department of Commerce, Export Imports Data Bank; the unit is in the title", Kind: Flows,
		Columns: []Column{
			{RoleProduct, []string{"hscode"}, signature},
			{RoleText, []string{"commodity"}, signature},
			{RolePartner, []string{"country"}, optional},
		},
		Open: true, Plain: []string{"s.no*", "sno", "*%*", "*growth*", "*share*", "unit*"},
		Wide: wideFiscal, TitleUnit: true, Codes: NamesIndia, Reporter: "IN", Nested: true, Group: ',',
	},
	{
		Name: "india_tradestat_countries", About: "India, Export Import Data Bank, by country; the unit is in the title", Kind: Flows,
		Columns: []Column{
			{RoleText, []string{"s.no.", "s.no", "s. no.", "sno", "sr.no.", "sr. no.", "s.no", "sl.no."}, signature},
			{RolePartner, []string{"country", "country / region", "country name"}, signature},
		},
		Without: []string{"hscode"},
		Open:    true, Plain: []string{"*%*", "*growth*", "*share*", "unit*"},
		Wide: wideFiscal, TitleUnit: true, Codes: NamesIndia, Reporter: "IN", Nested: true, Group: ',',
	},
	{
		Name: "china_gacc", About: "China, General Administration of Customs", Kind: Flows,
		Columns: []Column{
			{RolePeriod, []string{"数据年月"}, optional},
			{RoleProduct, []string{"商品编码"}, signature},
			{RoleText, []string{"商品名称"}, signature},
			{RolePartner, []string{"贸易伙伴编码"}, needed},
			{RoleText, []string{"贸易伙伴名称"}, signature},
		},
		Measures: []Measure{
			{Header: "美元", Currency: "USD", Import: trade.CIF, Export: trade.FOB},
			{Header: "美元值", Currency: "USD", Import: trade.CIF, Export: trade.FOB},
			{Header: "人民币", Currency: "CNY", Import: trade.CIF, Export: trade.FOB},
			{Header: "人民币元", Currency: "CNY", Import: trade.CIF, Export: trade.FOB},
			{Header: "千美元", Currency: "USD", Scale: 3, Import: trade.CIF, Export: trade.FOB},
			{Header: "万美元", Currency: "USD", Scale: 4, Import: trade.CIF, Export: trade.FOB},
			{Header: "万元", Currency: "CNY", Scale: 4, Import: trade.CIF, Export: trade.FOB},
		},
		Quantities: []QuantityColumn{{Header: "第一数量", UnitHeader: "第一计量单位"}},
		Open:       true, Plain: []string{"*名称", "第*", "美元*", "人民币*"},
		Codes: GACC, Reporter: "CN", Period: periodCompact, Nested: true, Group: ',', Missing: []string{"-"},
	},
	{
		Name: "jodi_oil", About: "JODI, monthly oil data", Kind: Observations,
		Columns: []Column{
			{RoleReporter, []string{"ref_area"}, signature},
			{RolePeriod, []string{"time_period"}, signature},
			{RoleSeries, []string{"energy_product"}, signature},
			{RoleSeries2, []string{"flow_breakdown"}, signature},
			{RoleUnit, []string{"unit_measure"}, signature},
			{RoleValue, []string{"obs_value"}, signature},
			{RoleFlag, []string{"assessment_code"}, signature},
		},
		Codes: ISO2, Period: periodDashed, Missing: []string{"-", "x", "n/a"},
	},
	{
		Name: "eia_company_imports", About: "US EIA, crude oil and products by importing company, in thousand barrels", Kind: Observations,
		Columns: []Column{
			{RolePeriod, []string{"rpt_period"}, signature},
			{RoleSeries, []string{"prod_code"}, signature},
			{RoleSeries2, []string{"prod_name"}, signature},
			{RoleReporter, []string{"cntry_name"}, signature},
			{RoleValue, []string{"quantity"}, signature},
		},
		Codes: NamesAndISO, Period: periodYYMM, Group: ',', Shipments: true,
	},
}

// jodiUnits are the units of the oil data, spelled out, with the zeros they leave out.
var jodiUnits = map[string]struct {
	unit  string
	scale int32
}{
	"kbd": {"bbl a day", 3}, "kbbl": {"bbl", 3}, "convbbl": {"bbl per 1000 t", 0}, "ktons": {"t", 3}, "kl": {"liters", 3},
}

// unitWords are units that sources write in their own way, beside those that
// trade.ParseUnit reads.
var unitWords = map[string]trade.Unit{
	"千克": "kg", "公斤": "kg", "克": "g", "吨": "t", "升": "liters", "立方米": "m3", "平方米": "m2", "米": "m", "千瓦时": "kWh", "克拉": "carat",
	"个": "No.", "台": "No.", "件": "No.", "辆": "No.", "只": "No.", "把": "No.", "支": "No.", "头": "No.", "艘": "No.", "架": "No.", "块": "No.", "条": "No.",
	"双": "prs.", "打": "doz.", "千个": "thousands",
	"kgm": "kg", "nar": "No.", "u": "No.", "npr": "prs.", "ltr": "liters", "mtk": "m2", "mtq": "m3", "mtr": "m", "kwh": "kWh", "car": "carat",
	"pfl": "pf.liters", "gm": "g", "ton": "t", // Census: metric tons
}

// noUnit are the texts that say that no quantity is counted.
var noUnit = map[string]bool{"": true, "-": true, "x": true, "n/a": true, "na": true, "no quantity": true, "no_su": true, "无": true}

// groupNames are the names under which sources sum countries.
var groupNames = map[string]bool{
	"world": true, "world total": true, "total": true, "all countries": true, "total all countries": true, "grand total": true, "all partners": true,
	"european union": true, "euro area": true, "oecd": true, "nato": true, "apec": true, "asean": true, "opec": true, "nafta": true, "usmca": true,
	"usmca (nafta)": true, "north america": true, "central america": true, "south america": true, "south/central america": true, "europe": true,
	"asia": true, "africa": true, "australia and oceania": true, "pacific rim": true, "pacific rim countries": true, "cafta-dr": true, "lafta": true,
	"twenty latin american republics": true, "cacm": true, "asia near east": true, "asia - other": true, "asia - south": true,
	"us trade agreements partners": true, "central american common market": true, "nics": true, "caribbean basin": true, "cis": true, "gcc": true, "eu": true,
	"g7": true, "g20": true, "brics": true, "mercosur": true, "middle east": true, "latin america": true, "eu-27": true, "eu27": true, "eu-28": true, "euro zone": true, "eurozone": true,
	"newly industrialized countries": true, "euro area (19)": true, "sub-saharan africa": true,
}

// residualNames are the names under which sources put countries that they do not name.
var residualNames = map[string]bool{
	"other": true, "others": true, "other countries": true, "all other countries": true, "all others": true, "rest of world": true, "rest of the world": true,
	"row": true, "unspecified": true, "not specified": true, "unidentified": true, "unidentified countries": true, "unknown": true,
	"international organizations": true, "international organisations": true, "areas, nes": true, "areas nes": true, "bunkers": true, "free zones": true,
	"special categories": true, "europe eu, nes": true, "laia, nes": true, "africa cameu region, nes": true, "north america and central america, nes": true,
	"rest of america, nes": true, "caribbean, nes": true, "eastern europe, nes": true, "oceania, nes": true, "other europe, nes": true, "other africa, nes": true,
	"northern africa, nes": true, "western asia, nes": true, "europe efta, nes": true, "cacm, nes": true, "neutral zone": true,
}

// worldNames are those of the sum of all countries.
var worldNames = map[string]bool{
	"world": true, "world total": true, "total": true, "all countries": true, "total all countries": true, "all partners": true, "grand total": true,
}
