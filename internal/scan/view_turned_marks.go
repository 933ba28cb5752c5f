package scan

import "strings"

// mayTurn says that the characters of an escape stand in front of a mark, or
// behind it with rot13 over them.
func mayTurn(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '&', '%', '\\', '=':
			if markTurns(text, i) {
				return true
			}
		}
	}
	return false
}

func markTurns(text string, i int) bool {
	before, after := text[max(0, i-2):i], text[i+1:min(len(text), i+3)]
	switch text[i] {
	case '&':
		return strings.IndexByte(text[max(0, i-12):min(len(text), i+12)], ';') >= 0
	case '%':
		return percentTurns(before, after)
	case '\\':
		return backslashTurns(before, after)
	}
	return equalsTurns(text, i)
}

// percentTurns knows "04%", "1400u%" and, rotated, "%hsn" and "%2s". Backwards, what
// ends in 0 or 1 is no escape that countEscapes counts; "100%" stands in every style.
func percentTurns(before, after string) bool {
	backwards := isHexPair(before) && before[1] != '0' && before[1] != '1'
	return backwards || isRotatedPair(after) || strings.HasPrefix(after, "h") ||
		strings.HasSuffix(before, "u") && isHex(before[0])
}

// turnedNULs says that a text has "%00" backwards at every other character, as UTF-16
// has it.
func turnedNULs(text string) bool {
	const nul, row = "00%", 4
	for i := range len(text) - row*(len(nul)+1) + 1 {
		n := 0
		for n < row && strings.HasPrefix(text[i+n*(len(nul)+1):], nul) {
			n++
		}
		if n == row {
			return true
		}
	}
	return false
}

// backslashTurns knows the escapes of JavaScript, JSON and CSS.
func backslashTurns(before, after string) bool {
	return isHexPair(before) || isRotatedPair(after) ||
		strings.ContainsAny(before, "xu}0123456789 kh") || strings.ContainsAny(after, "kh")
}

// equalsTurns knows quoted-printable, of which an equals sign alone says nothing:
// another stands three characters away, or it is an escaped one, or it breaks a line.
func equalsTurns(text string, i int) bool {
	before, after := text[max(0, i-2):i], text[i+1:]
	return before == "D3" || before == "\n\r" || strings.HasPrefix(after, "3Q") || isHexPair(before) && i > 2 && text[i-3] == '=' ||
		i+3 < len(text) && text[i+3] == '=' && text[i+1] != '='
}

func isHexPair(s string) bool { return len(s) == 2 && isHex(s[0]) && isHex(s[1]) }

func isRotatedPair(s string) bool { return len(s) == 2 && isHex(rot13(s[0])) && isHex(rot13(s[1])) }

// escapesText says that the escapes of a text give text and no bytes.
func escapesText(text string) bool {
	for _, e := range []escape{percentEscape, quotedEscape} {
		if shown := e.read(text); shown != text && !readable([]byte(shown)) {
			return false
		}
	}
	return true
}

// escapes is how many escapes a text seems to have.
type escapes struct {
	shown int // that give a printable character in the middle of a word
	all   int // and those with a backslash that give a line end, a quote or another mark
}

func (e escapes) moreThan(other escapes) bool { return e.shown > 0 && e.all > other.all }

// countEscapes counts what looks like an escape, and once more what is one in CSS and nowhere
// else.
func countEscapes(text string) (n escapes) {
	for i := strings.IndexAny(text, `%&\=`); i >= 0 && i+2 < len(text); {
		switch {
		case escapedAt(text, i):
			n.shown, n.all = n.shown+1, n.all+1
		case text[i] == '\\' && strings.IndexByte(`bfnrtv"'/\`, text[i+1]) >= 0:
			n.all++
		}
		if escapedCSS(text, i) {
			n.shown, n.all = n.shown+1, n.all+1
		}
		next := strings.IndexAny(text[i+1:], `%&\=`)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return n
}

func escapedAt(text string, i int) bool {
	switch text[i] {
	case '%':
		v, size := percentAt(text, i)
		return size > 0 && v > ' '-1 && (i == 0 || isAlphanumeric(text[i-1]) || i+size == len(text) || isAlphanumeric(text[i+size]) ||
			strings.IndexByte("%~", text[i+size]) >= 0)
	case '&':
		_, size := htmlEscape.at(nil, text, i)
		return size > 0
	case '=':
		v, ok := hexAt(text, i+1, 2)
		return ok && v >= ' ' && quotedFor(text[i+1:])
	}
	return strings.IndexByte("xu", text[i+1]) >= 0 && (isHex(text[i+2]) || text[i+2] == '{') || isHex(text[i+1]) && isHex(text[i+2])
}

// escapedCSS says that a space ends hexadecimal digits behind a backslash.
func escapedCSS(text string, i int) bool {
	end := i + 1
	for end < len(text) && isHex(text[end]) {
		end++
	}
	return text[i] == '\\' && end > i+1 && end < len(text) && text[end] == ' '
}
