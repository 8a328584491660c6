package service

import (
	"encoding/json"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
)

type object = map[string]any

// document serves the OpenAPI document.
func (s *service) document(w http.ResponseWriter, _ *http.Request) { writeJSON(w, openAPI()) }

// openAPI is the OpenAPI 3.1 document, made of the operations and their shapes.
func openAPI() object {
	schemas := object{"Problem": problemShape()}
	paths := object{
		"/health": object{"get": object{
			"operationId": "health", "summary": "Whether the service answers, and until when the law is known",
			"responses": object{"200": object{"description": "it does", "content": content(asJSON, object{
				"type": "object", "properties": object{"status": object{"const": "ok"}, "known_until": object{"type": "string"}},
				"required": []string{"status", "known_until"},
			})}},
		}},
	}
	for _, o := range answer.Operations() {
		name := strings.ToUpper(o.Name[:1]) + o.Name[1:]
		schemas[name+"Question"], schemas[name+"Answer"] = o.Question, o.Answer
		path := object{"post": object{
			"operationId": o.Name, "summary": o.Title, "description": o.Says,
			"parameters":  formParameters(o),
			"requestBody": object{"required": true, "content": bodies(o, ref(name+"Question"))},
			"responses":   responses(o, ref(name+"Answer")),
		}}
		if byAddress(o) {
			path["get"] = object{
				"operationId": o.Name + "ByAddress", "summary": o.Title, "description": o.Says,
				"parameters": append(parameters(o), formParameters(o)...),
				"responses":  responses(o, ref(name+"Answer")),
			}
		}
		paths["/v1/"+o.Name] = path
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "tradeshock", "version": version(),
			"description": "What a sanction or a tariff does to trade: exact duties, explained, on a day. " +
				"Amounts and rates are exact decimals as strings. What has no answer is a problem with a code, never a zero.",
			"license": object{"name": "see the repository", "url": "https://github.com/tradeshock/tradeshock"},
		},
		"servers":    []object{{"url": "."}},
		"security":   []object{}, // none: whoever serves others puts it behind a server that knows them
		"paths":      paths,
		"components": object{"schemas": schemas},
	}
}

// version is that of the module, "0.0.0" for one that is not released.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "0.0.0"
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

func ref(name string) object { return object{"$ref": "#/components/schemas/" + name} }

func content(f form, schema object) object {
	name, _, _ := strings.Cut(f.mediaType(), ";")
	return object{name: object{"schema": schema}}
}

// bodies are the kinds of a request.
func bodies(o answer.Operation, schema object) object {
	out := content(asJSON, schema)
	if o.Name == "batch" {
		maps.Copy(out, content(asCSV, object{
			"type": "string",
			"description": "a CSV file with the columns hts, origin, date, value and, if there are any, quantity and unit, " +
				"or claims; " +
				"the answer is CSV too, with the columns total_duty, effective_rate, base_duty, additional_duty, code and message " +
				"behind. The law is then chosen in the address.",
		}))
	}
	return out
}

// responses are the answer in its forms, and the problem in place of it.
func responses(o answer.Operation, schema object) object {
	answers := content(asJSON, schema)
	all := forms(o)
	if o.Name == "batch" {
		all = append(all, asCSV)
	}
	for _, f := range all[1:] {
		maps.Copy(answers, content(f, object{"type": "string"}))
	}
	shape := object{"application/problem+json": object{"schema": ref("Problem")}}
	problem := object{"description": "why there is no answer", "content": shape}
	return object{"200": object{"description": o.Title, "content": answers}, "4XX": problem, "5XX": problem}
}

// formParameters choose the form of an answer.
func formParameters(o answer.Operation) []object {
	all := forms(o)
	if len(all) == 1 {
		return []object{}
	}
	out := []object{parameter("format", false, object{"type": "string", "enum": all, "default": all[0]})}
	if slices.Contains(all, asText) {
		out = append(out, parameter("of", false, object{
			"type": "string", "default": number(o), "description": "with format=text: which number of the answer",
		}))
	}
	return out
}

// parameters are the keys of a question that an address can have.
func parameters(o answer.Operation) []object {
	var shape struct{ Properties map[string]json.RawMessage }
	_ = json.Unmarshal(o.Question, &shape)
	keys, required := properties(o)
	out := []object{}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		var schema object
		_ = json.Unmarshal(shape.Properties[key], &schema)
		switch {
		case plain(keys[key]):
			p := parameter(key, slices.Contains(required, key), schema)
			if keys[key].Type == "array" {
				p["style"], p["explode"] = "form", false
			}
			out = append(out, p)
		case key == "quantities":
			out = append(out, repeated("qty", "amount:unit, such as 100:kg"))
		case key == "claims":
			out = append(out, repeated("claim", "a fact of the shipment: usmca, spi=KR, us_content=0.25, metal_share=0.4, "+
				"loaded=2025-08-20, heading=9903.05.88"))
		}
	}
	return out
}

func parameter(name string, required bool, schema object) object {
	out := object{"name": name, "in": "query", "schema": schema}
	if required {
		out["required"] = true
	}
	if said, ok := schema["description"]; ok {
		out["description"] = said
	}
	return out
}

func repeated(name, says string) object {
	p := parameter(name, false, object{"type": "array", "items": object{"type": "string"}})
	p["style"], p["explode"], p["description"] = "form", true, says
	return p
}

// problemShape is the shape of a problem, with the members of RFC 9457.
func problemShape() object {
	text, _ := answer.ProblemShape()
	var shape object
	_ = json.Unmarshal(text, &shape)
	properties, _ := shape["properties"].(object)
	properties["type"] = object{"type": "string", "format": "uri-reference"}
	properties["status"] = object{"type": "integer"}
	properties["detail"] = object{"type": "string", "description": "the same as message"}
	shape["required"] = []string{"type", "title", "status", "detail", "code", "message"}
	return shape
}
