// Command http answers over HTTP what the library answers in Go.
//
//	go run . -address localhost:8080
//	curl 'localhost:8080/v1/assess?origin=IN&hts=6109.10.00.12&value=10000&date=2025-09-01&format=text'
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/tradeshock/tradeshock/examples/http/service"
	"github.com/tradeshock/tradeshock/examples/internal/serve"
)

const usage = `http answers over HTTP what the library answers in Go: openapi.json describes it.

  go run . -address localhost:8080
  curl 'localhost:8080/v1/assess?origin=IN&hts=6109.10.00.12&value=10000&date=2025-09-01&format=text'

It ends on an interrupt, after the answers under way. It speaks no TLS and knows no users: put
it behind a server that does.

`

func main() {
	address := flag.String("address", "localhost:8080", "`host:port` to listen on")
	connections := flag.Int("connections", 256, "`number` of connections at once; others wait")
	var o service.Options
	flag.Int64Var(&o.MaxBody, "max-body", 4<<20, "`bytes` of a request")
	flag.IntVar(&o.MaxRows, "max-rows", 50_000, "`rows` of a CSV file")
	flag.DurationVar(&o.Timeout, "timeout", 20*time.Second, "`time` for an answer")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 || *connections < 1 {
		flag.Usage()
		os.Exit(2)
	}
	o.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", *address)
	if err == nil {
		fmt.Fprintf(os.Stderr, "http: listening on http://%s\n", listener.Addr())
		err = serve.Until(ctx, serve.Limited(listener, *connections), service.Handler(o), 30*time.Second)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "http:", err)
		os.Exit(1)
	}
}
