package tariff

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Entry is one line of goods at the border: what an importer declares. Value is
// the customs value in the currency of the book, from 0 to less than 10^15 with
// at most 9 decimals. In JSON it must be stated: see UnmarshalJSON. In Go the zero
// Decimal is a value of 0, which the assessment notes.
type Entry struct {
	Date       trade.Date       `json:"date"`
	Origin     trade.Country    `json:"origin"`
	Product    trade.Product    `json:"hts"`
	Value      decimal.Decimal  `json:"value"`
	Quantities []trade.Quantity `json:"quantities,omitempty"`
	// Parts are parts of the goods that the schedule charges apart from the rest,
	// such as the case and the battery of a watch.
	Parts  []duty.Part `json:"parts,omitempty"`
	Claims Claims      `json:"claims,omitzero"`
}

// Claims are facts of the shipment that the importer declares. A fact that is
// not claimed is absent.
type Claims struct {
	// Program is the symbol of a special program, such as "KR"; "S" and "S+" say what
	// USMCA says. It may be claimed on a line that is free for all.
	Program string `json:"spi,omitempty"`
	// USMCA: the goods enter free of duty under the USMCA.
	USMCA bool `json:"usmca,omitempty"`
	// Headings are chapter 99 headings that the importer declares: exclusions,
	// exemptions by use or description, duties by fact.
	Headings []string `json:"headings,omitempty"`
	// Loaded is the day on which the goods were loaded at the foreign port, not after
	// the day of entry.
	Loaded trade.Date `json:"loaded,omitzero"`
	// USContent and the metal shares are fractions of the customs value, 0 to 1.
	// Metal is the share of the metal of whichever programme asks; Steel,
	// Aluminum and Copper are taken first.
	USContent *decimal.Decimal `json:"us_content,omitempty"`
	Metal     *decimal.Decimal `json:"metal_share,omitempty"`
	Steel     *decimal.Decimal `json:"steel_share,omitempty"`
	Aluminum  *decimal.Decimal `json:"aluminum_share,omitempty"`
	Copper    *decimal.Decimal `json:"copper_share,omitempty"`
	// ChargedValue, of goods entered under 9802.00.40, .50, .60 or .80, is the part of the
	// value that is charged: that of the work done abroad, or the value without the
	// products of the United States. Article is the number of the article itself.
	ChargedValue *decimal.Decimal `json:"charged_value,omitempty"`
	Article      trade.Product    `json:"article,omitempty"`
}

const claimForms = "usmca, spi=KR, us_content=0.25, metal_share=0.4, steel_share=…, aluminum_share=…, copper_share=…, loaded=2025-08-20, charged_value=250, article=8471.30.01.00, 301_exclusion=9903.88.69, heading=9903.05.88"

// Add reads one claim as a person writes it: "usmca", "spi=KR",
// "us_content=0.25", "metal_share=0.4", "loaded=2025-08-20",
// "301_exclusion=9903.88.69", "heading=9903.05.88".
func (c *Claims) Add(text string) error {
	name, value, has := strings.Cut(strings.TrimSpace(text), "=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if name != "usmca" && (!has || value == "") {
		if !slices.Contains([]string{
			"spi", "us_content", "metal_share", "steel_share", "aluminum_share", "copper_share",
			"charged_value", "repair_value", "article", "loaded", "301_exclusion", "heading",
		}, name) {
			return &ClaimError{text, "not a known claim; the claims are " + claimForms}
		}
		return &ClaimError{text, "needs a value; the claims are " + claimForms}
	}
	if c.states(name) {
		return &ClaimError{text, name + " is claimed twice"}
	}
	switch name {
	case "usmca":
		if has {
			return &ClaimError{text, "usmca stands alone, without a value"}
		}
		c.USMCA = true
	case "spi":
		c.Program = strings.ToUpper(value)
	case "heading", "301_exclusion":
		heading, ok := claimedHeading(value)
		if !ok {
			return &ClaimError{text, "needs a chapter 99 heading such as 9903.88.69"}
		}
		c.Headings = append(c.Headings, heading)
	case "loaded":
		d, err := trade.ParseDate(value)
		if err != nil {
			return &ClaimError{text, err.Error()}
		}
		c.Loaded = d
	case "charged_value", "repair_value":
		d, err := decimal.NewFromString(value)
		if err != nil || len(value) > 30 || checkAmount("charged value", d) != nil {
			return &ClaimError{text, "needs an amount such as 250 or 250.00"}
		}
		c.ChargedValue = &d
	case "article":
		p, err := trade.ParseProduct(value)
		if err != nil || len(p) < 8 {
			return &ClaimError{text, "needs a number of 8 or 10 digits such as 8471.30.01.00"}
		}
		c.Article = p
	case "us_content":
		return share(&c.USContent, text, value)
	case "metal_share":
		return share(&c.Metal, text, value)
	case "steel_share":
		return share(&c.Steel, text, value)
	case "aluminum_share":
		return share(&c.Aluminum, text, value)
	case "copper_share":
		return share(&c.Copper, text, value)
	default:
		return &ClaimError{text, "not a known claim; the claims are " + claimForms}
	}
	return nil
}

// claimedHeading is a heading as a book writes it: one of chapter 99 with its dots, or the
// name that a book of another country gives to a measure or an exception, "SOR/2025-122".
func claimedHeading(text string) (string, bool) {
	const longest = 60
	if p, err := trade.ParseProduct(text); err == nil {
		return p.String(), len(p) == 8 && p.Within("99")
	}
	named := strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsAny(text, "/-")
	return text, named && len(text) <= longest && !strings.ContainsFunc(text, unicode.IsSpace)
}

// states reports whether a claim that can be made once is made.
func (c *Claims) states(name string) bool {
	switch name {
	case "spi":
		return c.Program != ""
	case "loaded":
		return !c.Loaded.IsZero()
	case "us_content":
		return c.USContent != nil
	case "metal_share":
		return c.Metal != nil
	case "steel_share":
		return c.Steel != nil
	case "aluminum_share":
		return c.Aluminum != nil
	case "copper_share":
		return c.Copper != nil
	case "charged_value", "repair_value":
		return c.ChargedValue != nil
	case "article":
		return c.Article != ""
	}
	return false
}

func share(to **decimal.Decimal, text, value string) error {
	if len(value) > 20 || strings.ContainsAny(value, "eE") {
		return &ClaimError{text, "needs a fraction of the value from 0 to 1, such as 0.25"}
	}
	d, err := decimal.NewFromString(value)
	if err != nil || checkShare(d) != nil {
		return &ClaimError{text, "needs a fraction of the value from 0 to 1, such as 0.25"}
	}
	*to = &d
	return nil
}

var one = decimal.NewFromInt(1)

func checkShare(d decimal.Decimal) error {
	if !law.IsShare(d) {
		return &ValueError{
			"share", amountText(d),
			"is no fraction of the value; state one from 0 to 1 with at most 18 decimals",
		}
	}
	return nil
}

// Shares are the shares of the value that may be claimed, nil where they are not.
func (c *Claims) Shares() [5]*decimal.Decimal {
	return [...]*decimal.Decimal{c.USContent, c.Metal, c.Steel, c.Aluminum, c.Copper}
}

// isUSMCA reports whether the symbol of the program is one of the USMCA.
func (c *Claims) isUSMCA() bool { return c.Program == "S" || c.Program == "S+" }

// none reports whether nothing is claimed.
func (c *Claims) none() bool {
	return !c.USMCA && c.Program == "" && len(c.Headings) == 0 && c.Loaded.IsZero() &&
		c.Shares() == [...]*decimal.Decimal{nil, nil, nil, nil, nil} && c.ChargedValue == nil && c.Article == ""
}

// has reports whether the entry claims the heading.
func (c *Claims) has(heading string) bool { return slices.Contains(c.Headings, heading) }

// Check refuses amounts that cannot be assessed, as Assess does.
func (e *Entry) Check() error {
	if err := checkAmount("value", e.Value); err != nil {
		return err
	}
	for _, q := range e.Quantities {
		if err := checkAmount("quantity", q.Amount); err != nil {
			return err
		}
	}
	if err := checkQuantities(e.Quantities); err != nil {
		return err
	}
	for _, p := range e.Parts {
		if p.Value != nil {
			if err := checkAmount("value of the part "+p.Name, *p.Value); err != nil {
				return err
			}
		}
		if p.Quantity != nil {
			if err := checkAmount("quantity of the part "+p.Name, p.Quantity.Amount); err != nil {
				return err
			}
		}
	}
	for _, s := range e.Claims.Shares() {
		if s != nil {
			if err := checkShare(*s); err != nil {
				return err
			}
		}
	}
	if v := e.Claims.ChargedValue; v != nil {
		if err := checkAmount("charged value", *v); err != nil {
			return err
		}
	}
	return e.Claims.checkMetals()
}

// checkAmount bounds an amount before any arithmetic, so that a hostile exponent
// costs nothing.
func checkAmount(field string, d decimal.Decimal) error {
	const digits, places = 15, 9
	if plan.IsAmount(d) {
		return nil
	}
	exp, text := int(d.Exponent()), amountText(d)
	switch {
	case d.IsNegative():
		return &ValueError{field, text, "is negative; state a value of 0 or more"}
	case exp > digits || (!d.IsZero() && d.NumDigits()+exp > digits):
		return &ValueError{field, text, fmt.Sprintf("has more than %d digits before the point; split the entry", digits)}
	case exp < -places && !plan.ExactWithin(d, places):
		return &ValueError{
			field, text,
			fmt.Sprintf("has more than %d decimals; round it by a rule of your own first", places),
		}
	}
	return nil
}

// amountText prints an amount for an error, however long or hostile it is.
func amountText(d decimal.Decimal) string {
	const usual = 40
	exp := d.Exponent()
	text := fmt.Sprintf("%se%d", d.Coefficient(), exp)
	if exp >= -usual && exp <= usual {
		text = d.String()
	}
	return clip.Text(text)
}
