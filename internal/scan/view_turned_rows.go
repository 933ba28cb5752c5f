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
	holds   func(byte) bool // the characters of such a row, as it is or rotated
	decoded func(row string) []reading
}

var rowKinds = []rowKind{
	{hasRun | hasDigit, isHexOrRotated, hexRow},
	{hasHexPairs, isPairByte, readHexPairs},
	{hasPairsTurned, isPairByte, readHexPairs},
	{hasPairsRotated, isPairByte, readHexPairs},
	{hasCodes, func(c byte) bool { return isDigit(c) || strings.IndexByte(" ,;[]{}\":\\\r\n", c) >= 0 }, codesRow},
	{hasOpening | hasDigit, func(c byte) bool { return isDigit(c) || strings.IndexByte(",{}\":\\", c) >= 0 }, codesRow},
}

func isPairByte(c byte) bool {
	return isHexOrRotated(c) || isPairSeparator(c) || strings.IndexByte("xXkK;\r\n", c) >= 0
}

// rows turns the rows of digits in a text that hold bytes then which are no
// chance. It looks before it turns, as rows of digits are all over pages.
func (t *turning) rows() {
	for _, kind := range rowKinds {
		if t.traits&kind.needs != kind.needs {
			continue
		}
		for from := 0; from+minRow <= len(t.text); from++ {
			end := from
			for end < len(t.text) && kind.holds(t.text[end]) {
				end++
			}
			if end-from >= minRow {
				t.row(kind, t.text[from:end], from)
			}
			from = end
		}
	}
}

func (t *turning) row(kind rowKind, row string, from int) {
	turned := reversed(row)
	if kind.shows(turned) || kind.shows(rotate(turned)) {
		t.list = append(t.list, reading{text: turned, via: viewReversed, from: from})
	}
	if other := rotate(row); other != row && kind.shows(other) {
		t.list = append(t.list, reading{text: other, via: viewRot13, from: from})
	}
}

func (k rowKind) shows(row string) bool {
	for _, r := range k.decoded(row) {
		if len(r.text) >= minHexBytes/2 && mayHold(r.text) {
			return true
		}
	}
	return false
}

// hexRow decodes the digits at both alignments.
func hexRow(row string) []reading {
	var list []reading
	for run := range alphabetHex.runs(row, minHexBytes) {
		list = hexRun(list, row, run, false)
	}
	return list
}

// codesRow reads lists of numbers, also inside strings of JSON.
func codesRow(row string) []reading {
	return readCodes(&frame{reading: reading{text: strings.ReplaceAll(row, "\\", "")}}, len(row))
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
