package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/http/service"
)

func listen(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	return l
}

// TestServe: the program answers, and after the end is asked for it finishes what it is asked.
func TestServe(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	mux := http.NewServeMux()
	mux.Handle("/", service.Handler(service.Options{}))
	mux.HandleFunc("/slow", func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-leave
		_, _ = io.WriteString(w, "finished")
	})
	l := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, limited(l, 4), mux, time.Minute) }()
	base := "http://" + l.Addr().String()

	response, err := http.Get(base + "/v1/assess?origin=IN&hts=6109.10.00.12&value=10000&date=2025-09-01&format=text")
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Equal(t, "6650.00", string(text))

	slow := make(chan string, 1)
	go func() {
		response, err := http.Get(base + "/slow")
		if err != nil {
			slow <- err.Error()
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		slow <- string(text)
	}()
	<-entered
	stop()
	select {
	case err := <-ended:
		t.Fatal("ended before the answer under way", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(leave)
	assert.Equal(t, "finished", <-slow)
	require.NoError(t, <-ended)
	_, err = http.Get(base + "/health")
	assert.Error(t, err)
}

// TestServeGrace: an answer that does not end does not keep the program.
func TestServeGrace(t *testing.T) {
	entered := make(chan struct{})
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-time.After(time.Minute)
	})
	l := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, l, handler, 20*time.Millisecond) }()
	go func() { _, _ = http.Get("http://" + l.Addr().String()) }()
	<-entered
	stop()
	assert.ErrorIs(t, <-ended, context.DeadlineExceeded)
}

// TestServeRefuses: an address that is taken is an error.
func TestServeRefuses(t *testing.T) {
	l := listen(t)
	require.NoError(t, l.Close())
	assert.Error(t, serve(context.Background(), l, http.NotFoundHandler(), time.Second))
}

// TestSlowHeader: who sends no whole header is cut off.
func TestSlowHeader(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	l := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() { _ = serve(ctx, l, http.NotFoundHandler(), time.Second) }()
	c, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	defer c.Close()
	_, err = io.WriteString(c, "GET / HTTP/1.1\r\nHost:")
	require.NoError(t, err)
	require.NoError(t, c.SetReadDeadline(time.Now().Add(20*time.Second)))
	text, err := io.ReadAll(c)
	var late net.Error
	assert.False(t, errors.As(err, &late) && late.Timeout(), "still open")
	assert.False(t, strings.HasPrefix(string(text), "HTTP/1.1 200"))
}

// TestLimited: no more connections than allowed are open, and a closed one makes room.
func TestLimited(t *testing.T) {
	l := limited(listen(t), 1)
	accepted := make(chan net.Conn, 3)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				close(accepted)
				return
			}
			accepted <- c
		}
	}()
	for range 2 {
		c, err := net.Dial("tcp", l.Addr().String())
		require.NoError(t, err)
		defer c.Close()
	}
	first := <-accepted
	select {
	case <-accepted:
		t.Fatal("two are open")
	case <-time.After(50 * time.Millisecond):
	}
	require.NoError(t, first.Close())
	_ = first.Close() // twice gives one place
	second := <-accepted
	require.NotNil(t, second)
	require.NoError(t, l.Close())
	_, open := <-accepted
	assert.False(t, open)
}
