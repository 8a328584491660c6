package russia

import (
	"github.com/tradeshock/tradeshock/tariff/law"
)

// ProgramChoices is the numbered register of what the sources of the table leave
// open and of how it reads them. Headings name the parameters that a choice touches.
func ProgramChoices() []law.Choice {
	all := []law.Choice{
		{
			Question: "To which rule does a day belong on which the rule changes at a clock?",
			Answer:   "To the one that holds at noon where the rule is made.",
			Reason: "Days here have no clock. The British cap moved at 23:01 and 23:00, licences of OFAC end at 00:01; an " +
				"answer for such a day names the moment.",
			Headings: []string{"UK cap/crude", "US licence/133", "US licence/135"},
		},
		{
			Question: "Before which day must a contract have been made to use 47.60 in the EU up to 16 April 2026?",
			Answer:   "Open for a contract of 15 to 31 January 2026; before that it may, after that it may not.",
			Reason:   "One source says 1 February, another 15 January 2026.",
			Headings: []string{"EU wind-down/crude/2026"},
		},
		{
			Question: "And in the UK?",
			Answer:   "The same.",
			Reason:   "A criterion for the UK alone was not found.",
			Headings: []string{"UK wind-down/crude/2026"},
		},
		{
			Question: "May a wind-down be used when the contract or the loading is not dated?",
			Answer:   "No: the sale is above the cap, and the answer says which day would change it.",
			Reason:   "Who relies on an exception states its facts.",
			Headings: []string{"EU wind-down/crude/2025", "UK wind-down/crude/2025"},
		},
		{
			Question: "What is the margin under a wind-down?",
			Answer:   "That against the cap in force, so it is negative; the older cap stands beside it.",
			Reason:   "The margin then says by how much the sale lives on the wind-down.",
			Headings: []string{"EU cap/crude", "UK cap/crude"},
		},
		{
			Question: "How does the dynamic rule round, and which value does the band compare?",
			Answer:   "To cents, half up; the rounded value.",
			Reason:   "The published caps agree with it; the sources do not say.",
			Headings: []string{"EU cap/crude"},
		},
		{
			Question: "Was the cap of the EU in force from 15 to 22 July 2026, when a review was due and no act was published?",
			Answer:   "Yes, at 44.10.",
			Reason:   "A cap stays until it is changed, and the act of 23 July held it.",
			Headings: []string{"EU cap/crude"},
		},
		{
			Question: "What held in Canada in September 2025?",
			Answer:   "Not known: 60 or 47.60.",
			Reason: "The month of the change was found, the day was not; for the same reason the time for older contracts " +
				"is not known.",
			Headings: []string{"CA cap/crude", "CA wind-down/crude/2025"},
		},
		{
			Question: "Until when are the caps of Canada, Japan and Australia on crude known?",
			Answer: "To the day before the next move of the EU and the UK that they may have followed: 31 January 2026, " +
				"and 2 September 2025 for Australia.",
			Reason:   "Nothing was found for later days.",
			Headings: []string{"CA cap/crude", "JP cap/crude", "AU cap/crude"},
		},
		{
			Question: "Does a licence that states a later end hold past the last day of the sources?",
			Answer:   "Not known; the error carries the end that it states.",
			Reason:   "It may have been amended or withdrawn since.",
			Headings: []string{"US licence/55", "US licence/135", "US licence/128", "US licence/130"},
		},
		{
			Question: "Which letter of a licence rules when two would run?",
			Answer:   "The newest.",
			Reason:   "A letter replaces the one before it in its entirety; the earlier end stands in the table as stated.",
			Headings: []string{"US licence/55", "US licence/128", "US licence/129"},
		},
		{
			Question: "How long did GL 129A run?",
			Answer:   "Sure as far as GL 129 had reached, not known from 29 April 2026.",
			Reason:   "Its expiry was not seen.",
			Headings: []string{"US licence/129"},
		},
		{
			Question: "What of the days of loading in GL 134A, and of Iran in GL 134B and 134C?",
			Answer:   "Open for oil loaded from 13 to 19 March 2026; Iran is taken as left out.",
			Reason:   "Only titles were seen; GL 134 left Iran out.",
			Headings: []string{"US licence/134"},
		},
		{
			Question: "From when did GL 115D and the Russian ban on diesel exports run?",
			Answer:   "Known to run on 10 October 2026; not known before.",
			Reason:   "Their ends were found, their first days were not checked.",
			Headings: []string{"US licence/115", "RU ban/diesel-export"},
		},
		{
			Question: "Which days did the northern and the Czech part of Druzhba lose the exemption?",
			Answer:   "24 June 2023 and 18 July 2025.",
			Reason:   "The 11th package is of 23 June 2023; for the Czech part only the day of the 18th package was found.",
			Headings: []string{"EU exemption/crude/druzhba-north", "EU exemption/crude/druzhba-czechia"},
		},
		{
			Question: "Is oil of a third country free when the port of export is not stated?",
			Answer:   "Crude is, products are not known.",
			Reason: "Oil in transit through Russia is free, and oil that never was there is too; whether the word oil " +
				"means products was not found.",
			Headings: []string{"EU exemption/crude/transit", "EU exemption/products/transit"},
		},
		{
			Question: "Are products free of Art. 3ma that no one shows to be made of Russian crude?",
			Answer: "When refined in a partner country or in a net exporter of crude of the year before; else evidence " +
				"is needed.",
			Reason:   "The presumption can be rebutted for net exporters. The yearly list is the caller's to state.",
			Headings: []string{"EU ban/refined", "EU rule/refined/partners", "EU rule/refined/net-exporters"},
		},
		{
			Question: "Until when is the suspension of the BIS Affiliates Rule known?",
			Answer:   "To 9 November 2026, by the text of the rule.",
			Reason:   "A longer one was announced; no notice was found.",
			Headings: []string{"US rule/bis-affiliates"},
		},
		{
			Question: "Are products of a refinery in the EU, or in the UK, under the bans on products of Russian crude?",
			Answer:   "No.",
			Reason:   "The bans are on what is obtained in a third country.",
			Headings: []string{"EU ban/refined", "UK ban/refined"},
		},
		{
			Question: "May diesel of Russia enter the United States under GL 135?",
			Answer:   "Yes, from 9 October 2026: it is left out of the ban.",
			Reason:   "The licence names import into the United States; its other conditions stand in its note.",
			Headings: []string{"US licence/135", "US exemption/products/diesel-135"},
		},
		{
			Question: "Is the EU one importer under section 113, or are its states?",
			Answer:   "One; Choices.Apart counts the states.",
			Reason:   "The section speaks of countries, most sources state the EU as one, and a rank depends on it.",
			Headings: []string{"US rule/act-2026-importers-ranked"},
		},
		{
			Question: "Which twelve months count under section 113, and from when do the 180 days run?",
			Answer: "Those before the last determination; the first is that of 18 October 2026. Choices.Prior and " +
				"Choices.FromEnactment say otherwise.",
			Reason:   "One law firm counts back from the entry into force; the start of the 180 days was not seen.",
			Headings: []string{"US rule/act-2026-importers-ranked", "US rule/act-2026-redetermination"},
		},
		{
			Question: "Do oil products, and value in place of volume, count for the five?",
			Answer:   "No; Choices.WithProducts and Choices.ByValue say otherwise.",
			Reason:   "The section names crude oil and natural gas, by volume.",
			Headings: []string{"US rule/act-2026-importers-ranked"},
		},
		{
			Question: "Are there five importers of gas, or five of liquefied gas and five of gas by pipe?",
			Answer:   "Five of both together; Choices.GasApart says otherwise.",
			Reason: "Whether gas means both together was not seen. Amounts in different units are not added, so that " +
				"published figures rank them apart only.",
			Headings: []string{"US rule/act-2026-importers-ranked", "US rule/act-2026-gas-exception"},
		},
		{
			Question: "Does Russian oil count that is bought through a third country?",
			Answer:   "Where there is evidence of its origin.",
			Reason:   "The section says Russian-origin; how that is shown was not seen.",
			Headings: []string{"US rule/act-2026-purchases-counted"},
		},
		{
			Question: "Is liquefied gas of Russia banned in the EU when the terms of its contract are not stated?",
			Answer:   "Not known from 25 April 2026 on: Deal.ContractTerms decides, short-term or long-term.",
			Reason:   "The ban begins on two days, by the length of the contract.",
			Headings: []string{"EU ban/lng-short-term", "EU ban/lng-long-term"},
		},
		{
			Question: "Which goods are coal and coal products under EO 14066, and which are petroleum?",
			Answer: "2701 and 2702 are coal, 2709 and 2710 petroleum; for 2703 to 2708, 2712 to 2715 and gases of " +
				"petroleum it is not known.",
			Reason:   "The order names no codes, and a list of OFAC was not seen.",
			Headings: []string{"US ban/coal", "US ban/coal-products", "US ban/other-petroleum"},
		},
		{
			Question: "Is 1 April 2023 the last day to unload products bought above the cap, or the first day too late?",
			Answer:   "Too late in the EU and under OFAC; the last day in the UK.",
			Reason:   "The EU and OFAC say prior to 1 April, the letter of HM Treasury says by 1 April.",
			Headings: []string{"EU wind-down/premium/2023", "US wind-down/premium/2023", "UK wind-down/premium/2023"},
		},
	}
	for i := range all {
		all[i].Number = i + 1
	}
	return all
}

// Provenance says where the tables come from: of the programme, and of published flows.
func Provenance() []law.Source {
	return []law.Source{
		{
			Table: "program.csv", Title: "Caps, bans, exemptions, licences, listings and rules around Russian oil",
			Publisher: "row by row in the column sources", Retrieved: "2026-11-23", Rows: programmeRows,
		},
		{
			Table: "flows.csv", Title: "Purchases of Russian oil and gas as published, by buyer",
			Publisher: "row by row in the column source", Retrieved: "2026-11-23", Rows: flowsRows,
		},
	}
}
