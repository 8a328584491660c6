package service

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
)

// problem is a problem of RFC 9457 with the members of answer.Problem.
type problem struct {
	Type   string `json:"type"` // relative to the address that was asked: v1/problems/CODE
	Status int    `json:"status"`
	Detail string `json:"detail"`
	answer.Problem
}

// status is the status of HTTP for a code.
func status(err error, code string) int {
	var long *http.MaxBytesError
	var media *mediaError
	switch {
	case errors.As(err, &long):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &media):
		return http.StatusUnsupportedMediaType
	}
	switch code {
	case "bad_question":
		return http.StatusBadRequest
	case "too_many":
		return http.StatusRequestEntityTooLarge
	case "not_found":
		return http.StatusNotFound
	case "not_acceptable":
		return http.StatusNotAcceptable
	case "busy", "too_slow":
		return http.StatusServiceUnavailable
	case "internal":
		return http.StatusInternalServerError
	}
	return http.StatusUnprocessableEntity
}

// refuse answers with a problem.
func (s *service) refuse(w http.ResponseWriter, err error) {
	p := answer.ProblemOf(err)
	if long := (*http.MaxBytesError)(nil); errors.As(err, &long) {
		p = answer.ProblemOf(answer.Refuse("too_many", "the request is longer than this service reads; send it in parts"))
	}
	writeProblem(w, status(err, p.Code), p)
}

func writeProblem(w http.ResponseWriter, code int, p answer.Problem) {
	text, err := json.Marshal(problem{"problems/" + p.Code, code, p.Message, p})
	if err != nil {
		text = []byte(`{"status":500}`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	if code == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(code)
	_, _ = w.Write(append(text, '\n'))
}

// unknown answers an address or a method that there is not.
func (s *service) unknown(w http.ResponseWriter, r *http.Request, allowed []string) {
	code, reason := http.StatusNotFound, "there is no such address; openapi.json describes those that there are"
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		code, reason = http.StatusMethodNotAllowed, "this address is asked by "+strings.Join(allowed, " or ")
	}
	writeProblem(w, code, answer.ProblemOf(answer.Refuse("no_such_address", "%s", reason)))
}

// meaning says what a code means; the type of a problem is its address.
func (s *service) meaning(w http.ResponseWriter, r *http.Request) {
	code := r.PathValue("code")
	if said := answer.Meaning(code); said != "" {
		w.Header().Set("Content-Type", asText.mediaType())
		_, _ = w.Write([]byte(code + ": " + said + "\n"))
		return
	}
	s.unknown(w, r, nil)
}
