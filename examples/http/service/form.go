package service

import (
	"cmp"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// form is how an answer is written.
type form string

const (
	asJSON form = "json"
	asCSV  form = "csv"
	asText form = "text"
)

func (f form) mediaType() string {
	switch f {
	case asCSV:
		return "text/csv; charset=utf-8; header=present"
	case asText:
		return "text/plain; charset=utf-8"
	}
	return "application/json"
}

// forms are the forms that the answers of an operation have, the usual one first.
func forms(o answer.Operation) []form {
	switch o.Name {
	case "assess", "caps":
		return []form{asJSON, asText}
	case "compare", "history", "changes", "events":
		return []form{asJSON, asCSV}
	}
	return []form{asJSON}
}

// number is the number of an answer as text that is given when none is named.
func number(o answer.Operation) string {
	if o.Name == "caps" {
		return "cap"
	}
	return "total_duty"
}

// chosen is the form that a request asks for by its address, or else by its header.
func chosen(r *http.Request, o answer.Operation) (form, error) {
	have := forms(o)
	if named := r.URL.Query().Get("format"); named != "" {
		if !slices.Contains(have, form(named)) {
			return "", notAcceptable(o, named)
		}
		return form(named), nil
	}
	accept := r.Header.Get("Accept")
	if accept == "" {
		return have[0], nil
	}
	best, quality := form(""), 0.0
	for _, f := range have {
		if q := accepted(accept, f.mediaType()); q > quality {
			best, quality = f, q
		}
	}
	if best == "" {
		return "", notAcceptable(o, accept)
	}
	return best, nil
}

func notAcceptable(o answer.Operation, asked string) error {
	var names []string
	for _, f := range forms(o) {
		names = append(names, string(f))
	}
	return answer.Refuse("not_acceptable", "the answer of %s has no form %q; it has %s", o.Name, clip.Text(asked),
		strings.Join(names, ", "))
}

// accepted is the quality that a header Accept gives a media type, 0 for none. The most
// specific range decides.
func accepted(header, mediaType string) float64 {
	name, _, _ := strings.Cut(mediaType, ";")
	kind, _, _ := strings.Cut(name, "/")
	quality, specific := 0.0, -1
	for part := range strings.SplitSeq(header, ",") {
		given, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		how := slices.Index([]string{"*/*", kind + "/*", name}, given)
		if how <= specific {
			continue
		}
		q, err := strconv.ParseFloat(cmp.Or(params["q"], "1"), 64)
		if err == nil {
			quality, specific = q, how
		}
	}
	return quality
}
