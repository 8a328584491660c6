package service

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLoad: 64 clients at once, every answer looked at. TRADESHOCK_LOAD=1m makes it a minute.
func TestLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const clients = 64
	during := 2 * time.Second
	if text := os.Getenv("TRADESHOCK_LOAD"); text != "" {
		var err error
		during, err = time.ParseDuration(text)
		require.NoError(t, err)
	}
	server := httptest.NewServer(Handler(Options{}))
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	questions := []struct {
		body   string
		status int
		has    string
	}{
		{`{` + shirt + `}`, 200, `"total_duty":"6650.00"`},
		{`{"origin":"CN","hts":"8517.13.00.00","value":"123.45","date":"2026-03-01"}`, 200, `"hts":"8517.13.00.00"`},
		{`{"origin":"DE","hts":"6109.10.00.12","value":"500","date":"2025-09-01"}`, 200, `"origin":"DE"`},
		{`{` + milk + `}`, 422, "the quantity in kg"},
		{`{"origin":"IN","hts":"6109.10.00.12","value":"1","date":"2031-01-01"}`, 422, "not known after "},
	}
	// The first question compiles the law.
	first, err := client.Post(server.URL+"/v1/assess", "application/json", strings.NewReader(questions[0].body))
	require.NoError(t, err)
	_ = first.Body.Close()
	ctx, cancel := context.WithTimeout(context.Background(), during)
	defer cancel()
	var group sync.WaitGroup
	times := make([][]time.Duration, clients)
	var wrong atomic.Int64
	for i := range clients {
		group.Go(func() {
			for n := i; ctx.Err() == nil; n++ {
				q := questions[n%len(questions)]
				start := time.Now()
				response, err := client.Post(server.URL+"/v1/assess", "application/json", strings.NewReader(q.body))
				if err != nil {
					wrong.Add(1)
					return
				}
				text, err := io.ReadAll(response.Body)
				_ = response.Body.Close()
				if err != nil || response.StatusCode != q.status || !bytes.Contains(text, []byte(q.has)) {
					wrong.Add(1)
				}
				times[i] = append(times[i], time.Since(start))
			}
		})
	}
	group.Wait()
	all := slices.Concat(times...)
	slices.Sort(all)
	require.Greater(t, len(all), 100)
	t.Logf("%d clients, %s: %.0f requests a second, median %s, p99 %s, longest %s",
		clients, during, float64(len(all))/during.Seconds(), all[len(all)/2], all[len(all)*99/100], all[len(all)-1])
	assert.Zero(t, wrong.Load(), "wrong answers of %d", len(all))
}

// faults counts what the service reports of itself.
type faults struct{ n atomic.Int64 }

func (f *faults) Write(p []byte) (int, error) {
	f.n.Add(1)
	return os.Stderr.Write(p)
}

// TestBadRequests: requests that are no questions, in thousands, are refused one by one; the
// service neither fails nor grows. TRADESHOCK_LONG=1 makes them 100,000.
func TestBadRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	requests := 3_000
	if os.Getenv("TRADESHOCK_LONG") != "" {
		requests = 100_000
	}
	var failed faults
	server := httptest.NewServer(Handler(Options{MaxBody: 64 << 10, Log: slog.New(slog.NewTextHandler(&failed, nil))}))
	defer server.Close()
	at, err := url.Parse(server.URL)
	require.NoError(t, err)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}, Timeout: time.Minute}
	const workers = 8
	run := func(from, to int) {
		var group sync.WaitGroup
		for w := range workers {
			group.Go(func() {
				for i := from + w; i < to; i += workers {
					r := rand.New(rand.NewPCG(uint64(i), 7)) //nolint:gosec // the same requests each time
					if i%10 == 0 {
						raw(t, at.Host, r)
						continue
					}
					response, err := client.Do(bad(t, server.URL, r))
					if err != nil {
						assert.NotErrorIs(t, err, os.ErrDeadlineExceeded)
						continue
					}
					_, _ = io.Copy(io.Discard, response.Body)
					_ = response.Body.Close()
					if s := response.StatusCode; s >= 500 && s != http.StatusServiceUnavailable {
						assert.Fail(t, "status", "%d to request %d", s, i)
					}
				}
			})
		}
		group.Wait()
	}
	run(0, requests/10)
	heap, goroutines := memory(client)
	run(requests/10, requests)
	after, now := memory(client)
	t.Logf("%d bad requests: heap %d KiB, then %d KiB; goroutines %d, then %d", requests, heap>>10, after>>10, goroutines,
		now)
	assert.Zero(t, failed.n.Load(), "faults")
	assert.Less(t, after, heap+64<<20, "the service grows")
	assert.LessOrEqual(t, now, goroutines+20)
	response, err := client.Post(server.URL+"/v1/assess", "application/json", strings.NewReader(`{`+shirt+`}`))
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Contains(t, string(text), `"total_duty":"6650.00"`)
}

// memory is what is in use when nothing is asked.
func memory(client *http.Client) (heap uint64, goroutines int) {
	client.CloseIdleConnections()
	time.Sleep(100 * time.Millisecond)
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, runtime.NumGoroutine()
}

// bad is a request that was a good one, and then was damaged; now and then it stays good.
func bad(t *testing.T, base string, r *rand.Rand) *http.Request {
	bodies := []string{
		`{` + shirt + `}`, `{"entries":[{` + shirt + `},{` + milk + `}]}`, `{"words":"cotton t-shirt"}`, `{"hts":"6109"}`,
		`{` + shirt + `,"until":"2026-10-10"}`, `{"from":"2025-08-01","to":"2025-09-01"}`,
		`{"regime":"EU","product":"crude","price":"47.10","date":"2026-02-15"}`,
		`{"rule":"ofac","date":"2026-10-01","listed":["X"],"edges":[{"owner":"X","entity":"A","percent":"50"}]}`,
		"hts,origin,date,value\n6109.10.00.12,IN,2025-09-01,10000\n", strings.Repeat("[", 5000), strings.Repeat("9", 5000),
		`{"origin":"IN","hts":"6109.10.00.12","value":1e999999999,"date":"2025-09-01"}`,
	}
	names := []string{
		"assess", "batch", "compare", "search", "browse", "history", "changes", "events", "caps",
		"ownership", "about", "", "x",
	}
	methods := []string{"POST", "POST", "POST", "GET", "PUT", "HEAD", "OPTIONS"}
	kinds := []string{
		"application/json", "application/json", "text/csv", "", "text/xml",
		"multipart/form-data; boundary=x",
	}
	body := []byte(bodies[r.IntN(len(bodies))])
	for range r.IntN(6) {
		switch at := r.IntN(len(body)); r.IntN(4) {
		case 0:
			body[at] = byte(r.IntN(256))
		case 1:
			body = append(body[:at], body[min(len(body), at+1+r.IntN(9)):]...)
		case 2:
			body = slices.Insert(body, at, body[:r.IntN(len(body))]...)
		default:
			body = slices.Insert(body, at, []byte(`,"value":-1e9`)...)
		}
		if len(body) == 0 {
			body = []byte("{")
		}
	}
	address := base + "/v1/" + names[r.IntN(len(names))]
	if r.IntN(3) == 0 {
		address += "?" + url.QueryEscape(string(body[:min(len(body), 200)])) + "=" + fmt.Sprint(r.Uint64()) + "&format=csv&" +
			byHand
	}
	request, err := http.NewRequest(methods[r.IntN(len(methods))], address, bytes.NewReader(body))
	if err != nil {
		require.NoError(t, err)
	}
	if kind := kinds[r.IntN(len(kinds))]; kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if r.IntN(5) == 0 {
		request.Header.Set("Accept", string(rune('a'+r.IntN(26)))+"/*;q="+fmt.Sprint(r.Float64()*3-1))
	}
	return request
}

// raw sends what is not even HTTP, or ends in the middle of it.
func raw(t *testing.T, host string, r *rand.Rand) {
	c, err := net.DialTimeout("tcp", host, 10*time.Second)
	if err != nil {
		assert.NoError(t, err)
		return
	}
	defer c.Close()
	texts := []string{
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "GET / HTTP/9.9\r\n\r\n",
		"POST /v1/assess HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{",
		"POST /v1/assess HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
		"GET /" + strings.Repeat("a", 20000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /v1/assess HTTP/1.1\r\n" + strings.Repeat("A: b\r\n", 100) + "\r\n", "\r\n\r\n\r\n",
		"POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
	}
	_, _ = io.WriteString(c, texts[r.IntN(len(texts))])
}
