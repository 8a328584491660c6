package program

import (
	"bytes"
	"encoding/json"
)

// KeyTwice is the first key that stands twice in one object of a JSON text, "" for none: a reader of
// JSON takes the last of them, and nobody hears of the first. What is no JSON is left to that reader.
func KeyTwice(text []byte) string {
	type level struct {
		keys map[string]bool // nil for a list
		at   bool            // a key comes next
	}
	var stack []level
	value := func() { // a value ended, and a key may come
		if n := len(stack); n > 0 && stack[n-1].keys != nil {
			stack[n-1].at = true
		}
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		switch t := token.(type) {
		case json.Delim:
			switch t {
			case '{':
				stack = append(stack, level{map[string]bool{}, true})
			case '[':
				stack = append(stack, level{})
			default:
				stack = stack[:len(stack)-1]
				value()
			}
		case string:
			top := len(stack) - 1
			if top < 0 || !stack[top].at {
				value()
				continue
			}
			if stack[top].keys[t] {
				return t
			}
			stack[top].keys[t], stack[top].at = true, false
		default:
			value()
		}
	}
}
