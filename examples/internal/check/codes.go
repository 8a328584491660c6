package check

import (
	"context"
	"errors"
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
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

// foreignCodes looks the codes of 8 and 10 digits of a person's own sheet up in the tariff
// of the United States, where they are of its imports: the first six digits are those of
// all countries, and the others of one. It returns nil when there is nothing to say.
func foreignCodes(ctx context.Context, f *source.File, in source.Options, rep *source.Report) *foreign {
	if rep.Layout != "native" && rep.Layout != "native_wide" {
		return nil
	}
	in.CountOnly, in.Lenient, in.Progress = false, true, nil
	found := &foreign{sums: source.Sums{}}
	known := map[trade.Product]bool{}
	var schedule *law.Schedule
	_, err := f.Read(ctx, in, source.Visit{Flow: func(flow trade.Flow) error {
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
	if err != nil || found.Codes == 0 {
		return nil
	}
	found.Values = values(found.sums)
	found.Sentence = fmt.Sprintf("%d of %d codes of imports of the United States are not in its tariff, such as %s; they may be of the tariff of another country, whose first six digits alone hold here",
		found.Codes, found.Of, found.First)
	return found
}
