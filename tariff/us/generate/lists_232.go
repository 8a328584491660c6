package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

const compiled232 = "U.S. notes 16, 19, 33, 36, 37, 38 and 39 to subchapter III of chapter 99, as compiled by The Budget Lab at Yale (MIT)"

// section232Lists are the goods of the Section 232 programs: metals under the
// content regime to 5 April 2026, the annexes of note 16(c) from 6 April, and the
// other programs.
func section232Lists(data fs.FS) ([]list, error) {
	b := lists232{data: data}
	b.metals()
	b.annexes()
	b.codes("232_copper", "Section 232, copper", "36(b)", "us-policy/s232_copper_products.csv", "hts10", "2025-08-01",
		"2026-04-06")
	b.codes("232_semiconductors", "Section 232, semiconductor articles", "39(b)", "us-policy/s232_semi_products.csv",
		"hts10", "2026-01-15", "")
	b.plainFile("232_auto_parts", "Section 232, parts of cars and light trucks", "33(g)", "us-policy/s232_auto_parts.txt",
		"2025-05-03")
	b.plainFile("232_heavy_parts", "Section 232, parts of medium- and heavy-duty vehicles", "38(i)",
		"us-policy/s232_mhd_parts.txt", "2025-11-01")
	return b.lists, b.err
}

type lists232 struct {
	data  fs.FS
	lists []list
	err   error
}

func (b *lists232) add(name, title, note string, rows []row) {
	if b.err == nil && len(rows) == 0 {
		b.err = fmt.Errorf("list %s is empty", name)
	}
	b.lists = append(b.lists,
		list{name: name, title: title, note: note, source: compiled232, retrieved: "2026-06-29", rows: once(rows)})
}

func (b *lists232) read(name string) []map[string]string {
	if b.err != nil {
		return nil
	}
	var rows []map[string]string
	rows, b.err = readCSV(b.data, name)
	return rows
}

func (b *lists232) code(digits string) string {
	code, err := dotted(digits)
	if err != nil && b.err == nil {
		b.err = err
	}
	return code
}

func (b *lists232) codes(name, title, note, file, column, from, to string) {
	var rows []row
	for _, r := range b.read(file) {
		digits := r[column]
		if len(digits) == 10 && strings.HasSuffix(digits, "00") && name == "232_copper" {
			digits = digits[:8]
		}
		rows = append(rows, row{code: b.code(digits), from: from, to: to})
	}
	b.add(name, title, note, rows)
}

func (b *lists232) plainFile(name, title, note, file, from string) {
	if b.err != nil {
		return
	}
	text, err := fs.ReadFile(b.data, file)
	if err != nil {
		b.err = err
		return
	}
	var rows []row
	for _, digits := range strings.Fields(string(text)) {
		rows = append(rows, row{code: b.code(digits), from: from})
	}
	b.add(name, title, note, rows)
}

// steelOutside73 are the provisions outside chapter 73 of note 16(n) as of 12 March
// 2025 (Proclamation 10896, Annex I; the footnotes of the schedule name note 16 on
// them), and the appliances of 23 June 2025 (90 FR 25208; change record of revision
// 15). No raw file holds them in machine form.
var steelOutside73 = map[string][]string{
	"2025-03-12": {
		"8431.31.00", "8431.42.00", "8431.49.10", "8431.49.90", "8432.10.00", "8432.90.00", "8547.90.00", "9403.20.00",
		"9405.99.20", "9405.99.40", "9406.20.00", "9406.90.01",
	},
	"2025-06-23": {
		"8418.10.00", "8418.30.00", "8418.40.00", "8422.11.00", "8450.11.00", "8450.20.00", "8451.21.00", "8451.29.00",
		"8509.80.20", "8516.60.40", "9403.99.90.20",
	},
}

const annexDay = "2026-04-06"

// metals are the lists of the content regime.
func (b *lists232) metals() {
	lists := map[string][]row{}
	put := func(name, digits, from, to string) {
		lists[name] = append(lists[name], row{code: b.code(digits), from: from, to: to})
	}
	for _, r := range b.read("us-policy/s232_metal_chapter_products.csv") {
		from := r["effective_date"]
		switch {
		case r["kind"] == "mill":
			put("232_"+r["metal_type"]+"_mill", r["hts_prefix"], "", annexDay)
		case from == "":
			put("232_"+r["metal_type"]+"_derivative_2020", r["hts_prefix"], "", annexDay)
		case r["metal_type"] == "steel":
			put("232_steel_derivative_73", r["hts_prefix"], from, annexDay)
		}
	}
	// Stampings of bumpers and of bodies of tractors for agriculture, which the raw file
	// leaves out: the statistical numbers say of which metal they are.
	for _, digits := range []string{"8708103020", "8708292120"} {
		put("232_steel_derivative_2020", digits, "", annexDay)
	}
	for _, digits := range []string{"8708103030", "8708292130"} {
		put("232_aluminum_derivative_2020", digits, "", annexDay)
	}
	for day, codes := range steelOutside73 {
		for _, code := range codes {
			lists["232_steel_derivative_other"] = append(lists["232_steel_derivative_other"],
				row{code: code, from: day, to: annexDay})
		}
	}
	b.inclusions(lists)
	for _, l := range []struct{ name, title, note string }{
		{"232_steel_mill", "Section 232, steel, mill products", "16(b), 16(j)"},
		{"232_steel_derivative_2020", "Section 232, steel, derivatives of 2020", "16(a)(ii), 16(l)"},
		{"232_steel_derivative_73", "Section 232, steel, derivatives of chapter 73", "16(m)"},
		{"232_steel_derivative_other", "Section 232, steel, derivatives outside chapter 73", "16(n)"},
		{"232_aluminum_mill", "Section 232, aluminum, mill products", "19(b), 19(g)"},
		{"232_aluminum_derivative_2020", "Section 232, aluminum, derivatives of 2020", "19(a)(iii)"},
		{"232_aluminum_derivative_2020_i", "Section 232, aluminum, derivatives of 2020 from 12 March 2025", "19(i)"},
		{"232_aluminum_derivative_76", "Section 232, aluminum, derivatives of chapter 76", "19(j)"},
		{"232_aluminum_derivative_other", "Section 232, aluminum, derivatives outside chapter 76", "19(k)"},
	} {
		b.add(l.name, l.title, l.note, earliest(lists[l.name]))
	}
	// Heading 9903.85.68 still names subdivisions (i) to (k) of note 19 after their headings
	// ended on 5 April 2026.
	var russian []row
	for _, name := range []string{
		"232_aluminum_derivative_2020_i", "232_aluminum_derivative_76",
		"232_aluminum_derivative_other",
	} {
		for _, r := range earliest(lists[name]) {
			if r.to == "2026-04-06" {
				russian = append(russian, row{code: r.code, from: r.to})
			}
		}
	}
	b.add("232_russia_derivative", "Section 232, derivatives of aluminum of Russia from 6 April 2026",
		"heading 9903.85.68; 19(i) to (k)", russian)
}

// inclusions are the derivatives outside the metal chapters: of steel those above and
// the ones of the notice; of aluminum those of notes 19(j) and (k), from 18 August 2025
// where the notice adds them and from 12 March else.
func (b *lists232) inclusions(lists map[string][]row) {
	if b.err != nil {
		return
	}
	const august, amending = "2025-08-18", "By amending subdivision"
	notice, err := noticeText(b.data)
	if err != nil {
		b.err = err
		return
	}
	added := func(subdivision string) []string {
		text, err := between(notice, amending+" "+subdivision, amending)
		if err != nil && b.err == nil {
			b.err = err
		}
		return append(legalCodes(text), statisticalCodes(text)...)
	}
	for _, code := range added("(m) to note 16") {
		lists["232_steel_derivative_73"] = append(lists["232_steel_derivative_73"],
			row{code: code, from: august, to: annexDay})
	}
	for _, code := range added("(n) to note 16") {
		lists["232_steel_derivative_other"] = append(lists["232_steel_derivative_other"],
			row{code: code, from: august, to: annexDay})
	}
	lines, err := noteLines(b.data)
	if err != nil {
		b.err = err
		return
	}
	for _, l := range []struct{ name, start, end, subdivision string }{
		{
			"232_aluminum_derivative_2020_i", "(i) The rates of duty set forth in heading 9903.85.04",
			"(j) The rates of duty set forth in heading 9903.85.07", "",
		},
		{
			"232_aluminum_derivative_76", "(j) The rates of duty set forth in heading 9903.85.07",
			"(k) The rates of duty in heading 9903.85.08", "(j) to note 19",
		},
		{
			"232_aluminum_derivative_other", "(k) The rates of duty in heading 9903.85.08",
			"For any derivative aluminum product", "(k) to note 19",
		},
	} {
		text, _, err := passage(lines, 0, l.start, l.end)
		if err != nil {
			b.err = err
			return
		}
		var new []string
		if l.subdivision != "" {
			new = added(l.subdivision)
		}
		for _, code := range append(legalCodes(text), statisticalCodes(text)...) {
			from := "2025-03-12"
			// 19(i)(E) and (F) take in the stampings of aluminum alone; (k) names other bumpers.
			if l.subdivision == "" && strings.HasPrefix(code, "8708") {
				code += ".30"
			}
			if slices.Contains(new, code) {
				from = august
			}
			lists[l.name] = append(lists[l.name], row{code: code, from: from, to: annexDay})
		}
	}
}

// earliest keeps of the rows of a code the one that begins first.
func earliest(rows []row) []row {
	first := map[string]row{}
	for _, r := range rows {
		if old, ok := first[r.code]; !ok || r.from < old.from {
			first[r.code] = r
		}
	}
	var out []row
	for _, code := range sortedKeys(first) {
		out = append(out, first[code])
	}
	return out
}

// annexCode finds codes of any length in note 16(c); the numbers of pages and of the
// edition are none of the chapters that the note lists.
var annexCode = regexp.MustCompile(`(?:^|[^\d.])((?:7[2346]|8[2-9]|9[04])\d{2}(?:\.\d{2}(?:\.\d{2}(?:\d{2})?)?)?)(?:$|[^\d.])`)

// annexes are the lists of note 16(c) by the rate that they carry: as the note prints
// them for 6 April 2026, and as the annexes of PP 11032 move provisions on 8 June.
func (b *lists232) annexes() {
	if b.err != nil {
		return
	}
	lines, err := noteLines(b.data)
	if err != nil {
		b.err = err
		return
	}
	const fifty, twentyFive, fifteen, june, machinery = "232_annex_50", "232_annex_25", "232_annex_15",
		"232_annex_15_june", "232_annex_1c"
	placed := map[string][]row{}
	for _, l := range []struct{ name, start, end string }{
		{fifty, "(i) Articles of aluminum:", "(vi) Derivative aluminum articles:"},
		{twentyFive, "(vi) Derivative aluminum articles:", "(ix) Derivative aluminum articles:"},
		{fifteen, "(ix) Derivative aluminum articles:", "(d) Headings 9903.82.04"},
	} {
		text, _, err := passage(lines, 0, l.start, l.end)
		if err != nil {
			b.err = err
			return
		}
		for {
			m := annexCode.FindStringSubmatchIndex(text)
			if m == nil {
				break
			}
			placed[l.name] = append(placed[l.name],
				row{code: b.code(strings.ReplaceAll(text[m[2]:m[3]], ".", "")), from: annexDay})
			text = text[m[3]:]
		}
	}
	const day = "2026-06-08"
	target := map[string]string{"1a": fifty, "1b": twentyFive, "1c": machinery, "2": "", "3": june}
	for _, r := range b.read("us-policy/s232_annex_products.csv") {
		if r["effective_date"] != day {
			continue
		}
		code, to := b.code(r["hts_prefix"]), target[r["annex"]]
		stays := false
		for _, name := range []string{fifty, twentyFive, fifteen} {
			for i := range placed[name] {
				old := &placed[name][i]
				if !strings.HasPrefix(old.code, code) || old.to != "" {
					continue
				}
				if name == to && old.code == code {
					stays = true // 25 percent before and after
				} else if name != to {
					old.to = day
				}
			}
		}
		if to != "" && !stays {
			placed[to] = append(placed[to], row{code: code, from: day})
		}
	}
	b.add(fifty, "Section 232, metals, 50 % on the full value", "16(c)(i) to (v)", placed[fifty])
	b.add(twentyFive, "Section 232, metals, 25 % on the full value", "16(c)(vi) to (viii), (xi)", placed[twentyFive])
	b.add(fifteen, "Section 232, metals, 15 % in all", "16(c)(ix), (x)", placed[fifteen])
	b.add(june, "Section 232, metals, 15 % in all from 8 June 2026", "16(k)", placed[june])
	b.add(machinery, "Section 232, metals, machinery", "16(c)(xi)", placed[machinery])
	b.annexesByMetal(lines, placed)
}

// annexesByMetal are the provisions of note 16(c) by metal: aluminum, as articles and
// as derivatives, for the metal of Russia; articles of steel, for that of Canada and
// Mexico; those of steel and aluminum without copper, for that of the United Kingdom;
// and the derivatives at 50 percent, for that of the United States. The note prints its
// columns side by side, so that subdivisions (iv) and (v) are told apart by chapter, and
// (iii) ends with its page.
func (b *lists232) annexesByMetal(lines []string, placed map[string][]row) {
	if b.err != nil {
		return
	}
	under := func(passages ...[2]string) map[string]bool {
		codes := map[string]bool{}
		for _, p := range passages {
			text, _, err := passage(lines, 0, p[0], p[1])
			if err != nil {
				b.err = err
				return codes
			}
			for _, m := range annexCode.FindAllStringSubmatch(strings.ReplaceAll(text, " ", "  "), -1) {
				codes[b.code(strings.ReplaceAll(m[1], ".", ""))] = true
			}
		}
		return codes
	}
	articles := under([2]string{"(i) Articles of aluminum:", "(ii) Derivative aluminum articles:"})
	steel := under([2]string{"(iii) Articles of steel:", "Harmonized Tariff Schedule"})
	derivatives := under([2]string{"(ii) Derivative aluminum articles:", "(iii) Articles of steel:"},
		[2]string{"(vi) Derivative aluminum articles:", "(vii) Derivative steel articles:"},
		[2]string{"(ix) Derivative aluminum articles:", "(x) Derivative steel articles:"})
	ironware := under([2]string{"(vi) Derivative aluminum articles:", "(viii) Articles of copper:"})
	copper := under([2]string{"(viii) Articles of copper:", "(ix) Derivative aluminum articles:"})
	for _, r := range b.read("us-policy/s232_annex_products.csv") {
		if r["effective_date"] == "2026-06-08" && r["metal_type"] == "aluminum" {
			derivatives[b.code(r["hts_prefix"])] = true
		}
	}
	pick := func(keep func(code string) bool, lists ...string) []row {
		var rows []row
		for _, name := range lists {
			for _, r := range placed[name] {
				if keep(r.code) {
					rows = append(rows, r)
				}
			}
		}
		return rows
	}
	const fifty = "232_annex_50"
	all := []string{fifty, "232_annex_25", "232_annex_15", "232_annex_15_june", "232_annex_1c"}
	ofCopper := func(c string) bool { return strings.HasPrefix(c, "74") }
	b.add("232_annex_aluminum", "Section 232, metals, articles of aluminum", "16(c)(i)", pick(func(c string) bool {
		return articles[c]
	}, all...))
	b.add("232_annex_aluminum_derivative", "Section 232, metals, derivatives of aluminum", "16(c)(ii), (vi), (ix)",
		pick(func(c string) bool {
			return derivatives[c]
		}, all...))
	b.add("232_annex_steel", "Section 232, metals, articles of steel", "16(c)(iii)", pick(func(c string) bool {
		return steel[c]
	}, fifty))
	b.add("232_annex_50_derivative", "Section 232, metals, derivatives at 50 %", "16(c)(ii), (iv)",
		pick(func(c string) bool {
			return !articles[c] && !steel[c] && !ofCopper(c)
		}, fifty))
	b.add("232_annex_50_not_copper", "Section 232, metals at 50 %, without copper", "16(c)(i) to (iv)",
		pick(func(c string) bool {
			return !ofCopper(c)
		}, fifty))
	b.add("232_annex_25_not_copper", "Section 232, metals at 25 %, without copper", "16(c)(vi), (vii)",
		pick(func(c string) bool {
			return !copper[c] || ironware[c]
		}, "232_annex_25"))
}

// lists2026 are the goods of notes 40, 42 and 43.
func lists2026(data fs.FS) ([]list, error) {
	const source = "U.S. notes 40, 42 and 43 to subchapter III of chapter 99, HTS 2026 revisions 14 to 20 and the proclamation of 6 August 2026, as transcribed by their readers"
	medicines, err := readCSV(data, "us-2026h2/pharma232_products.csv")
	if err != nil {
		return nil, err
	}
	drones, err := readCSV(data, "us-2026h2/uas232_products.csv")
	if err != nil {
		return nil, err
	}
	lists := []list{
		{name: "232_pharmaceuticals", title: "Section 232, listed medicines", note: "40(c)"},
		{name: "232_drones_100", title: "Section 232, unmanned aircraft at 100 %", note: "43(c)(1) to (3)"},
		{name: "232_drones_25", title: "Section 232, unmanned aircraft at 25 %", note: "43(c)(4)"},
	}
	for _, r := range medicines {
		out := row{code: r["hts"], from: r["from"]}
		if r["last_day"] != "" {
			if out.to, err = nextDay(r["last_day"]); err != nil {
				return nil, err
			}
		}
		lists[0].rows = append(lists[0].rows, out)
	}
	// The list of 31 July was written before the numbers of 3004.90.92 were used anew, and
	// written anew on 29 September.
	moves, err := laterMoves(data)
	if err != nil {
		return nil, err
	}
	lists[0].rows = inOldSense(lists[0].rows, moves, "2026-07-31", "2026-09-29")
	for _, r := range drones {
		i := 1
		if r["rate_pct"] == "25" {
			i = 2
		}
		lists[i].rows = append(lists[i].rows, row{code: r["hts"], from: r["from"]})
	}
	polysilicon, err := readCSV(data, "us-2026h2/polysilicon232_products.csv")
	if err != nil {
		return nil, err
	}
	signed := list{name: "232_polysilicon", title: "Section 232, polysilicon, wafers, solar cells and modules", note: "42"}
	for _, r := range polysilicon {
		signed.rows = append(signed.rows, row{code: r["hts"]})
	}
	lists = append(lists, signed)
	for i := range lists {
		lists[i].source, lists[i].retrieved, lists[i].rows = source, "2026-11-23", once(lists[i].rows)
	}
	// The chapters whose articles cannot be below 15 percent of metal (heading
	// 9903.82.03), and what may be of metal made in the United States (note 16(e)).
	chapters := list{
		name: "232_metal_chapters", title: "Chapters of steel, copper and aluminum",
		note: "heading 9903.82.03", source: notesSource, retrieved: "2026-06-29", rows: plain("72", "73", "74", "76"),
	}
	uncertified := list{
		name: "232_uncertified", title: "Chapters outside certified parts of vehicles",
		note: "33(p), (q), (r), 38(j)", source: notesSource, retrieved: "2026-06-29", rows: plain("72", "73", "76"),
	}
	return append(lists, chapters, uncertified), nil
}
