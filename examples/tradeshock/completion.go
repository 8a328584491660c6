package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/program"
)

// completion prints the completion of a shell, made from the commands and from the flags
// that their help lists.
func completion(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	shell := ""
	if len(args) == 1 {
		shell = args[0]
	}
	switch strings.TrimLeft(shell, "-") {
	case "bash":
		bash(ctx, stdout)
	case "zsh":
		fmt.Fprint(stdout, "#compdef tradeshock\nautoload -U +X bashcompinit && bashcompinit\n")
		bash(ctx, stdout)
	case "fish":
		fish(ctx, stdout)
	case "h", "help":
		fmt.Fprint(stderr, "completion prints the completion of a shell.\n\n  source <(tradeshock completion bash)\n"+
			"  source <(tradeshock completion zsh)\n  tradeshock completion fish | source\n\n")
	default:
		return program.Wrong("completion", stderr, "state one shell: bash, zsh or fish")
	}
	return program.Done
}

var flagLine = regexp.MustCompile(`(?m)^  -([a-z0-9-]+)`)

// flagsOf are the flags of a command, from its help.
func flagsOf(ctx context.Context, c command) []string {
	if c.name == "completion" {
		return nil
	}
	var out, errs bytes.Buffer
	c.run(ctx, []string{"-h"}, &out, &errs)
	var names []string
	for _, m := range flagLine.FindAllStringSubmatch(errs.String()+out.String(), -1) {
		names = append(names, "-"+m[1])
	}
	return names
}

func bash(ctx context.Context, w io.Writer) {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	fmt.Fprintf(w, "_tradeshock() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" list\n"+
		"  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    list=\"%s\"\n  else\n    case \"${COMP_WORDS[1]}\" in\n",
		strings.Join(names, " "))
	for _, c := range commands() {
		list := strings.Join(flagsOf(ctx, c), " ")
		if c.name == "completion" {
			list = "bash zsh fish"
		}
		fmt.Fprintf(w, "    %s) list=\"%s\" ;;\n", c.name, list)
	}
	fmt.Fprint(w, "    esac\n  fi\n  COMPREPLY=($(compgen -W \"$list\" -- \"$word\"))\n}\n"+
		"complete -o default -F _tradeshock tradeshock\n")
}

func fish(ctx context.Context, w io.Writer) {
	for _, c := range commands() {
		fmt.Fprintf(w, "complete -c tradeshock -n __fish_use_subcommand -a %s -d '%s'\n", c.name,
			strings.ReplaceAll(c.says, "'", `\'`))
		for _, name := range flagsOf(ctx, c) {
			fmt.Fprintf(w, "complete -c tradeshock -n '__fish_seen_subcommand_from %s' -o %s\n", c.name, name[1:])
		}
	}
	fmt.Fprint(w, "complete -c tradeshock -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n")
}
