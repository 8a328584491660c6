package source

import "github.com/tradeshock/tradeshock/trade"

// comtradeMeasures are the values of UN Comtrade: imports CIF, exports FOB.
func comtradeMeasures(header string) []measure {
	return []measure{{Header: header, Currency: "USD", Import: trade.CIF, Export: trade.FOB}}
}

// comtradeSides are the flow codes of UN Comtrade. Imports include re-imports, and
// exports include domestic exports and re-exports.
var comtradeSides = map[string]Side{
	"m": Imports, "x": Exports, "rx": part, "rm": part, "dx": part, "fm": part, "mip": part, "mop": part, "xip": part,
	"xop": part,
	"1":   Imports, "2": Exports, "3": part, "4": part,
	"import": Imports, "imports": Imports, "export": Exports, "exports": Exports, "re-export": part, "re-exports": part,
	"re-import": part, "re-imports": part,
}

var (
	witsSides = map[string]Side{
		"import": Imports, "imports": Imports, "gross imports": Imports, "gross imp.": Imports, "gross import": Imports,
		"export": Exports, "exports": Exports, "gross exports": Exports, "gross exp.": Exports, "gross export": Exports,
		"re-export": part, "re-exports": part, "re-import": part, "re-imports": part, "net imports": part,
		"net exports": part,
	}
	eurostatSides = map[string]Side{"1": Imports, "2": Exports, "import": Imports, "export": Exports}
)

// layouts is what the package knows. To add a source, add a literal, a small file to
// testdata, and a row to TestLayouts.
var layouts = []Layout{
	{
		Name:  "native",
		About: "the project's own flow layout: period, origin, destination, hs, value_usd, quantity, unit in any order",
		Kind:  kindFlows,
		columns: []column{
			{rolePeriod, []string{"period"}, signature},
			{roleOrigin, []string{"origin"}, signature},
			{roleDestination, []string{"destination"}, signature},
			{roleProduct, []string{"hs"}, signature},
			{roleBasis, []string{"basis"}, optional},
			{roleCurrency, currencyHeaders, optional},
			{roleCounts, []string{"counts"}, optional},
		},
		measures: []measure{
			{Header: "value_*"},
			{Header: "value"},
			{Header: "value *"},
			{Header: "value(*"},
			{Header: "value,*"},
			{Header: "value:*"},
		},
		quantities: []quantityColumn{{Header: "quantity", UnitHeader: "unit"}},
		codes:      systemNamesAndISO, period: periodNative, notes: true,
	},
	{
		Name:  "native_wide",
		About: "a person's own sheet with a column for each month, quarter or year beside origin, destination and hs",
		Kind:  kindFlows,
		columns: []column{
			{roleOrigin, []string{"origin"}, signature},
			{roleDestination, []string{"destination"}, signature},
			{roleProduct, []string{"hs"}, signature},
			{roleYear, []string{"year"}, optional},
			{roleBasis, []string{"basis"}, optional},
			{roleCurrency, currencyHeaders, optional},
		},
		without: []string{"period", "value*"},
		wide:    wideYears, codes: systemNamesAndISO, period: periodNative, notes: true,
	},
	{
		Name: "comtrade_v1", About: "UN Comtrade, API of 2023 and later: JSON, TradeData CSV, bulk files", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"period"}, needed},
			{roleReporter, []string{"reportercode"}, signature},
			{rolePartner, []string{"partnercode"}, signature},
			{roleFlow, []string{"flowcode"}, signature},
			{roleProduct, []string{"cmdcode"}, signature},
			{roleClassification, []string{"classificationcode"}, optional},
		},
		measures:   comtradeMeasures("primaryvalue"),
		fob:        "fobvalue",
		quantities: []quantityColumn{{Header: "netwgt", Unit: "kg"}},
		codes:      systemComtrade, sides: comtradeSides, period: periodCompact, nested: true,
		wholes: []whole{
			{Header: "partner2code", Texts: []string{"0", "w00"}},
			{Header: "customscode", Texts: []string{"c00"}},
			{Header: "motcode", Texts: []string{"0"}},
			{Header: "moscode", Texts: []string{"0"}},
		},
		noNumber: []string{"na", "n/a"},
	},
	{
		Name: "comtrade_v1_tidy_r", About: "UN Comtrade by way of the R package comtradr", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"period"}, needed},
			{roleReporter, []string{"reporter_code"}, signature},
			{rolePartner, []string{"partner_code"}, signature},
			{roleFlow, []string{"flow_code"}, signature},
			{roleProduct, []string{"cmd_code"}, signature},
			{roleClassification, []string{"classification_code"}, optional},
		},
		measures:   comtradeMeasures("primary_value"),
		fob:        "fobvalue",
		quantities: []quantityColumn{{Header: "net_wgt", Unit: "kg"}},
		codes:      systemComtrade, sides: comtradeSides, period: periodCompact, nested: true,
		wholes: []whole{
			{Header: "partner_2_code", Texts: []string{"0", "w00"}},
			{Header: "partner2_code", Texts: []string{"0", "w00"}},
			{Header: "customs_code", Texts: []string{"c00"}},
			{Header: "mot_code", Texts: []string{"0"}},
			{Header: "mos_code", Texts: []string{"0"}},
		},
		noNumber: []string{"na", "n/a"},
	},
	{
		Name: "comtrade_legacy", About: "UN Comtrade, files of the API before 2023", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"period"}, needed},
			{roleClassification, []string{"classification"}, signature},
			{roleFlow, []string{"trade flow code"}, needed},
			{roleText, []string{"trade flow"}, signature},
			{roleReporter, []string{"reporter code"}, signature},
			{rolePartner, []string{"partner code"}, signature},
			{roleProduct, []string{"commodity code"}, signature},
		},
		measures:   comtradeMeasures("trade value (us$)"),
		quantities: []quantityColumn{{Header: "netweight (kg)", Unit: "kg"}},
		codes:      systemComtrade, sides: comtradeSides, period: periodCompact, nested: true,
		wholes: []whole{
			{Header: "2nd partner code", Texts: []string{"0"}},
			{Header: "customs proc. code", Texts: []string{"0", "c00"}},
			{Header: "mode of transport code", Texts: []string{"0"}},
		},
		noNumber: []string{"na", "n/a"},
	},
	{
		Name: "baci",
		About: "CEPII BACI: flows reconciled from both ends, in 1000 USD and tonnes; the edition of the HS is in the " +
			"file name", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"t"}, signature},
			{roleOrigin, []string{"i"}, signature},
			{roleDestination, []string{"j"}, signature},
			{roleProduct, []string{"k"}, signature},
		},
		exact:      true,
		measures:   []measure{{Header: "v", Currency: "USD", Scale: 3, Import: trade.FOB, Export: trade.FOB}},
		quantities: []quantityColumn{{Header: "q", Unit: "t"}},
		codes:      systemComtrade, period: periodNative, digits: 6, noNumber: []string{"na"},
	},
	{
		Name: "wits_trade", About: "World Bank WITS, trade data in 1000 USD", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"year"}, signature},
			{roleReporter, []string{"reporteriso3"}, signature},
			{rolePartner, []string{"partneriso3"}, signature},
			{roleFlow, []string{"tradeflowname"}, needed},
			{roleProduct, []string{"productcode"}, signature},
			{roleClassification, []string{"nomenclature"}, optional},
		},
		measures: []measure{{
			Header: "tradevalue in 1000 usd", Currency: "USD", Scale: 3, Import: trade.CIF,
			Export: trade.FOB,
		}},
		quantities: []quantityColumn{
			{Header: "netweight in kgm", Unit: "kg"},
			{Header: "quantity", UnitHeader: "qtyunit"},
			{Header: "quantity", UnitHeader: "qtytoken"},
		},
		codes: systemWITS, sides: witsSides, period: periodNative, nested: true,
	},
	{
		Name: "wits_tariff", About: "World Bank WITS, averages of tariffs in percent", Kind: kindRates,
		columns: []column{
			{roleText, []string{"selected nomen"}, signature},
			{roleClassification, []string{"native nomen"}, signature},
			{roleReporter, []string{"reporter"}, signature},
			{rolePartner, []string{"partner"}, optional},
			{roleProduct, []string{"product"}, signature},
			{roleYear, []string{"tariff year"}, needed},
			{roleType, []string{"dutytype"}, signature},
			{roleValue, []string{"simple average"}, signature},
			{roleWeighted, []string{"weighted average"}, optional},
		},
		codes: systemWITS, period: periodNative, noNumber: []string{"na", "n/a"},
	},
	{
		Name: "worldbank_indicator", About: "World Bank, an indicator by country and year", Kind: kindObservations,
		columns: []column{
			{roleText, []string{"country name"}, signature},
			{roleReporter, []string{"country code"}, signature},
			{roleText, []string{"indicator name"}, signature},
			{roleSeries, []string{"indicator code"}, signature},
		},
		wide: wideYears, codes: systemWITS, noNumber: []string{".."},
	},
	{
		Name: "census_api_json", About: "US Census Bureau, international trade by the API", Kind: kindFlows,
		columns: []column{
			{roleProduct, []string{"i_commodity", "e_commodity"}, signature},
			{rolePartner, []string{"cty_code"}, signature},
			{rolePeriod, []string{"time"}, optional},
			{roleYear, []string{"year"}, optional},
			{roleMonth, []string{"month"}, optional},
		},
		measures: []measure{
			{Header: "gen_val_mo", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "con_val_mo", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "all_val_mo", Currency: "USD", Export: trade.FAS, Side: Exports},
			{Header: "gen_val_yr", Currency: "USD", Import: trade.CustomsValue, Side: Imports, Cumulative: true},
			{Header: "con_val_yr", Currency: "USD", Import: trade.CustomsValue, Side: Imports, Cumulative: true},
			{Header: "all_val_yr", Currency: "USD", Export: trade.FAS, Side: Exports, Cumulative: true},
		},
		quantities: []quantityColumn{
			{Header: "gen_qy1_mo", UnitHeader: "unit_qy1"},
			{Header: "con_qy1_mo", UnitHeader: "unit_qy1"},
			{Header: "qty_1_mo", UnitHeader: "unit_qy1"},
		},
		open: true,
		plain: []string{
			"*_name", "*_ldesc", "*_sdesc", "comm_lvl", "summary_lvl*", "*_mo", "*_yr", "*_flag", "unit_*",
			"last_update",
		},
		codes: systemScheduleC, reporter: "US", period: periodDashed, nested: true,
		wholes: []whole{
			{Header: "district", Texts: []string{"-", "total"}, Additive: true},
			{Header: "rp", Texts: []string{"-", "total"}, Additive: true},
			{Header: "df", Texts: []string{"-", "total"}, Additive: true},
		},
		noNumber: []string{"-", "na", "null"},
	},
	{
		Name: "usatradeonline", About: "US Census Bureau, USA Trade Online", Kind: kindFlows,
		columns: []column{
			{roleProduct, []string{"commodity", "commodities"}, signature},
			{rolePartner, []string{"country", "countries"}, signature},
			{rolePeriod, []string{"time"}, signature},
		},
		measures: []measure{
			{Header: "customs value (gen) ($us)*", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "customs value (cons) ($us)*", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "total exports value ($us)*", Currency: "USD", Export: trade.FAS, Side: Exports},
			{Header: "total value ($us)*", Currency: "USD", Export: trade.FAS, Side: Exports},
			{Header: "vessel customs value (gen) ($us)*", Currency: "USD", Import: trade.CustomsValue, Side: Imports},
			{Header: "value ($us)*", Currency: "USD", Import: trade.CustomsValue, Export: trade.FAS},
		},
		open: true, plain: []string{"*($us)*", "*(kg)*", "quantity*", "unit*"},
		codes: systemNamesUS, reporter: "US", period: periodWords, products: productLeading, nested: true, group: ',',
		wholes: []whole{
			{Header: "port", Texts: []string{"total", "all ports"}, Additive: true},
			{Header: "district", Texts: []string{"total", "all districts"}, Additive: true},
			{Header: "state", Texts: []string{"total", "all states"}, Additive: true},
		},
		noNumber: []string{"-"},
	},
	{
		Name: "usitc_dataweb", About: "USITC DataWeb, a column for each year, quarter or month", Kind: kindFlows,
		columns: []column{
			{roleMeasure, []string{"data type"}, signature},
			{rolePartner, []string{"country"}, signature},
			{roleProduct, []string{"hts number", "hts code", "hts", "hs number"}, optional},
			{roleYear, []string{"year"}, optional},
		},
		open: true, plain: []string{"description", "* description of *", "hts description", "commodity description"},
		anchor: "data row count", wide: wideYears, codes: systemNamesUS, reporter: "US", nested: true, group: ',',
	},
	{
		Name: "usitc_hts_csv", About: "USITC, the Harmonized Tariff Schedule of the United States", Kind: kindDuties,
		columns: []column{
			{roleText, []string{"hts number"}, signature},
			{roleText, []string{"indent"}, signature},
			{roleText, []string{"description"}, signature},
			{roleText, []string{"unit of quantity"}, optional},
			{roleText, []string{"general rate of duty"}, signature},
			{roleText, []string{"special rate of duty"}, signature},
			{roleText, []string{"column 2 rate of duty"}, signature},
			{roleText, []string{"quota quantity"}, optional},
			{roleText, []string{"additional duties"}, optional},
		},
	},
	{
		Name: "eurostat_comext", About: "Eurostat Comext, detailed trade in EUR and kg", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"period"}, signature},
			{roleReporter, []string{"reporter"}, signature},
			{rolePartner, []string{"partner"}, signature},
			{roleProduct, []string{"product_nc"}, signature},
			{roleFlow, []string{"flow"}, signature},
			{roleText, []string{"stat_procedure"}, signature},
			{roleText, []string{"quantity_kg"}, signature},
		},
		measures:   []measure{{Header: "value_eur", Currency: "EUR", Import: trade.CIF, Export: trade.FOB}},
		quantities: []quantityColumn{{Header: "quantity_kg", Unit: "kg"}},
		distinct:   []string{"stat_procedure", "trade_type"},
		codes:      systemGeonomenclature, sides: eurostatSides, period: periodCompact, nested: true,
	},
	{
		Name: "eurostat_comext_legacy", About: "Eurostat Comext, files of earlier years", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"period"}, needed},
			{roleReporter, []string{"declarant_iso", "declarant"}, needed},
			{roleText, []string{"declarant"}, signature},
			{rolePartner, []string{"partner_iso", "partner"}, needed},
			{roleText, []string{"partner"}, signature},
			{roleProduct, []string{"product_nc"}, signature},
			{roleFlow, []string{"flow"}, signature},
			{roleText, []string{"stat_regime"}, signature},
		},
		measures: []measure{
			{Header: "value_in_euros", Currency: "EUR", Import: trade.CIF, Export: trade.FOB},
			{Header: "value_eur", Currency: "EUR", Import: trade.CIF, Export: trade.FOB},
		},
		quantities: []quantityColumn{{Header: "quantity_in_kg", Unit: "kg"}, {Header: "quantity_kg", Unit: "kg"}},
		codes:      systemGeonomenclature, sides: eurostatSides, period: periodCompact, nested: true,
		wholes: []whole{{Header: "stat_regime", Texts: []string{"4"}, Additive: true}},
	},
	{
		Name: "india_tradestat", About: "India, Department of Commerce, Export Imports Data Bank; the unit is in the title",
		Kind: kindFlows,
		columns: []column{
			{roleProduct, []string{"hscode"}, signature},
			{roleText, []string{"commodity"}, signature},
			{rolePartner, []string{"country"}, optional},
		},
		open: true, plain: []string{"s.no*", "sno", "*%*", "*growth*", "*share*", "unit*"},
		wide: wideFiscal, titleUnit: true, codes: systemNamesIndia, reporter: "IN", nested: true, group: ',',
	},
	{
		Name: "india_tradestat_countries", About: "India, Export Import Data Bank, by country; the unit is in the title",
		Kind: kindFlows,
		columns: []column{
			{roleText, []string{"s.no.", "s.no", "s. no.", "sno", "sr.no.", "sr. no.", "s.no", "sl.no."}, signature},
			{rolePartner, []string{"country", "country / region", "country name"}, signature},
		},
		without: []string{"hscode"},
		open:    true, plain: []string{"*%*", "*growth*", "*share*", "unit*"},
		wide: wideFiscal, titleUnit: true, codes: systemNamesIndia, reporter: "IN", nested: true, group: ',',
	},
	{
		Name: "china_gacc", About: "China, General Administration of Customs", Kind: kindFlows,
		columns: []column{
			{rolePeriod, []string{"数据年月"}, optional},
			{roleProduct, []string{"商品编码"}, signature},
			{roleText, []string{"商品名称"}, signature},
			{rolePartner, []string{"贸易伙伴编码"}, needed},
			{roleText, []string{"贸易伙伴名称"}, signature},
		},
		measures: []measure{
			{Header: "美元", Currency: "USD", Import: trade.CIF, Export: trade.FOB},
			{Header: "美元值", Currency: "USD", Import: trade.CIF, Export: trade.FOB},
			{Header: "人民币", Currency: "CNY", Import: trade.CIF, Export: trade.FOB},
			{Header: "人民币元", Currency: "CNY", Import: trade.CIF, Export: trade.FOB},
			{Header: "千美元", Currency: "USD", Scale: 3, Import: trade.CIF, Export: trade.FOB},
			{Header: "万美元", Currency: "USD", Scale: 4, Import: trade.CIF, Export: trade.FOB},
			{Header: "万元", Currency: "CNY", Scale: 4, Import: trade.CIF, Export: trade.FOB},
		},
		quantities: []quantityColumn{{Header: "第一数量", UnitHeader: "第一计量单位"}},
		open:       true, plain: []string{"*名称", "第*", "美元*", "人民币*"},
		codes: systemGACC, reporter: "CN", period: periodCompact, nested: true, group: ',', noNumber: []string{"-"},
	},
	{
		Name: "jodi_oil", About: "JODI, monthly oil data", Kind: kindObservations,
		columns: []column{
			{roleReporter, []string{"ref_area"}, signature},
			{rolePeriod, []string{"time_period"}, signature},
			{roleSeries, []string{"energy_product"}, signature},
			{roleSeries2, []string{"flow_breakdown"}, signature},
			{roleUnit, []string{"unit_measure"}, signature},
			{roleValue, []string{"obs_value"}, signature},
			{roleFlag, []string{"assessment_code"}, signature},
		},
		codes: systemISO2, period: periodDashed, noNumber: []string{"-", "x", "n/a"},
	},
	{
		Name: "eia_company_imports", About: "US EIA, crude oil and products by importing company, in thousand barrels",
		Kind: kindObservations,
		columns: []column{
			{rolePeriod, []string{"rpt_period"}, signature},
			{roleSeries, []string{"prod_code"}, signature},
			{roleSeries2, []string{"prod_name"}, signature},
			{roleReporter, []string{"cntry_name"}, signature},
			{roleValue, []string{"quantity"}, signature},
		},
		codes: systemNamesAndISO, period: periodYYMM, group: ',', deliveries: true,
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
	"千克": "kg", "公斤": "kg", "克": "g", "吨": "t", "升": "liters", "立方米": "m3", "平方米": "m2", "米": "m", "千瓦时": "kWh",
	"克拉": "carat",
	"个":  "No.", "台": "No.", "件": "No.", "辆": "No.", "只": "No.", "把": "No.", "支": "No.", "头": "No.", "艘": "No.",
	"架": "No.",
	"块": "No.", "条": "No.",
	"双": "prs.", "打": "doz.", "千个": "thousands",
	"kgm": "kg", "nar": "No.", "u": "No.", "npr": "prs.", "ltr": "liters", "mtk": "m2", "mtq": "m3", "mtr": "m",
	"kwh": "kWh", "car": "carat",
	"pfl": "pf.liters", "gm": "g", "ton": "t", // Census: metric tons
}

// noUnit are the texts that say that no quantity is counted.
var noUnit = map[string]bool{
	"": true, "-": true, "x": true, "n/a": true, "na": true, "no quantity": true,
	"no_su": true, "无": true,
}

// groupNames are the names under which sources sum countries.
var groupNames = map[string]bool{
	"world": true, "world total": true, "total": true, "all countries": true, "total all countries": true,
	"grand total": true, "all partners": true,
	"european union": true, "euro area": true, "oecd": true, "nato": true, "apec": true, "asean": true, "opec": true,
	"nafta": true, "usmca": true,
	"usmca (nafta)": true, "north america": true, "central america": true, "south america": true,
	"south/central america": true, "europe": true,
	"asia": true, "africa": true, "australia and oceania": true, "pacific rim": true, "pacific rim countries": true,
	"cafta-dr": true, "lafta": true,
	"twenty latin american republics": true, "cacm": true, "asia near east": true, "asia - other": true,
	"asia - south":                 true,
	"us trade agreements partners": true, "central american common market": true, "nics": true, "caribbean basin": true,
	"cis": true, "gcc": true, "eu": true,
	"g7": true, "g20": true, "brics": true, "mercosur": true, "middle east": true, "latin america": true, "eu-27": true,
	"eu27": true, "eu-28": true, "euro zone": true, "eurozone": true,
	"newly industrialized countries": true, "euro area (19)": true, "sub-saharan africa": true,
}

// residualNames are the names under which sources put countries that they do not name.
var residualNames = map[string]bool{
	"other": true, "others": true, "other countries": true, "all other countries": true, "all others": true,
	"rest of world": true, "rest of the world": true,
	"row": true, "unspecified": true, "not specified": true, "unidentified": true, "unidentified countries": true,
	"unknown":                     true,
	"international organizations": true, "international organisations": true, "areas, nes": true, "areas nes": true,
	"bunkers": true, "free zones": true,
	"special categories": true, "europe eu, nes": true, "laia, nes": true, "africa cameu region, nes": true,
	"north america and central america, nes": true,
	"rest of america, nes":                   true, "caribbean, nes": true, "eastern europe, nes": true,
	"oceania, nes":      true,
	"other europe, nes": true, "other africa, nes": true,
	"northern africa, nes": true, "western asia, nes": true, "europe efta, nes": true, "cacm, nes": true,
	"neutral zone": true,
}

// worldNames are those of the sum of all countries.
var worldNames = map[string]bool{
	"world": true, "world total": true, "total": true, "all countries": true, "total all countries": true,
	"all partners": true, "grand total": true,
}
