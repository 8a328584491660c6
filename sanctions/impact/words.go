package impact

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// chaptersText names the chapters of the Harmonized System in a few words of our own.
//
//go:embed chapters.txt
var chaptersText string

var chapters = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(chaptersText) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		names[code] = name
	}
	return names
})

// The keys by which a report adds up.
const (
	keyOrigin  = "origin"
	keyChapter = "chapter"
	keyPeriod  = "period"
	keyLayer   = "layer"
)

// words say what a key of the totals is, for people who do not know codes by heart; ""
// where the key says it itself.
func (r *Report) words(by, key string) string {
	switch by {
	case keyOrigin:
		return trade.Country(key).Name()
	case keyChapter:
		return chapters()[key]
	case keyPeriod:
		return periodWords(key)
	case keyLayer:
		return r.layerWords(key)
	}
	return ""
}

// layerWords are the title of a heading, or what a column of the schedule is.
func (r *Report) layerWords(key string) string {
	for i := range r.Layers {
		l := &r.Layers[i]
		switch {
		case l.Key() != key:
		case !l.Schedule:
			return l.Title
		case l.Authority == law.Column1:
			return "rates of the schedule, general or by agreement"
		case l.Authority == law.Column2:
			return "rates of the schedule without normal relations"
		default:
			return l.Title
		}
	}
	return ""
}

var months = [...]string{
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
	"December",
}

// periodWords writes the month of a key such as 2025-M08 out.
func periodWords(key string) string {
	year, month, ok := strings.Cut(key, "-M")
	for i, name := range months {
		if ok && month == twoDigits(i+1) {
			return name + " " + year
		}
	}
	return ""
}

func twoDigits(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

// goods are the words of a product, on the first day of a flow; "" without Study.Words.
func (r *Report) goods(product trade.Product, on trade.Date) string {
	if len(product) == 2 {
		return chapters()[string(product)]
	}
	if r.Study.Words == nil {
		return ""
	}
	return short(r.Study.Words(product, on))
}

// short keeps words within a line or two: the beginning, and the end which is the goods
// themselves.
func short(text string) string {
	const most = 110
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	// Words are kept whole: the first half up to a blank, the second from one.
	first, second := string(runes[:most/2]), string(runes[len(runes)-most/2:])
	if i := strings.LastIndexByte(first, ' '); i > 0 {
		first = first[:i]
	}
	if i := strings.IndexByte(second, ' '); i >= 0 {
		second = second[i:]
	}
	return strings.TrimRight(strings.TrimSpace(first), ",;:") + " … " + strings.TrimSpace(second)
}
