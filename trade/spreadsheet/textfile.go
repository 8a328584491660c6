package spreadsheet

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// textFile is a CSV file of which the encoding and the delimiter are known.
type textFile struct {
	file      io.ReaderAt
	size      int64
	skip      int64 // bytes of the byte order mark
	encoding  string
	delimiter byte
	loneCR    bool
	limits    Limits
}

// openText finds out what it must know, in one pass over the file.
func openText(file io.ReaderAt, size int64, o ReadOptions, l Limits) (*textFile, error) {
	t := &textFile{file: file, size: size, limits: l}
	head := make([]byte, min(size, sniffLength))
	if err := readAt(file, head, 0); err != nil {
		return nil, err
	}
	bom, length := bomOf(head)
	t.skip = int64(length)
	named := ""
	if o.Encoding != "" {
		known, ok := nameEncoding(o.Encoding)
		if !ok {
			return nil, refuseText(codeOption, o.Encoding,
				"this encoding is not known; UTF-8, UTF-16LE, UTF-16BE, GB18030 and windows-1252 are")
		}
		named = known
	}
	switch {
	case bom != "" && named != "" && bom != named:
		return nil, refuseText(codeEncoding, named, "the file begins with the mark of "+bom+"; leave the encoding out")
	case bom != "":
		t.encoding = bom
	case named != "":
		t.encoding = named
	default:
		t.encoding = encodingUTF8
	}
	found, err := t.survey()
	if errors.Is(err, errNotValid) && t.encoding == encodingUTF8 {
		if bom != "" || named != "" || !isChineseHeader(head) {
			return nil, notUTF8Text()
		}
		t.encoding = encodingGB18030
		found, err = t.survey()
	}
	if err != nil {
		return nil, err
	}
	if !found.text {
		return nil, refuse(codeEmptyFile, "the file holds nothing but white space")
	}
	t.loneCR = found.returns && !found.lineFeeds
	return t, t.chooseDelimiter(o.Delimiter)
}

// nameEncoding returns the usual spelling of the name of an encoding.
func nameEncoding(name string) (string, bool) {
	switch folded := foldEncoding(name); folded {
	case "utf8":
		return encodingUTF8, true
	case "utf16le":
		return encodingUTF16LE, true
	case "utf16be":
		return encodingUTF16BE, true
	default:
		e, ok := encodings[folded]
		return e.name, ok
	}
}

// open returns the text as UTF-8.
func (t *textFile) open(through func(io.Reader, int64) io.Reader) io.Reader {
	raw := io.Reader(io.NewSectionReader(t.file, t.skip, t.size-t.skip))
	if through != nil {
		raw = through(raw, t.size-t.skip)
	}
	text, _ := decoder(raw, t.encoding)
	return text
}

// read hands over the records.
func (t *textFile) read(through func(io.Reader, int64) io.Reader, visit func(*Row) bool) (stopped bool, err error) {
	return newCSVReader(t.open(through), t.delimiter, t.loneCR, t.limits).read(visit)
}

var errNotValid = errors.New("not valid UTF-8")

type survey struct{ text, returns, lineFeeds bool }

// survey looks through the whole text.
func (t *textFile) survey() (found survey, err error) {
	from := t.open(nil)
	b := make([]byte, 128<<10)
	left := 0
	for {
		n, err := from.Read(b[left:])
		part := b[:left+n]
		if bytes.IndexByte(part, 0) >= 0 {
			return found, errNUL()
		}
		found.returns = found.returns || bytes.IndexByte(part, '\r') >= 0
		found.lineFeeds = found.lineFeeds || bytes.IndexByte(part, '\n') >= 0
		found.text = found.text || len(bytes.TrimSpace(part)) > 0
		valid := len(part)
		if err != io.EOF {
			for valid > 0 && len(part)-valid < utf8.UTFMax && !utf8.RuneStart(part[valid-1]) {
				valid--
			}
			if valid > 0 && !utf8.FullRune(part[valid-1:]) {
				valid--
			} else {
				valid = len(part)
			}
		}
		if !utf8.Valid(part[:valid]) {
			return found, errNotValid
		}
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return found, asDamage(err, "")
		}
		left = copy(b, part[valid:])
	}
}

// chineseHeaders are words of which the tables of Chinese customs have some. That
// bytes can be read as Chinese says nothing: those of Cyrillic words can too.
var chineseHeaders = []string{"商品", "数据年月", "贸易", "伙伴", "国别", "国家", "数量", "计量单位", "金额", "美元", "人民币"}

// isChineseHeader tells whether one of the first lines has such words in GB18030.
func isChineseHeader(head []byte) bool {
	lines, err := simplifiedchinese.GB18030.NewDecoder().Bytes(head[:min(len(head), 4096)])
	if err != nil {
		return false
	}
	for _, word := range chineseHeaders {
		if bytes.Contains(lines, []byte(word)) {
			return true
		}
	}
	return false
}

// chooseDelimiter takes the given one or finds it.
func (t *textFile) chooseDelimiter(given rune) error {
	if given != 0 {
		t.delimiter = byte(given)
		return nil
	}
	sample := make([]byte, sniffLength)
	n, err := io.ReadFull(t.open(nil), sample)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return asDamage(err, "")
	}
	t.delimiter, err = findDelimiter(sample[:n], err != nil, t.loneCR, t.limits)
	return err
}
