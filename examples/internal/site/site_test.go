package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBuild: every file that a file of the page names is there, the version is that of the
// content, and the program is one that a browser can run.
func TestBuild(t *testing.T) {
	files, err := built(t)
	require.NoError(t, err)
	for name, in := range map[string]string{
		"style.css": "index.html", "app.js": "index.html", "worker.js": "app.js", "sw.js": "app.js",
		"wasm_exec.js": "worker.js", "book.wasm.gz": "worker.js",
	} {
		assert.Contains(t, string(files[in]), `"`+name+`"`, in)
		assert.NotEmpty(t, files[name], name)
		if name != "sw.js" {
			assert.Contains(t, string(files["sw.js"]), `"`+name+`"`, "kept for a visit without a network")
		}
	}
	for name, text := range files {
		if !strings.HasSuffix(name, ".gz") {
			assert.NotContains(t, string(text), "{{", name)
			if name != "wasm_exec.js" {
				others := regexp.MustCompile(`https?://[a-z0-9.]+`).FindAllString(string(text), -1)
				for _, address := range others {
					assert.Equal(t, "http://www.w3.org", address, "%s names another server", name)
				}
			}
		}
	}
	z, err := gzip.NewReader(bytes.NewReader(files["book.wasm.gz"]))
	require.NoError(t, err)
	wasm, err := io.ReadAll(z)
	require.NoError(t, err)
	assert.Equal(t, "\x00asm", string(wasm[:4]))
	t.Logf("book.wasm %d bytes, packed %d", len(wasm), len(files["book.wasm.gz"]))
	assert.Less(t, len(files["book.wasm.gz"]), 4<<20)
}

// TestNode: the program answers the founding question outside of Go's own world.
func TestNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node here")
	}
	files, err := built(t)
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, write(dir, files))
	const script = `
const fs = require("fs"), zlib = require("zlib");
require(process.argv[2] + "/wasm_exec.js");
globalThis.bookFailed = (text) => { console.error(text); process.exit(1); };
globalThis.bookReady = () => {
  for (const q of process.argv.slice(3)) console.log(bookAnswer(q));
  console.log(bookAnswer(5));
  process.exit(0);
};
const go = new Go();
WebAssembly.instantiate(zlib.gunzipSync(fs.readFileSync(process.argv[2] + "/book.wasm.gz")), go.importObject).then((r) => go.run(r.instance));
`
	path := filepath.Join(t.TempDir(), "ask.cjs")
	require.NoError(t, os.WriteFile(path, []byte(script), 0o600))
	out, err := exec.CommandContext(t.Context(), node, path, dir,
		`{"ask":"duty","hts":"6109.10.00.12","origin":"India","value":"10000","date":"2025-09-01"}`,
		`{"ask":"duty","hts":"6109.10.00.12","origin":"India","value":"10000","date":"2031-09-01"}`,
	).CombinedOutput()
	require.NoError(t, err, string(out))
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Len(t, lines, 3)
	assert.Contains(t, lines[0], `"total_duty":"6650.00"`)
	assert.Contains(t, lines[1], `"horizon"`)
	assert.Contains(t, lines[2], `"refused"`)
}

// TestWrite: an earlier page is written over, and nothing else is.
func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	files := map[string][]byte{"index.html": []byte("one"), "app.js": []byte("two")}
	require.NoError(t, write(dir, files))
	require.NoError(t, write(dir, files))
	text, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	assert.Equal(t, "one", string(text))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "thesis.doc"), nil, 0o600))
	require.ErrorContains(t, write(dir, files), "thesis.doc")
}

func TestHandler(t *testing.T) {
	h := Handler(map[string][]byte{"index.html": []byte("<p>"), "book.wasm.gz": {1, 2}})
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w
	}
	assert.Equal(t, "text/html; charset=utf-8", get("/").Header().Get("Content-Type"))
	assert.Equal(t, "application/octet-stream", get("/book.wasm.gz").Header().Get("Content-Type"))
	assert.Empty(t, get("/book.wasm.gz").Header().Get("Content-Encoding"))
	assert.Equal(t, 404, get("/../go.mod").Code)
	etag := get("/").Header().Get("ETag")
	require.NotEmpty(t, etag)
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("If-None-Match", etag)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	assert.Equal(t, 304, w.Code, "what is held is not sent again")
}

func TestFlags(t *testing.T) {
	var out, errs bytes.Buffer
	assert.Equal(t, 0, Run(t.Context(), []string{"-h"}, &out, &errs))
	assert.Contains(t, errs.String(), "-addr")
	assert.Equal(t, 2, Run(t.Context(), []string{"-port", "80"}, &out, &errs))
}
