package scan

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oddPlanes is of how many sixteenths of Unicode's first plane the characters of
// a text must be for it to be none.
const oddPlanes = 4

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
	t := turning{text: f.text, traits: f.traits, twice: f.via == viewReversed, shown: show}
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
	before, backwards, rotated := 0, 0, 0
	if t.pieces() {
		t.traits &^= turnMarks
	}
	codes := t.traits&hasCodes != 0 || t.traits&hasOpening != 0 && t.traits&(hasUpper|hasLower) == 0
	if !codes && t.traits&(turnMarks|turnWholes) == 0 {
		return
	}
	if t.traits&turnMarks != 0 && mayTurn(t.text) {
		before, rotated = countEscapes(t.text), countEscapes(rotate(t.text))
		turned := backwardsBytes(t.text)
		backwards = countEscapes(asString(turned))
		rotateBytes(turned)
		if countEscapes(asString(turned)) > before {
			backwards = max(backwards, before+1) // the next view rotates it
		}
		if !escapesText(t.text) || strings.Contains(t.text, "\n\r=") || turnedNULs(t.text) {
			backwards = max(backwards, before+1)
		}
	}
	odd := t.traits&hasHigh != 0 && (oddText(t.text, t.traits) || turnedLZ(t.text))
	odd = odd || t.traits&hasTilde != 0 && (strings.Contains(t.text, "~<") || strings.Contains(t.text, "<~"))
	if odd || backwards > 0 && backwards >= before || codes && mostlyCodes(t.text) || t.traits&hasPairsTurned != 0 && mostlyPairs(t.text) {
		t.show(reading{text: reversed(t.text), via: viewReversed, again: reversed})
	}
	if odd || rotated > before || t.traits&hasPairsRotated != 0 && mostlyPairs(t.text) {
		t.show(reading{text: rotate(t.text), via: viewRot13, again: rotate})
	}
}

// pieces turns the pieces of a long text around what may be escapes then, instead of the
// whole; false if it does not.
func (t *turning) pieces() bool {
	if t.traits&turnMarks == 0 {
		return false
	}
	parts := piecesAround(t.text, turnedPlaces(t.text))
	for _, p := range parts {
		part := turning{text: t.text[p.from:p.to], traits: t.traits & turnMarks, twice: t.twice, shown: func(r reading) {
			r.from += p.from
			t.shown(r)
		}}
		part.wholes()
	}
	return parts != nil
}

// oddText says that a text is bytes as characters, or characters from all over
// Unicode, or has marks that stand behind the letters they belong to.
func oddText(text string, traits trait) bool {
	if traits&hasControl != 0 || !utf8.ValidString(text) {
		return utf8.ValidString(text)
	}
	var planes [16]bool
	n := 0
	for _, r := range text {
		if unicode.Is(unicode.Mn, r) {
			return true
		}
		if r >= 0x4E00 && r < 0xA000 || r >= 0xAC00 && r < 0xD7B0 {
			r = 0x4E00 // Chinese and Korean use all of theirs
		}
		if p := &planes[r>>12&15]; r < 0x10000 && !*p {
			*p = true
			if n++; n == oddPlanes {
				return true
			}
		}
	}
	return false
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

// mostlyPairs says that a text is hexadecimal digits and what stands between
// them, forwards or rotated.
func mostlyPairs(text string) bool {
	n := 0
	for i := range len(text) {
		if c := text[i]; isHexOrRotated(c) || isPairSeparator(c) || strings.IndexByte("xXkK;", c) >= 0 {
			n++
		}
	}
	return n*10 >= len(text)*9
}

// runs turns single runs, so that a token in a long text does not double the
// work on the text.
func (t *turning) runs() {
	backwards, rotated := t.traits&(hasBase64Turned|hasHexTurned) != 0, t.traits&(hasBase64Rotated|hasHexRotated) != 0
	if !backwards && !rotated && t.traits&(hasMixed|hasBase32) == 0 {
		return
	}
	for run := range wrappedRuns(t.text, minRun) {
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
			if out := turn.undo(text); mixed || traitsOf(out)&(hasBase64|hasHex) != 0 {
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

// mostlyCodes says that a text is numbers and what stands between them.
func mostlyCodes(text string) bool {
	n := 0
	for i := range len(text) {
		if c := text[i]; isDigit(c) || isCodeSeparator(c) || strings.IndexByte(`[]{}":`, c) >= 0 {
			n++
		}
	}
	return n*10 >= len(text)*9
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
