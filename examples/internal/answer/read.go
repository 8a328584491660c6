package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// QuestionError says what is wrong with the text of a question.
type QuestionError struct {
	Code, Reason string
}

func (e *QuestionError) Error() string { return e.Reason }

// ErrorCode is one of Codes.
func (e *QuestionError) ErrorCode() string { return e.Code }

// Refuse is a QuestionError with a reason in words.
func Refuse(code, format string, args ...any) error {
	return &QuestionError{code, fmt.Sprintf(format, args...)}
}

func refused(format string, args ...any) error { return Refuse("bad_question", format, args...) }

func tooMany(what string, n, most int) error {
	return Refuse("too_many", "%d %s; one question may have %d, so ask in parts", n, what, most)
}

// read takes one JSON object into a struct, and refuses what the struct does not have.
func read(data []byte, to any) error {
	if err := check(data); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return worded(d.Decode(to))
}

// worded gives the errors of package json in words for whoever wrote the question.
func worded(err error) error {
	if err == nil {
		return nil
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return refused("key %.60s is not one of this question; leave it out, or see its schema", name)
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return refused("%s is a %s, which it can't be; see the schema of the question", kind.Field, kind.Value)
	}
	return err
}

// check refuses what is not one object of JSON in UTF-8 in which every key stands once.
func check(data []byte) error {
	switch {
	case len(data) > MaxBytes:
		return tooMany("bytes", len(data), MaxBytes)
	case !utf8.Valid(data):
		return refused("the question is no UTF-8")
	case len(bytes.TrimSpace(data)) == 0:
		return refused("the question is empty; it is one JSON object")
	case bytes.TrimSpace(data)[0] != '{':
		return refused("the question is no JSON object")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := walk(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return refused("something stands behind the question, which is one JSON object")
	}
	return nil
}

// maxDepth is deeper than any question is.
const maxDepth = 16

// walk goes through one value. Keys are alike whatever their case, as package json reads them.
func walk(d *json.Decoder, depth int) error {
	t, err := d.Token()
	if err != nil {
		return broken(err)
	}
	open, nested := t.(json.Delim)
	if !nested {
		return nil
	}
	if depth == maxDepth {
		return refused("the question is nested more than %d deep", maxDepth)
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			key, err := d.Token()
			if err != nil {
				return broken(err)
			}
			name, _ := key.(string)
			if folded := strings.ToLower(name); seen[folded] {
				return refused("key %.60q stands twice", name)
			} else {
				seen[folded] = true
			}
		}
		if err := walk(d, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return broken(err)
}

func broken(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refused("the JSON ends before it is whole")
	}
	return refused("this is no JSON: %s", err)
}

// split takes the keys of other out of an object: they go to other, and the rest is returned.
func split(data []byte, other any, keys []string) ([]byte, error) {
	if err := check(data); err != nil {
		return nil, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, worded(err)
	}
	own := map[string]json.RawMessage{}
	for _, k := range keys {
		if v, ok := all[k]; ok {
			own[k] = v
			delete(all, k)
		}
	}
	text, err := json.Marshal(own)
	if err != nil {
		return nil, err
	}
	if err := worded(json.Unmarshal(text, other)); err != nil {
		return nil, err
	}
	return json.Marshal(all)
}

// shaped is an object with the key that says of which shape it is.
func shaped(shape string, object any) (json.RawMessage, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(object); err != nil {
		return nil, err
	}
	out := fmt.Appendf(nil, `{"schema":"tradeshock/%s/1",`, shape)
	return append(out, bytes.TrimSpace(text.Bytes())[1:]...), nil
}

// with is an object with one more key at its end.
func with(object []byte, key string, value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(object[:len(object)-1:len(object)-1], `,%q:%s}`, key, text), nil
}
