package service

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// client knows of the service what the OpenAPI document says, and nothing else.
type client struct {
	t        *testing.T
	base     *url.URL
	document map[string]any
	schemas  *jsonschema.Compiler
}

// answered is a response.
type answered struct {
	status int
	header http.Header
	body   string
	object map[string]any // of a JSON body
}

func newClient(t *testing.T, options Options) *client {
	server := httptest.NewServer(Handler(options))
	t.Cleanup(server.Close)
	return clientOf(t, server.URL)
}

func clientOf(t *testing.T, base string) *client {
	c := &client{t: t, schemas: jsonschema.NewCompiler()}
	response, err := http.Get(base + "/openapi.json")
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &c.document))
	require.Equal(t, "3.1.0", c.document["openapi"])
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c.schemas.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.schemas.AddResource("https://example.org/openapi.json", whole))
	server := dig(c.document, "servers").([]any)[0].(map[string]any)["url"].(string)
	at, err := url.Parse(base + "/openapi.json")
	require.NoError(t, err)
	c.base, err = at.Parse(server)
	require.NoError(t, err)
	return c
}

// dig goes down into objects.
func dig(v any, path ...string) any {
	for _, key := range path {
		object, _ := v.(map[string]any)
		v = object[key]
	}
	return v
}

// find is the path, method and description of an operation.
func (c *client) find(operation string) (path, method string, described map[string]any) {
	for path, methods := range c.document["paths"].(map[string]any) {
		for method, d := range methods.(map[string]any) {
			if dig(d, "operationId") == operation {
				return path, strings.ToUpper(method), d.(map[string]any)
			}
		}
	}
	require.Fail(c.t, "the document has no operation "+operation)
	return "", "", nil
}

// pointer is a place in the document as a schema.
func (c *client) valid(body string, path ...string) {
	c.t.Helper()
	for i, p := range path {
		path[i] = url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(p))
	}
	schema, err := c.schemas.Compile("https://example.org/openapi.json#/" + strings.Join(path, "/"))
	require.NoError(c.t, err)
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	require.NoError(c.t, err, body)
	require.NoError(c.t, schema.Validate(v), body)
}

// post asks by a body, address by an address: parameters are key, value, key, value.
func (c *client) post(operation, body string) answered {
	c.t.Helper()
	path, method, described := c.find(operation)
	require.NotNil(c.t, dig(described, "requestBody", "content", "application/json"))
	return c.do(operation, method, c.base.JoinPath(path).String(), "application/json", body)
}

func (c *client) address(operation string, parameters ...string) answered {
	c.t.Helper()
	path, method, described := c.find(operation)
	known := map[string]bool{}
	list, _ := described["parameters"].([]any)
	for _, p := range list {
		known[dig(p, "name").(string)] = true
	}
	query := url.Values{}
	for i := 0; i < len(parameters); i += 2 {
		require.True(c.t, known[parameters[i]], "the document has no parameter %s", parameters[i])
		query.Add(parameters[i], parameters[i+1])
	}
	return c.do(operation, method, c.base.JoinPath(path).String()+"?"+query.Encode(), "", "")
}

// do sends a request; a response in JSON must have the shape that the document promises.
func (c *client) do(operation, method, address, kind, body string) answered {
	c.t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	require.NoError(c.t, err)
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(c.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(c.t, err)
	out := answered{status: response.StatusCode, header: response.Header, body: string(text)}
	got, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	if strings.HasSuffix(got, "json") {
		require.NoError(c.t, json.Unmarshal(text, &out.object), out.body)
	}
	if operation != "" {
		path, _, _ := c.find(operation)
		status := fmt.Sprintf("%dXX", out.status/100)
		if out.status == http.StatusOK {
			status = "200"
		}
		where := []string{"paths", path, strings.ToLower(method), "responses", status, "content", got, "schema"}
		require.NotNil(c.t, dig(c.document, where...), "%d %s of %s is not promised", out.status, got, operation)
		if out.object != nil {
			c.valid(out.body, where...)
		}
	}
	if out.status != http.StatusOK {
		assert.Equal(c.t, "application/problem+json", got)
		assert.EqualValues(c.t, out.status, out.object["status"])
	}
	return out
}
