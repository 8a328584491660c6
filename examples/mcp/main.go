// Command mcp lets agents ask what a tariff or a sanction does to trade, by the Model Context
// Protocol, on standard streams or over HTTP.
//
//	go run .
//	go run . -address localhost:8081
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/examples/internal/serve"
	"github.com/tradeshock/tradeshock/examples/mcp/tools"
)

const usage = `mcp lets agents ask what a tariff or a sanction does to trade, by the Model Context Protocol.

  go run .                            on standard input and output, as a program that an agent starts
  go run . -address localhost:8081    over streamable HTTP, at http://localhost:8081/mcp

Its tools only read. Over HTTP it speaks no TLS and knows no users: put it behind a server that does.

`

func main() {
	address := flag.String("address", "", "`host:port` to listen on; none is standard input and output")
	connections := flag.Int("connections", 256, "`number` of connections at once; others wait")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 || *connections < 1 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *address, *connections); err != nil {
		fmt.Fprintln(os.Stderr, "mcp:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, address string, connections int) error {
	server := tools.Server(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if address == "" {
		err := server.Run(ctx, &mcp.StdioTransport{MaxLineLength: answer.MaxBytes})
		if errors.Is(err, io.EOF) || ctx.Err() != nil {
			return nil // whoever asked is gone
		}
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "mcp: listening on http://%s/mcp\n", listener.Addr())
	mux := http.NewServeMux()
	mux.Handle("/mcp", tools.Handler(server))
	return serve.Until(ctx, serve.Limited(listener, connections), mux, 30*time.Second)
}
