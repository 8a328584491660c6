// Command beam adds up the duties of entries by origin in a pipeline of Apache Beam.
//
//	go run . -lines entries.csv -out totals.csv
//
// It runs on Beam's local runner; -runner universal -endpoint HOST:PORT hands the pipeline to
// a job server, such as that of Flink or Spark.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"

	"github.com/tradeshock/tradeshock/examples/beam/pipeline"
)

func main() {
	var o pipeline.Options
	in := flag.String(
		"lines",
		"",
		"`files` of entries as CSV, of one header; a pattern, on any file system that Beam reads",
	)
	out := flag.String("out", "", "`file` for the totals by origin as CSV")
	runner := flag.String("runner", "prism", "`runner` of the pipeline: prism, which is local, or universal")
	o.Law.Add(flag.CommandLine)
	flag.StringVar(&o.Rounding, "rounding", "cent", "`policy` for each duty: cent, half-even, truncate or 159.3")
	flag.Parse()
	beam.Init() // a worker does its work here, and does not come back
	if *in == "" || *out == "" {
		fmt.Fprintln(os.Stderr, "beam: state -lines and -out; beam -h lists the flags")
		os.Exit(2)
	}
	if err := pipeline.Run(context.Background(), *runner, *in, *out, o); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}
