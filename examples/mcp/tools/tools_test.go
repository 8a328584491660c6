package tools

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// sessions are clients of the SDK: one in this process, one over HTTP.
func sessions(t *testing.T) map[string]*mcp.ClientSession {
	ctx := context.Background()
	out := map[string]*mcp.ClientSession{}
	connect := func(name string, transport mcp.Transport) {
		client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
		session, err := client.Connect(ctx, transport, nil)
		require.NoError(t, err, name)
		t.Cleanup(func() { _ = session.Close() })
		out[name] = session
	}
	near, far := mcp.NewInMemoryTransports()
	served, err := Server(nil).Connect(ctx, near, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = served.Close() })
	connect("in process", far)
	server := httptest.NewServer(Handler(Server(nil)))
	t.Cleanup(server.Close)
	connect("over HTTP", &mcp.StreamableClientTransport{Endpoint: server.URL, DisableStandaloneSSE: true})
	return out
}

// shirt is the founding entry: 16.5 % + 25 % + 25 % of 10,000.
func shirt(more ...any) map[string]any {
	out := map[string]any{"origin": "IN", "hts": "6109.10.00.12", "value": "10000", "date": "2025-09-01"}
	for i := 0; i < len(more); i += 2 {
		out[more[i].(string)] = more[i+1]
	}
	return out
}

func text(t *testing.T, r *mcp.CallToolResult) string {
	require.Len(t, r.Content, 1)
	return r.Content[0].(*mcp.TextContent).Text
}

// TestFacts: the right amount, the fact that is missing, the day that is too late.
func TestFacts(t *testing.T) {
	for name, session := range sessions(t) {
		call := func(tool string, arguments any) (*mcp.CallToolResult, answer.Problem) {
			r, err := session.CallTool(context.Background(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
			require.NoError(t, err, name)
			var p answer.Problem
			require.NoError(t, json.Unmarshal([]byte(text(t, r)), &p), name)
			if r.IsError {
				assert.Nil(t, r.StructuredContent, name)
				assert.NotEmpty(t, p.Message)
				assert.NotContains(t, text(t, r), "total_duty")
			}
			return r, p
		}
		r, _ := call("assess", shirt())
		require.False(t, r.IsError, text(t, r))
		assert.Equal(t, "6650.00", r.StructuredContent.(map[string]any)["total_duty"], name)
		assert.JSONEq(t, marshal(t, r.StructuredContent), text(t, r), "both contents say the same")

		r, p := call("assess", shirt("hts", "0402.10.50.00"))
		assert.True(t, r.IsError, name)
		assert.Equal(t, "missing_fact", p.Code)
		assert.Equal(t, "the quantity in kg", p.Missing[0].Fact)

		r, p = call("assess", shirt("date", us.KnownUntil().AddDays(1).String()))
		assert.True(t, r.IsError, name)
		assert.Equal(t, []string{"horizon", "not known after " + us.KnownUntil().String()}, []string{p.Code, p.Title})

		r, p = call("assess", shirt("valu", "1"))
		assert.True(t, r.IsError, name)
		assert.Contains(t, p.Message, "valu")

		r, p = call("assess", nil)
		assert.True(t, r.IsError, name)
		assert.Contains(t, p.Message, "date")

		r, p = call("assess", shirt("scenario", "/etc/passwd"))
		assert.True(t, r.IsError, name)
		assert.Equal(t, "bad_scenario", p.Code)

		_, err := session.CallTool(context.Background(), &mcp.CallToolParams{Name: "delete"})
		assert.Error(t, err, "there is no such tool")
	}
}

func marshal(t *testing.T, v any) string {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// TestEveryTool: each tool has schemas that the SDK reads, takes what they allow, and answers
// in their shape.
func TestEveryTool(t *testing.T) {
	calls := map[string]string{
		"assess":    marshal(t, shirt()),
		"batch":     `{"entries":[` + marshal(t, shirt()) + `,` + marshal(t, shirt("date", "2030-01-01")) + `]}`,
		"compare":   `{"hts":["6109.10.00.12"],"origins":["IN","VN","KP"],"date":"2025-09-01","until":"2026-10-10"}`,
		"search":    `{"words":"cotton t-shirt"}`,
		"browse":    `{"hts":"6109"}`,
		"history":   marshal(t, shirt("until", "2026-10-11")),
		"changes":   `{"from":"2025-08-01","to":"2025-09-01","origin":"IN"}`,
		"events":    `{"from":"2025-08-01","to":"2025-09-01"}`,
		"caps":      `{"regime":"EU","product":"crude","price":"47.10","date":"2026-02-15"}`,
		"ownership": `{"rule":"ofac","date":"2026-10-01","listed":["X"],"edges":[{"owner":"X","entity":"A","percent":"50"}]}`,
		"about":     `{}`,
	}
	resolved := func(name string, schema any) *jsonschema.Resolved {
		var s jsonschema.Schema
		require.NoError(t, json.Unmarshal([]byte(marshal(t, schema)), &s), name)
		r, err := s.Resolve(nil)
		require.NoError(t, err, name)
		return r
	}
	for name, session := range sessions(t) {
		listed, err := session.ListTools(context.Background(), nil)
		require.NoError(t, err)
		require.Len(t, listed.Tools, len(calls), name)
		for _, tool := range listed.Tools {
			require.Contains(t, calls, tool.Name)
			require.NotNil(t, tool.Annotations, tool.Name)
			assert.True(t, tool.Annotations.ReadOnlyHint, tool.Name)
			assert.False(t, *tool.Annotations.DestructiveHint, tool.Name)
			assert.False(t, *tool.Annotations.OpenWorldHint, tool.Name)
			assert.Greater(t, len(tool.Description), 60, tool.Name)
			in, out := resolved(tool.Name, tool.InputSchema), resolved(tool.Name, tool.OutputSchema)
			assert.Equal(t, "object", tool.OutputSchema.(map[string]any)["type"], tool.Name)

			var arguments map[string]any
			require.NoError(t, json.Unmarshal([]byte(calls[tool.Name]), &arguments))
			require.NoError(t, in.Validate(arguments), tool.Name)
			r, err := session.CallTool(context.Background(),
				&mcp.CallToolParams{Name: tool.Name, Arguments: json.RawMessage(calls[tool.Name])})
			require.NoError(t, err, tool.Name)
			require.False(t, r.IsError, "%s: %s", tool.Name, text(t, r))
			assert.NoError(t, out.Validate(r.StructuredContent), "%s: %s", tool.Name, text(t, r))
			arguments["surprise"] = 1
			assert.Error(t, in.Validate(arguments), tool.Name)
		}
	}
}

// TestInstructions: an agent is told how to ask.
func TestInstructions(t *testing.T) {
	for _, session := range sessions(t) {
		said := session.InitializeResult()
		assert.Contains(t, said.Instructions, "never put a zero")
		assert.Equal(t, "tradeshock", said.ServerInfo.Name)
		assert.NotNil(t, said.Capabilities.Tools)
	}
}

// TestFault: a fault is a result, and the next call is answered.
func TestFault(t *testing.T) {
	o := answer.Operation{Name: "assess", Ask: func(context.Context, *answer.Books, []byte) (json.RawMessage, error) {
		panic("secret")
	}}
	var said strings.Builder
	r, err := call(o, answer.NewBooks(), slog.New(slog.NewTextHandler(&said, nil)))(context.Background(),
		&mcp.CallToolRequest{Params: &mcp.CallToolParamsRaw{}})
	require.NoError(t, err)
	assert.True(t, r.IsError)
	assert.Contains(t, text(t, r), `"internal"`)
	assert.NotContains(t, text(t, r), "secret")
	assert.Contains(t, said.String(), "secret")
}
