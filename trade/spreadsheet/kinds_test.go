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
		code string
		says string
	}{
		"empty":       {nil, codeEmptyFile, "empty"},
		"blank":       {[]byte(" \r\n\t\r\n"), codeEmptyFile, "white space"},
		"only a mark": {[]byte("\xEF\xBB\xBF"), codeEmptyFile, "white space"},
		"xls":         {ole("Root Entry", "Workbook"), codeFileType, ".xls"},
		"older xls":   {ole("Root Entry", "Book"), codeFileType, ".xls"},
		"raw xls":     {append([]byte("\x09\x08\x10\x00\x00\x06\x05\x00"), make([]byte, 100)...), codeFileType, ".xls"},
		"password":    {ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), codePassword, "password"},
		"doc":         {ole("Root Entry", "WordDocument"), codeFileType, "Word"},
		"other ole":   {ole("Root Entry"), codeFileType, "Office"},
		"cut ole":     {ole("Root Entry", "Workbook")[:300], codeFileType, "Office"},
		"ole of 8":    {[]byte(oleMagic), codeFileType, "Office"},
		"looping ole": {func() []byte {
			b := ole("Root Entry")
			le.PutUint32(b[512+4:], 1)
			return b
		}(), codeFileType, "Office"},
		"xlsb":          {zipOf(grid.ContentTypes, "xl/workbook.bin"), codeFileType, ".xlsb"},
		"ods":           {zipOf("mimetype", "content.xml", "META-INF/manifest.xml"), codeFileType, ".ods"},
		"docx":          {zipOf(grid.ContentTypes, "word/document.xml"), codeFileType, "Word"},
		"pptx":          {zipOf(grid.ContentTypes, "ppt/presentation.xml"), codeFileType, "PowerPoint"},
		"numbers":       {zipOf("Index/Document.iwa"), codeFileType, "Numbers"},
		"zip of a CSV":  {zipOf("data.csv"), codeFileType, "unpack"},
		"HTML":          {[]byte("\r\n<HTML><body><table><tr><td>1</td></tr></table></body></HTML>"), codeFileType, "HTML"},
		"HTML, doctype": {[]byte("<!DOCTYPE html PUBLIC>\n<html/>"), codeFileType, "HTML"},
		"HTML, a table": {[]byte("<table><tr><td>1</td></tr></table>"), codeFileType, "HTML"},
		"HTML, UTF-16":  {[]byte(utf16Text("<html>", false, true)), codeFileType, "HTML"},
		"XML of 2003": {[]byte(
			`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook ` +
				`xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), codeFileType, "2003"},
		"fods":        {[]byte(`<?xml version="1.0"?><office:document xmlns:office="x"/>`), codeFileType, ".fods"},
		"other XML":   {[]byte(`<?xml version="1.0"?><data/>`), codeFileType, "XML"},
		"SDMX":        {[]byte(`<message:GenericData xmlns:message="x"/>`), codeFileType, "XML"},
		"PDF":         {[]byte("%PDF-1.7\n"), codeFileType, "PDF"},
		"gzip":        {[]byte("\x1f\x8b\x08\x00data"), codeFileType, "gunzip"},
		"bzip2":       {[]byte("BZh91AY&SY"), codeFileType, "bunzip2"},
		"xz":          {[]byte("\xfd7zXZ\x00\x00"), codeFileType, "xz"},
		"zstd":        {[]byte("\x28\xb5\x2f\xfd\x04"), codeFileType, "zstd"},
		"7z":          {[]byte("7z\xbc\xaf\x27\x1c\x00\x04"), codeFileType, "7z"},
		"rar":         {[]byte("Rar!\x1a\x07\x01\x00"), codeFileType, "RAR"},
		"parquet":     {[]byte("PAR1\x15\x04"), codeFileType, "Parquet"},
		"arrow":       {[]byte("ARROW1\x00\x00"), codeFileType, "Arrow"},
		"sqlite":      {[]byte("SQLite format 3\x00\x10"), codeFileType, "SQLite"},
		"stata":       {[]byte("<stata_dta><header>"), codeFileType, "Stata"},
		"png":         {[]byte("\x89PNG\r\n\x1a\n"), codeFileType, "picture"},
		"jpeg":        {[]byte("\xff\xd8\xff\xe0"), codeFileType, "picture"},
		"rtf":         {[]byte(`{\rtf1\ansi}`), codeFileType, "RTF"},
		"sylk":        {[]byte("ID;PWXL;N;E\r\n"), codeFileType, "SYLK"},
		"lfs":         {[]byte("version https://git-lfs.github.com/spec/v1\noid sha256:1\n"), codeFileType, "git lfs"},
		"mht":         {[]byte("MIME-Version: 1.0\r\n"), codeFileType, ".mht"},
		"JSON":        {[]byte(`{"a": [1,2]}`), codeFileType, "JSON"},
		"JSON list":   {[]byte(` [ {"a":1} ]`), codeFileType, "JSON"},
		"zeros":       {make([]byte, 5000), codeFileType, "zero bytes"},
		"binary":      {[]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x01\x02\x03\x04"), codeFileType, "binary"},
		"UTF-16 bare": {[]byte(utf16Text("hs,value\n0101,5\n", false, false)), codeEncoding, "UTF-16"},
		"UTF-16 BE":   {[]byte(utf16Text("hs,value\n0101,5\n", true, false)), codeEncoding, "UTF-16"},
		"UTF-16 odd":  {[]byte(utf16Text("hs,value\n0101,5\n", true, true) + "x"), codeEncoding, "UTF-16"},
		"UTF-32":      {[]byte("\xff\xfe\x00\x00h\x00\x00\x00"), codeEncoding, "NUL"},
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
