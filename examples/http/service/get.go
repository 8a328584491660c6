package service

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// property is what the shape of a question says of a key, as far as it is needed here.
type property struct {
	Type        string          `json:"type"`
	Description string          `json:"description"`
	Items       json.RawMessage `json:"items"`
}

// properties are the keys of a question.
func properties(o answer.Operation) (keys map[string]property, required []string) {
	var shape struct {
		Properties map[string]property
		Required   []string
	}
	if err := json.Unmarshal(o.Question, &shape); err != nil {
		return nil, nil // the shapes are tested
	}
	return shape.Properties, shape.Required
}

// byAddress reports whether a question can be asked by an address: whether all that it needs
// are words, or lists of them.
func byAddress(o answer.Operation) bool {
	keys, required := properties(o)
	for _, key := range required {
		if !plain(keys[key]) {
			return false
		}
	}
	return true
}

// plain reports whether a key is a word, or a list of words.
func plain(p property) bool {
	var items property
	if p.Type == "array" {
		_ = json.Unmarshal(p.Items, &items)
		return items.Type == "string"
	}
	return p.Type == "string" || p.Type == "boolean" || p.Type == "integer"
}

// get reads the question of an address.
func (s *service) get(_ http.ResponseWriter, r *http.Request, o answer.Operation) (question, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return question{}, wrong("the address can't be read: " + err.Error())
	}
	var q question
	if q.form, err = chosen(r, o); err != nil {
		return q, err
	}
	q.of = values.Get("of")
	q.json, err = fromAddress(values, o)
	return q, err
}

func wrong(reason string) error {
	return answer.Refuse("bad_question", "%s", reason)
}

// fromAddress makes the JSON of a question of the keys of an address. Quantities are
// qty=100:kg, and claims claim=us_content=0.25, as often as needed; lists have commas.
func fromAddress(values url.Values, o answer.Operation) ([]byte, error) {
	keys, _ := properties(o)
	object := map[string]any{}
	for key, given := range values {
		p, ok := keys[key]
		switch {
		case key == "format" || key == "of":
			if len(given) > 1 {
				return nil, wrong(key + " stands twice in the address")
			}
		case key == "qty" && keys["quantities"].Type != "":
			list, err := quantities(given)
			if err != nil {
				return nil, err
			}
			object["quantities"] = list
		case key == "claim" && keys["claims"].Type != "":
			var claims tariff.Claims
			for _, text := range given {
				if err := claims.Add(text); err != nil {
					return nil, err
				}
			}
			object["claims"] = claims
		case !ok || !plain(p):
			return nil, wrong("key \"" + clip.Text(key) + "\" is not one of this address; leave it out, or see openapi.json")
		case p.Type == "array":
			var list []string
			for _, text := range given {
				for item := range strings.SplitSeq(text, ",") {
					list = append(list, strings.TrimSpace(item))
				}
			}
			object[key] = list
		case len(given) > 1:
			return nil, wrong(key + " stands twice in the address")
		case p.Type == "string":
			object[key] = given[0]
		default:
			if !json.Valid([]byte(given[0])) || !slices.Contains([]string{"boolean", "integer"}, p.Type) {
				return nil, wrong(key + " is neither true, false nor a whole number")
			}
			object[key] = json.RawMessage(given[0])
		}
	}
	return json.Marshal(object)
}

// quantities reads 100:kg.
func quantities(given []string) ([]any, error) {
	var list []any
	for _, text := range given {
		amount, unit, found := strings.Cut(text, ":")
		if !found {
			return nil, wrong("qty " + clip.Text(text) + ": state amount:unit, such as 100:kg")
		}
		u, err := trade.ParseUnit(unit)
		if err != nil {
			return nil, err
		}
		list = append(list, map[string]string{"amount": amount, "unit": string(u)})
	}
	return list, nil
}
