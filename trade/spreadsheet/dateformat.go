package spreadsheet

import "strings"

// isDateFormat tells whether the first section of a number format code shows a
// day or a time of day. An elapsed time, [h]:mm, is a number.
func isDateFormat(code string) bool {
	date := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return date
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return date
			}
			i += end + 1
		case '\\', '_', '*':
			i++ // and the character after it
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return date
			}
			if isElapsed(code[i+1 : i+end]) {
				return false
			}
			i += end
		case 'G', 'g':
			if len(code)-i >= len("General") && strings.EqualFold(code[i:i+len("General")], "General") {
				i += len("General") - 1
				continue
			}
			date = true // the era of an Eastern calendar
		case 'E', 'e':
			if i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-') {
				continue // an exponent
			}
			date = true
		case 'd', 'D', 'm', 'M', 'y', 'Y', 'h', 'H', 's', 'S', 'b', 'B':
			date = true
		}
	}
	return date
}

// isElapsed tells h, hh, m, s and so on, which stand in brackets.
func isElapsed(inside string) bool {
	if inside == "" {
		return false
	}
	lower := strings.ToLower(inside)
	return strings.Trim(lower, lower[:1]) == "" && strings.Contains("hms", lower[:1])
}

// isBuiltInDate tells the numbered formats, which have no code in the file, that
// show days or times (ECMA-376 part 1, 18.8.30), those of Eastern Asia and
// Thailand included. 46 is an elapsed time.
func isBuiltInDate(id int) bool {
	switch {
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id == 45, id == 47, id >= 50 && id <= 58, id >= 71 && id <= 81:
		return true
	}
	return false
}

// isPercentFormat tells whether the first section of a number format code multiplies by a
// hundred. A percent sign in quotes or behind a backslash is text beside the number.
func isPercentFormat(code string) bool {
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '%':
			return true
		case ';':
			return false
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return false
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			i += end
		}
	}
	return false
}
