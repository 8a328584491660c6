package duty

import (
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// notReadMark begins a duty that stands in a schedule and is not computed. Goods that it
// charges get a *MissingFacts that quotes it.
const notReadMark = "not read: "

// NotRead is the duty text of a rate that is known in words only, such as an entry price.
func NotRead(words string) string {
	const most = 400
	return notReadMark + clip.To(strings.ToValidUTF8(strings.Join(strings.Fields(words), " "), "�"), most)
}

// parseNotRead reads what NotRead writes.
func parseNotRead(text string) (Duty, bool) {
	words, marked := strings.CutPrefix(text, notReadMark)
	if !marked {
		return Duty{}, false
	}
	if words = strings.Join(strings.Fields(words), " "); words == "" {
		return Duty{}, false
	}
	return Duty{terms: []Term{{Kind: Prose, Text: notReadMark + words}}}, true
}

// computable reports whether nothing of the duty is known in words only.
func (d Duty) Computable() bool {
	for _, t := range d.terms {
		if t.Kind == Prose && strings.HasPrefix(t.Text, notReadMark) {
			return false
		}
	}
	return !d.IsZero()
}
