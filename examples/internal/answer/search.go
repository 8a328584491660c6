package answer

import (
	"context"
	"encoding/json"

	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

// search finds codes from words.
func search(_ context.Context, _ *Books, question []byte) (json.RawMessage, error) {
	q := struct {
		Words string `json:"words"`
		Limit int    `json:"limit"`
	}{Limit: 10}
	if err := read(question, &q); err != nil {
		return nil, err
	}
	const longest = 300
	switch {
	case q.Words == "":
		return nil, missing("words", `what the goods are, such as "cotton t-shirt"`)
	case len(q.Words) > longest:
		return nil, tooMany("bytes of words", len(q.Words), longest)
	case q.Limit < 1 || q.Limit > MaxResults:
		return nil, refused("limit %d: state 1 to %d", q.Limit, MaxResults)
	}
	type result struct {
		HTS         trade.Product `json:"hts"`
		Description string        `json:"description"`
		Path        []string      `json:"path"`
	}
	found := words.Search(q.Words, q.Limit)
	if len(found) == 0 {
		return nil, Refuse("not_found", "the schedule has nothing for %s; try the words of the material or of the use",
			quoted(q.Words))
	}
	results := []result{}
	for _, m := range found {
		results = append(results, result{trade.Product(m.Number.String()), m.Text, append([]string{}, m.Path...)})
	}
	return shaped("search", map[string]any{"query": q.Words, "results": results})
}

// browse shows what stands below a code.
func browse(_ context.Context, _ *Books, question []byte) (json.RawMessage, error) {
	var q struct {
		HTS trade.Product `json:"hts"`
	}
	if err := read(question, &q); err != nil {
		return nil, err
	}
	if q.HTS == "" {
		return nil, missing("hts", "a chapter, a heading or a code, such as 6109.10")
	}
	page, err := words.Browse(q.HTS)
	if err != nil {
		return nil, err
	}
	type below struct {
		HTS         string `json:"hts,omitempty"`
		Description string `json:"description"`
		Depth       int    `json:"depth"`
		More        bool   `json:"more"`
	}
	out := struct {
		HTS         string   `json:"hts"`
		Description string   `json:"description"`
		Path        []string `json:"path"`
		Below       []below  `json:"below"`
	}{page.Number.String(), page.Text, append([]string{}, page.Path...), []below{}}
	for _, e := range page.Below {
		b := below{Description: e.Text, Depth: e.Depth, More: e.More}
		if e.Number != "" {
			b.HTS = e.Number.String()
		}
		out.Below = append(out.Below, b)
	}
	return shaped("browse", out)
}
