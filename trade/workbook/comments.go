package workbook

import (
	"bufio"
	"io"
	"strconv"
)

// Comments are two parts: the texts, and the boxes that show them, in a language
// for drawings (VML) that programs have kept for this purpose alone.

// writeComments writes the part with the texts.
func (p *plan) writeComments(to io.Writer) error {
	b := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<authors><author>tradeshock</author></authors><commentList>`)
	for _, c := range p.comments {
		b = append(b, `<comment ref="`...)
		b = append(b, p.sheet.Address(c.Row, c.Column)...)
		b = append(b, `" authorId="0"><text><t xml:space="preserve">`...)
		b = appendCellText(b, c.Text)
		b = append(b, `</t></text></comment>`...)
	}
	_, err := to.Write(append(b, `</commentList></comments>`...))
	return err
}

// Size of the box of a comment.
const (
	commentColumns = 4
	commentLine    = 32 // characters
	commentLines   = 30 // the tallest box
)

// writeBoxes writes the part with the boxes. number tells the sheets apart.
func (p *plan) writeBoxes(to io.Writer, number int) error {
	out := bufio.NewWriter(to)
	n := strconv.Itoa
	// Boxes are numbered in blocks of 1,024, which belong to one sheet.
	const blocks = (maxComments + 1023) / 1024
	firstBlock := (number-1)*blocks + 1
	data := n(firstBlock)
	for i := 1; i <= len(p.comments)/1024; i++ {
		data += "," + n(firstBlock+i)
	}
	out.WriteString(`<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"` +
		` xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="` + data +
		`"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" ` +
		`path="m,l,21600r21600,l21600,xe">` +
		`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`)
	for i, c := range p.comments {
		row := p.layout.firstRow + c.Row
		lines := min(commentLines, 1+wrappedLines(c.Text, commentLine))
		// The anchor: left column and offset, top row and offset, right, bottom.
		out.WriteString(`<v:shape id="_x0000_s` + n(firstBlock*1024+i+1) + `" type="#_x0000_t202"` +
			` style="position:absolute;visibility:hidden" fillcolor="#FFFFE1" o:insetmode="auto">` +
			`<v:fill color2="#FFFFE1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>` +
			`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>` +
			`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>` +
			n(c.Column+1) + `, 10, ` + n(max(0, row-1)) + `, 4, ` + n(c.Column+1+commentColumns) + `, 10, ` +
			n(max(0, row-1)+lines) + `, 4` +
			`</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>` + n(row) + `</x:Row><x:Column>` + n(c.Column) +
			`</x:Column></x:ClientData></v:shape>`)
	}
	out.WriteString(`</xml>`)
	return out.Flush()
}
