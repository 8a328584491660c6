// Package site is the program that builds the page of examples/web as plain files, and
// serves them for a look. The files work from any file server; after the first visit they
// work without one, by a service worker.
package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

//go:embed page
var page embed.FS

const usage = `web builds a page that answers in the browser what goods pay, and serves it.

  go run ./examples/web                        on http://localhost:8080
  go run ./examples/web -addr localhost:9000
  go run ./examples/web -out site              writes the files for any file server, and ends

The page needs no server behind it: the book of the United States is compiled to WebAssembly.
Exit status: 0 done; 1 the page cannot be built or served; 2 wrong use of flags.

`

// program of the browser, by its import path.
const book = "github.com/tradeshock/tradeshock/examples/web/book"

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("web", flag.ContinueOnError)
	addr := set.String("addr", "localhost:8080", "serve on this `address`")
	out := set.String("out", "",
		"write the files into this `folder` instead; it is made, or empty, or holds an earlier page")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	fmt.Fprintln(stderr, "web: compiling the book to WebAssembly")
	files, err := Build(ctx)
	if err == nil {
		if *out != "" {
			err = write(*out, files)
		} else {
			err = serve(ctx, *addr, files, stderr)
		}
	}
	if err != nil {
		return program.Fail("web", err, nil, stdout, stderr)
	}
	if *out != "" {
		for _, name := range names(files) {
			fmt.Fprintf(stdout, "%9d %s\n", len(files[name]), filepath.Join(*out, name))
		}
	}
	return program.Done
}

// Build makes all files of the page, by name. It calls the go command, within the module.
func Build(ctx context.Context) (map[string][]byte, error) {
	files := map[string][]byte{}
	entries, err := fs.ReadDir(page, "page")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if files[e.Name()], err = fs.ReadFile(page, "page/"+e.Name()); err != nil {
			return nil, err
		}
	}
	root, err := goCommand(ctx, nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	glue := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	if files["wasm_exec.js"], err = os.ReadFile(glue); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "tradeshock-web-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	compiled := filepath.Join(folder, "book.wasm")
	target := []string{"GOOS=js", "GOARCH=wasm"}
	if _, err := goCommand(ctx, target, "build", "-trimpath", "-ldflags=-s -w", "-o", compiled, book); err != nil {
		return nil, err
	}
	wasm, err := os.ReadFile(compiled)
	if err != nil {
		return nil, err
	}
	// Packed here, and unpacked by the page: a plain file server sends it as it is.
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(wasm); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	files["book.wasm.gz"] = packed.Bytes()
	files["worker.js"] = bytes.ReplaceAll(files["worker.js"], []byte("{{size}}"), fmt.Append(nil, packed.Len()))
	// The files of a visit are of one version; the next version is another cache.
	sum := sha256.New()
	for _, name := range names(files) {
		fmt.Fprintf(sum, "%s %d\n", name, len(files[name]))
		sum.Write(files[name])
	}
	version := hex.EncodeToString(sum.Sum(nil))[:16]
	files["sw.js"] = bytes.ReplaceAll(files["sw.js"], []byte("{{version}}"), []byte(version))
	return files, nil
}

func names(files map[string][]byte) []string {
	var out []string
	for name := range files {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// goCommand runs the go command and returns what it prints.
func goCommand(ctx context.Context, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), env...)
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w: %s", args[0], err, strings.TrimSpace(words.String()))
	}
	return out, nil
}

// write puts the files into a folder that is new, empty, or holds an earlier page.
func write(folder string, files map[string][]byte) error {
	held, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range held {
		if files[e.Name()] == nil {
			return &program.OutputError{
				Flag: "-out", Path: folder,
				Reason: "the folder holds " + e.Name() + ", which is no file of the page; name another",
			}
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, name := range names(files) {
		if err := os.WriteFile(filepath.Join(folder, name), files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Handler serves the files.
func Handler(files map[string][]byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		data, ok := files[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if name == "book.wasm.gz" {
			w.Header().Set("Content-Type", "application/octet-stream") // not an encoding of something else
		}
		sum := sha256.Sum256(data)
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
		w.Header().Set("Cache-Control", "no-cache") // asked for again, and sent when it changed
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
	})
}

func serve(ctx context.Context, addr string, files map[string][]byte, stderr io.Writer) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: Handler(files), ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(stderr, "web: http://%s\n", l.Addr())
	stop := context.AfterFunc(ctx, func() {
		short, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		_ = server.Shutdown(short)
	})
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
