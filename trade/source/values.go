package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// fault is what is wrong with a cell.
type fault struct {
	code string
	hint string
}

func faultOf(code string, hint string) *fault { return &fault{code, hint} }

// plainFault says why a cell cannot be read whatever it is meant to be.
func plainFault(v *spreadsheet.Value) *fault {
	switch v.Kind {
	case spreadsheet.ValueError:
		return faultOf(codeErrorCell, "the cell shows an error; correct the formula or type the value")
	case spreadsheet.ValueBool:
		return faultOf(codeBoolean, "the cell holds a truth value; type what is meant")
	case spreadsheet.ValueNoResult:
		return faultOf(codeNoResult,
			"the cell has a formula without a stored result; open and save the file in a spreadsheet program")
	}
	return nil
}

// plainNumber reads a short number as RFC 4180 text and spreadsheets state it: up to
// 18 digits, a point, a sign in front. ok is false for every other text, which
// takes the slow way.
func plainNumber(s string) (d decimal.Decimal, ok bool) {
	n, places, ok := plainDigits(s)
	if !ok {
		return d, false
	}
	return decimal.New(n, int32(-places)), true
}

// plainDigits are those of a plain number, the point left out, and how many stand after it.
func plainDigits(s string) (n int64, places int, ok bool) {
	digits, point := 0, -1
	i := 0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		i++
	}
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if digits++; digits > 18 {
				return 0, 0, false
			}
			n = n*10 + int64(c-'0')
		case c == '.' && point < 0 && digits > 0 && i+1 < len(s):
			point = digits
		default:
			return 0, 0, false
		}
	}
	if digits == 0 {
		return 0, 0, false
	}
	if point >= 0 {
		places = digits - point
	}
	if s[0] == '-' {
		n = -n
	}
	return n, places, true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// number reads a cell that has to be a number and is not empty. In a text file and
// in JSON every digit counts. What the number cell of a workbook holds is decided
// by spreadsheet.CellNumber.
func (r *reader) number(v *spreadsheet.Value) (decimal.Decimal, *fault) {
	switch v.Kind {
	case spreadsheet.ValueText, spreadsheet.ValueNumber:
	case spreadsheet.ValueDate:
		return decimal.Decimal{},
			faultOf(codeDateCell, "the cell is formatted as a date; format it as a number and check what it holds")
	default:
		return decimal.Decimal{}, plainFault(v)
	}
	text := strings.TrimSpace(v.Text)
	if d, ok := plainNumber(text); ok && (len(text) <= 15 || !r.binary || v.Kind == spreadsheet.ValueText) {
		if v.Kind == spreadsheet.ValueText {
			r.countText()
		}
		return d, nil
	}
	if v.Kind == spreadsheet.ValueNumber && r.binary {
		d, shortened, err := spreadsheet.CellNumber(text)
		switch {
		case err != nil:
			return d, faultOf(codeNumber, hintOf(err))
		case shortened:
			r.note(warnShortened, text)
		case d.NumDigits() > 15:
			r.note(warnLongNumber, text)
		}
		return d, nil
	}
	return r.textNumber(text)
}

// countText counts numbers that a workbook holds as text.
func (r *reader) countText() {
	if r.binary && !r.surveying && !r.quiet {
		r.textNumbers++
	}
}

// textNumber reads a number that is text: plain, or with the separators of the
// options, or with those that the source always uses.
func (r *reader) textNumber(text string) (decimal.Decimal, *fault) {
	format := r.o.Numbers
	if format == (spreadsheet.NumberFormat{}) {
		format.Group = r.l.group
	}
	d, err := spreadsheet.ParseNumber(text, format)
	if err == nil {
		r.countText()
		return d, nil
	}
	code, hint := codeNumber, err.Error()
	if e, ok := err.(*spreadsheet.ImportError); ok {
		code, hint = e.Code, e.Hint
	}
	return d, faultOf(code, hint)
}

// hintOf is the hint of an error of the spreadsheet package.
func hintOf(err error) string {
	if e, ok := err.(*spreadsheet.ImportError); ok {
		return e.Hint
	}
	return err.Error()
}

// period reads a cell that says when.
func (r *reader) period(v *spreadsheet.Value) (trade.Interval, *fault) {
	if f := plainFault(v); f != nil {
		return trade.Interval{}, f
	}
	if v.Kind == spreadsheet.ValueDate {
		switch {
		case v.Date.IsZero():
			return trade.Interval{}, faultOf(codePeriod, "a date outside the calendar")
		case r.l.period == periodYYMM:
			return trade.MonthOf(v.Date).Interval(), nil
		}
		return trade.Interval{From: v.Date, To: v.Date.AddDays(1)}, nil
	}
	if p, ok := r.periods[v.Text]; ok {
		return p, nil
	}
	p, f := parsePeriod(strings.TrimSpace(visible(v.Text)), v.Kind == spreadsheet.ValueNumber, r.l.period, r.o.Dates)
	if f == nil {
		remember(r.periods, v.Text, p)
	}
	return p, f
}

// The years of which there are statistics, or plans.
const (
	minYear = 1800
	maxYear = 2199
)

func parsePeriod(s string, numeric bool, form periodForm, order DateOrder) (trade.Interval, *fault) {
	want := map[periodForm]string{
		periodNative: "write yyyy, yyyy-mm or yyyy-mm-dd", periodCompact: "want yyyy or yyyymm",
		periodDashed: "want yyyy or yyyy-mm",
		periodWords:  "want 2024, January 2024 or 2024 through June", periodYYMM: "want yymm or a date",
	}[form]
	if numeric {
		s = strings.TrimSuffix(s, ".0")
	}
	var p trade.Interval
	err := error(&trade.PeriodError{Text: s, Want: want})
	switch {
	case form == periodNative && numeric && len(s) != 4 && len(s) != 6:
		want = "a number that is no year; " + want + ", or format the cell as a date"
		return p, faultOf(codePeriod, want)
	case form == periodNative && strings.Contains(s, periodJoin):
		first, last, _ := strings.Cut(s, periodJoin)
		from, err1 := trade.ParseDate(strings.TrimSpace(first))
		to, err2 := trade.ParseDate(strings.TrimSpace(last))
		if err1 == nil && err2 == nil && !to.Before(from) {
			p, err = trade.Interval{From: from, To: to.AddDays(1)}, nil
		}
	case form == periodNative:
		p, err = trade.ParsePeriod(s)
	case form == periodCompact && allDigits(s) && len(s) == 6:
		if m := s[4:]; m == "52" || m == "00" {
			p, err = trade.ParsePeriod(s[:4])
		} else {
			p, err = trade.ParsePeriod(s[:4] + "-" + m)
		}
	case form == periodCompact && strings.Contains(s, "年"):
		s = strings.TrimSuffix(strings.Replace(s, "年", "-", 1), "月")
		if len(s) == 6 {
			s = s[:5] + "0" + s[5:]
		}
		p, err = trade.ParsePeriod(strings.TrimSuffix(s, "-"))
	case form == periodWords:
		p, err = wordPeriod(s)
	case form == periodYYMM && allDigits(s) && len(s) == 4:
		year := 2000
		if s >= "5000" {
			year = 1900
		}
		p = trade.NewMonth(year+atoi(s[:2]), atoi(s[2:])).Interval()
		if m := atoi(s[2:]); m >= 1 && m <= 12 {
			err = nil
		}
	case form == periodYYMM && allDigits(s) && len(s) == 6:
		p, err = trade.ParsePeriod(s[:4] + "-" + s[4:])
	case len(s) == 4 || len(s) == 7 || (form == periodYYMM && len(s) == 10):
		if p, err = trade.ParsePeriod(s); err == nil && len(s) == 10 {
			p = trade.MonthOf(p.From).Interval()
		}
	}
	if err != nil && form != periodYYMM {
		if one, ok := anyPeriod(s, order); ok {
			p, err = one, nil
		}
	}
	if err != nil {
		return p, faultOf(codePeriod, periodHint(s, want))
	}
	first, _, _ := p.From.Parts()
	if last, _, _ := p.LastDay().Parts(); first < minYear || last > maxYear || p.IsEmpty() {
		return p, faultOf(codePeriod, fmt.Sprintf("a year outside %d to %d; %s", minYear, maxYear, want))
	}
	return p, nil
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n } // callers have looked at the digits

// wordPeriod reads "2024", "January 2024", "2024 January", "2024 through June".
func wordPeriod(s string) (trade.Interval, error) {
	f := strings.Fields(strings.ToLower(s))
	fail := &trade.PeriodError{Text: s, Want: "want 2024, January 2024 or 2024 through June"}
	switch {
	case len(f) == 1:
		return trade.ParsePeriod(f[0])
	case len(f) == 2:
		if m := monthNumber(f[0]); m > 0 && len(f[1]) == 4 {
			return trade.ParsePeriod(fmt.Sprintf("%s-%02d", f[1], m))
		}
		if m := monthNumber(f[1]); m > 0 && len(f[0]) == 4 {
			return trade.ParsePeriod(fmt.Sprintf("%s-%02d", f[0], m))
		}
	case len(f) == 3 && f[1] == "through" && len(f[0]) == 4:
		if m := monthNumber(f[2]); m > 0 {
			p, err := trade.ParsePeriod(fmt.Sprintf("%s-%02d", f[0], m))
			p.From = trade.NewDate(atoi(f[0]), 1, 1)
			return p, err
		}
	}
	return trade.Interval{}, fail
}

// product reads a cell that says what. residual is a code that stands for the rest
// of what its digits name, such as goods kept secret; it is no sum of others.
func (r *reader) product(v *spreadsheet.Value) (p trade.Product, residual bool, f *fault) {
	if f = plainFault(v); f != nil {
		return "", false, f
	}
	switch v.Kind {
	case spreadsheet.ValueDate:
		return "", false, faultOf(codeDateCell, "a date where a product code is wanted; type the code as text")
	case spreadsheet.ValueNumber:
		return r.numericProduct(v.Text)
	}
	text := strings.TrimSpace(visible(v.Text))
	if r.l.products == productLeading {
		text, _, _ = strings.Cut(text, " ")
	}
	if r.l.notes && (strings.EqualFold(text, allProducts) || strings.EqualFold(text, "total")) {
		return "", false, nil
	}
	if r.l.nested {
		switch strings.ToLower(text) {
		case "total", "all", "-", "ag", "as", "all commodities":
			return "", false, nil
		}
		// 27XXXXXX and 9999AA: the letters stand for what is not told.
		known := strings.TrimRight(strings.ToUpper(text), "X")
		if text == "9999AA" {
			known = "9999"
		}
		if len(known) >= 2 && len(known) < len(text) && allDigits(known) && (len(text) == 8 || len(known) == 4) {
			r.note(warnResidual, text)
			return trade.Product(known[:len(known)&^1]), true, nil
		}
	}
	if r.l.digits > 0 && len(text) == r.l.digits-1 && allDigits(text) {
		r.note(warnLeadingZero, text)
		text = "0" + text
	}
	p, err := trade.ParseProduct(text)
	switch {
	case err != nil && madeNumber.MatchString(text), strings.HasSuffix(text, ".0"):
		return "", false, faultOf(codeProduct, madeNumberHint)
	case err != nil:
		return "", false, productFault(err)
	}
	return p, false, nil
}

// madeNumber tells a code that a program took for a number and wrote as one: 850440.0,
// 8504.4 for 8504.40, 8.4713E+09.
var madeNumber = regexp.MustCompile(`^[0-9]+\.[0-9]*$|^[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+$`)

const madeNumberHint = "a program made a number of the code, and its zeros or digits may be lost; read the column as text where the file was made, and write it as 610910 or 6109.10"

func productFault(err error) *fault {
	if e, ok := err.(*trade.ProductError); ok {
		return faultOf(codeProduct, e.Reason)
	}
	return faultOf(codeProduct, err.Error())
}

// numericProduct reads a code that a spreadsheet took for a number. No chapter is 00,
// so an odd number of digits has lost one zero, and no other.
func (r *reader) numericProduct(text string) (trade.Product, bool, *fault) {
	d, _, err := spreadsheet.CellNumber(text)
	if err != nil || !d.IsInteger() || !d.IsPositive() {
		return "", false, faultOf(codeProduct, madeNumberHint)
	}
	code := d.String()
	if len(code)%2 != 0 {
		r.note(warnLeadingZero, text)
		code = "0" + code
	} else if !r.surveying {
		r.numericCodes++
	}
	p, err := trade.ParseProduct(code)
	if err != nil {
		return "", false, productFault(err)
	}
	return p, false, nil
}

// readUnit reads the unit of a quantity; "" is none.
func (r *reader) readUnit(text string) (trade.Unit, *fault) {
	if u, ok := unitWords[strings.ToLower(strings.TrimSpace(text))]; ok && !r.l.notes {
		return u, nil
	}
	u, err := trade.ParseUnit(text)
	if err != nil {
		if e, ok := err.(*trade.UnitError); ok && len(e.Nearest) > 0 {
			return "", faultOf(codeUnit, fmt.Sprintf("no such unit; did you mean %s?", e.Nearest[0]))
		}
		return "", faultOf(codeUnit, "no such unit; units are kg, t, No., doz., prs., liters, m2, m3, bbl, …")
	}
	return u, nil
}
