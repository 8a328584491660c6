package words

import (
	_ "embed"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// everyday is the index made by hand: what goods are called in shops, and where the
// schedule puts them. A line is "name, name: place place", the best place first.
//
//go:embed everyday.txt
var everyday string

// phrase is a name of the index with its places.
type phrase struct {
	words []string
	codes []trade.Product
}

// addPhrases reads the index and returns its words.
func (x *index) addPhrases() (known map[string]bool) {
	known = map[string]bool{}
	x.phrases = map[string]*phrase{}
	for line := range strings.Lines(everyday) {
		line = strings.TrimSpace(line)
		names, places, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var codes []trade.Product
		for _, p := range strings.Fields(places) {
			codes = append(codes, digits(trade.Product(p)))
		}
		for name := range strings.SplitSeq(names, ",") {
			p := &phrase{codes: codes}
			joined := ""
			for _, w := range split(name) {
				if stopWords[w] {
					continue
				}
				p.words = append(p.words, stem(w))
				joined += w
			}
			if key := strings.Join(p.words, ""); key != "" {
				x.phrases[key] = p
				for _, w := range append(p.words, key) {
					known[w] = true
				}
				if other := stem(joined); x.phrases[other] == nil {
					x.phrases[other] = p
				}
			}
			x.longest = max(x.longest, len(p.words))
		}
	}
	return known
}
