package words

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// set makes a set of the words of a text.
func set(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(text) {
		out[w] = true
	}
	return out
}

// stopWords say nothing of goods.
var stopWords = set(`
	a an and any as at be by for from in into is it its of on or other than that the their thereof therefor
	therewith this to which with without whether not nesoi etc incl including included similar like such kind
	use used suitable designed whose more less exceeding over under but if having containing made`)

// noise are words that sellers add, and questions.
var noise = set(`
	cheap cheapest affordable discount sale sales best top quality high premium luxury deluxe new brand branded
	genuine original authentic wholesale retail bulk pack packs pcs piece pieces lot dozen buy buying sell
	selling import imported importing export exported shipping ship shipment code codes hts hs tariff duty rate
	classification classify what which how much need my our your i we you please looking want find me nice
	beautiful cute stylish fashion fashionable trendy popular amazing good great perfect ideal modern latest
	style type types various assorted different adult adults unisex small medium large big mini xl xxl size
	sized color colour black home everyday daily casual set sets brandnew produced manufactured origin product
	products item items goods stuff online amazon alibaba fba free fast delivery gift gifts supplier factory
	manufacturer custom customized oem 2024 2025 2026 made handmade from the some everyone people person`)

// origins are words of places that follow "made in" or stand for themselves.
var origins = set(`
	chinese indian vietnamese japanese korean german italian french mexican canadian american european asian
	brazilian thai turkish pakistani bangladeshi indonesian usa us uk eu america china india vietnam japan korea
	germany italy france mexico canada brazil thailand pakistan bangladesh indonesia taiwan malaysia cambodia`)

// linking are the words after which goods are no longer named but described: what they
// are for, or come with.
var linking = set("for with to in inside on from by without")

// prefix is a place that the index made by hand names.
type prefix struct {
	code   trade.Product
	weight int
}

// materials say what goods are of, wherever they stand: gold jewelry, socks of cotton. By
// themselves they are goods.
var materials = set(stems("cotton wool silk leather gold silver platinum steel copper aluminum glass wood bamboo " +
	"marble granite rubber plastic paper denim fleece cashmere polyester diamond pearl fur silicone fiberglass " +
	"charcoal gas " +
	"electric solar titanium ceramic porcelain linen jersey chain diesel gasoline lithium led cowhide knit"))

func stems(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = stem(w)
	}
	return strings.Join(words, " ")
}

// token is a word of a question with what it counts.
type token struct {
	text   string
	key    string
	share  int // of 16
	noise  bool
	phrase bool
}

// understand reads a question: the words to look for, the places that the index names, and
// whether it is about parts.
func (x *index) understand(question string) (terms []term, places []prefix, parts bool) {
	if len(question) > maxQuery {
		question = question[:maxQuery]
	}
	tokens := x.tokens(question)
	places = x.named(tokens)
	for i, t := range tokens {
		if strings.HasPrefix(t.key, "part") || t.key == "accessory" || t.key == "component" || t.key == "spare" {
			parts = true
		}
		if t.noise {
			continue
		}
		w := x.weight[t.key]
		if w == 0 {
			w = 100 // unknown: what is found lacks it
		}
		if t.phrase {
			w /= 2
		}
		terms = append(terms, term{t.key, max(1, w*t.share/16)})
		if i > 0 && !tokens[i-1].noise { // toothbrush written as two words
			if joined := stem(tokens[i-1].text + t.text); x.weight[joined] > 0 {
				terms = append(terms, term{joined, x.weight[joined] * t.share / 16})
			}
		}
	}
	return terms, places, parts
}

// tokens are the words of a question; all of them, when nothing but noise is left.
func (x *index) tokens(question string) []token {
	words := split(question)
	var out []token
	share, left := 16, 0
	for i, w := range words {
		if len(out) == maxWords {
			break
		}
		if linking[w] && left > 0 {
			share = 6
		}
		if stopWords[w] && w != "used" {
			continue
		}
		t := token{text: w, key: stem(w), share: share}
		madeIn := i > 0 && (words[i-1] == "in" || words[i-1] == "from")
		switch w {
		case "china", "turkey", "us": // goods too
			t.noise = madeIn
		default:
			t.noise = noise[w] || origins[w]
		}
		if i+1 < len(words) && !t.noise && (!x.knows(t.key) || !x.knows(stem(words[i+1]))) {
			// One word written as two: chick peas.
			if joined := stem(w + words[i+1]); x.knows(joined) {
				t.text, t.key = joined, joined
				words[i+1] = "a"
			}
		}
		if !t.noise && !x.knows(t.key) {
			for _, key := range x.mend(t.key) {
				out = append(out, token{text: key, key: key, share: share * 3 / 4})
				left++
			}
			continue
		}
		if !t.noise {
			left++
		}
		out = append(out, t)
	}
	for i := range out {
		if left == 0 {
			out[i].noise = false
		}
	}
	return out
}

// knows reports whether the texts or the index hold a word.
func (x *index) knows(key string) bool {
	_, found := slices.BinarySearch(x.known, key)
	return found || len(key) <= 2 || x.weight[key] > 0
}

// mend returns what an unknown word may have been: a word one slip away, two words
// written as one, or a word two slips away; the word itself when there is none.
func (x *index) mend(key string) []string {
	if key[0] >= '0' && key[0] <= '9' || len(key) > 30 {
		return []string{key}
	}
	closest, slips := x.closest(key)
	if slips == 1 && len(key) >= 4 {
		return []string{closest}
	}
	for cut := 3; cut <= len(key)-3; cut++ {
		a, b := stem(key[:cut]), stem(key[cut:])
		if x.weight[a] > 0 && x.weight[b] > 0 {
			return []string{a, b}
		}
	}
	if slips == 2 && (len(key) > 6 || len(key) == 6 && closest[0] == key[0]) {
		return []string{closest}
	}
	return []string{key}
}

// closest is the known word with the fewest slips, two at the most, and their number; of
// several the one with the same first letter, then the one of the index or the more usual
// one.
func (x *index) closest(key string) (best string, slips int) {
	const most = 2
	bestRank, letters := -1, lettersOf(key)
	for i, w := range x.known {
		if bits.OnesCount32(x.letters[i]^letters) > 2*most {
			continue // every slip changes two letters at the most
		}
		d := distance(key, w, most)
		if d > most {
			continue
		}
		rank := (most - d) * 1000000
		if w[0] == key[0] {
			rank += 500000
		}
		if x.phrases[w] != nil {
			rank += 100000
		}
		rank += min(len(x.rows[w]), 50000)
		if rank > bestRank {
			best, bestRank, slips = w, rank, d
		}
	}
	return best, slips
}

// named are the places of the longest phrases of the index in a question. The last one
// before "for" and the like is what the goods are: a laptop bag is a bag.
func (x *index) named(tokens []token) []prefix {
	var found []*phrase
	var shares []int
	for i := 0; i < len(tokens); {
		p, n := x.phraseAt(tokens[i:])
		if p == nil {
			i++
			continue
		}
		for j := range n {
			tokens[i+j].phrase, tokens[i+j].noise = true, false
		}
		found, shares = append(found, p), append(shares, tokens[i].share)
		i += n
	}
	var out []prefix
	for i, p := range found {
		share := shares[i]
		later := i+1 < len(found) && shares[i+1] == 16 && !isMaterial(found[i+1])
		if share == 16 && (later || len(found) > 1 && isMaterial(p)) {
			share = 7
		}
		for rank, code := range p.codes {
			weight := (4000 + 800*len(p.words)) * share / 16
			out = append(out, prefix{code, weight * (20 - min(rank, 10)) / 20})
		}
	}
	return out
}

func isMaterial(p *phrase) bool { return len(p.words) == 1 && materials[p.words[0]] }

// phraseAt is the longest phrase of the index at the beginning of words, and how many of
// them it takes.
func (x *index) phraseAt(tokens []token) (*phrase, int) {
	for n := min(x.longest, len(tokens)); n > 0; n-- {
		if n == 1 && tokens[0].noise {
			return nil, 0
		}
		key := ""
		for _, t := range tokens[:n] {
			key += t.key
		}
		if p := x.phrases[key]; p != nil {
			return p, n
		}
		if n == 2 { // a laptop case, a case laptop
			if p := x.phrases[tokens[1].key+tokens[0].key]; p != nil {
				return p, n
			}
		}
		if n > 1 { // the last word may stand in another form before it is joined: power banks
			joined := ""
			for _, t := range tokens[:n] {
				joined += t.text
			}
			if p := x.phrases[stem(joined)]; p != nil {
				return p, n
			}
		}
	}
	return nil, 0
}
