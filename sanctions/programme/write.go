package programme

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// WriteTo writes the program as the table that Read reads.
func (p *Programme) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	rows := 0
	for i := range p.Parameters {
		rows += len(p.Parameters[i].Terms)
	}
	for _, line := range [][2]string{
		{"title", p.Title},
		{"source", p.Source},
		{"retrieved", p.Retrieved},
		{"rows", fmt.Sprint(rows)},
	} {
		fmt.Fprintf(&b, "# %s: %s\n", line[0], strings.ReplaceAll(line[1], "\n", " "))
	}
	c := csv.NewWriter(&b)
	if err := c.Write(columns); err != nil {
		return 0, err
	}
	for i := range p.Parameters {
		q := &p.Parameters[i]
		for j := range q.Terms {
			t := &q.Terms[j]
			value, known := "", ""
			if t.Value != nil {
				value = t.Value.String()
				if t.Unit == CapUnit && t.Value.Exponent() >= -2 && !t.Value.IsInteger() {
					value = t.Value.StringFixed(2)
				}
			}
			if j == len(q.Terms)-1 {
				known = q.KnownUntil.String()
			}
			var conditions []string
			for _, c := range t.Conditions {
				conditions = append(conditions, c.String())
			}
			if err := c.Write([]string{
				string(q.Regime), q.Name, limitText(t.From, t.Starts), limitText(t.To, t.Ends), t.StatedTo.String(),
				t.Published.String(), string(t.Status),
				value, t.Unit, t.Instrument, strings.Join(conditions, "; "), t.Note, strings.Join(t.Sources, "; "), known,
			}); err != nil {
				return 0, err
			}
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return 0, err
	}
	n, err := w.Write(b.Bytes())
	return int64(n), err
}

func limitText(d trade.Date, m Moment) string {
	if m.Clock != "" {
		return m.String()
	}
	return d.String()
}
