package check

import (
	"context"
	"errors"
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// foreign are codes of imports of the United States that its tariff does not have.
type foreign struct {
	Codes    int               `json:"codes"`
	Of       int               `json:"of"`
	First    string            `json:"first"`
	Values   map[string]string `json:"values"`
	sums     source.Sums
	Sentence string `json:"note"`
}

// read reads the file, once, and looks the codes of 8 and 10 digits of a person's own sheet
// up in the tariff of the United States, where they are of its imports: the first six digits
// are those of all countries, and the others of one. A file that does not say what flows need
// is counted, and has no flows.
func (o *options) read(ctx context.Context, f *source.File, in source.Options) (*source.Report, *foreign, error) {
	found := &foreign{sums: source.Sums{}}
	known := map[trade.Product]bool{}
	var schedule *law.Schedule
	rep, err := f.Read(ctx, in, source.Visit{Flow: func(flow trade.Flow) error {
		p := flow.Product
		if flow.Destination != "US" || len(p) < 8 || p.Chapter() == "98" || p.Chapter() == "99" {
			return nil
		}
		ok, asked := known[p]
		if !asked {
			if schedule == nil {
				schedule = us.Book().Schedule
			}
			_, _, err := schedule.Find(p, flow.Period.LastDay())
			var e *law.ProductError
			ok = !errors.As(err, &e) || e.Kind != law.UnknownProduct || e.Existed != (trade.Interval{})
			known[p] = ok
			if found.Of++; !ok {
				if found.Codes++; found.First == "" {
					found.First = p.String()
				}
			}
		}
		if !ok && flow.Value != nil {
			found.sums[flow.Value.Currency] = found.sums[flow.Value.Currency].Add(flow.Value.Amount)
		}
		return nil
	}})
	var refused *spreadsheet.ImportError
	if errors.As(err, &refused) && refused.Code == unstated && rep == nil {
		in.CountOnly = true
		rep, err = f.Read(ctx, in, source.Visit{})
		return rep, nil, err
	}
	if rep == nil || rep.Layout != "native" && rep.Layout != "native_wide" || found.Codes == 0 {
		return rep, nil, err
	}
	found.Values = values(found.sums)
	found.Sentence = fmt.Sprintf(
		"%d of %d codes of imports of the United States are not in its tariff, such as %s; they may be of the tariff of "+
			"another country, whose first six digits alone hold here",
		found.Codes, found.Of, found.First)
	return rep, found, err
}

// unstated is the code of a file that does not say something that flows need.
const unstated = "unstated"
