package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/hts"
	"github.com/tradeshock/tradeshock/trade"
)

// originTables are the duties that differ by origin and by nothing else, and the
// groups of countries that notes name.
func originTables(data fs.FS) (map[string]string, error) {
	duties, err := originDuties(data)
	if err != nil {
		return nil, err
	}
	groups, err := originGroups(data)
	if err != nil {
		return nil, err
	}
	return map[string]string{"origin_duties.txt": duties, "groups.txt": groups}, nil
}

var (
	productOf   = regexp.MustCompile(`articles the product of (?:the )?(.+?),? as provided for in`)
	parenthesis = regexp.MustCompile(` \([^)]*\)`)
	plus        = regexp.MustCompile(`\+ ?([\d.]+%)`)
)

// originDuties reads the headings of the reciprocal duty by country, of 9 April and of
// 7 August 2025, from the editions that brought them in, and those of note 52.
func originDuties(data fs.FS) (string, error) {
	var rows []string
	for _, e := range []struct{ edition, program, first, last string }{
		{"2025_rev_7", "april", "9903.01.43", "9903.01.76"},
		{"2025_rev_18", "august", "9903.02.02", "9903.02.71"},
	} {
		rev, err := hts.ReadFile(data, "hts/hts_"+e.edition+".json.gz")
		if err != nil {
			return "", err
		}
		for _, r := range rev.Rows {
			heading := r.Number.String()
			if len(r.Number) != 8 || heading < e.first || heading > e.last {
				continue
			}
			rate := plus.FindStringSubmatch(r.Rates.General)
			if rate == nil { // the headings of the European Union stand in the code
				continue
			}
			m := productOf.FindStringSubmatch(strings.Join(strings.Fields(r.Description), " "))
			if m == nil {
				return "", fmt.Errorf("%s: %s: no origin in %q", e.edition, heading, r.Description)
			}
			origins, err := namedOrigins(m[1])
			if err != nil {
				return "", fmt.Errorf("%s: %s: %w", e.edition, heading, err)
			}
			rows = append(rows, strings.Join([]string{heading, e.program, origins, rate[1]}, "\t"))
		}
	}
	labor, err := readCSV(data, "us-2026h2/origin_rates.csv")
	if err != nil {
		return "", err
	}
	seen := map[string]bool{}
	for _, r := range labor {
		program := map[string]string{"additive": "labor", "net_of_mfn_cap": "labor cap"}[r["type"]]
		origin := r["origin_iso2"]
		if r["economy"] == "European Union" {
			origin = "EU"
		}
		if r["note"] == "50(a)(i)" || seen[r["heading"]] {
			continue
		}
		if program == "" {
			return "", fmt.Errorf("us-2026h2/origin_rates.csv: type %q is not known", r["type"])
		}
		seen[r["heading"]] = true
		rows = append(rows, strings.Join([]string{r["heading"], program, origin, r["rate_pct"] + "%"}, "\t"))
	}
	slices.Sort(rows)
	return tableText("Duties that differ by origin: heading, program, origins, duty",
		"Headings 9903.01.43 to .76 and 9903.02.02 to .71, HTS 2025 revisions 7 and 18 (U.S. International Trade "+
			"Commission); U.S. note 52, 91 FR 47318", "2026-11-23", rows), nil
}

// namedOrigins turns the countries that a heading names into codes.
func namedOrigins(text string) (string, error) {
	if strings.HasPrefix(text, "China") {
		return "CN,HK,MO", nil
	}
	text = parenthesis.ReplaceAllString(strings.ReplaceAll(text, "`", "'"), "")
	// "Bosnia and Herzegovina" is one name, "Cameroon and the Democratic Republic of
	// the Congo" are two.
	if c, err := trade.ParseCountry(text); err == nil {
		return string(c), nil
	}
	var codes []string
	for _, name := range regexp.MustCompile(`[,;] (?:and |or )?(?:the )?| (?:and|or) (?:the )?`).Split(text, -1) {
		if name == "European Union" {
			codes = append(codes, "EU")
			continue
		}
		c, err := trade.ParseCountry(strings.TrimSpace(name))
		if err != nil {
			return "", err
		}
		codes = append(codes, string(c))
	}
	return strings.Join(codes, ","), nil
}

// tableText is a table with its head.
func tableText(title, source, retrieved string, rows []string) string {
	return fmt.Sprintf("# title: %s\n# source: %s\n# retrieved: %s\n# rows: %d\n%s\n", title, source, retrieved, len(rows),
		strings.Join(rows, "\n"))
}

// originGroups are the countries outside the two safeguards.
func originGroups(data fs.FS) (string, error) {
	var rows []string
	lines, err := noteLines(data)
	if err != nil {
		return "", err
	}
	text, _, err := passage(lines, 0, "(b) For the purposes of this note and the application of subheadings 9903.45.21",
		"(c) (i)")
	if err != nil {
		return "", err
	}
	_, names, _ := strings.Cut(strings.Join(strings.Fields(latin1(text)), " "), "provided for therein: ")
	names = strings.NewReplacer(" [Eswatini]", "", "(Republic of)", "", " and Zimbabwe.", ", Zimbabwe", "Solomon Island,",
		"Solomon Islands,").Replace(names)
	for _, name := range strings.Split(strings.TrimSuffix(names, "."), ", ") {
		c, err := trade.ParseCountry(strings.TrimSpace(name))
		if err != nil {
			return "", fmt.Errorf("note 18(b): %w", err)
		}
		rows = append(rows, "outside solar\t"+string(c))
	}
	quartz, err := readCSV(data, "us-2026h2/quartz201_exempt_countries.csv")
	if err != nil {
		return "", err
	}
	for _, r := range quartz {
		rows = append(rows, "outside quartz\t"+r["origin_iso2"])
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	return tableText("Groups of countries: group, country",
		"U.S. notes 18(b) and 41(c) to subchapter III of chapter 99, HTS 2026 revisions 6 and 16 (U.S. International "+
			"Trade Commission)", "2026-11-23", rows), nil
}

// latin1 turns a text of single bytes into UTF-8.
func latin1(text string) string {
	runes := make([]rune, len(text))
	for i := range len(text) {
		runes[i] = rune(text[i])
	}
	return string(runes)
}
