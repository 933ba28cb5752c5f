package rrweb

import (
	"unsafe"

	"github.com/go-json-experiment/json/jsontext"
)

// arena is the memory of strings whose escapes are undone. They stay valid: it is
// only ever appended to, and left behind when it is full. One decoder has one for
// all its events, most of which are small.
type arena struct{ chunk []byte }

// arenaChunk is how much memory is taken at once.
const arenaChunk = 16 << 10

// unescape undoes the escapes of a quoted string.
func (a *arena) unescape(quoted string) string {
	if cap(a.chunk)-len(a.chunk) < len(quoted) {
		a.chunk = make([]byte, 0, max(arenaChunk, len(quoted)))
	}
	start := len(a.chunk)
	// The only error left after validation is a lone surrogate, which becomes
	// U+FFFD; on broken JSON the walk itself notes that.
	a.chunk, _ = jsontext.AppendUnquote(a.chunk, quoted)
	return aliased(a.chunk[start:])
}

// memory is what the events of one decoder share.
type memory struct {
	arena arena
	path  path // of the last walk
}

// shared is the memory of the event's decoder, new for an event that no decoder made.
func (e *Event) shared() *memory {
	if e.memory == nil {
		e.memory = &memory{}
	}
	return e.memory
}

// aliased lets bytes that nobody changes any more be read as a string.
func aliased(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}
