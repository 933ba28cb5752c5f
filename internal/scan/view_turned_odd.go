package scan

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
)

// oddPlanes is of how many sixteenths of Unicode's first plane the characters of
// a text must be for it to be none.
const oddPlanes = 4

// oddText says that a text is bytes as characters, or characters from all over
// Unicode, or has marks that stand behind the letters they belong to.
func oddText(text string, traits trait) bool {
	if traits&hasControl != 0 || !utf8.ValidString(text) {
		return utf8.ValidString(text)
	}
	var planes [16]bool
	n := 0
	for _, r := range text {
		if follows(r) {
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

// follows knows the marks that belong to the character before them. A variation selector,
// which emoji have, does on either side: it is dropped.
func follows(r rune) bool {
	return unicode.Is(unicode.Mn, r) && !canary.Invisible(r)
}

// turnedPlaces are where a text may show something else once it is turned: escapes, ascii85
// between its marks, and what oddText knows in a row of characters above ASCII.
func turnedPlaces(text string) iter.Seq[span] {
	return func(yield func(span) bool) {
		for i := 0; i < len(text); {
			next := i + 1
			found := false
			switch c := text[i]; {
			case c == '&' || c == '%' || c == '\\' || c == '=':
				found = markTurns(text, i)
			case c == '~':
				next, found = endOfMarked(text, i)
			case c >= utf8.RuneSelf:
				next = endOfHigh(text, i)
				found = oddText(text[i:next], 0)
			default:
				found = byteTraits.bytes[c].trait == hasControl
			}
			if found && !yield(span{i, next}) {
				return
			}
			i = next
		}
	}
}

// endOfMarked returns where ascii85 ends whose first mark has its tilde at i, or its last mark
// where it is backwards.
func endOfMarked(text string, i int) (end int, ok bool) {
	const angles = "<>"
	n := strings.IndexByte(text[i+1:], '~')
	end = i + n + 3
	if i == 0 || n < 0 || end > len(text) || strings.IndexByte(angles, text[i-1]) < 0 || strings.IndexByte(angles, text[end-1]) < 0 {
		return i + 1, false
	}
	return end, true
}

// endOfHigh returns where a row of bytes above ASCII ends.
func endOfHigh(text string, i int) int {
	for i < len(text) && text[i] >= utf8.RuneSelf {
		i++
	}
	return i
}
