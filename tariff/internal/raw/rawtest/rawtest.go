// Package rawtest compares embedded tables with what the raw material gives. The material is not
// part of the project: a test that asks for it is skipped where TRADESHOCK_DATA names no folder.
package rawtest

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
)

// Folder is the folder of the raw material.
func Folder(t testing.TB) fs.FS {
	t.Helper()
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	return os.DirFS(data)
}

// Same makes a file anew and compares it byte for byte with the embedded one.
func Same(t testing.TB, file string, generate func(data fs.FS) ([]byte, error)) {
	t.Helper()
	made, err := generate(Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	embedded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, embedded) {
		t.Fatalf("%s differs from what the raw files give", file)
	}
}
