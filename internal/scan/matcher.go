package scan

import "github.com/maskproof/maskproof/internal/canary"

const (
	minNeedle  = 3 // bytes; canary.ParseSet refuses shorter values
	longNeedle = 8 // bytes; longer needles share an index with longer strides
)

// matcher finds all needles of all canaries in one text.
type matcher struct {
	literals []needle
	indexes  []literalIndex
	digits   *digitIndex
	digests  *digestIndex
	longest  int // bytes that an occurrence can have; with separators for digits
}

// literalIndex finds needles of about the same length.
type literalIndex struct {
	grams *gramIndex
	ids   []int // of its patterns in literals
	needs trait // a text without these holds none of them
}

// occurrence is one needle found in one text.
type occurrence struct {
	canary     int
	form       canary.Form
	view       string // what the needle itself undid; "" for none
	hashed     bool
	start, end int
}

// newMatcher looks for digests unless hash is nil.
func newMatcher(canaries []canary.Canary, hash *hasher) *matcher {
	m := &matcher{}
	var numbers []digitNeedle
	for i, c := range canaries {
		m.literals = append(m.literals, needlesOf(i, c)...)
		numbers = append(numbers, digitNeedles(i, c)...)
	}
	if hash != nil && len(canaries) > 0 {
		m.digests = newDigestIndex(canaries, hash)
		m.longest = maxDigest
	}
	for _, n := range numbers {
		m.longest = max(m.longest, 4*len(n.digits))
	}
	m.digits = newDigitIndex(numbers)
	m.index()
	return m
}

// index sorts the needles: the short ones, which allow short strides only, are
// looked for apart, and those of them with upper case only where there is some.
func (m *matcher) index() {
	var texts [3][]string
	var ids [3][]int
	for i, n := range m.literals {
		m.longest = max(m.longest, len(n.text))
		group := 0
		switch {
		case len(n.text) >= longNeedle:
		case n.cased && n.text != lowerASCII(n.text):
			group = 2
		default:
			group = 1
		}
		texts[group], ids[group] = append(texts[group], n.text), append(ids[group], i)
	}
	for group, needs := range [3]trait{2: hasUpper} {
		if grams := newGramIndex(texts[group], longStep); grams != nil {
			m.indexes = append(m.indexes, literalIndex{grams, ids[group], needs})
		}
	}
}

// find calls found for each occurrence of a needle in the text.
func (m *matcher) find(text string, l *look, found func(occurrence)) {
	for i := range m.indexes {
		if x := &m.indexes[i]; l.traits&x.needs == x.needs {
			m.findLiterals(x, text, found)
		}
	}
	if m.digests != nil {
		m.digests.find(text, l, found)
	}
	if m.digits == nil || l.traits&hasDigit == 0 {
		return
	}
	m.digits.find(text, l.digits(), func(n *digitNeedle, start, end int) {
		found(occurrence{canary: n.canary, form: n.form, view: n.view, start: start, end: end})
	})
}

func (m *matcher) findLiterals(x *literalIndex, text string, found func(occurrence)) {
	findGrams(x.grams, text, func(pattern, start int) {
		n := &m.literals[x.ids[pattern]]
		if n.matches(text, start) {
			found(occurrence{canary: n.canary, form: n.form, view: n.view, start: start, end: start + len(n.text)})
		}
	})
}
