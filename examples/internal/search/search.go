// Package search holds the programs that find a code: search by words, and browse the
// schedule.
package search

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

const searchUsage = `search finds codes of the United States schedule from words.

  tradeshock search "cotton t-shirt"
  tradeshock search -n 20 electric bicycle
  tradeshock search -json laptop

Forms and spellings of words are alike (tyre and tire), small slips are mended, and what
shops call otherwise than the schedule is known (laptop, sneakers). What is found is a
place to look: the legal texts and notes decide. Exit status: 0 done; 1 nothing was found;
2 wrong use of flags.

`

// Run answers the arguments of search and returns the exit status.
func Run(_ context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("search", flag.ContinueOnError)
	n := set.Int("n", 10, "`number` of codes at the most, to 1000")
	asJSON := set.Bool("json", false, "print JSON")
	args, query := parted(set, args)
	if status, done := flags.Parse(set, searchUsage, args, stderr); done {
		return status
	}
	if query == "" || *n < 1 || *n > 1000 {
		return program.Wrong("search", stderr, "state words to search for, and -n from 1 to 1000")
	}
	type result struct {
		HTS         trade.Product `json:"hts"`
		Description string        `json:"description"`
		Path        []string      `json:"path"`
	}
	found := words.Search(query, *n)
	if len(found) == 0 {
		err := fmt.Errorf("the schedule has nothing for %q; try the words of the material or of the use", query)
		var object any
		if *asJSON {
			object = map[string]string{"code": "not_found", "message": err.Error()}
		}
		return program.Fail("search", err, object, stdout, stderr)
	}
	if !*asJSON {
		for _, m := range found {
			fmt.Fprintln(stdout, Line(m.Provision))
		}
		return program.Done
	}
	results := []result{}
	for _, m := range found {
		results = append(results, result{trade.Product(m.Number.String()), m.Text, append([]string{}, m.Path...)})
	}
	if err := program.JSON(stdout, "search", map[string]any{"query": query, "results": results}); err != nil {
		return program.Fail("search", err, nil, stdout, stderr)
	}
	return program.Done
}

// Line is a provision on one line of a screen.
func Line(p words.Provision) string {
	const width = 140
	text := p.String()
	if r := []rune(text); len(r) > width {
		// The end says which one it is, the beginning what it is.
		end := []rune(": " + strings.TrimSuffix(p.Text, ":"))
		if len(end) > width/2 {
			end = append(end[:width/2-1], '…')
		}
		text = string(r[:width-len(end)-1]) + "…" + string(end)
	}
	return text
}

const browseUsage = `browse shows what stands below a chapter, a heading or a line of the United States schedule.

  tradeshock browse 61
  tradeshock browse 6109
  tradeshock browse 6109.10.00
  tradeshock browse -json 6109.10.00.12

A code that does not exist is answered with the nearest ones. Exit status: 0 done; 1 no such
code; 2 wrong use of flags.

`

// Browse answers the arguments of browse and returns the exit status.
func Browse(_ context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("browse", flag.ContinueOnError)
	asJSON := set.Bool("json", false, "print JSON")
	args, code := parted(set, args)
	if status, done := flags.Parse(set, browseUsage, args, stderr); done {
		return status
	}
	if code == "" {
		return program.Wrong("browse", stderr, "state a chapter or a code, such as 6109.10")
	}
	page, err := words.Browse(trade.Product(code))
	if err != nil {
		return notFound(err, *asJSON, stdout, stderr)
	}
	type entry struct {
		HTS         string `json:"hts,omitempty"`
		Description string `json:"description"`
		Depth       int    `json:"depth"`
		More        bool   `json:"more"`
	}
	below := []entry{}
	for _, e := range page.Below {
		number := ""
		if e.Number != "" {
			number = e.Number.String()
		}
		below = append(below, entry{number, e.Text, e.Depth, e.More})
	}
	if *asJSON {
		err := program.JSON(stdout, "browse", struct {
			HTS         string   `json:"hts"`
			Description string   `json:"description"`
			Path        []string `json:"path"`
			Below       []entry  `json:"below"`
		}{page.Number.String(), page.Text, append([]string{}, page.Path...), below})
		if err != nil {
			return program.Fail("browse", err, nil, stdout, stderr)
		}
		return program.Done
	}
	for i, text := range page.Path {
		fmt.Fprintf(stdout, "%s%s\n", strings.Repeat("  ", i), text)
	}
	depth := len(page.Path)
	fmt.Fprintf(stdout, "%s%s  %s\n", strings.Repeat("  ", depth), page.Number, page.Text)
	for _, e := range below {
		fmt.Fprintf(stdout, "%s%s\n", strings.Repeat("  ", depth+1+e.Depth), strings.TrimSpace(e.HTS+"  "+e.Description))
	}
	return program.Done
}

// notFound says that there is no such code, and what is near.
func notFound(err error, asJSON bool, stdout, stderr io.Writer) int {
	var object any
	if asJSON {
		type near struct {
			HTS         string `json:"hts"`
			Description string `json:"description"`
		}
		nearest := []near{}
		if e := (*words.CodeError)(nil); errors.As(err, &e) {
			for _, p := range e.Nearest {
				nearest = append(nearest, near{p.Number.String(), p.Text})
			}
		}
		object = map[string]any{"code": "not_found", "message": err.Error(), "nearest": nearest}
	}
	return program.Fail("browse", err, object, stdout, stderr)
}

// parted takes the words of a question from the flags around them.
func parted(set *flag.FlagSet, args []string) (flagged []string, question string) {
	var words []string
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "-")
		if args[i] == "--" {
			words = append(words, args[i+1:]...)
			break
		}
		if !isFlag || name == "" {
			words = append(words, args[i])
			continue
		}
		flagged = append(flagged, args[i])
		f := set.Lookup(strings.TrimPrefix(name, "-"))
		if f == nil || i+1 == len(args) {
			continue
		}
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); !ok || !b.IsBoolFlag() {
			i++
			flagged = append(flagged, args[i])
		}
	}
	return flagged, strings.TrimSpace(strings.Join(words, " "))
}
