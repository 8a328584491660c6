package source

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// facts finds what a source says in its title, its sheet names or its file name
// rather than in columns: import or export, the unit, the partner, the period.
func (r *reader) facts(ctx context.Context) error {
	if c := r.classification(); c != "" {
		r.rep.Classification = c
	}
	if r.l.Kind != kindFlows {
		return nil
	}
	if err := r.valueUnit(); err != nil {
		return err
	}
	if err := r.toDate(); err != nil {
		return err
	}
	if r.l.Name == "usitc_dataweb" {
		if err := r.dataFormat(ctx); err != nil {
			return err
		}
	}
	if r.l.titleUnit && r.b.role(roleProduct) < 0 {
		if err := r.commodity(); err != nil {
			return err
		}
	}
	if r.l.titleUnit {
		if err := r.titleUnit(); err != nil {
			return err
		}
	}
	if r.l.reporter != "" && r.b.role(rolePartner) < 0 {
		if err := r.partner(); err != nil {
			return err
		}
	}
	for _, one := range []struct {
		role  Role
		place trade.Country
	}{{roleOrigin, r.o.Origin}, {roleDestination, r.o.Destination}} {
		if r.l.notes && r.b.role(one.role) < 0 {
			r.assume(saidCountry, one.role, one.place.Name())
		}
	}
	if r.l.notes && r.l.wide == notWide && r.b.role(rolePeriod) < 0 {
		r.assume(saidPeriods, r.o.Period)
	}
	if r.l.period != periodNative && r.l.wide == notWide && r.b.role(rolePeriod) < 0 && r.b.role(roleYear) < 0 {
		if err := r.wholePeriod(); err != nil {
			return err
		}
	}
	if r.l.reporter != "" {
		return r.findSide()
	}
	return nil
}

func (r *reader) assume(format string, args ...any) {
	r.rep.Assumed = append(r.rep.Assumed, fmt.Sprintf(format, args...))
}

// unstated is the error for a fact that the file does not state; looking at a file
// goes on without it.
func (r *reader) unstated(what, hint string) error {
	if r.o.CountOnly {
		r.assume("%s is not stated: %s", what, hint)
		return nil
	}
	return r.f.refuse(codeUnstated, r.d.Sheet, "", "", what+" is not stated in the file: "+hint)
}

// titles are the texts that stand above the table, and the names of the sheet and
// of the file.
func (r *reader) titles() []string {
	return append(append([]string{}, r.d.above...), normalize(r.d.Sheet), normalize(r.f.Name))
}

// findSide finds out whether imports or exports were counted.
func (r *reader) findSide() error {
	if m := r.b.measure; m != nil && m.Side != NoSide {
		r.side = m.Side
		return nil
	}
	for _, text := range r.titles() {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "export import data bank", ""), "export-import data bank", "")
		in := strings.Contains(text, "import") || strings.Contains(text, "进口")
		out := strings.Contains(text, "export") || strings.Contains(text, "出口")
		if in != out {
			r.side = Exports
			if in {
				r.side = Imports
			}
			r.rep.Why = append(r.rep.Why, fmt.Sprintf("%q says that these are %ss", clipped(text), r.side))
			return nil
		}
	}
	if r.b.role(roleMeasure) >= 0 {
		return nil // the measure of each row says it
	}
	if r.o.Flow == Imports || r.o.Flow == Exports {
		r.side = r.o.Flow
		r.assume(saidSide, r.side)
		return nil
	}
	return r.unstated("whether these are imports or exports", "name the flow, import or export")
}

var (
	titleCountry = regexp.MustCompile(`\bcountry(?: name)?\s*(?:[:=]+|-\s)\s*(.+)`)
	titleEnd     = regexp.MustCompile(`\b(?:import|export)s?\s*(?::+|to|from)\s*(.+)`)
	notCountry   = regexp.MustCompile(`wise|commodit|\bdata\b|value|annual|\ball\b|month|year|product|[0-9]`)
)

// partner finds the country in the title, such as "Country: Germany" or "Export: U S A
// (values in …)". A country that is stated and not known is a problem of the file.
func (r *reader) partner() error {
	for _, text := range r.d.above {
		m := titleCountry.FindStringSubmatch(text)
		certain := m != nil
		if !certain {
			m = titleEnd.FindStringSubmatch(text)
		}
		if m == nil {
			continue
		}
		stated := strings.TrimLeft(m[1], " :-=")
		a, ok := r.titlePlace(stated)
		switch {
		case ok && a.sum:
			continue
		case ok && a.err == nil:
			r.o.Partner = a.country
			r.rep.Why = append(r.rep.Why, fmt.Sprintf("%q names the partner, %s", clipped(text), a.country.Name()))
			return nil
		case ok:
			return r.f.refuse(codeArea, r.d.Sheet, "", stated, countryFault(a.err).hint)
		case certain || !notCountry.MatchString(firstPhrase(stated)):
			return r.f.refuse(codeCountry, r.d.Sheet, "", stated,
				"the title names a partner that is not known; correct it, or write its code of ISO 3166")
		}
	}
	if r.o.Partner != "" {
		r.assume(saidPartner, r.o.Partner.Name())
		return nil
	}
	r.world = true
	r.assume("%s", warnNoPartner)
	return nil
}

// firstPhrase is a text up to its first stop or bracket.
func firstPhrase(text string) string {
	if end := strings.IndexAny(text, "(.;|"); end > 0 {
		return text[:end]
	}
	return text
}

// afterPlace begins what may follow the name of a country in a title without a full stop
// between them. Anything else is a part of a name that is not known: Korea Dem is not Korea.
var afterPlace = regexp.MustCompile(`^(?:values?|in|for|during|from|by|to|as|figures|amounts|years?|quantity|qty|units?|us|usd|inr|rs|all|total|data|hs|commodit|countr|export|import|[0-9$])`)

// titlePlace reads the longest beginning of a title that names a country: names have
// dots and commas in them, and sentences go on after them.
func (r *reader) titlePlace(text string) (area, bool) {
	for end := len(text); end > 0; {
		name := strings.Trim(text[:end], " .,;:-(|")
		a := r.l.codes.read(name, trade.Date{}, false)
		if e, ok := a.err.(*trade.CountryError); a.sum || a.err == nil || (ok && e.Area != "") {
			rest := strings.TrimLeft(text[end:], " ,:-(")
			return a, rest == "" || strings.ContainsAny(rest[:1], ".;|)") || afterPlace.MatchString(rest)
		}
		end = strings.LastIndexAny(text[:end], ".,;|( ")
	}
	return area{}, false
}

var titleCommodity = regexp.MustCompile(`\bcommodity\s*[:=]+\s*(.+)`)

// commodity finds the product in the title of a table by country. One that is stated and
// not known is a problem, and no sum of all products.
func (r *reader) commodity() error {
	for _, text := range r.d.above {
		m := titleCommodity.FindStringSubmatch(text)
		if m == nil || strings.HasPrefix(m[1], "all") {
			continue
		}
		code, _, _ := strings.Cut(strings.TrimSpace(m[1]), " ")
		p, err := trade.ParseProduct(strings.Trim(code, ".,;:-"))
		if err != nil {
			return r.f.refuse(codeProduct, r.d.Sheet, "", m[1],
				"the title names a commodity without its code; write the code before it")
		}
		r.title = p
		r.rep.Why = append(r.rep.Why, fmt.Sprintf("%q names the product, %s", clipped(text), p))
		return nil
	}
	return nil
}

var yearMonth = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})[-年_]?(0[1-9]|1[0-2])?(?:[^0-9]|$)`)

// wholePeriod finds the period of a file whose rows have none.
func (r *reader) wholePeriod() error {
	if r.o.Period != (trade.Interval{}) {
		r.assume(saidPeriod, r.o.Period)
		return nil
	}
	for _, text := range r.titles() {
		if m := yearMonth.FindAllStringSubmatch(text, -1); len(m) == 1 {
			p := m[0][1]
			if m[0][2] != "" {
				p += "-" + m[0][2]
			}
			if iv, err := trade.ParsePeriod(p); err == nil {
				r.o.Period = iv
				r.assume("the period is %s, after %q", iv, clipped(text))
				return nil
			}
		}
	}
	return r.unstated("the period", "name it, such as 2024 or 2024-06")
}

// titleUnit finds the unit of the values in the title lines.
func (r *reader) titleUnit() error {
	for _, text := range r.titles() {
		squeezed := strings.Map(func(c rune) rune {
			if strings.ContainsRune(" .,()[]-_", c) {
				return -1
			}
			return c
		}, text)
		for _, u := range []struct {
			text     string
			currency trade.Currency
			scale    int32
		}{
			{"us$mill", "USD", 6},
			{"usdmill", "USD", 6},
			{"usdollarmill", "USD", 6},
			{"us$mn", "USD", 6},
			{"us$bill", "USD", 9},
			{"us$thousand", "USD", 3},
			{"rscrore", "INR", 7},
			{"₹crore", "INR", 7},
			{"inrcrore", "INR", 7},
			{"rupeescrore", "INR", 7},
			{"crorerupees", "INR", 7},
			{"croreof", "INR", 7},
			{"rslakh", "INR", 5},
			{"rslac", "INR", 5},
			{"₹lakh", "INR", 5},
		} {
			if strings.Contains(squeezed, u.text) {
				r.scale, r.money = u.scale, u.currency
				r.rep.Why = append(r.rep.Why,
					fmt.Sprintf("%q says that values are in 1%s %s", clipped(text), strings.Repeat("0", int(u.scale)), u.currency))
				return nil
			}
		}
	}
	return r.f.refuse(codeUnstated, r.d.Sheet, "", "",
		"the unit of the values is not stated: the title lines name neither US $ Million nor Rs Crore; keep them in the file")
}

// dataFormat reads the scale of a DataWeb workbook from its sheet of parameters. The
// default of DataWeb is whole dollars.
func (r *reader) dataFormat(ctx context.Context) error {
	if r.money == "" {
		r.money = "USD"
	}
	for i := range r.f.sheets {
		if normalize(r.f.sheets[i].name) != "query parameters" {
			continue
		}
		for row, err := range r.f.sheets[i].rows(ctx) {
			if err != nil {
				return err
			}
			if row.Number > 500 {
				break
			}
			for j := range row.Cells {
				if t := normalize(row.Cells[j].Text); (t == "data format" || t == "scale" || t == "units") && j+1 < len(row.Cells) {
					return r.dollars(row.Cells[j+1], r.f.sheets[i].name, columnName(j+1)+fmt.Sprint(row.Number))
				}
			}
		}
	}
	if r.scale == 0 {
		r.assume("values in whole US dollars: the file has no Data Format")
	}
	return nil
}

func (r *reader) dollars(v spreadsheet.Value, sheet, cell string) error {
	t := strings.ReplaceAll(normalize(v.Text), ",", "")
	switch {
	case strings.Contains(t, "million") || strings.Contains(t, "1000000"):
		r.scale = 6
	case strings.Contains(t, "thousand") || strings.Contains(t, "1000"):
		r.scale = 3
	case t == "1" || t == "1.0" || t == "" || strings.Contains(t, "actual") || strings.Contains(t, "unit") ||
		strings.Contains(t, "dollar"):
	default:
		return r.f.refuse(codeUnstated, sheet, cell, v.Text,
			"the Data Format is none that is known: actual units, thousands, millions")
	}
	r.rep.Why = append(r.rep.Why, fmt.Sprintf("%s!%s says that values are in %s", sheet, cell, clipped(v.Text)))
	return nil
}

var baciName = regexp.MustCompile(`(?i)baci_hs(\d\d)_`)

// classification is the edition of the Harmonized System, where the name of the file
// says it.
func (r *reader) classification() string {
	if r.l.Name == "baci" {
		if m := baciName.FindStringSubmatch(r.f.Name); m != nil {
			return "HS" + m[1]
		}
		r.assume("the edition of the Harmonized System is not known: BACI writes it in the file name only, BACI_HS22_…")
	}
	return ""
}
