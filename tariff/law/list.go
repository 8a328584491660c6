package law

import (
	"github.com/tradeshock/tradeshock/trade"
)

// List is a named list of products that the law keeps in a note: dated
// prefixes, each in or out.
type List struct {
	Name string `json:"name"`
	// Title and Note say what the list is and where it stands.
	Title   string      `json:"title"`
	Note    string      `json:"note"`
	Entries []ListEntry `json:"entries"`
}

// ListEntry is a prefix on a list during an interval. The longest prefix in
// force decides; Out takes it off again.
type ListEntry struct {
	Code   trade.Product  `json:"code"`
	Out    bool           `json:"out"`
	During trade.Interval `json:"during,omitzero"`
	Knowledge
}
