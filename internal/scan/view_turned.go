package scan

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// What readTurned looks for: marks of escapes, what makes it turn a whole text,
// and runs.
const (
	turnMarks  = hasPercent | hasAmpersand | hasBackslash | hasEquals
	turnWholes = hasPairsTurned | hasPairsRotated | hasHigh | hasTilde
	turnRuns   = hasBase64Turned | hasHexTurned | hasBase64Rotated | hasHexRotated | hasMixed | hasBase32 | hasLong
	turns      = turnMarks | turnWholes | turnRuns | hasCodes | hasOpening
)

// readTurned reads backwards and through rot13 what may be another encoding
// then. Of what is the value itself then, the matcher has needles; so these two
// cost nothing where nothing but words would come out.
//
// The two change places without effect, so they lie on each other in one order
// only, and neither on itself.
func readTurned(f *frame, _ int, show func(reading)) {
	switch {
	case f.via == viewRot13:
		return
	case f.bytes && !utf8.ValidString(f.text):
		turnedStream(f, show)
		return
	}
	t := turning{text: f.text, traits: f.traits, twice: f.via == viewReversed, long: f.long, shown: show}
	t.runs()
	t.rows()
	t.wholes()
}

// turnedStream turns bytes that end as a compressed stream begins.
func turnedStream(f *frame, show func(reading)) {
	if f.via == viewReversed {
		return
	}
	turned := []byte(f.text)
	slices.Reverse(turned)
	for _, mark := range streamMarks() {
		if bytes.HasPrefix(turned, []byte(mark)) {
			show(reading{text: asString(turned), via: viewReversed, bytes: true})
			return
		}
	}
}

// turning is what readTurned makes of one text.
type turning struct {
	text   string
	traits trait
	twice  bool // it was reversed before
	long   bool // it is long or a piece of one that is
	shown  func(reading)
}

func (t *turning) show(r reading) {
	if !t.twice || r.via != viewReversed {
		t.shown(r)
	}
}

// wholes turns the whole text, if it has escapes then, or numbers, or if it is
// no text as it is.
func (t *turning) wholes() {
	if t.pieces() {
		t.traits &^= turnMarks | hasHigh | hasTilde
	}
	codes := t.traits&hasCodes != 0 || t.traits&hasOpening != 0 && t.traits&(hasUpper|hasLower) == 0
	if !codes && t.traits&(turnMarks|turnWholes) == 0 {
		return
	}
	backwards, rotated := t.turnedEscapes()
	odd := t.traits&hasHigh != 0 && (oddText(t.text, t.traits) || turnedLZ(t.text))
	odd = odd || t.traits&hasTilde != 0 && (strings.Contains(t.text, "~<") || strings.Contains(t.text, "<~"))
	if odd || backwards || codes && mostlyCodes(t.text) || t.traits&hasPairsTurned != 0 && mostlyPairs(t.text) {
		t.show(reading{text: reversed(t.text), via: viewReversed, piece: t.long, again: reversed})
	}
	if odd || rotated || t.traits&hasPairsRotated != 0 && mostlyPairs(t.text) {
		t.show(reading{text: rotate(t.text), via: viewRot13, piece: t.long, again: rotate})
	}
}

// turnedEscapes says whether the text has as many escapes backwards as it has forwards, or more with
// rot13 over it.
func (t *turning) turnedEscapes() (backwards, rotated bool) {
	if t.traits&turnMarks == 0 || !mayTurn(t.text) {
		return false, false
	}
	before, turned := countEscapes(t.text), backwardsBytes(t.text)
	after := countEscapes(asString(turned))
	rotateBytes(turned)
	backwards = after.shown > 0 && after.all >= before.all || countEscapes(asString(turned)).moreThan(before) || // the next view rotates it
		!escapesText(t.text) || strings.Contains(t.text, "\n\r=") || turnedNULs(t.text)
	return backwards, countEscapes(rotate(t.text)).moreThan(before)
}

// pieces turns the pieces of a long text around what is another encoding or another text
// then, instead of the whole; false if it does not.
func (t *turning) pieces() bool {
	const local = turnMarks | hasHigh | hasTilde
	if t.traits&local == 0 {
		return false
	}
	parts, ok := piecesAround(t.text, t.long, turnedPlaces(t.text))
	for _, p := range parts {
		text := t.text[p.from:p.to]
		part := turning{text: text, traits: traitsOf(text) & (local | hasControl), twice: t.twice, shown: func(r reading) {
			r.from += p.from
			r.piece = true
			t.shown(r)
		}}
		part.wholes()
	}
	return ok
}

// turnedLZ says that a text is lz-string for UTF-16, with a space at its end, when
// it is turned around or rotated.
func turnedLZ(text string) bool {
	last := len(text) - 1
	switch {
	case text[0] == ' ' && text[last] >= utf8.RuneSelf:
		return showsLZ(reversed(text))
	case text[last] == ' ' && text[0] >= utf8.RuneSelf:
		other := rotate(text)
		return other != text && showsLZ(other)
	}
	return false
}

func showsLZ(text string) (shown bool) {
	readLZUnits(text, maxUnpack, func(reading) { shown = true })
	return shown
}

// runs turns single runs, so that a token in a long text does not double the
// work on the text.
func (t *turning) runs() {
	backwards, rotated := t.traits&(hasBase64Turned|hasHexTurned) != 0, t.traits&(hasBase64Rotated|hasHexRotated) != 0
	if !backwards && !rotated && t.traits&(hasMixed|hasBase32) == 0 {
		return
	}
	for run := range wrappedRuns(t.text, minRun) {
		known := isText64(t.text[run.from:run.to])
		run.from = shortFirst(t.text, run)
		text := t.text[run.from:run.to]
		mixed := isMixed(text) || len(text) >= wrapped && alphabets32[0].all(text) && traitsOf(text)&hasLower == 0
		for _, turn := range []struct {
			may  bool
			via  string
			undo func(string) string
		}{{backwards, viewReversed, reversed}, {rotated, viewRot13, rotate}} {
			if !mixed && !turn.may {
				continue
			}
			if out := turn.undo(text); (mixed || traitsOf(out)&(hasBase64|hasHex) != 0) && (!known || shows64(out)) {
				t.show(reading{text: out, via: turn.via, from: run.from})
			}
		}
	}
}

// shortFirst adds the last line of wrapped base64, which stands first backwards.
func shortFirst(text string, run span) int {
	before := strings.TrimRight(text[:run.from], "\r\n")
	n := 0
	for n < len(before) && n < minRun && isBase64(before[len(before)-1-n]) {
		n++
	}
	if n == 0 || n == minRun || len(before) == run.from {
		return run.from
	}
	return len(before) - n
}

// reversed returns the characters in the opposite order.
func reversed(text string) string { return asString(backwardsBytes(text)) }

func backwardsBytes(text string) []byte {
	out := make([]byte, len(text))
	for i, at := 0, len(text); i < len(text); {
		if text[i] < utf8.RuneSelf {
			at--
			out[at] = text[i]
			i++
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		at -= size
		copy(out[at:], text[i:i+size])
		i += size
	}
	return out
}

func rotate(text string) string {
	out := []byte(text)
	rotateBytes(out)
	return asString(out)
}

func rotateBytes(text []byte) {
	for i, c := range text {
		text[i] = rot13(c)
	}
}

func rot13(c byte) byte { return inRot13[c] }

// inRot13 has each byte in rot13; it is never written.
var inRot13 = func() (table [256]byte) {
	for i := range table {
		table[i] = byte(i)
	}
	for i := range byte(26) {
		table['a'+i], table['A'+i] = 'a'+(i+13)%26, 'A'+(i+13)%26
	}
	return table
}()
