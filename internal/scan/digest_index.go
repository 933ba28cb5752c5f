package scan

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/spaolacci/murmur3"

	"github.com/maskproof/maskproof/internal/canary"
)

const (
	maxDigest  = 128 // characters of the longest: sha512 in hex
	digestStep = 4   // there are many, so the index strides less
)

// digestIndex finds digests: in hex in either case, in base64 in both alphabets
// without its padding; and 32-bit murmur3 where it stands alone.
type digestIndex struct {
	needles  []needle
	grams    *gramIndex
	shortest int               // characters of a needle
	short    map[string]hashed // of murmur3: eight digits of hex in lower case, or decimal
}

func newDigestIndex(canaries []canary.Canary, h *hasher) *digestIndex {
	x := &digestIndex{short: map[string]hashed{}, shortest: maxDigest}
	var texts []string
	for i, c := range canaries {
		for _, d := range h.all(i, c) {
			for k, text := range digestTexts(d.sum) {
				texts = append(texts, text)
				x.shortest = min(x.shortest, len(text))
				x.needles = append(x.needles, needle{text: text, canary: i, view: d.view, cased: k > 0})
			}
		}
		for _, text := range hashedTexts(c) {
			sum := murmur3.Sum32([]byte(text))
			x.addShort(hashed{canary: i, view: murmur}, sum)
		}
	}
	x.grams = newGramIndex(texts, digestStep)
	return x
}

func digestTexts(sum []byte) []string {
	std, url := base64.RawStdEncoding.EncodeToString(sum), base64.RawURLEncoding.EncodeToString(sum)
	if std == url {
		return []string{hex.EncodeToString(sum), std}
	}
	return []string{hex.EncodeToString(sum), std, url}
}

func (x *digestIndex) addShort(d hashed, sum uint32) {
	digits := hex.EncodeToString([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	x.short[digits] = d
	if decimal := strconv.FormatUint(uint64(sum), 10); len(decimal) >= 9 {
		x.short[decimal] = d
	}
}

func (x *digestIndex) find(text string, traits trait, found func(occurrence)) {
	if traits&hasRun != 0 {
		for run := range alphabet64.runs(text, x.shortest) {
			x.findIn(text, run, found)
		}
	}
	if traits&hasDigit != 0 {
		x.findShort(text, found)
	}
}

func (x *digestIndex) findIn(text string, run span, found func(occurrence)) {
	word := text[run.from:run.to]
	findGrams(x.grams, word, func(pattern, start int) {
		if n := &x.needles[pattern]; n.matches(word, start) {
			start += run.from
			found(occurrence{canary: n.canary, view: n.view, hashed: true, start: start, end: start + len(n.text)})
		}
	})
}

// findShort looks up the words of eight to ten hexadecimal digits.
func (x *digestIndex) findShort(text string, found func(occurrence)) {
	for run := range alphabetHex.runs(text, 8) {
		if run.to-run.from > 10 || run.from > 0 && isAlphanumeric(text[run.from-1]) || run.to < len(text) && isAlphanumeric(text[run.to]) {
			continue
		}
		if d, ok := x.short[strings.ToLower(text[run.from:run.to])]; ok {
			found(occurrence{canary: d.canary, view: d.view, hashed: true, start: run.from, end: run.to})
		}
	}
}
