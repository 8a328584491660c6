package bulk

import (
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Embargoes are those of Engine.Embargoes under the first engine of the batch: columns
// state the duty of goods that need a licence as of any others, and cannot say more.
func (b *Batch) Embargoes(entry tariff.Entry) []law.Measure { return b.engines[0].Embargoes(entry) }

// MayBar is false where no goods of a country need a licence on any day, under the first
// engine of the batch: its rows need not be looked at one by one.
func (b *Batch) MayBar(origin trade.Country) bool { return b.engines[0].Plan().MayBar(origin) }
