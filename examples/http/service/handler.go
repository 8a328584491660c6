// Package service answers over HTTP what package answer lists, for programs and spreadsheets.
//
// Handler is to be mounted by anybody: it keeps nothing between requests but compiled law, reads
// no file, and speaks to nobody. Each operation has one address below v1/:
//
//	POST v1/assess              a question as JSON, an answer as JSON
//	GET  v1/assess?origin=IN…   the same by the address alone, for spreadsheets
//	POST v1/batch, text/csv     rows in, the same rows with their duties out
//	GET  openapi.json           the OpenAPI 3.1 document of all
//	GET  health                 whether the service answers, and until when the law is known
//
// With format=csv an answer that is a table is CSV, with format=text one number. What has no
// answer is a problem of RFC 9457 with the error code of the library, and never a zero.
package service

import (
	"context"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
)

// Options bound the service; the zero value is the usual one.
type Options struct {
	// MaxBody is the length of a request in bytes; 0 means 4 MiB.
	MaxBody int64
	// MaxRows is the number of rows of a CSV file; 0 means 50,000.
	MaxRows int
	// Timeout is for an answer, once the request was read; 0 means 20 seconds.
	Timeout time.Duration
	// Concurrent answers are worked on at once; 0 means two for each processor. Others wait, and
	// after Wait, 0 means 5 seconds, they are told that the service is busy.
	Concurrent int
	Wait       time.Duration
	// Log takes faults of the service; nil leaves them out. Requests are not logged.
	Log *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.MaxBody <= 0 {
		o.MaxBody = 4 << 20
	}
	if o.MaxRows <= 0 {
		o.MaxRows = 50_000
	}
	if o.Timeout <= 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Concurrent <= 0 {
		o.Concurrent = 2 * runtime.GOMAXPROCS(0)
	}
	if o.Wait <= 0 {
		o.Wait = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// service is the state of a handler: limits and compiled law.
type service struct {
	Options
	books *answer.Books
	slots chan struct{}
}

// Handler returns a service. The law is compiled when it is first asked for.
func Handler(options Options) http.Handler {
	s := &service{Options: options.withDefaults(), books: answer.NewBooks()}
	s.slots = make(chan struct{}, s.Concurrent)
	mux := http.NewServeMux()
	for _, o := range answer.Operations() {
		mux.Handle("POST /v1/"+o.Name, s.operation(o, s.post))
		if byAddress(o) {
			mux.Handle("GET /v1/"+o.Name, s.operation(o, s.get))
		}
	}
	mux.HandleFunc("GET /openapi.json", s.document)
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /v1/problems/{code}", s.meaning)
	mux.HandleFunc("GET /{$}", s.index)
	return s.guarded(s.known(mux))
}

// known gives addresses and methods that the service does not have a problem as an answer.
func (s *service) known(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); pattern != "" {
				allowed = append(allowed, method)
			}
		}
		s.unknown(w, r, allowed)
	})
}

// operation reads a request and answers it, both within limits.
func (s *service) operation(o answer.Operation, read reader) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, err := read(w, r, o)
		if err != nil {
			s.refuse(w, err)
			return
		}
		free, err := s.slot(r.Context())
		if err != nil {
			s.refuse(w, err)
			return
		}
		defer free()
		ctx, cancel := context.WithTimeout(r.Context(), s.Timeout)
		defer cancel()
		body, err := s.answer(ctx, o, q, w.Header())
		if err != nil {
			s.refuse(w, err)
			return
		}
		w.Header().Set("Content-Type", q.form.mediaType())
		_, _ = w.Write(body)
	})
}

// question is a request that was read.
type question struct {
	json []byte // the question, or nil
	rows []byte // a CSV file, or nil; json is then the law that it is asked of
	form form
	of   string // which number, for text
}

// reader takes the question of a request.
type reader func(w http.ResponseWriter, r *http.Request, o answer.Operation) (question, error)

// slot waits for a place to work in, and returns how it is given back.
func (s *service) slot(ctx context.Context) (free func(), err error) {
	free = func() { <-s.slots }
	select {
	case s.slots <- struct{}{}:
		return free, nil
	default:
	}
	wait := time.NewTimer(s.Wait)
	defer wait.Stop()
	select {
	case s.slots <- struct{}{}:
		return free, nil
	case <-wait.C:
		return nil, answer.Refuse("busy", "the service has enough to do; ask again in a moment")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
