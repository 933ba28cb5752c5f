package scan

import (
	"encoding/base64"
	"encoding/hex"
	"math"

	"github.com/spaolacci/murmur3"

	"github.com/maskproof/maskproof/internal/canary"
)

const (
	maxDigest  = 128 // characters of the longest: sha512 in hex
	digestStep = 4   // there are many, so the index strides less
)

// digestIndex finds digests: in hex in either case, also turned; in base64 in both
// alphabets without its padding; and 32-bit murmur3 where it stands alone.
type digestIndex struct {
	hex, base64 digestTable             // base64 has the rotated hex, too
	short       map[uint32]hashed       // of murmur3
	bits        [shortSlots / 64]uint64 // by shortSlot: whether short may have the sum
}

// digestTable finds digests of one alphabet.
type digestTable struct {
	needles  []needle
	grams    *gramIndex
	shortest int   // characters of a needle
	needs    trait // a text without these holds none of them
}

func newDigestIndex(canaries []canary.Canary, h *hasher) *digestIndex {
	x := &digestIndex{short: map[uint32]hashed{}}
	for i, c := range canaries {
		for _, d := range h.all(i, c) {
			for k, text := range digestTexts(d.sum) {
				if n := (needle{text: text, canary: i, view: d.view, cased: k > 0}); n.cased {
					x.base64.needles = append(x.base64.needles, n)
				} else {
					x.hex.needles = append(x.hex.needles, n)
					x.addTurned(n)
				}
			}
		}
		for _, text := range hashedTexts(c) {
			sum := murmur3.Sum32([]byte(text))
			x.short[sum] = hashed{canary: i, view: murmur}
			x.bits[shortSlot(sum)/64] |= 1 << (shortSlot(sum) % 64)
		}
	}
	x.hex.index()
	x.base64.index()
	return x
}

// addTurned adds hexadecimal digits backwards and through rot13: no view turns
// them, since they spell no text either way.
func (x *digestIndex) addTurned(n needle) {
	turned := func(view, text string) needle {
		return needle{text: text, canary: n.canary, view: view + " " + n.view}
	}
	x.hex.needles = append(x.hex.needles, turned(viewReversed, reversed(n.text)))
	x.base64.needles = append(x.base64.needles, turned(viewRot13, rotate(n.text)),
		turned(viewReversed+" "+viewRot13, rotate(reversed(n.text))))
}

func (t *digestTable) index() {
	var texts []string
	t.shortest, t.needs = maxDigest, hasRun|hasMixed
	for _, n := range t.needles {
		if !isMixed(n.text) {
			t.needs = hasRun
		}
		texts = append(texts, n.text)
		t.shortest = min(t.shortest, len(n.text))
	}
	t.grams = newGramIndex(texts, digestStep)
}

func digestTexts(sum []byte) []string {
	std, url := base64.RawStdEncoding.EncodeToString(sum), base64.RawURLEncoding.EncodeToString(sum)
	if std == url {
		return []string{hex.EncodeToString(sum), std}
	}
	return []string{hex.EncodeToString(sum), std, url}
}

// shortSlots is so many that hardly any other number is looked up.
const shortSlots = 1 << 14

func shortSlot(sum uint32) uint32 { return sum * 0x9E3779B1 >> 18 }

func (x *digestIndex) find(text string, l *look, found func(occurrence)) {
	if l.traits&x.base64.needs == x.base64.needs {
		for run := range l.words().runs(x.base64.shortest) {
			x.base64.find(text, run, found)
		}
	}
	if l.traits&hasHexRun != 0 {
		for run := range l.hexes().runs(x.hex.shortest) {
			x.hex.find(text, run, found)
		}
	}
	if l.traits&hasDigit != 0 && l.hexes().has(8) {
		x.findShort(text, l.hexes(), found)
	}
}

// find searches a run of the alphabet.
func (t *digestTable) find(text string, run span, found func(occurrence)) {
	word := text[run.from:run.to]
	findGrams(t.grams, word, func(pattern, start int) {
		if n := &t.needles[pattern]; n.matches(word, start) {
			start += run.from
			found(occurrence{canary: n.canary, view: n.view, hashed: true, start: start, end: start + len(n.text)})
		}
	})
}

// findShort looks up the words that spell 32 bits: eight hexadecimal digits, or
// nine or ten decimal ones.
func (x *digestIndex) findShort(text string, hexes bitmap, found func(occurrence)) {
	for run := range hexes.runs(8) {
		if run.to-run.from > 10 || run.from > 0 && isAlphanumeric(text[run.from-1]) || run.to < len(text) && isAlphanumeric(text[run.to]) {
			continue
		}
		sum, ok := shortSum(text[run.from:run.to])
		if slot := shortSlot(sum); !ok || x.bits[slot/64]&(1<<(slot%64)) == 0 {
			continue
		}
		if d, ok := x.short[sum]; ok {
			found(occurrence{canary: d.canary, view: d.view, hashed: true, start: run.from, end: run.to})
		}
	}
}

// shortSum reads a word of hexadecimal digits.
func shortSum(word string) (uint32, bool) {
	var sum uint64
	if len(word) == 8 {
		for i := range len(word) {
			sum = sum<<4 | uint64(hexValue(word[i]))
		}
		return uint32(sum), true
	}
	for i := range len(word) {
		if !isDigit(word[i]) {
			return 0, false
		}
		sum = sum*10 + uint64(word[i]-'0')
	}
	return uint32(sum), word[0] != '0' && sum <= math.MaxUint32
}
