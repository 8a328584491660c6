package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// shareTables are the averages that a panel may use for facts of shipments: the metal
// in derivatives, the use of the USMCA and of other preferences. They are estimates
// and observations of The Budget Lab at Yale, not law.
func shareTables(data fs.FS) (map[string]string, error) {
	metal, err := metalShares(data)
	if err != nil {
		return nil, err
	}
	usmca, err := usmcaShares(data)
	if err != nil {
		return nil, err
	}
	preference, err := preferenceShares(data)
	if err != nil {
		return nil, err
	}
	return map[string]string{"shares_metal.txt": metal, "shares_usmca.txt": usmca, "shares_preference.txt": preference},
		nil
}

const sharesSource = "The Budget Lab at Yale, tariff rate tracker (MIT)"

// places is the precision at which shares are kept.
const places = 6

func shareText(text string) (string, error) {
	d, err := decimal.NewFromString(text)
	return d.Round(places).String(), err
}

// metalShares keeps the numbers outside chapters 72, 73 and 76 whose content a duty of
// the content regime may charge, and for each of their lines the mean of its numbers,
// for numbers that the accounts do not have. The steel in derivatives outside chapter
// 73 is half of their value: so the published panels count it (the register says how
// that is known), and not at the 13 percent that the accounts give on average.
func metalShares(data fs.FS) (string, error) {
	lists, err := section232Lists(data)
	if err != nil {
		return "", err
	}
	charged, ofSteel := prefixes{}, prefixes{}
	for _, l := range lists {
		if strings.Contains(l.name, "derivative") || l.name == "232_copper" {
			charged.add(l)
		}
		if l.name == "232_steel_derivative_other" {
			ofSteel.add(l)
		}
	}
	records, err := readCSV(data, "us-policy/metal_content_shares_bea_hs10.csv")
	if err != nil {
		return "", err
	}
	half := decimal.New(5, -1)
	type metals [3]decimal.Decimal
	shares, sums, counts := map[string]metals{}, map[string]metals{}, map[string]int64{}
	for _, r := range records {
		number := r["hs10"]
		if len(number) != 10 || !charged.hold(number) {
			continue
		}
		line := number[:8]
		var m metals
		sum := sums[line]
		for i, column := range []string{"steel_share", "aluminum_share", "copper_share"} {
			if m[i], err = decimal.NewFromString(r[column]); err != nil {
				return "", fmt.Errorf("metal content of %s: %w", number, err)
			}
			if i == 0 && ofSteel.hold(number) {
				m[i] = half
			}
			sum[i] = sum[i].Add(m[i])
		}
		shares[number], sums[line] = m, sum
		counts[line]++
	}
	for line, sum := range sums {
		for i := range sum {
			sum[i] = sum[i].DivRound(decimal.NewFromInt(counts[line]), places)
		}
		shares[line] = sum
	}
	for line := range charged { // lines of which the accounts have nothing
		if _, known := shares[line]; !known && len(line) == 8 {
			shares[line] = metals{half, half, half}
		}
	}
	var rows []string
	for code, m := range shares {
		fields := []string{code}
		for i := range m {
			fields = append(fields, m[i].Round(places).String())
		}
		rows = append(rows, strings.Join(fields, "\t"))
	}
	slices.Sort(rows)
	return tableText(
		"Average metal content of derivatives: number or line, steel, aluminum, copper as fractions of the value",
		sharesSource+", from the input-output accounts of the Bureau of Economic Analysis; half where it has none",
		"2026-06-29", rows), nil
}

// prefixes are the codes of lists, without dots.
type prefixes map[string]bool

func (p prefixes) add(l list) {
	for _, r := range l.rows {
		p[strings.ReplaceAll(r.code, ".", "")] = true
	}
}

// hold reports whether a prefix of the number is among the codes.
func (p prefixes) hold(number string) bool {
	for n := 4; n <= len(number); n += 2 {
		if p[number[:n]] {
			return true
		}
	}
	return false
}

// usmcaShares are the shares of the months from July 2025 to February 2026, by value.
func usmcaShares(data fs.FS) (string, error) {
	type key struct{ number, country string }
	total, under := map[key]decimal.Decimal{}, map[key]decimal.Decimal{}
	for _, month := range []string{
		"2025_07", "2025_08", "2025_09", "2025_10", "2025_11", "2025_12", "2026_01",
		"2026_02",
	} {
		records, err := readCSV(data, "us-policy/usmca_product_shares_"+month+".csv")
		if err != nil {
			return "", err
		}
		for _, r := range records {
			country := map[string]string{"1220": "CA", "2010": "MX"}[r["cty_code"]]
			if country == "" {
				return "", fmt.Errorf("USMCA shares: country %q is not known", r["cty_code"])
			}
			k := key{r["hts10"], country}
			for column, sum := range map[string]map[key]decimal.Decimal{"total_value": total, "usmca_value": under} {
				d, err := decimal.NewFromString(r[column])
				if err != nil {
					return "", fmt.Errorf("USMCA shares of %s: %w", month, err)
				}
				sum[k] = sum[k].Add(d)
				line := key{k.number[:8], country} // for numbers of which nothing came in
				sum[line] = sum[line].Add(d)
			}
		}
	}
	var rows []string
	for _, k := range slices.SortedFunc(maps.Keys(total), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.country, b.country))
	}) {
		if total[k].IsPositive() {
			rows = append(rows,
				k.number+"\t"+k.country+"\t"+decimal.Min(decimal.NewFromInt(1), under[k].DivRound(total[k], 4)).String())
		}
	}
	return tableText("Share of imports entered under the USMCA, July 2025 to February 2026: number or line, origin, share",
		sharesSource+", from USITC DataWeb", "2026-06-29", rows), nil
}

// preferenceShares are the shares of the base duty that preferences save, by origin
// and chapter; Canada and Mexico have theirs by product.
func preferenceShares(data fs.FS) (string, error) {
	records, err := readCSV(data, "us-policy/mfn_exemption_shares.csv")
	if err != nil {
		return "", err
	}
	var rows []string
	for _, r := range records {
		c, err := trade.CountryFromCensus(r["cty_code"])
		if err != nil {
			return "", err
		}
		text, err := shareText(r["exemption_share"])
		if err != nil {
			return "", err
		}
		if c != "CA" && c != "MX" && text != "0" {
			rows = append(rows, string(c)+"\t"+r["hs2"]+"\t"+text)
		}
	}
	slices.Sort(rows)
	return tableText("Share of the base duty that preferences save: origin, chapter, share",
		sharesSource+", from Census calculated duties", "2026-06-29", slices.Compact(rows)), nil
}
