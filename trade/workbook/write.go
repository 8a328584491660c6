package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// WriteTo writes the workbook as an .xlsx file and returns the number of bytes
// written. The whole workbook is checked first: with a *WorkbookError, nothing
// has been written, unless the problem stands in a row of a stream. An error of
// the writer or of a stream is returned as it is.
func (w *Workbook) WriteTo(to io.Writer) (int64, error) {
	plans, err := w.check()
	if err != nil {
		return 0, err
	}
	counted := &countingWriter{to: to}
	err = w.write(counted, plans)
	return counted.n, err
}

type countingWriter struct {
	to io.Writer
	n  int64
}

func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return n, err
}

// The parts that every package begins with, and the properties.
const (
	coreProperties = "docProps/core.xml"
)

// write packs the frame again, in a fixed order and with a fixed time, and puts
// our own worksheets, comments and properties in place of the frame's.
func (w *Workbook) write(to io.Writer, plans []plan) error {
	fr, err := w.newFrame(plans)
	if err != nil {
		return err
	}
	return w.pack(to, plans, fr)
}

func (w *Workbook) pack(to io.Writer, plans []plan, fr *frame) error {
	parts, err := fr.parts(len(plans))
	if err != nil {
		return err
	}
	out := zip.NewWriter(to)
	out.RegisterCompressor(zip.Deflate, newPacker)
	if err := w.writePart(out, fr, parts.types); err != nil {
		return err
	}
	streamed := false
	for i := range plans {
		streamed = streamed || plans[i].sheet.Stream != nil
		into, err := createPart(out, sheetPart(i))
		if err != nil {
			return err
		}
		if err := writeSheetPart(into, &plans[i], fr.styles, i == 0); err != nil {
			return err
		}
	}
	if streamed { // now the lengths of the tables are known, which the frame names
		if fr, err = w.newFrame(plans); err != nil {
			return err
		}
		if parts, err = fr.parts(len(plans)); err != nil {
			return err
		}
	}
	for _, part := range parts.others {
		if err := w.writePart(out, fr, part); err != nil {
			return err
		}
	}
	return out.Close()
}

// packingLevel: packing takes more time than all else. Two levels below the usual
// one, a long table takes less than half of the time, for a file that is 8 % larger.
const packingLevel = 4

// packers are used again, because each holds most of a megabyte.
var packers sync.Pool

type packer struct{ *flate.Writer }

func newPacker(to io.Writer) (io.WriteCloser, error) {
	if w, ok := packers.Get().(*flate.Writer); ok {
		w.Reset(to)
		return &packer{w}, nil
	}
	w, err := flate.NewWriter(to, packingLevel)
	return &packer{w}, err
}

// Close ends the part. After an error the writer is not used again.
func (p *packer) Close() error {
	err := p.Writer.Close()
	if err == nil {
		packers.Put(p.Writer)
	}
	p.Writer = nil
	return err
}

// frameParts are the parts of a frame, without its empty worksheets.
type frameParts struct {
	types  *zip.File
	others []*zip.File // by name
}

// parts opens the frame, which must have the worksheets that it was asked for.
func (fr *frame) parts(sheets int) (*frameParts, error) {
	all, err := zip.NewReader(bytes.NewReader(fr.zip), int64(len(fr.zip)))
	if err != nil {
		return nil, fmt.Errorf("spreadsheet: excelize made an unreadable package: %w", err)
	}
	var parts frameParts
	worksheets := 0
	for _, part := range all.File {
		switch {
		case part.Name == grid.ContentTypes:
			parts.types = part
		case strings.HasPrefix(part.Name, "xl/worksheets/sheet"):
			worksheets++
		default:
			parts.others = append(parts.others, part)
		}
	}
	if worksheets != sheets || parts.types == nil {
		return nil, errors.New("spreadsheet: excelize named the worksheets in an unexpected way")
	}
	slices.SortFunc(parts.others, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	return &parts, nil
}

func sheetPart(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

// writePart writes one part of the frame, or ours in its place.
func (w *Workbook) writePart(out *zip.Writer, fr *frame, part *zip.File) error {
	into, err := createPart(out, part.Name)
	if err != nil {
		return err
	}
	commented := fr.comments[part.Name]
	switch {
	case part.Name == coreProperties:
		_, err = into.Write(w.Properties.xml())
	case commented.plan != nil && strings.HasSuffix(part.Name, ".vml"):
		err = commented.plan.writeBoxes(into, commented.number)
	case commented.plan != nil:
		err = commented.plan.writeComments(into)
	default:
		err = copyPart(into, part)
	}
	return err
}

// createPart begins a part with the earliest time that a zip file can hold.
func createPart(out *zip.Writer, name string) (io.Writer, error) {
	return out.CreateHeader(&zip.FileHeader{
		Name: name, Method: zip.Deflate,
		Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC),
	})
}

// copyPart copies a small part of the frame; the list of content types is sorted
// on the way.
func copyPart(to io.Writer, part *zip.File) error {
	from, err := part.Open()
	if err != nil {
		return err
	}
	text, err := io.ReadAll(from)
	if err := errors.Join(err, from.Close()); err != nil {
		return err
	}
	if part.Name == grid.ContentTypes {
		if text, err = sortContentTypes(text); err != nil {
			return err
		}
	}
	_, err = to.Write(text)
	return err
}

// writeSheetPart refuses a worksheet of 4 GiB and more, which would need a form
// of zip file that programs take for damaged.
func writeSheetPart(to io.Writer, p *plan, st *styles, first bool) error {
	counted := &countingWriter{to: to}
	if err := writeSheet(counted, p, st, first); err != nil {
		return err
	}
	if counted.n > math.MaxUint32 {
		return fmt.Errorf("spreadsheet: sheet %s takes %d bytes; a sheet holds 4 GiB: split it",
			grid.QuoteSheet(p.sheet.Name), counted.n)
	}
	return nil
}

// xml is the docProps/core.xml part.
func (p *Properties) xml() []byte {
	b := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	element := func(name, text string) {
		if text != "" {
			b = append(b, "<"+name+">"...)
			b = appendXML(b, text)
			b = append(b, "</"+name+">"...)
		}
	}
	element("dc:title", p.Title)
	element("dc:subject", p.Subject)
	element("dc:creator", p.Creator)
	element("cp:keywords", p.Keywords)
	element("dc:description", p.Description)
	b = append(b, coreDay("created", p.Created)...)
	b = append(b, coreDay("modified", p.Created)...)
	return append(b, "</cp:coreProperties>"...)
}

func coreDay(name string, day trade.Date) string {
	if day.IsZero() {
		return ""
	}
	return `<dcterms:` + name + ` xsi:type="dcterms:W3CDTF">` + day.String() + `T00:00:00Z</dcterms:` + name + `>`
}
