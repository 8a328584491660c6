package udf

import (
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

const (
	mostRow   = 1 << 20 // bytes of a row
	mostError = 600     // bytes of an error
)

// line is an error as a text that every format can carry.
func line(err error) string {
	return clip.To(strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\n", "; "), "\uFFFD"), mostError)
}
