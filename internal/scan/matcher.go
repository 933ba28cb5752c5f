package scan

import "github.com/maskproof/maskproof/internal/canary"

const (
	minNeedle  = 3 // bytes; canary.ParseSet refuses shorter values
	longNeedle = 8 // bytes; longer needles share an index with longer strides
)

// matcher finds all needles of all canaries in one text.
type matcher struct {
	literals []needle
	long     *gramIndex // patterns are literals by index, shifted by short
	short    *gramIndex
	longIDs  []int
	shortIDs []int
	digits   *digitIndex
	digests  *digestIndex
	longest  int // bytes that an occurrence can have; with separators for digits
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

func (m *matcher) index() {
	var long, short []string
	for i, n := range m.literals {
		m.longest = max(m.longest, len(n.text))
		if len(n.text) >= longNeedle {
			long, m.longIDs = append(long, n.text), append(m.longIDs, i)
		} else {
			short, m.shortIDs = append(short, n.text), append(m.shortIDs, i)
		}
	}
	m.long, m.short = newGramIndex(long, longStep), newGramIndex(short, longStep)
}

// find calls found for each occurrence of a needle in the text.
func (m *matcher) find(text string, traits trait, found func(occurrence)) {
	m.findLiterals(m.long, m.longIDs, text, found)
	m.findLiterals(m.short, m.shortIDs, text, found)
	if m.digests != nil && traits&(hasRun|hasDigit) != 0 {
		m.digests.find(text, traits, found)
	}
	if m.digits == nil || traits&hasDigit == 0 {
		return
	}
	m.digits.find(text, func(n *digitNeedle, start, end int) {
		found(occurrence{canary: n.canary, form: n.form, view: n.view, start: start, end: end})
	})
}

func (m *matcher) findLiterals(x *gramIndex, ids []int, text string, found func(occurrence)) {
	if x == nil {
		return
	}
	findGrams(x, text, func(pattern, start int) {
		n := &m.literals[ids[pattern]]
		if n.matches(text, start) {
			found(occurrence{canary: n.canary, form: n.form, view: n.view, start: start, end: start + len(n.text)})
		}
	})
}
