package trade

import (
	"strings"
	"unicode"
)

// fold brings a name into the form in which it is looked up: lower case, single
// blanks, none of the accents that country names carry, whether an accent is part
// of its letter or a character of its own.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.Join(strings.Fields(s), " ")))
	s = foldLetters.Replace(s)
	if rest, ok := strings.CutPrefix(s, "st "); ok {
		return "saint " + rest
	}
	return s
}

var foldLetters = strings.NewReplacer("é", "e", "è", "e", "ç", "c", "ã", "a", "å", "a", "í", "i", "ô", "o", "ü", "u",
	"’", "'", "&", "and", "st. ", "saint ")

// distance is the number of bytes to insert, delete or change to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
