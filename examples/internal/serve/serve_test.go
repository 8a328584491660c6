package serve

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
)

func listen(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	return l
}

// TestUntil: the program answers, and after the end is asked for it finishes what it is asked.
func TestUntil(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/now", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "at once") })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-leave
		_, _ = io.WriteString(w, "finished")
	})
	l := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Until(ctx, Limited(l, 4), mux, time.Minute) }()
	base := "http://" + l.Addr().String()

	response, err := http.Get(base + "/now")
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Equal(t, "at once", string(text))

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
	reply, err := http.Get(base + "/now")
	if !assert.Error(t, err) {
		_ = reply.Body.Close()
	}
}

// TestGrace: an answer that does not end does not keep the program.
func TestGrace(t *testing.T) {
	entered := make(chan struct{})
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-time.After(time.Minute)
	})
	l := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Until(ctx, l, handler, 20*time.Millisecond) }()
	go func() {
		if reply, err := http.Get("http://" + l.Addr().String()); err == nil {
			_ = reply.Body.Close()
		}
	}()
	<-entered
	stop()
	assert.ErrorIs(t, <-ended, context.DeadlineExceeded)
}

// TestTakenAddress: an address that is taken is an error.
func TestTakenAddress(t *testing.T) {
	l := listen(t)
	require.NoError(t, l.Close())
	assert.Error(t, Until(context.Background(), l, http.NotFoundHandler(), time.Second))
}

// TestSlowHeader: who sends no whole header is cut off.
func TestSlowHeader(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	l := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() { _ = Until(ctx, l, http.NotFoundHandler(), time.Second) }()
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
	l := Limited(listen(t), 1)
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
