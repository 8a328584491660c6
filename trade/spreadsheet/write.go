package spreadsheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/tradeshock/tradeshock/trade"
)

// WriteTo writes the workbook as an .xlsx file and returns the number of bytes
// written. The whole workbook is checked first: with a *WorkbookError, nothing
// has been written. An error of w is returned as it is.
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
	contentTypes   = "[Content_Types].xml"
	coreProperties = "docProps/core.xml"
)

// write packs the frame again, in a fixed order and with a fixed time, and puts
// our own worksheets and properties in place of the frame's.
func (w *Workbook) write(to io.Writer, plans []plan) error {
	fr, err := newFrame(plans)
	if err != nil {
		return err
	}
	parts, err := zip.NewReader(bytes.NewReader(fr.zip), int64(len(fr.zip)))
	if err != nil {
		return fmt.Errorf("spreadsheet: excelize made an unreadable package: %w", err)
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int {
		if (a.Name == contentTypes) != (b.Name == contentTypes) {
			if a.Name == contentTypes {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	sheets := make(map[string]int, len(plans))
	for i := range plans {
		sheets[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = i
	}

	out := zip.NewWriter(to)
	written := 0
	for _, part := range parts.File {
		into, err := createPart(out, part.Name)
		if err != nil {
			return err
		}
		i, isSheet := sheets[part.Name]
		switch {
		case isSheet:
			written++
			err = writeSheetPart(into, &plans[i], fr.styles, i == 0)
		case part.Name == coreProperties:
			_, err = into.Write(w.Properties.xml())
		default:
			err = copyPart(into, part)
		}
		if err != nil {
			return err
		}
	}
	if written != len(plans) {
		return errors.New("spreadsheet: excelize named the worksheets in an unexpected way")
	}
	return out.Close()
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
	if part.Name == contentTypes {
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
	drawing := ""
	if p.sheet.Chart != nil {
		drawing = drawingRelation
	}
	counted := &countingWriter{to: to}
	if err := writeSheet(counted, p, st, first, drawing); err != nil {
		return err
	}
	if counted.n > math.MaxUint32 {
		return fmt.Errorf("spreadsheet: sheet %s takes %d bytes; a sheet holds 4 GiB: split it", quoteSheet(p.sheet.Name), counted.n)
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
