package columnar

import (
	"encoding/json"
	"io"
	"os"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// Schema is the shape of a manifest.
const Schema = "tradeshock/parquet/1"

// Manifest says what a file of Parquet was made of, and what it holds. The same work has the
// same manifest: it holds no time.
type Manifest struct {
	Schema   string        `json:"schema"`
	Holds    string        `json:"holds"` // duties or panel
	Program  string        `json:"program"`
	Input    *shard.File   `json:"input,omitempty"`
	Book     shard.Book    `json:"book"`
	LawFiles []shard.File  `json:"law_files,omitempty"`
	Options  shard.Options `json:"options"`
	Panel    []string      `json:"panel,omitempty"` // the flags of the panel
	Rows     int64         `json:"rows"`
	Duties   *Duties       `json:"duties,omitempty"`
	Output   shard.File    `json:"output"`
}

// Duties are the exact totals of the rows with an answer.
type Duties struct {
	Rejected   int64           `json:"rejected"`
	Embargoed  int64           `json:"embargoed"`
	Total      decimal.Decimal `json:"total_duty"`
	Base       decimal.Decimal `json:"base_duty"`
	Additional decimal.Decimal `json:"additional_duty"`
	Unread     []string        `json:"unread,omitempty"`
}

// write writes the manifest, whole or not at all.
func (m *Manifest) write(path string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return workbook.ReplaceFile(path, func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}

// madeFile recognises a file of Parquet that this program wrote, by its end.
func madeFile(f *os.File) bool { return tail(f, "tradeshock", "PAR1") }

// madeManifest recognises a manifest of this program.
func madeManifest(f *os.File) bool { return tail(f, Schema) }

// tail reports whether the last part of a file has all words.
func tail(f *os.File, words ...string) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	const most = 1 << 16
	b := make([]byte, min(info.Size(), most))
	if _, err := f.ReadAt(b, info.Size()-int64(len(b))); err != nil {
		return false
	}
	for _, w := range words {
		if !strings.Contains(string(b), w) {
			return false
		}
	}
	return true
}
