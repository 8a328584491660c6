package program

import (
	"encoding/json"
	"fmt"
)

// Text is a number or a word in a question as JSON: the string, or the digits of a number as
// they are written, so that none is lost. Null and "" state nothing.
type Text string

// UnmarshalJSON reads a string, a number or null.
func (t *Text) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '"':
		return json.Unmarshal(data, (*string)(t))
	case 't', 'f', '{', '[':
		return fmt.Errorf("%.40s is neither text nor a number", data)
	case 'n':
		*t = ""
	default:
		*t = Text(data)
	}
	return nil
}
