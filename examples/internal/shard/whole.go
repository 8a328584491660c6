package shard

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/bulk"
)

// named is a manifest and where it was read.
type named struct {
	path string
	*Manifest
}

// whole checks that manifests are those of all shards of one work, each once, and puts them
// in order. What is wrong is said together.
func whole(all []named) ([]named, error) {
	first := all[0]
	var wrong []error
	refuse := func(path, code, format string, args ...any) {
		wrong = append(wrong, &Error{path, code, fmt.Sprintf(format, args...)})
	}
	seen := make(map[int]string)
	ordered := make([]named, 0, len(all))
	for _, m := range all {
		what, one, other, differ := first.Job.difference(&m.Job)
		at, twice := seen[m.Shard]
		switch {
		case m.Of != first.Of:
			refuse(m.path, "foreign_shard", "is of shard %d/%d, and %s of %d/%d; merge the shards of one run",
				m.Shard, m.Of, first.path, first.Shard, first.Of)
		case differ:
			refuse(m.path, "foreign_shard", "is of another work than %s: %s is %s, and not %s; "+
				"leave it out, or assess shard %d/%d again as the others were",
				first.path, what, said(other), said(one), m.Shard, m.Of)
		case twice:
			refuse(m.path, "double_shard", "is of shard %d/%d, as %s is; leave one of them out", m.Shard, m.Of, at)
		default:
			seen[m.Shard] = m.path
			ordered = append(ordered, m)
		}
	}
	if missing := first.Of - len(seen); missing > 0 {
		const most = 20
		var names []string
		for i := 0; i < first.Of && len(names) < most; i++ {
			if _, there := seen[i]; !there {
				names = append(names, fmt.Sprintf("%d/%d", i, first.Of))
			}
		}
		more := ""
		if missing > most {
			more = fmt.Sprintf(" and %d more", missing-most)
		}
		refuse("", "missing_shard",
			"%d of %d shards are missing: %s%s; assess them with duty -lines %s -shard, and merge again",
			missing, first.Of, strings.Join(names, ", "), more, first.Job.Input.Name)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	byIndex := make([]named, first.Of)
	rows := int64(0)
	for _, m := range ordered {
		byIndex[m.Shard] = m
		rows += m.Rows
	}
	for _, m := range byIndex {
		if m.Rows+m.Others != rows {
			refuse(m.path, "bad_shard", "says that the file has %d rows, and the shards together have %d; "+
				"assess all of them again", m.Rows+m.Others, rows)
			return nil, errors.Join(wrong...)
		}
	}
	return byIndex, nil
}

// said is a value for an error.
func said(s string) string {
	switch {
	case s == "":
		return "none"
	case len(s) > 40:
		return s[:12] + "…"
	}
	return s
}

// sum adds the manifests of a whole up, exactly.
func sum(all []named) *Manifest {
	out := &Manifest{Of: len(all), Job: all[0].Job}
	at := map[bulk.Key]int{}
	barred := map[string]bool{}
	for _, m := range all {
		out.Rows, out.Answered = out.Rows+m.Rows, out.Answered+m.Answered
		out.Rejected, out.Embargoed = out.Rejected+m.Rejected, out.Embargoed+m.Embargoed
		out.Base, out.Additional = out.Base.Add(m.Base), out.Additional.Add(m.Additional)
		out.RejectedValue = out.RejectedValue.Add(m.RejectedValue)
		out.EmbargoedValue = out.EmbargoedValue.Add(m.EmbargoedValue)
		out.Unread = m.Unread
		for _, name := range m.Embargoes {
			if !barred[name] {
				barred[name] = true
				out.Embargoes = append(out.Embargoes, name)
			}
		}
		for _, t := range m.By {
			key := bulk.Key{Origin: t.Origin, Product: t.Product, Month: t.Month, Authority: t.Authority}
			i, known := at[key]
			if !known {
				i = len(out.By)
				at[key] = i
				out.By = append(out.By, Total{Origin: t.Origin, Product: t.Product, Month: t.Month, Authority: t.Authority})
			}
			o := &out.By[i]
			o.Lines, o.Rejected = o.Lines+t.Lines, o.Rejected+t.Rejected
			o.Value, o.RejectedValue = o.Value.Add(t.Value), o.RejectedValue.Add(t.RejectedValue)
			o.Base, o.Additional = o.Base.Add(t.Base), o.Additional.Add(t.Additional)
		}
	}
	return out
}
