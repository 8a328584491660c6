package tools

import (
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
)

// Handler is a server over streamable HTTP, without sessions: every request stands alone, and
// nothing is kept for one that goes away. Pages of other sites may not ask.
func Handler(server *mcp.Server) http.Handler {
	h := mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, &mcp.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, MaxRequestBodyBytes: answer.MaxBytes, PropagateRequestCancellation: true,
	})
	return http.NewCrossOriginProtection().Handler(h)
}
