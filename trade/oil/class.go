package oil

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Class is one of the three classes for which the coalition of the G7, the European
// Union and Australia sets a price cap. The zero Class is not set.
type Class string

// The classes.
const (
	Crude    Class = "crude"
	Premium  Class = "premium to crude"  // gasoline, gas oil and diesel, kerosene and jet, vacuum gas oil
	Discount Class = "discount to crude" // naphtha, fuel oil, lubricating and waste oils
)

// String is the name.
func (c Class) String() string { return string(c) }

// capAnnex is Annex XXVIII of Regulation (EU) 833/2014 as amended by Implementing
// Regulation (EU) 2023/251 (OJ L 32I, 4.2.2023, p. 4), in force since 5 February
// 2023, with the CN codes of that year; crude has been there since 5 December 2022.
// The guidance of the United States of 3 February 2023 divides the products in the
// same way in words: naphtha, residual fuel oil and waste oils below crude; vacuum
// gas oil above it. (Trackers differ: some count naphtha above and vacuum gas oil below.)
func capAnnex() []capRow {
	return []capRow{
		{"2709", "00", Crude},
		{"271012", "11 15 21 25", Discount},
		{"271012", "31 41 45 49 50 70 90", Premium},
		{"271019", "11 15 21 25 29 31 35 43 46 47 48 71", Premium},
		{"271019", "51 55 62 66 67 75 81 83 85 87 91 93 99", Discount},
		{"271020", "11 16 19", Premium},
		{"271020", "32 38 90", Discount},
		{"2710", "91 99", Discount},
	}
}

type capRow struct {
	prefix, ends string
	class        Class
}

// classFault says why a code is not of one class: classes and their codes are what stands
// in the annex below it.
func classFault(p trade.Product, classes []Class, codes int) *Error {
	switch {
	case len(classes) > 0:
		names := make([]string, len(classes))
		for i, c := range classes {
			names[i] = string(c)
		}
		e := fault("class", fmt.Sprintf("product %s", p),
			"holds codes of more than one class (%s); state one of the %d codes below it", strings.Join(names, ", "), codes)
		e.Classes = classes
		return e
	case p.Within("2710") || p.Within("2709"):
		return fault("class", "product "+clip.Text(string(p)),
			"not in the annex of the price cap, which uses the CN codes of 2023; state the code of that year")
	}
	return fault("class", fmt.Sprintf("product %q", clip.Text(string(p))),
		"no oil under the price cap, which covers 2709 and 2710")
}

// ClassOfCN is the class of the price cap of a code of the European Union's Combined
// Nomenclature, or of a shorter one if everything below it is of one class. What is
// no code is a *trade.ProductError. A code of another nomenclature must not be given
// beyond the six digits that all share: 2710.12.15 is naphtha for processing here
// and motor fuel in the United States.
func ClassOfCN(p trade.Product) (Class, error) {
	p, err := trade.ParseProduct(string(p))
	if err != nil {
		return "", err
	}
	var classes []Class
	codes := 0
	for _, row := range capAnnex() {
		for end := range strings.FieldsSeq(row.ends) {
			code := trade.Product(row.prefix + end)
			if p.Within(code) {
				return row.class, nil
			}
			if !code.Within(p) {
				continue
			}
			codes++
			if !slices.Contains(classes, row.class) {
				classes = append(classes, row.class)
			}
		}
	}
	if len(classes) == 1 {
		return classes[0], nil
	}
	return "", classFault(p, classes, codes)
}
