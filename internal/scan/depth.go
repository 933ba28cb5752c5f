package scan

import (
	"slices"
	"strings"
)

const (
	minDeep      = 10 // bytes of text that base64 does not spell by chance,
	minDeepGuess = 32 // and those that a view which guesses does not
)

// hides says that a reading which lies too deep to be read may hold a value, as
// nothing on the way to it came up by chance. Escapes and JSON do not. What stands
// below another one is sure where its text is long, or where it is all that a sure
// one shows.
func (f *frame) hides(v *view, next reading) bool {
	if next.bytes && !startsStream(next.text) {
		return false
	}
	last := &frame{reading: next, parent: f, view: v, size: len(next.text), look: look{traits: traitsOf(next.text)}}
	doubts := 0 // turned texts that nothing confirms
	var below *frame
	for step := last; step.parent != nil; below, step = step, step.parent {
		switch {
		case below != nil && step.isChance(below):
			return false
		case step.sure(below):
		case !step.view.any || doubts > 0 || len(next.text) < minDeepGuess:
			return false
		default:
			doubts++
		}
	}
	return true
}

// isChance says that a step shows what is no text, and that what reads it further
// is neither the decoder of a stream with a mark or a checksum nor a long text in it.
func (f *frame) isChance(below *frame) bool {
	known := slices.Contains([]string{"gzip", "zlib", "zstd"}, below.via) ||
		below.view.name == viewPrintable && below.size >= minDeepGuess
	return !known && f.isOdd()
}

// isOdd says that a frame's text is none, as far as one can tell. It looks once, as there
// may be any number of readings below it.
func (f *frame) isOdd() bool {
	if !f.judged {
		f.judged, f.odd = true, readableSize(f.full()) < f.size
	}
	return f.odd
}

// sure says that a step is no chance.
func (f *frame) sure(below *frame) bool {
	switch {
	case f.view.any:
		return below != nil && below.view.spells() && below.size >= minDeepGuess
	case f.bytes:
		return true // a stream, as the caller made sure
	case f.view.name == viewBase64:
		return f.size >= minDeep || f.whole() || below != nil && !below.view.guess
	case f.view.guess:
		return f.traits&hasControl == 0 &&
			(f.size >= minDeepGuess || f.whole() && f.parent.parent != nil && f.parent.view.spells())
	}
	return true
}

// whole says that a step reads all of a word.
func (f *frame) whole() bool { return f.from == 0 && f.parent.traits.isToken() }

// spells says that a view reads the digits of an encoding, of which each word is
// some.
func (v *view) spells() bool {
	return slices.Contains([]string{viewBase64, viewHex, "base32", "base58", "ascii85", "char-codes", "lz-string"}, v.name)
}

// startsStream says that bytes begin as a compressed stream with a mark does.
func startsStream(data string) bool {
	for i, mark := range streamMarks() {
		if strings.HasPrefix(data, mark) && (i < 2 || len(data) >= minSure) {
			return true // of zlib the mark is short
		}
	}
	return false
}
