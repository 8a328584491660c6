package spreadsheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// ole makes a compound file with these names in its directory.
func ole(names ...string) []byte {
	b := make([]byte, 512*3)
	copy(b, oleMagic)
	le.PutUint16(b[26:], 3)
	le.PutUint16(b[30:], 9)
	le.PutUint32(b[44:], 1)
	le.PutUint32(b[48:], 1) // the directory is in sector 1, its table in sector 0
	for i := range 109 {
		le.PutUint32(b[76+4*i:], 0xFFFFFFFF)
	}
	le.PutUint32(b[76:], 0)
	le.PutUint32(b[512+4:], 0xFFFFFFFE)
	for i, name := range names {
		entry := b[1024+128*i:]
		copy(entry, utf16Text(name, false, false))
		le.PutUint16(entry[64:], uint16(2*len(name)+2))
	}
	return b
}

// What a file really is, whatever its name says, and how to turn it into one that
// is read.
func TestKindsOfFiles(t *testing.T) {
	zipOf := func(names ...string) []byte {
		var entries []zipEntry
		for _, n := range names {
			entries = append(entries, part(n, "x"))
		}
		return packed(entries)
	}
	for name, c := range map[string]struct {
		file []byte
		code Code
		says string
	}{
		"empty":         {nil, CodeEmptyFile, "empty"},
		"blank":         {[]byte(" \r\n\t\r\n"), CodeEmptyFile, "white space"},
		"only a mark":   {[]byte("\xEF\xBB\xBF"), CodeEmptyFile, "white space"},
		"xls":           {ole("Root Entry", "Workbook"), CodeFileType, ".xls"},
		"older xls":     {ole("Root Entry", "Book"), CodeFileType, ".xls"},
		"raw xls":       {append([]byte("\x09\x08\x10\x00\x00\x06\x05\x00"), make([]byte, 100)...), CodeFileType, ".xls"},
		"password":      {ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), CodePassword, "password"},
		"doc":           {ole("Root Entry", "WordDocument"), CodeFileType, "Word"},
		"other ole":     {ole("Root Entry"), CodeFileType, "Office"},
		"cut ole":       {ole("Root Entry", "Workbook")[:300], CodeFileType, "Office"},
		"ole of 8":      {[]byte(oleMagic), CodeFileType, "Office"},
		"looping ole":   {func() []byte { b := ole("Root Entry"); le.PutUint32(b[512+4:], 1); return b }(), CodeFileType, "Office"},
		"xlsb":          {zipOf(grid.ContentTypes, "xl/workbook.bin"), CodeFileType, ".xlsb"},
		"ods":           {zipOf("mimetype", "content.xml", "META-INF/manifest.xml"), CodeFileType, ".ods"},
		"docx":          {zipOf(grid.ContentTypes, "word/document.xml"), CodeFileType, "Word"},
		"pptx":          {zipOf(grid.ContentTypes, "ppt/presentation.xml"), CodeFileType, "PowerPoint"},
		"numbers":       {zipOf("Index/Document.iwa"), CodeFileType, "Numbers"},
		"zip of a CSV":  {zipOf("data.csv"), CodeFileType, "unpack"},
		"HTML":          {[]byte("\r\n<HTML><body><table><tr><td>1</td></tr></table></body></HTML>"), CodeFileType, "HTML"},
		"HTML, doctype": {[]byte("<!DOCTYPE html PUBLIC>\n<html/>"), CodeFileType, "HTML"},
		"HTML, a table": {[]byte("<table><tr><td>1</td></tr></table>"), CodeFileType, "HTML"},
		"HTML, UTF-16":  {[]byte(utf16Text("<html>", false, true)), CodeFileType, "HTML"},
		"XML of 2003":   {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), CodeFileType, "2003"},
		"fods":          {[]byte(`<?xml version="1.0"?><office:document xmlns:office="x"/>`), CodeFileType, ".fods"},
		"other XML":     {[]byte(`<?xml version="1.0"?><data/>`), CodeFileType, "XML"},
		"SDMX":          {[]byte(`<message:GenericData xmlns:message="x"/>`), CodeFileType, "XML"},
		"PDF":           {[]byte("%PDF-1.7\n"), CodeFileType, "PDF"},
		"gzip":          {[]byte("\x1f\x8b\x08\x00data"), CodeFileType, "gunzip"},
		"bzip2":         {[]byte("BZh91AY&SY"), CodeFileType, "bunzip2"},
		"xz":            {[]byte("\xfd7zXZ\x00\x00"), CodeFileType, "xz"},
		"zstd":          {[]byte("\x28\xb5\x2f\xfd\x04"), CodeFileType, "zstd"},
		"7z":            {[]byte("7z\xbc\xaf\x27\x1c\x00\x04"), CodeFileType, "7z"},
		"rar":           {[]byte("Rar!\x1a\x07\x01\x00"), CodeFileType, "RAR"},
		"parquet":       {[]byte("PAR1\x15\x04"), CodeFileType, "Parquet"},
		"arrow":         {[]byte("ARROW1\x00\x00"), CodeFileType, "Arrow"},
		"sqlite":        {[]byte("SQLite format 3\x00\x10"), CodeFileType, "SQLite"},
		"stata":         {[]byte("<stata_dta><header>"), CodeFileType, "Stata"},
		"png":           {[]byte("\x89PNG\r\n\x1a\n"), CodeFileType, "picture"},
		"jpeg":          {[]byte("\xff\xd8\xff\xe0"), CodeFileType, "picture"},
		"rtf":           {[]byte(`{\rtf1\ansi}`), CodeFileType, "RTF"},
		"sylk":          {[]byte("ID;PWXL;N;E\r\n"), CodeFileType, "SYLK"},
		"lfs":           {[]byte("version https://git-lfs.github.com/spec/v1\noid sha256:1\n"), CodeFileType, "git lfs"},
		"mht":           {[]byte("MIME-Version: 1.0\r\n"), CodeFileType, ".mht"},
		"JSON":          {[]byte(`{"a": [1,2]}`), CodeFileType, "JSON"},
		"JSON list":     {[]byte(` [ {"a":1} ]`), CodeFileType, "JSON"},
		"zeros":         {make([]byte, 5000), CodeFileType, "zero bytes"},
		"binary":        {[]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x01\x02\x03\x04"), CodeFileType, "binary"},
		"UTF-16 bare":   {[]byte(utf16Text("hs,value\n0101,5\n", false, false)), CodeEncoding, "UTF-16"},
		"UTF-16 BE":     {[]byte(utf16Text("hs,value\n0101,5\n", true, false)), CodeEncoding, "UTF-16"},
		"UTF-16 odd":    {[]byte(utf16Text("hs,value\n0101,5\n", true, true) + "x"), CodeEncoding, "UTF-16"},
		"UTF-32":        {[]byte("\xff\xfe\x00\x00h\x00\x00\x00"), CodeEncoding, "NUL"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewDocument(bytes.NewReader(c.file), int64(len(c.file)), "trade.xlsx", ReadOptions{})
			require.Error(t, err)
			assert.Equal(t, string(c.code), codeOf(err), err)
			assert.Contains(t, err.Error(), c.says)
			assert.True(t, strings.HasPrefix(err.Error(), "trade.xlsx: "), err)
		})
	}
}
