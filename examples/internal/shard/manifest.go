// Package shard holds what is known of a part of a file that was assessed by itself: its
// manifest, and the program that puts the parts together.
package shard

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// Schema is the shape of a manifest.
const Schema = "tradeshock/shard/1"

// Manifest says what became of a shard. It holds no time and no name of a machine: the same
// shard of the same file has the same manifest, wherever and how often it is assessed.
type Manifest struct {
	Schema string `json:"schema"`
	Shard  int    `json:"shard"`
	Of     int    `json:"of"`
	Job    Job    `json:"job"`

	Rows     int64 `json:"rows"`
	Others   int64 `json:"rows_of_other_shards"`
	Answered int64 `json:"answered"`
	Rejected int64 `json:"rejected"`

	Base           decimal.Decimal `json:"base_duty"`
	Additional     decimal.Decimal `json:"additional_duty"`
	RejectedValue  decimal.Decimal `json:"rejected_value"`
	Embargoed      int64           `json:"embargoed"`
	EmbargoedValue decimal.Decimal `json:"embargoed_value"`
	Embargoes      []string        `json:"embargoes,omitempty"`
	Unread         []string        `json:"unread,omitempty"`
	By             []Total         `json:"by,omitempty"`

	Output  *File `json:"output,omitempty"`
	Rejects *File `json:"rejects,omitempty"`

	// SHA256 is the hash of the manifest without it, so that a change by hand is noticed.
	SHA256 string `json:"sha256"`
}

// Total is a sum by key.
type Total struct {
	Origin        trade.Country   `json:"origin,omitempty"`
	Product       trade.Product   `json:"product,omitempty"`
	Month         string          `json:"month,omitempty"`
	Authority     law.Authority   `json:"authority,omitempty"`
	Lines         int64           `json:"lines"`
	Rejected      int64           `json:"rejected"`
	Value         decimal.Decimal `json:"value"`
	RejectedValue decimal.Decimal `json:"rejected_value"`
	Base          decimal.Decimal `json:"base_duty"`
	Additional    decimal.Decimal `json:"additional_duty"`
}

// File is a file by its content.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Same reports whether two files have the same content.
func (f File) Same(o File) bool { return f.Bytes == o.Bytes && f.SHA256 == o.SHA256 }

// Sum hashes what is written to it.
type Sum struct {
	hash hash.Hash
	n    int64
}

// NewSum returns the sum of nothing.
func NewSum() *Sum { return &Sum{hash: sha256.New()} }

func (s *Sum) Write(b []byte) (int, error) {
	s.n += int64(len(b))
	return s.hash.Write(b)
}

// File is what was written, under a name.
func (s *Sum) File(name string) File { return File{name, s.n, hex.EncodeToString(s.hash.Sum(nil))} }

// FileOf hashes a file.
func FileOf(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	s := NewSum()
	if _, err := io.Copy(s, f); err != nil {
		return File{}, err
	}
	return s.File(path), nil
}

// Of makes the manifest of a result.
func Of(part lines.Shard, job Job, r *lines.Result) *Manifest {
	m := &Manifest{
		Schema: Schema, Shard: part.Index, Of: part.Of, Job: job,
		Rows: r.Lines, Others: r.Others, Answered: r.Lines - r.Rejected, Rejected: r.Rejected,
		Base: r.Base, Additional: r.Additional, RejectedValue: r.RejectedValue,
		Embargoed: r.Embargoed, EmbargoedValue: r.EmbargoedValue, Embargoes: r.Embargoes, Unread: r.Unread,
	}
	for _, t := range r.By {
		m.By = append(
			m.By,
			Total{
				t.Origin,
				t.Product,
				t.Month,
				t.Authority,
				t.Lines,
				t.Rejected,
				t.Value,
				t.RejectedValue,
				t.Base,
				t.Additional,
			},
		)
	}
	return m
}

// Result is what the manifest is of, as far as it says.
func (m *Manifest) Result() *lines.Result {
	r := &lines.Result{
		Lines: m.Rows, Others: m.Others, Rejected: m.Rejected,
		Base: m.Base, Additional: m.Additional, RejectedValue: m.RejectedValue,
		Embargoed: m.Embargoed, EmbargoedValue: m.EmbargoedValue, Embargoes: m.Embargoes, Unread: m.Unread, Workers: 1,
	}
	for _, t := range m.By {
		r.By = append(r.By, bulk.Total{
			Key: bulk.Key{
				Origin:    t.Origin,
				Product:   t.Product,
				Month:     t.Month,
				Authority: t.Authority,
			}, Lines: t.Lines, Rejected: t.Rejected,
			Value: t.Value, RejectedValue: t.RejectedValue, Base: t.Base, Additional: t.Additional,
		})
	}
	return r
}

// text is the manifest as it is written, with the hash of itself.
func (m Manifest) text() ([]byte, error) {
	m.SHA256 = ""
	body, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	m.SHA256 = hex.EncodeToString(sum[:])
	out, err := json.MarshalIndent(m, "", "  ")
	return append(out, '\n'), err
}

// Write writes the manifest, whole or not at all.
func (m *Manifest) Write(path string) error {
	text, err := m.text()
	if err != nil {
		return err
	}
	return workbook.ReplaceFile(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// mostManifest bounds the size of a manifest that is read.
const mostManifest = 256 << 20

// Read reads a manifest. One that is cut short, changed or of another shape is refused.
func Read(path string) (*Manifest, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostManifest))
	if err != nil {
		return nil, err
	}
	refuse := func(format string, args ...any) error {
		return &Error{Path: path, Reason: fmt.Sprintf(format, args...)}
	}
	m := &Manifest{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(m); err != nil {
		return nil, refuse("is no manifest of a shard (%s); name the files that duty -shard wrote with -manifest", err)
	}
	if m.Schema != Schema {
		return nil, refuse("is of the shape %q, and not %s", m.Schema, Schema)
	}
	again, err := m.text()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, text) {
		return nil, refuse("was changed after it was written, or is damaged; assess shard %d/%d again", m.Shard, m.Of)
	}
	if m.Of < 1 || m.Shard < 0 || m.Shard >= m.Of {
		return nil, refuse("is of shard %d/%d, which is none", m.Shard, m.Of)
	}
	return m, nil
}

// Error refuses a manifest, or manifests that do not make up a whole.
type Error struct {
	Path   string // "" where no single file is at fault
	Code   string // missing_shard, double_shard, foreign_shard or bad_shard
	Reason string
}

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Reason
	}
	return e.Path + ": " + e.Reason
}
