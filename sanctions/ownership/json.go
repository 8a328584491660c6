package ownership

import (
	"encoding/json"

	"github.com/tradeshock/tradeshock/trade"
)

type ownerJSON struct {
	Owner   string  `json:"owner"`
	Percent Percent `json:"percent"`
	Status  Status  `json:"status"`
	// Most and Stated are there for a share that is not exact.
	Most    *Percent `json:"most,omitempty"`
	Stated  string   `json:"stated,omitempty"`
	Control string   `json:"control,omitempty"`
}

type groundsJSON struct {
	Percent  Percent     `json:"percent"`
	Step     int         `json:"step"`
	Through  string      `json:"through,omitempty"`
	Circular []ownerJSON `json:"circular,omitempty"`
}

type openJSON struct {
	Low     Percent       `json:"low"`
	High    Percent       `json:"high"`
	Through string        `json:"through,omitempty"`
	Owners  []ownerJSON   `json:"owners"`
	Missing []missingJSON `json:"missing,omitempty"`
}

// joinedJSON is a listed person that counts with another one, or may.
type joinedJSON struct {
	Through string      `json:"through"`
	Certain bool        `json:"certain"`
	Owners  []ownerJSON `json:"owners"`
}

type missingJSON struct {
	Owner string `json:"owner"`
	Fact  string `json:"fact"`
}

// MarshalJSON writes the decision for a script. The keys rule, threshold, blocked,
// undetermined and proof are promised; percentages are texts of exact decimals. proof
// says for each blocked entity which owners count and with how many percent at least,
// grounds what they come to; open and not_blocked do the same for the others, and name
// the facts that are missing.
func (d *Decision) MarshalJSON() ([]byte, error) {
	v := &d.Variant
	proof, grounds := make(map[string][]ownerJSON, len(d.Blocked)), make(map[string]groundsJSON, len(d.Blocked))
	for i := range d.Blocked {
		f := &d.Blocked[i]
		proof[f.Entity] = ownersJSON(f.Owners)
		grounds[f.Entity] = groundsJSON{f.Low, f.Step, f.Through, ownersJSON(f.Circular)}
	}
	joined := map[string]joinedJSON{}
	for i := range d.Joined {
		f := &d.Joined[i]
		joined[f.Entity] = joinedJSON{f.Through, f.Status == Blocked, ownersJSON(f.Owners)}
	}
	return json.Marshal(struct {
		Rule         Rule                   `json:"rule"`
		Date         trade.Date             `json:"date,omitzero"`
		State        State                  `json:"state"`
		Threshold    Percent                `json:"threshold"`
		Comparison   string                 `json:"comparison"`
		Aggregate    bool                   `json:"aggregate"`
		Control      bool                   `json:"control"`
		KnownUntil   trade.Date             `json:"known_until"`
		Held         bool                   `json:"held,omitempty"`
		Citation     string                 `json:"citation"`
		Caution      string                 `json:"caution,omitempty"`
		Listed       []string               `json:"listed"`
		Unmatched    []string               `json:"unmatched,omitempty"`
		Blocked      []string               `json:"blocked"`
		Undetermined []string               `json:"undetermined"`
		Proof        map[string][]ownerJSON `json:"proof"`
		Grounds      map[string]groundsJSON `json:"grounds"`
		Open         map[string]openJSON    `json:"open"`
		NotBlocked   map[string]openJSON    `json:"not_blocked"`
		Joined       map[string]joinedJSON  `json:"joined,omitempty"`
	}{
		v.Rule, v.On, v.State, v.Threshold, v.Comparison, v.Aggregate, v.Control, v.KnownUntil, v.Held(), v.Citation,
		v.Caution,
		d.Listed, d.Unmatched, entities(d.Blocked), entities(d.Undetermined), proof, grounds, openFindings(d.Undetermined),
		openFindings(d.NotBlocked), joined,
	})
}

func entities(findings []Finding) []string {
	out := make([]string, len(findings))
	for i := range findings {
		out[i] = findings[i].Entity
	}
	return out
}

func openFindings(findings []Finding) map[string]openJSON {
	out := make(map[string]openJSON, len(findings))
	for i := range findings {
		f := &findings[i]
		o := openJSON{Low: f.Low, High: f.High, Through: f.Through, Owners: ownersJSON(f.Owners)}
		for _, m := range f.Missing {
			o.Missing = append(o.Missing, missingJSON(m))
		}
		out[f.Entity] = o
	}
	return out
}

func ownersJSON(owners []Counted) []ownerJSON {
	out := make([]ownerJSON, len(owners))
	for i := range owners {
		c := &owners[i]
		o := &out[i]
		*o = ownerJSON{Owner: c.Owner, Percent: c.Share.Low, Status: c.Status}
		if !c.Share.IsExact() {
			o.Most, o.Stated = &c.Most, stated(c.Share)
		}
		if c.Control != NoControl {
			o.Control = c.Control.String()
		}
	}
	return out
}

// stated is a share in the words of its source.
func stated(s Share) string {
	if s == unknownShare() {
		return "unknown"
	}
	return s.String()
}
