package rows

import (
	"context"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// Len is the number of rows.
func (r *Rows) Len() int { return len(r.row) }

// Assess answers the rows under the first engine of the batch, by authority too where asked.
func (r *Rows) Assess(ctx context.Context, batch *bulk.Batch, workers int, byAuthority bool) error {
	if byAuthority && r.charges.ByAuthority == nil {
		r.charges.ByAuthority = make([][]int64, len(batch.Authorities()))
	}
	r.batch = batch
	_, err := bulk.Assess(ctx, batch, &r.entries, bulk.Options{
		Workers: workers, Charges: []*bulk.Charges{&r.charges}, Rejects: -1,
	})
	return err
}

// Duty is what a row owes in cents, and whether it has an answer.
func (r *Rows) Duty(row int) (base, additional int64, answered bool) {
	at := r.row[row]
	if at < 0 || r.charges.Rejected[at] {
		return 0, 0, false
	}
	return r.charges.Base[at], r.charges.Additional[at], true
}

// Authority is what a row with an answer owes under an authority of the batch.
func (r *Rows) Authority(row, authority int) int64 {
	return r.charges.ByAuthority[authority][r.row[row]]
}

// Err says why a row has no answer.
func (r *Rows) Err(row int) error {
	at := r.row[row]
	if at < 0 {
		return r.wrong[row]
	}
	return r.batch.Why(r.entries.Entry(int(at)))
}

// Embargoes are the measures without whose licence the goods of a row may not be imported.
func (r *Rows) Embargoes(row int) []law.Measure {
	at := r.row[row]
	if at < 0 {
		return nil
	}
	origin := r.entries.Origins[r.entries.Origin[at]]
	may, known := r.may[origin]
	if !known {
		may = r.batch.MayBar(origin)
		r.may[origin] = may
	}
	if !may {
		return nil
	}
	return r.batch.Embargoes(r.entries.Entry(int(at)))
}

// Kept is a column that is carried through, by its place among those.
func (r *Rows) Kept(row, place int) []byte {
	at := row*len(r.keep) + place
	start := 0
	if at > 0 {
		start = r.ends[at-1]
	}
	return r.kept[start:r.ends[at]]
}
