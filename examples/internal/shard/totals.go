package shard

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade"
)

// Keys reads what totals are kept by, as -by states it; nil for nothing.
func Keys(text string) (*bulk.By, error) {
	var by bulk.By
	if text == "" {
		return nil, nil
	}
	for _, name := range strings.Split(text, ",") {
		switch strings.TrimSpace(name) {
		case "origin":
			by.Origin = true
		case "chapter":
			by.Digits = 2
		case "month":
			by.Month = true
		case "authority":
			by.Authority = true
		default:
			return nil, fmt.Errorf("-by %q: needs origin, chapter, month or authority", name)
		}
	}
	return &by, nil
}

// readable names a key that rejected rows do not state in a way that can be read.
func readable(key string) string { return cmp.Or(key, "unknown") }

// WriteTotals prints sums by key as CSV.
func WriteTotals(w io.Writer, by *bulk.By, rows []bulk.Total) error {
	c := csv.NewWriter(w)
	var head []string
	for _, k := range []struct {
		on   bool
		name string
	}{{by.Origin, "origin"}, {by.Digits > 0, "chapter"}, {by.Month, "month"}, {by.Authority, "authority"}} {
		if k.on {
			head = append(head, k.name)
		}
	}
	_ = c.Write(append(head, "lines", "value", "total_duty", "base_duty", "additional_duty", "rejected"))
	for _, r := range rows {
		var row []string
		if by.Origin {
			row = append(row, readable(string(r.Origin)))
		}
		if by.Digits > 0 {
			row = append(row, readable(string(r.Product)))
		}
		if by.Month {
			row = append(row, readable(r.Month))
		}
		if by.Authority {
			row = append(row, string(r.Authority))
		}
		_ = c.Write(
			append(row, strconv.FormatInt(r.Lines, 10), trade.Amount(r.Value), trade.Amount(r.Base.Add(r.Additional)),
				trade.Amount(r.Base), trade.Amount(r.Additional), strconv.FormatInt(r.Rejected, 10)),
		)
	}
	c.Flush()
	return c.Error()
}
