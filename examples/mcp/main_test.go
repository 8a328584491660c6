package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain is the program itself where the tests start it as one.
func TestMain(m *testing.M) {
	if os.Getenv("TRADESHOCK_MCP") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func ask(t *testing.T, transport mcp.Transport) *mcp.ClientSession {
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(context.Background(), transport, nil)
	require.NoError(t, err)
	r, err := session.CallTool(context.Background(), &mcp.CallToolParams{Name: "assess", Arguments: map[string]any{
		"origin": "IN", "hts": "6109.10.00.12", "value": "10000", "date": "2025-09-01",
	}})
	require.NoError(t, err)
	require.False(t, r.IsError)
	assert.Equal(t, "6650.00", r.StructuredContent.(map[string]any)["total_duty"])
	return session
}

// TestStreams: the program on standard streams, as an agent starts it, from the start to the
// first answer.
func TestStreams(t *testing.T) {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), "TRADESHOCK_MCP=1")
	command.Stderr = os.Stderr
	start := time.Now()
	session := ask(t, &mcp.CommandTransport{Command: command})
	t.Logf("first answer %s after the start", time.Since(start).Round(time.Millisecond))
	require.NoError(t, session.Close())
	assert.True(t, command.ProcessState.Success(), "it ends when the agent goes")
}

// TestHTTP: the program over HTTP, which ends when it is told to.
func TestHTTP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	require.NoError(t, l.Close())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, address, 8) }()
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", address)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}, 10*time.Second, 10*time.Millisecond)
	session := ask(t, &mcp.StreamableClientTransport{Endpoint: "http://" + address + "/mcp", DisableStandaloneSSE: true})
	require.NoError(t, session.Close())

	// A page of another site may not ask.
	request, err := http.NewRequest(http.MethodPost, "http://"+address+"/mcp", nil)
	require.NoError(t, err)
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Equal(t, http.StatusForbidden, response.StatusCode)
	stop()
	require.NoError(t, <-ended)
}
