package rrweb

import (
	"unsafe"

	"github.com/go-json-experiment/json/jsontext"
)

// arenaChunk is how much memory is taken at once for strings with escapes.
const arenaChunk = 16 << 10

// unescapeSlow undoes the escapes of a quoted string.
func (w *walk) unescapeSlow(quoted string) string { return unescapeInto(&w.arena, quoted) }

// unescapeInto undoes the escapes of a quoted string. The text stays valid: the
// arena is only ever appended to, and left behind when it is full.
func unescapeInto(arena *[]byte, quoted string) string {
	if cap(*arena)-len(*arena) < len(quoted) {
		*arena = make([]byte, 0, max(arenaChunk, len(quoted)))
	}
	start := len(*arena)
	// The only error left after validation is a lone surrogate, which becomes
	// U+FFFD; on broken JSON the walk itself notes that.
	*arena, _ = jsontext.AppendUnquote(*arena, quoted)
	return aliased((*arena)[start:])
}

// aliased lets bytes that nobody changes any more be read as a string.
func aliased(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}
