package scan

import (
	"strings"
	"unicode/utf8"
)

// minRow is how many characters a row of digits has that is turned although it
// shows neither way round what it is.
const minRow = 16

// rowKind is one way to write bytes with digits.
type rowKind struct {
	needs   trait
	holds   *alphabet // of such a row, as it is or rotated
	decoded func(row string, show func(reading))
}

// rowKinds is never written.
var rowKinds = func() []rowKind {
	const digits, hex = "0123456789", "0123456789abcdefABCDEFnopqrsNOPQRS"
	pairs := newAlphabet(hex + ":-,.xXkK;\r\n").with(' ')
	return []rowKind{
		{hasLong | hasDigit, newAlphabet(hex), hexRow},
		{hasHexPairs, pairs, readHexPairs},
		{hasPairsTurned, pairs, readHexPairs},
		{hasPairsRotated, pairs, readHexPairs},
		{hasCodes, newAlphabet(digits + ",;[]{}\":\\\r\n").with(' '), codesRow},
		{hasOpening | hasDigit, newAlphabet(digits + ",{}\":\\"), codesRow},
	}
}()

// rows turns the rows of digits in a text that hold bytes then which are no
// chance. It looks before it turns, as rows of digits are all over pages.
func (t *turning) rows() {
	for _, kind := range rowKinds {
		if t.traits&kind.needs != kind.needs {
			continue
		}
		for run := range kind.holds.runs(t.text, minRow) {
			t.row(kind, t.text[run.from:run.to], run.from)
		}
	}
}

func (t *turning) row(kind rowKind, row string, from int) {
	turned := reversed(row)
	if kind.shows(turned) || kind.shows(rotate(turned)) {
		t.show(reading{text: turned, via: viewReversed, from: from})
	}
	if other := rotate(row); other != row && kind.shows(other) {
		t.show(reading{text: other, via: viewRot13, from: from})
	}
}

func (k rowKind) shows(row string) (shown bool) {
	k.decoded(row, func(r reading) {
		shown = shown || len(r.text) >= minHexBytes/2 && mayHold(r.text)
	})
	return shown
}

// hexRow decodes the digits at both alignments.
func hexRow(row string, show func(reading)) {
	for run := range alphabetHex.runs(row, minHexBytes) {
		hexRun(row, run, false, show)
	}
}

// codesRow reads lists of numbers, also inside strings of JSON.
func codesRow(row string, show func(reading)) {
	codesIn(strings.ReplaceAll(row, "\\", ""), show)
}

// mayHold says that bytes are text, or begin as compressed streams do.
func mayHold(data string) bool {
	if utf8.ValidString(data) || everySecond(data) {
		return true
	}
	for _, mark := range streamMarks() {
		if strings.HasPrefix(data, mark) {
			return true
		}
	}
	return false
}

// mostlyPairs says that a text is hexadecimal digits in pairs and what stands between
// them, forwards or rotated. Coordinates, of which pages are full, are numbers of any length.
func mostlyPairs(text string) bool {
	n, pairs, others, size := 0, 0, 0, 0
	for i := range len(text) + 1 {
		switch {
		case i < len(text) && isHexOrRotated(text[i]) && strings.IndexByte("kK", text[i]) < 0:
			n++
			size++
			continue
		case i < len(text) && (isPairSeparator(text[i]) || strings.IndexByte("xXkK;", text[i]) >= 0):
			n++
		}
		switch size {
		case 0, 1: // of "0x"
		case 2:
			pairs++
		default:
			others++
		}
		size = 0
	}
	return n*10 >= len(text)*9 && others*8 <= pairs
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
