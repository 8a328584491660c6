package spreadsheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// The names of the encodings that are found without being told.
const (
	encodingUTF8    = "UTF-8"
	encodingUTF16LE = "UTF-16LE"
	encodingUTF16BE = "UTF-16BE"
	encodingGB18030 = "GB18030"
)

// encodings are those that can be named, under the folded forms of their names.
var encodings = map[string]struct {
	name string
	encoding.Encoding
}{
	"gb18030":     {encodingGB18030, simplifiedchinese.GB18030},
	"gbk":         {encodingGB18030, simplifiedchinese.GB18030}, // GB18030 reads all of GBK and GB2312
	"gb2312":      {encodingGB18030, simplifiedchinese.GB18030},
	"windows1250": {"windows-1250", charmap.Windows1250},
	"windows1251": {"windows-1251", charmap.Windows1251},
	"windows1252": {"windows-1252", charmap.Windows1252},
	"windows1253": {"windows-1253", charmap.Windows1253},
	"windows1254": {"windows-1254", charmap.Windows1254},
	"windows1257": {"windows-1257", charmap.Windows1257},
	"iso88591":    {"ISO-8859-1", charmap.ISO8859_1},
	"iso88592":    {"ISO-8859-2", charmap.ISO8859_2},
	"iso885915":   {"ISO-8859-15", charmap.ISO8859_15},
	"koi8r":       {"KOI8-R", charmap.KOI8R},
	"macintosh":   {"macintosh", charmap.Macintosh},
}

// foldEncoding brings the spellings of a name together.
func foldEncoding(name string) string {
	folded := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	switch folded {
	case "ascii", "usascii":
		return "utf8" // every other byte is found out
	case "latin1":
		return "iso88591"
	}
	if rest, ok := strings.CutPrefix(folded, "cp125"); ok {
		return "windows125" + rest
	}
	return folded
}

// bomOf tells the encoding that a byte order mark names, and the mark's length.
func bomOf(b []byte) (name string, length int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return encodingUTF8, 3
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return encodingUTF16LE, 2
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return encodingUTF16BE, 2
	}
	return "", 0
}

// decoder turns text in a named encoding into UTF-8; reading reports an error at
// bytes that the encoding does not have. UTF-8 itself is handed on unchecked.
func decoder(from io.Reader, name string) (io.Reader, bool) {
	switch name {
	case encodingUTF8:
		return from, true
	case encodingUTF16LE, encodingUTF16BE:
		return &utf16Reader{from: bufio.NewReaderSize(from, 32<<10), big: name == encodingUTF16BE}, true
	}
	e, ok := encodings[foldEncoding(name)]
	if !ok {
		return nil, false
	}
	return &checkedReader{from: transform.NewReader(from, e.NewDecoder()), name: e.name}, true
}

// checkedReader reports the mark that a decoder leaves where bytes mean nothing.
type checkedReader struct {
	from io.Reader
	name string
	seen int // bytes of the mark at the end of what was read
}

func (c *checkedReader) Read(b []byte) (int, error) {
	const mark = "\xEF\xBF\xBD"
	n, err := c.from.Read(b)
	for i := 0; i < n; i++ {
		switch {
		case b[i] == mark[c.seen]:
			c.seen++
		case b[i] == mark[0]:
			c.seen = 1
		default:
			c.seen = 0
		}
		if c.seen == len(mark) {
			return 0, refuse(codeEncoding,
				"the text holds bytes that "+c.name+" does not have; it is in another encoding, or damaged")
		}
	}
	return n, err
}

// utf16Reader turns UTF-16 into UTF-8. Unlike the library's it reports what is
// not UTF-16.
type utf16Reader struct {
	from *bufio.Reader
	big  bool
	left []byte
	buf  [4]byte
	err  error
}

func (u *utf16Reader) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		if len(u.left) > 0 {
			m := copy(b[n:], u.left)
			u.left = u.left[m:]
			n += m
			continue
		}
		if u.err != nil {
			break
		}
		var r rune
		if r, u.err = u.rune(); u.err == nil {
			u.left = utf8.AppendRune(u.buf[:0], r)
		}
	}
	if n == 0 && len(b) > 0 {
		return 0, u.err
	}
	return n, nil
}

func (u *utf16Reader) rune() (rune, error) {
	r, err := u.unit()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	second, err := u.unit()
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if pair := utf16.DecodeRune(r, second); err == nil && pair != utf8.RuneError {
		return pair, nil
	}
	return 0, refuse(codeEncoding, "the text is not UTF-16 although it begins like it: half a character stands alone")
}

func (u *utf16Reader) unit() (rune, error) {
	a, err := u.from.ReadByte()
	if err != nil {
		return 0, err
	}
	b, err := u.from.ReadByte()
	switch {
	case err == io.EOF:
		return 0, refuse(codeEncoding, "the text is not UTF-16 although it begins like it: it has an odd number of bytes")
	case err != nil:
		return 0, err
	case u.big:
		return rune(a)<<8 | rune(b), nil
	}
	return rune(b)<<8 | rune(a), nil
}

// xmlText returns the text of an XML part as UTF-8, by its byte order mark and
// what its declaration says.
func xmlText(from io.Reader) (io.Reader, error) {
	const most = 1024
	b := bufio.NewReaderSize(from, most)
	head, err := b.Peek(most)
	if err != nil && err != io.EOF {
		return nil, err
	}
	bom, length := bomOf(head)
	found := bom
	switch {
	case bom != "":
	case bytes.HasPrefix(head, []byte("<\x00?\x00")):
		found = encodingUTF16LE
	case bytes.HasPrefix(head, []byte("\x00<\x00?")):
		found = encodingUTF16BE
	case bytes.HasPrefix(head, []byte("<?xml")):
		end := bytes.Index(head, []byte("?>"))
		if end < 0 {
			break // the scanner complains
		}
		declared, _ := parseDeclaration(head[:end])
		if declared == "" || foldEncoding(declared) == "utf8" {
			break
		}
		text, ok := decoder(b, declared)
		if !ok {
			return nil, refuseText(codeEncoding, declared,
				"an XML part is in this encoding, which workbooks do not use; save the file anew as .xlsx")
		}
		return text, nil
	}
	if _, err := b.Discard(length); err != nil {
		return nil, err
	}
	if found == "" || found == encodingUTF8 {
		found = encodingUTF8
	}
	text, _ := decoder(b, found)
	if found == encodingUTF8 {
		return text, declaresUTF8(head[length:])
	}
	return text, nil
}

// declaresUTF8 refuses text with the mark of UTF-8 and the name of another encoding.
func declaresUTF8(head []byte) error {
	if end := bytes.Index(head, []byte("?>")); end >= 0 && bytes.HasPrefix(head, []byte("<?xml")) {
		if declared, _ := parseDeclaration(head[:end]); declared != "" && foldEncoding(declared) != "utf8" {
			return refuseText(codeEncoding, declared, "an XML part names this encoding and is in another one"+repairHint)
		}
	}
	return nil
}
