// Package tools offers agents what package answer lists, by the Model Context Protocol.
//
// Every tool only reads: it asks embedded law, no network and no file. The schemas of arguments
// and answers are given by hand, because one that is inferred from the Go type of an assessment
// refuses every answer. An error is the result of a call, so that an agent sees which fact is
// missing and asks for it.
package tools

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
)

const instructions = `tradeshock answers exactly what a tariff or a sanction does to trade, from embedded and dated law.
Start with search when the tariff code is not known, then assess one line of goods; compare sets origins side by side.
Pass amounts as strings of decimals ("10000.00"), days as yyyy-mm-dd, codes of 10 digits where there are some.
An error names what is missing ("the quantity in kg") or until when the law is known: ask the person for that fact, and
never put a zero or a guess in its place. State facts of the shipment under claims only when they are known.
Report the headings and the day known until with an amount. The answers are no legal advice.`

// Timeout is for one call.
const Timeout = 20 * time.Second

// Server returns a server with a tool for each operation. Log takes faults; nil leaves them
// out. The server keeps nothing but compiled law and may have any number of sessions.
func Server(log *slog.Logger) *mcp.Server {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	self := &mcp.Implementation{Name: "tradeshock", Title: "tradeshock: tariffs and sanctions", Version: version()}
	s := mcp.NewServer(self, &mcp.ServerOptions{
		Instructions: instructions, Capabilities: &mcp.ServerCapabilities{Tools: &mcp.ToolCapabilities{}},
	})
	books := answer.NewBooks()
	no := false
	for _, o := range answer.Operations() {
		s.AddTool(&mcp.Tool{
			Name: o.Name, Title: o.Title, Description: o.Says, InputSchema: o.Question, OutputSchema: o.Answer,
			Annotations: &mcp.ToolAnnotations{
				Title: o.Title, ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no,
			},
		}, call(o, books, log))
	}
	return s
}

// call answers a call of a tool.
func call(o answer.Operation, books *answer.Books, log *slog.Logger) mcp.ToolHandler {
	return func(ctx context.Context, request *mcp.CallToolRequest) (result *mcp.CallToolResult, _ error) {
		defer func() {
			if fault := recover(); fault != nil {
				log.Error("fault", "tool", o.Name, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
				result = refused(answer.Refuse("internal", "the server has a fault; please report it with the call"))
			}
		}()
		ctx, cancel := context.WithTimeout(ctx, Timeout)
		defer cancel()
		question := []byte(request.Params.Arguments)
		if text := strings.TrimSpace(string(question)); text == "" || text == "null" {
			question = []byte("{}")
		}
		text, err := o.Ask(ctx, books, question)
		if err != nil {
			return refused(err), nil
		}
		return &mcp.CallToolResult{
			Content: []mcp.Content{&mcp.TextContent{Text: string(text)}}, StructuredContent: text,
		}, nil
	}
}

// refused is a result that says why there is no answer. It has no structured content: that
// would have to be of the shape of an answer.
func refused(err error) *mcp.CallToolResult {
	text, marshalled := json.Marshal(answer.ProblemOf(err))
	if marshalled != nil {
		text = []byte(err.Error())
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: string(text)}}, IsError: true}
}

// version is that of the module, "devel" for one that is not released.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return strings.Trim(info.Main.Version, "()")
	}
	return "devel"
}
