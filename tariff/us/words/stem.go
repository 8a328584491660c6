package words

import "strings"

// forms are words whose other form no rule gives, and spellings that differ.
var forms = func() map[string]string {
	out := map[string]string{}
	for line := range strings.SplitSeq(`
aluminium aluminum|tyre tire|tyres tire|grey gray|jewellery jewelry|jewelery jewelry|jewellry jewelry
plough plow|cheque check|moustache mustache|pyjama pajama|pyjamas pajama|doughnut donut|yoghurt yogurt
yoghourt yogurt|whiskey whisky|whiskeys whisky|whiskies whisky|sulphur sulfur|mould mold|moulds mold
moulded mold|moulding mold|analogue analog|catalogue catalog|programme program|carburettor carburetor
kerosine kerosene|caesium cesium|racquet racket|racquets racket|draught draft|gauge gage|axe ax|axes ax
cosy cozy|pedlar peddler|skilful skillful|enrol enroll|storey story|liquorice licorice|chilli chili
chillies chili|chile chili|chilies chili|lorry truck|lorries truck|nappy diaper|nappies diaper|torch flashlight
torches flashlight|trousers trouser|knives knife|leaves leaf|shelves shelf|scarves scarf|loaves loaf|calves calf
halves half|wolves wolf|hooves hoof|mice mouse|geese goose|feet foot|teeth tooth|children child|kid child
kids child|kiddie child|toddlers toddler|man men|mens men|mans men|male men|gents men|gentlemen men|woman women
womens women|lady women|ladies women|female women|girl girls|girl's girls|boy boys|boy's boys|wooden wood
woolen wool|woollen wool|woollens wool|woolens wool|metallic metal|electrical electric|electronic electric
electronics electric|knitwear knit|knitted knit|knitting knit|woven wove|plastics plastic|nylons nylon
cottons cotton|silken silk|golden gold|led led|leds led|fries fry|dried dry|dry dry|dyed dye|shoes shoe|pc pc
pcs pc|gas gas|glasses glass|molasses molasses|lens lens|lenses lens|bus bus|buses bus|busses bus|series series
species species|jeans jean|denims denim|batteries battery|ceramics ceramic|flavour flavor|odour odor
harbour harbor|armour armor|vapour vapor|rumour rumor|colour color|coloured color|colours color|favour favor
fibre fiber|fibres fiber|fibreglass fiberglass|centre center|litre liter|litres liter|metre meter|metres meter
theatre theater|calibre caliber|oestrogen estrogen|haemoglobin hemoglobin|anaesthetic anesthetic
anaesthetics anesthetic|foetal fetal|paediatric pediatric|stockings stocking|stocking stocking|earrings earring
earring earring|bedding bedding|clothing clothing|clothes clothing|wedding wedding|building building
string string|strings string|wings wing|rings ring|springs spring|spring spring|ceiling ceiling|pudding pudding
shavings shaving|herring herring|herrings herring|railing railing|bearing bearing|bearings bearing
fittings fitting|fitting fitting|frozen frozen|freeze frozen|chilled chill|steelware steel|rubberised rubberize
sterilised sterilize
`, "\n") {
		for pair := range strings.SplitSeq(line, "|") {
			if word, form, ok := strings.Cut(strings.TrimSpace(pair), " "); ok {
				out[word] = form
			}
		}
	}
	return out
}()

// stem gives the forms of a word one spelling: the plural and the singular, verbs with
// -ing and -ed, British and American endings. It is no word, only a key.
func stem(word string) string {
	if f, ok := forms[word]; ok {
		word = f
		if len(word) <= 4 || word == "series" || word == "species" || word == "molasses" || strings.HasSuffix(word, "ing") {
			return strings.TrimSuffix(word, "e")
		}
		return american(strings.TrimSuffix(singular(word), "e"))
	}
	if len(word) <= 3 {
		return word
	}
	word = american(singular(word))
	if f, ok := forms[word]; ok {
		word = f
	}
	for _, ending := range []string{"ing", "ed"} {
		root, ok := strings.CutSuffix(word, ending)
		if ok && len(root) >= 3 && strings.ContainsAny(root, "aeiouy") && !strings.HasSuffix(word, "eed") {
			word = undouble(root)
			break
		}
	}
	return strings.TrimSuffix(word, "e")
}

// singular drops the ending of the plural.
func singular(w string) string {
	switch {
	case len(w) < 4, strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"),
		strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "oes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

// american turns British endings into those of the schedule.
func american(w string) string {
	switch {
	case len(w) < 5:
	case strings.HasSuffix(w, "our"):
		return w[:len(w)-3] + "or"
	case strings.HasSuffix(w, "isation"):
		return w[:len(w)-7] + "ization"
	case strings.HasSuffix(w, "ised"):
		return w[:len(w)-4] + "ized"
	case strings.HasSuffix(w, "ise") && len(w) > 6:
		return w[:len(w)-3] + "ize"
	case strings.HasSuffix(w, "ogue"):
		return w[:len(w)-2]
	case strings.HasPrefix(w, "sulph"):
		return "sulf" + w[5:]
	case strings.HasSuffix(w, "elled"):
		return w[:len(w)-3] + "ed"
	}
	return w
}

// undouble drops one of two like consonants at the end.
func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

var plain = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "â", "a", "à", "a", "ä", "a", "ö", "o", "ü", "u",
	"ñ", "n", "ç", "c", "ß", "ss",
	"’s", "", "'s", "", "’", "", "'", "")

// split returns the words of a text in small letters.
func split(text string) []string {
	return strings.FieldsFunc(plain.Replace(strings.ToLower(text)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// distance is the number of slips between two words: a letter too many, too few, another
// one, or two in the wrong order. It stops counting above limit.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var store [3][40]int
	if len(b) >= len(store[0]) {
		return limit + 1
	}
	two, last, next := &store[0], &store[1], &store[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, next[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, two[j-2]+1)
			}
			next[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		two, last, next = last, next, two
	}
	return last[len(b)]
}
