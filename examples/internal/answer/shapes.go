package answer

import (
	_ "embed" // the shapes
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/schema"
)

//go:embed questions.json
var questions []byte

//go:embed answers.json
var answers []byte

// shapes are JSON Schemas by name, under "$defs" those that they share.
type shapes map[string]json.RawMessage

func readShapes(text []byte) (shapes, error) {
	var s shapes
	err := json.Unmarshal(text, &s)
	return s, err
}

// alone is the shape of a name with everything that it refers to put in its place: agents and
// generators of clients often do not follow references.
func (s shapes) alone(name string) (json.RawMessage, error) {
	var defs map[string]any
	if err := json.Unmarshal(s["$defs"], &defs); err != nil {
		return nil, err
	}
	text, ok := s[name]
	if !ok {
		return nil, fmt.Errorf("no shape %s", name)
	}
	var shape any
	if err := json.Unmarshal(text, &shape); err != nil {
		return nil, err
	}
	whole, err := expand(shape, defs, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return json.Marshal(whole)
}

// expand puts definitions in the place of references; keys beside a reference win.
func expand(v any, defs map[string]any, depth int) (any, error) {
	const most = 40
	if depth > most {
		return nil, fmt.Errorf("a shape refers to itself")
	}
	var err error
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			if out[i], err = expand(v[i], defs, depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		out := map[string]any{}
		if ref, ok := v["$ref"].(string); ok {
			def, ok := defs[strings.TrimPrefix(ref, "#/$defs/")]
			if !ok {
				return nil, fmt.Errorf("no definition %s", ref)
			}
			whole, err := expand(def, defs, depth+1)
			if err != nil {
				return nil, err
			}
			maps.Copy(out, whole.(map[string]any))
		}
		for key, value := range v {
			if _, isText := value.(string); key == "$ref" && isText {
				continue
			}
			if out[key], err = expand(value, defs, depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return v, nil
}

// ofProgram is the shape of the answers of a program, without that of its refusals, which are
// problems here.
func ofProgram(name string) (json.RawMessage, error) {
	text, ok := schema.Find(name)
	if !ok {
		return nil, fmt.Errorf("no schema of %s", name)
	}
	var whole struct {
		Defs map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		return nil, err
	}
	defs, err := json.Marshal(whole.Defs)
	if err != nil {
		return nil, err
	}
	return shapes{"$defs": defs, "answer": whole.Defs["answer"]}.alone("answer")
}

// ProblemShape is the shape of a Problem.
func ProblemShape() (json.RawMessage, error) {
	s, err := readShapes(answers)
	if err != nil {
		return nil, err
	}
	s["problem"] = json.RawMessage(`{"$ref":"#/$defs/problem"}`)
	return s.alone("problem")
}
