package source

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Rate is an average of duties as WITS publishes it, a fraction of the value: 0.05
// is 5 percent.
type Rate struct {
	// Reporter charges the duty on goods of Partner. ReporterCode and PartnerCode are
	// what the file says; a code of more than one country, such as 000 for all
	// partners, leaves the country unset.
	Reporter, Partner         trade.Country
	ReporterCode, PartnerCode string
	Product                   trade.Product
	Nomenclature              string // "H3"
	Year                      trade.Interval
	Type                      string // MFN, PRF (preferential), AHS (effectively applied), BND (bound)
	Simple, Weighted          decimal.NullDecimal
}

// Duty is a line of the Harmonized Tariff Schedule of the United States, as the
// schedule writes it. A line without a number is a heading of those below it.
// Package tariff/hts reads duties from it.
type Duty struct {
	Number      string // with dots: 8507.60.00
	Indent      int
	Description string
	Units       string
	General     string
	Special     string
	Column2     string
	Quota       string
	Additional  string
}

// Observation is a number about a country and a period: an indicator, a stock, a
// delivery of oil. A value that is not known is not valid, which is not zero.
type Observation struct {
	Country trade.Country
	Period  trade.Interval
	Series  []string // the codes of what was observed, the widest first
	Value   decimal.NullDecimal
	Unit    string // spelled out: "bbl", "bbl a day"; "" as the series says
	Flag    string
}

// rate reads a row of averages.
func (r *reader) rate() (string, error) {
	text := func(role Role) string { return strings.TrimSpace(r.cell(r.b.role(role)).Text) }
	one := Rate{
		ReporterCode: text(roleReporter), PartnerCode: text(rolePartner), Nomenclature: text(roleClassification),
		Type: strings.ToUpper(text(roleType)),
	}
	one.Year = r.need(r.b.role(roleYear), "a year", r.period)
	one.Reporter = r.placeOf(roleReporter, one.Year, true)
	one.Partner = r.placeOf(rolePartner, one.Year, false)
	c := r.b.role(roleProduct)
	switch v := r.cell(c); {
	case isEmpty(v):
		r.fail(c, v, faultOf(codeMissing, "empty where a product code is needed"))
	case strings.EqualFold(strings.TrimSpace(v.Text), "total"):
	default:
		p, _, f := r.product(v)
		if f != nil {
			r.fail(c, v, f)
		}
		one.Product = p
	}
	one.Simple = r.percentage(roleValue)
	one.Weighted = r.percentage(roleWeighted)
	if len(r.faults) > 0 {
		return "", nil
	}
	amount := hashText(hashText(hashStart, numberText(one.Simple)), numberText(one.Weighted))
	if r.statedAgain(amount, roleValue, roleWeighted); len(r.faults) > 0 {
		return "", nil
	}
	r.accept(1)
	if !one.Simple.Valid && !one.Weighted.Valid {
		r.rep.Unknown++
	}
	if r.visit.Rate == nil || r.o.CountOnly {
		return "", nil
	}
	return "", r.visit.Rate(one)
}

// placeOf reads a country that may also be a group.
func (r *reader) placeOf(role Role, during trade.Interval, must bool) trade.Country {
	c := r.b.role(role)
	if c < 0 || (!must && isEmpty(r.cell(c))) {
		return ""
	}
	place, sum := r.country(c, during)
	if sum != "" {
		return ""
	}
	return place
}

// percentage reads percentage points as a fraction: 5, "5", "5%" and a cell of 0.05 that
// shows 5 % are all 0.05.
func (r *reader) percentage(role Role) decimal.NullDecimal {
	c := r.b.role(role)
	v := r.cell(c)
	if c < 0 || r.isMissing(v) {
		return decimal.NullDecimal{}
	}
	points := *v
	if stem, ok := strings.CutSuffix(strings.TrimSpace(v.Text), "%"); ok && v.Kind == spreadsheet.ValueText {
		points.Text = strings.TrimSpace(stem)
	}
	d, ok := r.amount(c, &points)
	switch {
	case !ok:
		return decimal.NullDecimal{}
	case v.Percent && v.Kind == spreadsheet.ValueNumber:
		return decimal.NewNullDecimal(d)
	}
	return decimal.NewNullDecimal(d.Shift(-2))
}

// duty reads a line of the schedule.
func (r *reader) duty() (string, error) {
	text := func(header string) string {
		c := r.b.header(header)
		v := r.cell(c)
		if f := plainFault(v); f != nil {
			r.fail(c, v, f)
		} else if v.Kind == spreadsheet.ValueDate {
			r.fail(c, v, faultOf(codeDateCell, "a date where a text of the schedule is wanted"))
		}
		return strings.TrimSpace(v.Text)
	}
	one := Duty{
		Number: text("hts number"), Description: text("description"), Units: text("unit of quantity"),
		General: text("general rate of duty"),
		Special: text("special rate of duty"), Column2: text("column 2 rate of duty"), Quota: text("quota quantity"),
		Additional: text("additional duties"),
	}
	c := r.b.header("hts number")
	v := r.cell(c)
	if v.Kind == spreadsheet.ValueNumber {
		r.fail(c, v,
			faultOf(codeProduct,
				"a number where a code is wanted, its zeros may be lost; format the column as text and paste it again"))
	} else if one.Number != "" {
		if _, err := trade.ParseProduct(one.Number); err != nil {
			r.fail(c, v, productFault(err))
		}
	}
	c = r.b.header("indent")
	v = r.cell(c)
	indent := strings.TrimSuffix(strings.TrimSpace(v.Text), ".0")
	switch {
	case isEmpty(v):
	case !allDigits(indent) || len(indent) > 2:
		r.fail(c, v, faultOf(codeNumber, "not an indent from 0 to 99"))
	default:
		one.Indent = atoi(indent)
	}
	if len(r.faults) > 0 {
		return "", nil
	}
	r.accept(1)
	if r.visit.Duty == nil || r.o.CountOnly {
		return "", nil
	}
	return "", r.visit.Duty(one)
}

// indicator reads a row with a column for each year.
func (r *reader) indicator() (string, error) {
	place, sum := r.country(r.b.role(roleReporter), trade.Interval{})
	if sum != "" {
		return sum, nil
	}
	series := strings.TrimSpace(r.cell(r.b.role(roleSeries)).Text)
	var all []Observation
	for i := range r.b.wide {
		y := &r.b.wide[i]
		v := r.cell(y.column)
		if r.isMissing(v) {
			continue
		}
		d, f := r.number(v)
		if f != nil {
			r.fail(y.column, v, f)
			continue
		}
		all = append(all,
			Observation{
				Country: place, Period: y.of(trade.Interval{}), Series: []string{series},
				Value: decimal.NewNullDecimal(d),
			})
	}
	if len(r.faults) > 0 {
		return "", nil
	}
	amount := uint64(hashStart)
	for i := range all {
		amount = hashText(hashText(amount, all[i].Period.String()), numberText(all[i].Value))
	}
	if skip := r.statedAgain(amount, roleValue); skip != "" || len(r.faults) > 0 {
		return skip, nil
	}
	r.accept(len(all))
	return "", r.observe(all...)
}

// observe hands observations out.
func (r *reader) observe(all ...Observation) error {
	for _, o := range all {
		if !o.Value.Valid {
			r.rep.Unknown++
		}
		if r.visit.Observation == nil || r.o.CountOnly {
			continue
		}
		if err := r.visit.Observation(o); err != nil {
			return err
		}
	}
	return nil
}

// observation reads a row with one number.
func (r *reader) observation() (string, error) {
	text := func(role Role) string { return strings.TrimSpace(r.cell(r.b.role(role)).Text) }
	var one Observation
	one.Period = r.need(r.b.role(rolePeriod), "a period", r.period)
	place, sum := r.country(r.b.role(roleReporter), one.Period)
	if sum != "" {
		return sum, nil
	}
	one.Country, one.Flag = place, text(roleFlag)
	for _, role := range []Role{roleSeries, roleSeries2} {
		if s := text(role); s != "" {
			one.Series = append(one.Series, s)
		}
	}
	var scale int32
	if c := r.b.role(roleUnit); c >= 0 {
		u, ok := jodiUnits[strings.ToLower(text(roleUnit))]
		if !ok {
			r.fail(c, r.cell(c), faultOf(codeUnit, "no unit of this source; units are KBD, KBBL, CONVBBL, KTONS, KL"))
		}
		one.Unit, scale = u.unit, u.scale
	} else {
		one.Unit, scale = "bbl", 3 // EIA counts thousand barrels
	}
	c := r.b.role(roleValue)
	if v := r.cell(c); !r.isMissing(v) {
		d, f := r.number(v)
		if f != nil {
			r.fail(c, v, f)
		}
		one.Value = decimal.NewNullDecimal(d.Shift(scale))
	}
	if len(r.faults) > 0 {
		return "", nil
	}
	if skip := r.statedAgain(hashText(hashStart, numberText(one.Value)), roleValue); skip != "" || len(r.faults) > 0 {
		return skip, nil
	}
	r.accept(1)
	return "", r.observe(one)
}
