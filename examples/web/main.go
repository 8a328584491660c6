// Command web builds and serves a page that answers in the browser, without a server behind
// it, what goods pay on entry into the United States.
//
//	go run ./examples/web
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/site"
)

func main() { program.Main(site.Run) }
