package scan

import (
	"strings"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
)

// The least that counts of a value that is no number; see the package comment.
const (
	leastTyped = 6 // characters, of what an input holds or what breaks off inside a word
	leastShown = 8 // elsewhere
)

// anchor is a text that every fragment of one sort holds.
type anchor struct {
	phrase int
	from   int // bytes of the phrase
	to     int
	sort   anchorSort
}

type anchorSort int

const (
	anchorHead anchorSort = iota // the beginning of the value; more may follow
	anchorTail                   // its end
	anchorPart                   // a part that tells by itself
)

// wordPieces finds parts of values that are no numbers.
type wordPieces struct {
	phrases []phrase
	first   [256]bool // by the bytes that phrases begin with, in either case
	anchors []anchor
	index   *gramIndex
}

func newWordPieces(canaries []canary.Canary) (p wordPieces) {
	for i, c := range canaries {
		switch c.Kind {
		case canary.Card, canary.Phone, canary.SSN, canary.CVC, canary.OTP, canary.DOB:
			continue
		}
		if numberOf(c) != "" {
			continue
		}
		p.phrases = append(p.phrases, phrase{i, c.Kind, lowerASCII(strings.TrimSpace(c.Value))})
		p.addAnchors(len(p.phrases) - 1)
		if text := p.phrases[len(p.phrases)-1].text; text != "" {
			p.first[text[0]], p.first[strings.ToUpper(text[:1])[0]] = true, true
		}
	}
	var texts []string
	for _, a := range p.anchors {
		texts = append(texts, p.phrases[a.phrase].text[a.from:a.to])
	}
	p.index = newGramIndex(texts, longStep)
	return p
}

func (p *wordPieces) addAnchors(i int) {
	f := &p.phrases[i]
	n := len(f.text)
	if n > leastShown {
		p.anchors = append(p.anchors, anchor{i, 0, leastShown, anchorHead})
		if f.kind != canary.Email { // many share the end of an address
			p.anchors = append(p.anchors, anchor{i, n - leastShown, n, anchorTail})
		}
	}
	switch f.kind {
	case canary.Email:
		if at := strings.LastIndexByte(f.text, '@'); isTellingLocalPart(f.text[:max(at, 0)]) {
			p.anchors = append(p.anchors, anchor{i, 0, at, anchorPart})
		}
	case canary.Name, canary.Address:
		from := 0
		for word := range strings.SplitSeq(f.text, " ") {
			if isMadeUp(word) && len(word) < n {
				p.anchors = append(p.anchors, anchor{i, from, from + len(word), anchorPart})
			}
			from += len(word) + 1
		}
	}
}

// isTellingLocalPart says that the part of an address before the @ is nobody
// else's: "jane.doe", not "info" or "support".
func isTellingLocalPart(s string) bool {
	letters := strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
	return len(s) >= leastShown && !letters || len(s) >= 10
}

// isMadeUp says that a word is of the kind that package canary makes, which no
// language has: nine letters, consonants and vowels in turn. Of another word
// nobody can say whether it stands on a page because it was typed.
func isMadeUp(word string) bool {
	for i := range len(word) {
		if set := [...]string{"bdfgklmnprstvz", "aeiou"}[i%2]; strings.IndexByte(set, word[i]) < 0 {
			return false
		}
	}
	return len(word) == 9
}

// find says whether there was anything to look at.
func (p *wordPieces) find(text string, at fragmentPlace, found func(fragment)) (near bool) {
	near = p.findBegun(text, at, found)
	if p.index == nil {
		return near
	}
	findGrams(p.index, text, func(pattern, start int) {
		a := &p.anchors[pattern]
		f := &p.phrases[a.phrase]
		if end := start + a.to - a.from; start >= 0 && end <= len(text) && equalFold(text[start:end], f.text[a.from:a.to]) {
			near = true
			f.grow(text, start, a, found)
		}
	})
	return near
}

// findBegun takes a string that is the beginning of a value: what an input holds
// while it is typed, and what another field repeats of it. It says whether the
// string is one, also where it counts for nothing.
func (p *wordPieces) findBegun(text string, at fragmentPlace, found func(fragment)) (near bool) {
	if len(text) < leastTyped || len(text) > 200 || !p.first[text[0]] && isAlphanumeric(text[0]) {
		return false
	}
	trimmed := strings.TrimSpace(text)
	n := len(trimmed)
	if n < leastTyped {
		return false
	}
	for i := range p.phrases {
		f := &p.phrases[i]
		if n >= len(f.text) || lowerByte(trimmed[0]) != f.text[0] || !equalFold(trimmed, f.text[:n]) || !utf8.RuneStart(f.text[n]) {
			continue
		}
		near = true
		last, _ := utf8.DecodeLastRuneInString(f.text[:n])
		next, _ := utf8.DecodeRuneInString(f.text[n:])
		if utf8.RuneCountInString(trimmed) >= leastTyped && at.content && (at.typed || isWord(last) && isWord(next)) {
			start := strings.Index(text, trimmed)
			found(f.fragment(0, n, start, start+n))
		}
	}
	return near
}

func lowerByte(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b | 0x20
	}
	return b
}
