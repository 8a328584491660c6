package words

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade"
)

// Match is a provision found.
type Match struct {
	Provision
	// Score orders the matches of one search; it means nothing beyond that.
	Score int
}

// index finds the rows of a word. Weights are integers, so that every machine gives the
// same order.
type index struct {
	// rows are the rows that hold a word, with the weight it has there.
	rows map[string][]occurrence
	// weight is how much a word says: the rarer, the more.
	weight map[string]int
	// parts are the rows at or below a text that begins with "Parts".
	parts []bool
	// phrases is the index made by hand.
	phrases map[string]*phrase
	longest int
	// known are all words, for words that are spelt wrong, with the letters of each.
	known   []string
	letters []uint32
}

type occurrence struct {
	row    int32
	weight int32
}

// maxWords and maxQuery bound a search.
const (
	maxWords = 16
	maxQuery = 400
)

var searched = sync.OnceValue(func() *index { return newIndex(loaded()) })

// newIndex reads all texts once.
func newIndex(s *schedule) *index {
	x := &index{rows: map[string][]occurrence{}, weight: map[string]int{}, parts: make([]bool, len(s.rows))}
	stems := map[string]string{}
	for i, r := range s.rows {
		first := strings.ToLower(r.text)
		x.parts[i] = strings.HasPrefix(first, "part") || r.above >= 0 && x.parts[r.above] ||
			strings.Contains(first, "parts and accessories") && len(r.number) != 4
		terms := described(r.text, func(w string) string {
			key, seen := stems[w]
			if !seen {
				key = stem(w)
				stems[w] = key
			}
			return key
		})
		seen := map[string]bool{}
		for at, t := range terms {
			if seen[t] {
				continue
			}
			seen[t] = true
			// A word says more in a short text, and at its beginning.
			w := 140 * 12 / (9 + min(len(terms), 60)/2)
			if at < 3 {
				w = w * 5 / 4
			}
			x.rows[t] = append(x.rows[t], occurrence{int32(i), int32(w)})
		}
	}
	for t, found := range x.rows {
		x.weight[t] = logarithm(len(s.rows) * 2 / len(found))
		if t[0] >= '0' && t[0] <= '9' {
			x.weight[t] /= 4
		}
	}
	known := x.addPhrases()
	for t := range x.rows {
		known[t] = true
	}
	for w := range known {
		if len(w) > 2 {
			x.known = append(x.known, w)
		}
	}
	slices.Sort(x.known)
	for _, w := range x.known {
		x.letters = append(x.letters, lettersOf(w))
	}
	return x
}

// lettersOf is a bit for each letter of a word.
func lettersOf(word string) (set uint32) {
	for i := range len(word) {
		set |= 1 << (word[i] & 31)
	}
	return set
}

// logarithm is 16 times the logarithm to the base 2, between the powers on a line.
func logarithm(n int) int {
	if n < 1 {
		return 0
	}
	whole := bits.Len(uint(n)) - 1
	return 16*whole + 16*(n-1<<whole)/(1<<whole)
}

// described are the words that a text gives to its goods. What follows "other than",
// "except" and the like is what the goods are not, up to the next mark.
func described(text string, stem func(string) string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,:()", r) }) {
		words := split(part)
		for i, w := range words {
			if w == "except" || w == "excluding" || w == "excepting" || w == "than" && i > 0 && words[i-1] == "other" ||
				w == "not" && (i == 0 || words[i-1] != "or") {
				break
			}
			if stopWords[w] {
				continue
			}
			out = append(out, stem(w))
		}
	}
	return out
}

// term is a word of a question.
type term struct {
	key    string
	weight int
}

// Search returns up to n provisions under which goods are entered that fit the words, best
// first, at most one of each line of eight digits as long as other lines fit. No words, or
// none that the schedule or the index knows, find nothing.
func Search(words string, n int) []Match {
	if n <= 0 {
		return nil
	}
	s, x := loaded(), searched()
	terms, prefixes, parts := x.understand(words)
	if len(terms) == 0 && len(prefixes) == 0 {
		return nil
	}
	score, bonus := x.score(s, terms, parts), make([]int, len(s.rows))
	for _, p := range prefixes {
		for at, ok := s.first(p.code); ok && at < len(s.rows); at++ {
			r := s.rows[at]
			if r.number != "" && !r.number.Within(p.code) {
				break
			}
			if r.leaf {
				bonus[at] = max(bonus[at], p.weight)
			}
		}
	}
	var best []candidate // the best row of each line; a line is in one piece
	for at, r := range s.rows {
		total := score[at] + bonus[at]
		if !r.leaf || r.number == "" || total == 0 {
			continue
		}
		if r.number >= "98" {
			total /= 3
		}
		last := len(best) - 1
		switch {
		case last < 0 || s.rows[best[last].row].number[:8] != r.number[:8]:
			best = append(best, candidate{at, total})
		case total > best[last].score:
			best[last] = candidate{at, total}
		}
	}
	return s.choose(best, n)
}

// first is the first row within a code.
func (s *schedule) first(code trade.Product) (int, bool) {
	if at, ok := s.find(code); ok {
		return int(at), true
	}
	for i, r := range s.rows {
		if r.number != "" && r.number.Within(code) {
			return i, true
		}
	}
	return 0, false
}

// score adds up for every row what the words of a question weigh in it and in the texts
// above it: each word once, at the place where it weighs most.
func (x *index) score(s *schedule, terms []term, parts bool) []int {
	total := make([]int, len(s.rows))
	covered := make([]int, len(s.rows))
	whole := 0
	own := make([]int, len(s.rows))
	for _, t := range terms {
		found := x.rows[t.key]
		whole += t.weight
		if len(found) == 0 {
			continue
		}
		clear(own)
		for _, o := range found {
			own[o.row] = int(o.weight)
		}
		for i, r := range s.rows {
			if r.above >= 0 {
				if inherited := own[r.above] * 7 / 8; inherited > own[i] {
					own[i] = inherited
				}
			}
			if own[i] > 0 {
				total[i] += own[i] * t.weight / 16
				covered[i] += t.weight
			}
		}
	}
	for i := range total {
		if whole > 0 {
			total[i] = total[i] * (whole + 2*covered[i]) / (3 * whole)
		}
		if x.parts[i] && !parts {
			total[i] /= 2
		}
	}
	return total
}

type candidate struct{ row, score int }

// choose orders the rows found and spreads them: the more lines of one subheading have been
// chosen, the better a further one has to fit.
func (s *schedule) choose(all []candidate, n int) []Match {
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.row, b.row))
	})
	all = all[:min(len(all), max(2*n, 400))]
	var out []Match
	chosen := map[trade.Product]int{}
	for len(out) < n && len(all) > 0 {
		top, topScore := 0, -1
		for i, c := range all {
			if c.score <= topScore {
				break // sorted: none behind is better
			}
			score := c.score
			for range min(chosen[s.rows[c.row].number[:6]], 20) {
				score = score * 15 / 16
			}
			if score > topScore {
				top, topScore = i, score
			}
		}
		c := all[top]
		all = slices.Delete(all, top, top+1)
		chosen[s.rows[c.row].number[:6]]++
		out = append(out, Match{s.provision(int32(c.row)), c.score})
	}
	return out
}
