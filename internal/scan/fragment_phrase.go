package scan

import (
	"strings"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
)

// phrase is a canary that is known by its letters.
type phrase struct {
	canary int
	kind   canary.Kind
	text   string // ASCII letters in lower case
}

// grow extends an anchor as far as the text goes on like the value, and judges
// what it has become.
func (f *phrase) grow(text string, start int, a *anchor, found func(fragment)) {
	from, to, end := a.from, a.to, start+a.to-a.from
	if a.sort == anchorPart {
		if !partBefore(text, start) && !partAfter(text, end) {
			found(f.fragment(from, to, start, end))
		}
		return
	}
	for a.sort == anchorHead && to < len(f.text) && end < len(text) && lowerByte(text[end]) == f.text[to] {
		to, end = to+1, end+1
	}
	for a.sort == anchorTail && from > 0 && start > 0 && lowerByte(text[start-1]) == f.text[from-1] {
		from, start = from-1, start-1
	}
	for to < len(f.text) && !utf8.RuneStart(f.text[to]) {
		to, end = to-1, end-1
	}
	for from > 0 && !utf8.RuneStart(f.text[from]) {
		from, start = from+1, start+1
	}
	if to-from < len(f.text) && f.counts(text, start, end, from, to) {
		found(f.fragment(from, to, start, end))
	}
}

// counts says whether the beginning or the end of the value in a text can be no
// chance: an ellipsis or mask characters stand for the rest, or it is the larger
// half of a password that is no word.
func (f *phrase) counts(text string, start, end, from, to int) bool {
	if from == 0 && partBefore(text, start) || from > 0 && partAfter(text, end) {
		return false
	}
	if from == 0 && hides(text[end:], strings.HasPrefix) || from > 0 && hides(text[:start], strings.HasSuffix) {
		return true
	}
	piece := f.text[from:to]
	mixed := strings.Trim(piece, "abcdefghijklmnopqrstuvwxyz") != ""
	return f.kind == canary.Password && 2*len(piece) >= len(f.text) && (mixed || len(piece) >= 11)
}

// hides says that a text begins or ends, by has, with what stands for a rest.
func hides(text string, has func(text, affix string) bool) bool {
	for _, mark := range []string{"\u2026", "...", "***", "\u2022\u2022\u2022", "\u25cf\u25cf\u25cf"} {
		if has(text, mark) {
			return true
		}
	}
	return false
}

func partBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return i > 0 && isWord(r)
}

func partAfter(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i < len(text) && isWord(r)
}

// fragment makes a fragment of bytes of the phrase.
func (f *phrase) fragment(from, to, start, end int) fragment {
	all := utf8.RuneCountInString(f.text)
	first := utf8.RuneCountInString(f.text[:from])
	p := fragment{canary: f.canary, start: start, end: end, shown: between(first, first+utf8.RuneCountInString(f.text[from:to]), all)}
	p.telling = f.asGoodAsKnown(from, to) || p.shown.count() >= all-3
	return p
}

// asGoodAsKnown says that a part tells by itself: the half of a password, the
// local part of an address, a word that the canary shares with nobody.
func (f *phrase) asGoodAsKnown(from, to int) bool {
	switch f.kind {
	case canary.Password:
		return 2*(to-from) >= len(f.text)
	case canary.Email:
		at := strings.LastIndexByte(f.text, '@')
		return from == 0 && at > 0 && to >= at && isTellingLocalPart(f.text[:at])
	case canary.Name, canary.Address:
		for word := range strings.FieldsSeq(f.text[from:to]) {
			if isMadeUp(word) {
				return true
			}
		}
	}
	return false
}
