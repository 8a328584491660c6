// Package serve runs a handler of HTTP within limits of time and number, and ends it in order.
package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// Until answers until the context ends, and then lets answers under way come to their end,
// for the grace at the most.
func Until(ctx context.Context, l net.Listener, handler http.Handler, grace time.Duration) error {
	server := &http.Server{
		Handler: handler,
		// A request that comes slowly, and an answer that is taken slowly, hold a connection
		// for no longer than this.
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       90 * time.Second,
		MaxHeaderBytes:    32 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := server.Shutdown(rest)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
