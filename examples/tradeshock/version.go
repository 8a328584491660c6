package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

const versionUsage = `version says which build this is and what its book knows.

  tradeshock version
  tradeshock version -json

`

// about is what version answers.
type about struct {
	Version      string     `json:"version"`
	Commit       string     `json:"commit,omitempty"`
	Go           string     `json:"go"`
	Edition      string     `json:"edition"`
	KnownUntil   trade.Date `json:"known_until"`
	Descriptions string     `json:"descriptions"`
}

func version(_ context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("version", flag.ContinueOnError)
	asJSON := set.Bool("json", false, "print JSON")
	if status, done := flags.Parse(set, versionUsage, args, stderr); done {
		return status
	}
	a := about{KnownUntil: us.KnownUntil(), Descriptions: words.Source().Revision}
	if info, ok := debug.ReadBuildInfo(); ok {
		a.Version, a.Go = info.Main.Version, info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				a.Commit = s.Value
			}
		}
	}
	if a.Version == "" {
		a.Version = "(devel)"
	}
	if held := us.Book().Schedule.Revisions; len(held) > 0 {
		a.Edition = held[len(held)-1].Name
	}
	if *asJSON {
		if err := program.JSON(stdout, "version", a); err != nil {
			return program.Fail("version", err, nil, stdout, stderr)
		}
		return program.Done
	}
	fmt.Fprintf(stdout, "tradeshock %s (%s)\n", a.Version, a.Go)
	if a.Commit != "" {
		fmt.Fprintf(stdout, "commit %s\n", a.Commit)
	}
	fmt.Fprintf(stdout, "United States schedule %s, descriptions %s\nlaw known until %s\n", a.Edition, a.Descriptions,
		a.KnownUntil)
	return program.Done
}
