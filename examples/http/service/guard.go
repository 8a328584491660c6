package service

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// guarded sets the headers of every response, and answers a fault of the service as such.
func (s *service) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler { //nolint:errorlint // a value that is thrown, not an error that is returned
				panic(fault)
			}
			s.Log.Error("fault", "address", r.URL.Path, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
			fatal := answer.Refuse("internal", "the service has a fault; please report it with the question")
			writeProblem(w, http.StatusInternalServerError, answer.ProblemOf(fatal))
		}()
		next.ServeHTTP(w, r)
	})
}

// health says that the service answers, and until when the law is known.
func (s *service) health(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, map[string]string{"status": "ok", "known_until": us.KnownUntil().String()})
}

// index names what there is.
func (s *service) index(w http.ResponseWriter, _ *http.Request) {
	addresses := map[string]string{"openapi.json": "the OpenAPI document of all", "health": "whether the service answers"}
	for _, o := range answer.Operations() {
		addresses["v1/"+o.Name] = o.Title
	}
	writeJSON(w, addresses)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", asJSON.mediaType())
	text, err := json.Marshal(v)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(append(text, '\n'))
}
