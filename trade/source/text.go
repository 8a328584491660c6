package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// normalize brings a header into the form in which it is compared: without byte
// order mark, in compatibility form, in lower case, with single blanks.
func normalize(s string) string {
	if len(s) > 4096 {
		return s
	}
	s = visible(s)
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			s = norm.NFKC.String(s)
			break
		}
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// columnName is the name of a column as programs show it: A, Z, AA.
func columnName(column int) string {
	return string(grid.AppendColumn(nil, column))
}

// clipped keeps an overlong text out of a message. The result does not keep the row in
// memory that the text was a part of.
func clipped(s string) string {
	return strings.Clone(clip.Text(strings.ToValidUTF8(s, "\uFFFD")))
}

// remember puts what a text meant into a bounded cache. The key does not keep the
// row in memory that it was a part of.
func remember[V any](cache map[string]V, text string, v V) {
	const most, longest = 1 << 15, 64 // the schedule of the United States has some 20,000 codes
	if len(cache) < most && len(text) <= longest {
		cache[strings.Clone(text)] = v
	}
}

// list joins names for a sentence: "a", "a and b", "a, b and c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// visible takes away the characters that no program shows, such as a zero width space or a
// mark of the direction of writing, which web pages leave in what is copied from them.
func visible(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(func(c rune) rune {
				if unicode.Is(unicode.Cf, c) || c == '\u2028' || c == '\u2029' {
					return -1
				}
				return c
			}, s)
		}
	}
	return s
}
