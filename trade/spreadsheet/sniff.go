package spreadsheet

import (
	"bytes"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// sniffLength is how much of a file is looked at to find out what it is.
const sniffLength = 64 << 10

const convertHint = "open it in a spreadsheet program and save it as .xlsx, or run: soffice --headless --convert-to xlsx FILE"

// notThis refuses another kind of file by its name.
func notThis(what, todo string) error {
	return refuse(codeFileType, "this is "+what+"; "+todo)
}

// magic are the beginnings of files of other kinds.
var magic = []struct{ start, what, todo string }{
	{"%PDF", "a PDF document", "ask for the table behind it as .xlsx or CSV"},
	{"\x1f\x8b", "a file compressed by gzip", "unpack it first: gunzip FILE"},
	{"BZh", "a file compressed by bzip2", "unpack it first: bunzip2 FILE"},
	{"\xfd7zXZ\x00", "a file compressed by xz", "unpack it first: xz -d FILE"},
	{"\x28\xb5\x2f\xfd", "a file compressed by zstd", "unpack it first: zstd -d FILE"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first: 7z x FILE"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it first"},
	{"PAR1", "a Parquet file", "export it as CSV"},
	{"ARROW1", "an Arrow file", "export it as CSV"},
	{"FEA1", "a Feather file", "export it as CSV"},
	{"SQLite format 3\x00", "a SQLite database", "export the table as CSV"},
	{"<stata_dta>", "a Stata file", "export it as CSV: export delimited"},
	{"$FL2", "an SPSS file", "export it as CSV"},
	{"\x89PNG", "a picture", "ask for the table behind it as .xlsx or CSV"},
	{"\xff\xd8\xff", "a picture", "ask for the table behind it as .xlsx or CSV"},
	{"GIF8", "a picture", "ask for the table behind it as .xlsx or CSV"},
	{"{\\rtf", "an RTF document", "copy the table into a spreadsheet program and save it as .xlsx"},
	{"ID;P", "a SYLK spreadsheet", convertHint},
	{"\x09\x08\x10\x00\x00\x06", "an old Excel workbook (.xls)", convertHint},
	{"\x09\x08\x08\x00\x00\x05", "an old Excel workbook (.xls)", convertHint},
	{"\x09\x04\x06\x00", "a very old Excel workbook (.xls)", convertHint},
	{"\x09\x02\x06\x00", "a very old Excel workbook (.xls)", convertHint},
	{"\x09\x00\x04\x00", "a very old Excel workbook (.xls)", convertHint},
	{"\x00\x00\x02\x00", "a Lotus 1-2-3 spreadsheet", convertHint},
	{"version https://git-lfs", "a pointer of Git LFS in place of the file", "fetch the file itself: git lfs pull"},
	{"MIME-Version:", "a web page saved as a single file (.mht)", convertHint},
}

// sniff finds out what a file is. Only packages, which may be workbooks, and text
// go on; anything else is an error that names it.
func sniff(head []byte, file io.ReaderAt, size int64) (isPackage bool, err error) {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return true, nil
	}
	if bytes.HasPrefix(head, []byte(oleMagic)) {
		return false, sniffOLE(file, size)
	}
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.start)) {
			return false, notThis(m.what, m.todo)
		}
	}
	bom, length := bomOf(head)
	if bom == encodingUTF16LE || bom == encodingUTF16BE {
		text, _ := decoder(bytes.NewReader(head[length:]), bom)
		plain, _ := io.ReadAll(text) // half a character at the end is no matter
		return false, sniffText(plain)
	}
	head = head[length:]
	if i := bytes.IndexByte(head, 0); i >= 0 {
		return false, sniffBinary(head)
	}
	return false, sniffText(head)
}

// sniffBinary names what holds NUL bytes without a byte order mark.
func sniffBinary(head []byte) error {
	odd, even := 0, 0
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	half := len(head) / 2
	if odd > half*8/10 && even == 0 || even > half*8/10 && odd == 0 {
		return refuse(codeEncoding,
			"this looks like UTF-16 without the mark that should begin it; save the file as “CSV UTF-8”")
	}
	if bytes.Count(head, []byte{0}) == len(head) {
		return notThis("a file of zero bytes", "it was not saved or fetched completely")
	}
	controls := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			controls++
		}
	}
	if controls > 3 && controls > len(head)/50 {
		return notThis("a binary file of unknown kind", "save the table as .xlsx or CSV")
	}
	return errNUL()
}

// sniffText tells marked-up text from tables.
func sniffText(text []byte) error {
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	if len(trimmed) == 0 {
		return nil // found to be empty later
	}
	lower := strings.ToLower(string(trimmed[:min(len(trimmed), 4096)]))
	switch trimmed[0] {
	case '<':
		switch {
		case strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet") ||
			strings.Contains(lower, `progid="excel.sheet"`):
			return notThis("an Excel 2003 XML spreadsheet", convertHint)
		case strings.Contains(lower, "<office:document"):
			return notThis("a flat OpenDocument file (.fods)", convertHint)
		case strings.Contains(lower, "<html") || strings.Contains(lower, "<!doctype html") ||
			strings.Contains(lower, "<table") ||
			strings.Contains(lower, "<head") || strings.Contains(lower, "<body"):
			return notThis("a web page (HTML), whatever its name says; some sites send one when a download fails",
				"look at it in a browser; if it holds the table, "+convertHint)
		case strings.HasPrefix(lower, "<?xml") || strings.HasPrefix(lower, "<!--") ||
			len(lower) > 1 && class[lower[1]]&isNameStart != 0:
			return notThis("an XML file that is no workbook", "ask for the table as .xlsx or CSV")
		}
	case '{', '[':
		rest := bytes.TrimLeft(trimmed[1:], " \t\r\n")
		if len(rest) > 0 &&
			(trimmed[0] == '{' && (rest[0] == '"' || rest[0] == '}') ||
				trimmed[0] == '[' && strings.IndexByte(`{["]`, rest[0]) >= 0) {
			return notThis("a JSON file", "export the table as CSV")
		}
	}
	return nil
}

// sniff names packages that are no workbooks of the kind that is read here.
func (a *archive) sniff() error {
	has := func(part string) bool { return a.find(part) != nil }
	switch {
	case has("xl/workbook.bin"):
		return notThis("a binary Excel workbook (.xlsb)", convertHint)
	case has(grid.ContentTypes) && (has("word/document.xml") || has("ppt/presentation.xml")):
		return notThis("a Word or PowerPoint document", "copy the table into a spreadsheet program and save it as .xlsx")
	case has("Index/Document.iwa") || has("Index.zip") || has("index.apxl"):
		return notThis("an Apple Numbers document", "open it in Numbers and export it to Excel")
	case has("mimetype") && has("content.xml"):
		return notThis("an OpenDocument file (.ods)", convertHint)
	case !has(grid.ContentTypes) && has("_rels/.rels"):
		return refuseText(codeMissingPart, grid.ContentTypes, "this part of the workbook is not in the package"+repairHint)
	case !has(grid.ContentTypes):
		return notThis("a zip archive, not a workbook", "unpack it and read the table inside")
	}
	return nil
}
