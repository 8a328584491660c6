package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// originLists are the lists that notes make for the goods of single origins: the
// exceptions of the deals, of the order on Brazil, of notes 50 and 52, civil aircraft,
// the energy and potash of Canada and Mexico, the goods of Russia that pay other rates
// than column 2, and what Section 338 charges and bans.
func originLists(data fs.FS) ([]list, error) {
	b := listsByOrigin{data: data}
	b.lines, b.err = noteLines(data)
	b.deals()
	b.brazil()
	b.aircraft()
	b.russia()
	b.fentanyl()
	b.labor()
	b.brazil301()
	b.canada338()
	return b.lists, b.err
}

type listsByOrigin struct {
	data  fs.FS
	lines []string
	at    int
	lists []list
	err   error
}

func (b *listsByOrigin) add(name, title, note, source, retrieved string, rows []row) {
	if b.err == nil && len(rows) == 0 {
		b.err = fmt.Errorf("list %s is empty", name)
	}
	b.lists = append(b.lists,
		list{name: name, title: title, note: note, source: source, retrieved: retrieved, rows: once(rows)})
}

// passage adds the codes between two wordings of the notes, from a day on.
func (b *listsByOrigin) passage(name, title, note, start, end string, when row) {
	if b.err != nil {
		return
	}
	text, at, err := passage(b.lines, b.at, start, end)
	if err != nil {
		b.err = err
		return
	}
	b.at = at
	var rows []row
	for _, code := range append(legalCodes(text), statisticalCodes(text)...) {
		r := when
		r.code = code
		rows = append(rows, r)
	}
	b.add(name, title, note, notesSource, "2026-06-29", rows)
}

func (b *listsByOrigin) read(name string) []map[string]string {
	if b.err != nil {
		return nil
	}
	var rows []map[string]string
	rows, b.err = readCSV(b.data, name)
	return rows
}

func (b *listsByOrigin) deals() {
	b.at = 0
	eu := row{from: "2025-09-01", published: "2025-09-25"}
	korea := row{from: "2025-11-14", published: "2025-12-04"}
	swiss := row{from: "2025-11-14", published: "2025-12-18"}
	b.passage("deal_eu_listed", "Deal with the European Union, listed goods", "2(v)(xx)",
		"(xx) As provided in heading 9903.02.74", "(xxi) As provided in heading 9903.02.75", eu)
	b.passage("deal_eu_described", "Deal with the European Union, described articles", "2(v)(xxi)",
		"(xxi) As provided in heading 9903.02.75", "(xxii)", eu)
	b.passage("deal_eu_aircraft", "Deal with the European Union, civil aircraft", "2(v)(xxii)", "(xxii)",
		"(xxiii) As provided in heading 9903.02.77", eu)
	b.passage("deal_eu_pharmaceutical", "Deal with the European Union, for pharmaceutical use", "2(v)(xxiii)",
		"(xxiii) As provided in heading 9903.02.77", "(xxiv)", eu)
	b.passage("deal_kr_aircraft", "Deal with South Korea, civil aircraft", "2(v)(xxiv)(b)",
		"(b) As provided in heading 9903.02.81", "(xxv)", korea)
	b.passage("deal_ch_listed", "Deal with Switzerland and Liechtenstein, listed goods", "2(v)(xxv)(b)",
		"(b) As provided in headings 9903.02.84", "(c) As provided in headings 9903.02.85", swiss)
	b.passage("deal_ch_aircraft", "Deal with Switzerland and Liechtenstein, civil aircraft", "2(v)(xxv)(c)",
		"(c) As provided in headings 9903.02.85", "(d) As provided in headings 9903.02.86", swiss)
	b.passage("deal_ch_pharmaceutical", "Deal with Switzerland and Liechtenstein, for pharmaceutical use", "2(v)(xxv)(d)",
		"(d) As provided in headings 9903.02.86", "(x)", swiss)
}

// brazil are the goods outside the 40 percent: those of the order, and those that the
// order of November 2025 adds, which the compiled list dates.
func (b *listsByOrigin) brazil() {
	b.passage("brazil_listed", "Duty on Brazil, listed goods", "2(x)(iii)(a)", "(a) As provided in heading 9903.01.81",
		"(b) As provided in heading 9903.01.90", row{from: "2025-08-06"})
	november := map[string]bool{}
	for _, r := range b.read("us-policy/country_eo_exempt_products.csv") {
		if r["effective_date_start"] >= "2025-11-01" {
			code, err := dotted(r["hts10"])
			if err != nil {
				b.err = err
				return
			}
			november[code] = true
			november[strings.TrimSuffix(code, ".00")] = true
		}
	}
	if b.err != nil {
		return
	}
	listed := &b.lists[len(b.lists)-1]
	for i := range listed.rows {
		r := &listed.rows[i]
		late := november[r.code]
		for code := range november {
			late = late || strings.HasPrefix(code, r.code+".")
		}
		if late {
			r.from, r.published = "2025-11-13", "2025-11-20"
		}
	}
	b.passage("brazil_described", "Duty on Brazil, described agricultural articles", "2(x)(iii)(b)",
		"(b) As provided in heading 9903.01.90", "(iv) As provided in heading 9903.01.82",
		row{from: "2025-11-13", published: "2025-11-20"})
	b.passage("brazil_aircraft", "Duty on Brazil, civil aircraft", "2(x)(iv)", "(iv) As provided in heading 9903.01.82",
		"(v) The additional duties imposed by heading 9903.01.77", row{from: "2025-08-06"})
}

func (b *listsByOrigin) aircraft() {
	b.passage("aircraft_gb", "Civil aircraft of the United Kingdom", "35(a)", "(a) As provided in heading 9903.96.01",
		"(b) As provided in heading 9903.96.02", row{from: "2025-06-30"})
	b.passage("aircraft_jp", "Civil aircraft of Japan", "35(b)", "(b) As provided in heading 9903.96.02", "36.",
		row{from: "2025-09-16", published: "2025-09-16"})
	var rows []row
	for _, r := range b.read("us-policy/s232_aircraft_exempt_taiwan.csv") {
		code, err := dotted(r["hts8"])
		if err != nil {
			b.err = err
			return
		}
		rows = append(rows, row{code: code, from: "2026-05-01", published: "2026-05-28"})
	}
	b.add("aircraft_tw", "Civil aircraft of Taiwan", "35(c)",
		"U.S. note 35(c), HTS 2026 revision 9, as compiled by The Budget Lab at Yale (MIT)", "2026-06-29", rows)
	b.at = 0
	b.passage("232_parts_gb", "Section 232, parts of vehicles of the United Kingdom", "33(j)",
		"(j) Heading 9903.94.32 sets forth", "Any automotive part", row{from: "2025-06-30"})
}

func (b *listsByOrigin) russia() {
	b.at = 0
	b.passage("russia_35", "Goods of Russia at 35 percent in place of column 2", "30(b)", "(b) Heading 9903.90.08 applies",
		"(c) For the purposes of heading 9903.90.09", row{})
	b.passage("russia_70", "Goods of Russia at 70 percent in place of column 2", "30(d)", "(d) Heading 9903.90.09 applies",
		"31. (a)", row{})
}

func (b *listsByOrigin) fentanyl() {
	names := map[string]string{"energy_ca": "fentanyl_energy", "potash_ca": "fentanyl_potash"}
	rows := map[string][]row{}
	for _, r := range b.read("us-policy/fentanyl_carveout_products.csv") {
		code, err := dotted(r["hts8"])
		if err != nil {
			b.err = err
			return
		}
		if name := names[r["category"]]; name != "" {
			rows[name] = append(rows[name], row{code: code})
		}
	}
	const source = "Executive Orders 14156, 14193, 14231 and 14232 on energy, critical minerals and potash, as compiled by The Budget Lab at Yale (MIT)"
	b.add("fentanyl_energy", "Energy and critical minerals of Canada", "heading 9903.01.13", source, "2026-06-29",
		rows["fentanyl_energy"])
	b.add("fentanyl_potash", "Potash of Canada and Mexico", "2(c), 2(l)", source, "2026-06-29", rows["fentanyl_potash"])
}

const transcribed = "U.S. notes 41, 50, 51 and 52 to subchapter III of chapter 99, HTS 2026 revisions 12 to 20, as transcribed by their readers"

// dated is a row of a transcribed list.
func dated(r map[string]string, last string) (row, error) {
	out := row{code: r["hts"], from: r["from"]}
	var err error
	if r[last] != "" {
		out.to, err = nextDay(r[last])
	}
	return out, err
}

// labor are the exceptions of note 52(j) by origin.
func (b *listsByOrigin) labor() {
	names := map[string]string{"all": "listed", "described_article": "described", "claim_CAFTA_DR": "cafta"}
	titles := map[string]string{"listed": "listed goods", "described": "described articles", "cafta": "under CAFTA-DR"}
	rows, notes := map[string][]row{}, map[string]string{}
	for _, r := range b.read("us-2026h2/fl301_exempt_products.csv") {
		if r["origin"] == "ALL" {
			continue
		}
		kind := names[r["kind"]]
		if kind == "" {
			b.err = fmt.Errorf("us-2026h2/fl301_exempt_products.csv: kind %q is not known", r["kind"])
			return
		}
		out, err := dated(r, "to")
		if err != nil {
			b.err = err
			return
		}
		name := "labor_" + strings.ToLower(r["origin"]) + "_" + kind
		rows[name], notes[name] = append(rows[name], out), r["note"]
	}
	for _, name := range sortedKeys(rows) {
		part := strings.Split(name, "_")
		b.add(name, "60-economy duty, "+strings.ToUpper(part[1])+", "+titles[part[2]], notes[name], transcribed, "2026-11-23",
			rows[name])
	}
}

func (b *listsByOrigin) brazil301() {
	names := map[string]string{
		"9903.05.03": "listed", "9903.05.04": "described", "9903.05.05": "aircraft",
		"9903.05.06": "pharmaceutical",
	}
	titles := map[string]string{
		"listed": "listed goods", "described": "described articles", "aircraft": "civil aircraft",
		"pharmaceutical": "for pharmaceutical use",
	}
	rows, notes := map[string][]row{}, map[string]string{}
	for _, r := range b.read("us-2026h2/brazil301_exempt_products.csv") {
		name := names[r["heading"]]
		if name == "" {
			b.err = fmt.Errorf("us-2026h2/brazil301_exempt_products.csv: heading %q is not known", r["heading"])
			return
		}
		out, err := dated(r, "to")
		if err != nil {
			b.err = err
			return
		}
		rows[name], notes[name] = append(rows[name], out), r["note"]
	}
	for _, name := range sortedKeys(rows) {
		b.add("brazil301_"+name, "Section 301, Brazil, "+titles[name], notes[name], transcribed, "2026-11-23", rows[name])
	}
}

func (b *listsByOrigin) canada338() {
	lists := []struct{ heading, name, title string }{
		{"9903.03.12", "canada338_alcohol", "Section 338, Canada, basket of alcohol"},
		{"9903.03.13", "canada338_dairy", "Section 338, Canada, basket of dairy"},
		{"9903.03.14", "canada338_vehicles", "Section 338, Canada, basket of motor vehicles"},
	}
	rows, notes := map[string][]row{}, map[string]string{}
	for _, r := range b.read("us-2026h2/canada338_products.csv") {
		out, err := dated(r, "last_day")
		if err != nil {
			b.err = err
			return
		}
		rows[r["heading"]], notes[r["heading"]] = append(rows[r["heading"]], out), r["note"]
	}
	for _, l := range lists {
		b.add(l.name, l.title, notes[l.heading], transcribed, "2026-11-23", rows[l.heading])
	}
	var aircraft []row
	for _, r := range b.read("us-2026h2/canada338_aircraft_exempt.csv") {
		aircraft = append(aircraft, row{code: r["hts"], from: r["from"]})
	}
	b.add("canada338_aircraft", "Section 338, Canada, civil aircraft", "51(d)", transcribed, "2026-11-23", aircraft)
	bans := map[string][]row{}
	for _, r := range b.read("us-2026h2/canada338_import_bans.csv") {
		name := "canada_ban"
		if !slices.Contains([]string{"any container", ""}, r["scope"]) && strings.Contains(r["scope"], "packag") {
			name = "canada_ban_packaged"
		}
		bans[name] = append(bans[name], row{code: r["hts"], from: r["from"]})
	}
	const source = "Proclamations 11061, 11062 and 11063 (91 FR 58311, 58319, 58325), as transcribed by their readers"
	b.add("canada_ban", "Goods of Canada that may not be imported", "PP 11061 to 11063", source, "2026-11-23",
		bans["canada_ban"])
	b.add("canada_ban_packaged", "Goods of Canada that may not be imported when packaged", "PP 11061", source,
		"2026-11-23", bans["canada_ban_packaged"])
}
