package rrweb

import "strings"

// free visits a value of any form: all strings, keys and numbers in it stand on
// one surface.
func (w *walk) free(as Surface, name string) {
	value, kind := w.scalar()
	switch kind {
	case '"':
		if w.bare == 0 {
			as = pixels(as, name, value)
		}
		w.emit(as, name, value)
	case '0':
		if w.bare > 0 { // a colour, but for what no pixel is
			w.longNumber(name, value)
		} else {
			w.emit(as, name, value)
		}
	case '{':
		w.canvasObject(as, func(key string) {
			w.emitKey(as, key)
			w.free(as, key)
		})
	case '[':
		if as == SurfaceCanvas && w.bare == 0 {
			w.bytes(as, name, w.flatArray())
		}
		w.array(func(int) { w.free(as, name) })
	}
}

// pixels moves pictures to the surface image, where the format itself carries
// them.
func pixels(as Surface, name, value string) Surface {
	switch as {
	case SurfaceCanvas, SurfaceMobile:
		if name == "base64" || name == "backgroundImage" || isDataURI(value) {
			return SurfaceImage
		}
	}
	return as
}

// isDataURI says whether a URL holds its content itself.
func isDataURI(url string) bool {
	return len(url) >= 5 && strings.EqualFold(url[:5], "data:")
}

// unknown visits a member that the format does not know: its name is data, too.
func (w *walk) unknown(key string) {
	w.emitKey(SurfaceOther, key)
	w.free(SurfaceOther, key)
}

// plain visits the value of a member that holds an id, a number or a word of the
// format: a number there is no data unless it is long, anything else is visited.
func (w *walk) plain(as Surface, name string) {
	value, kind := w.scalar()
	switch kind {
	case '0':
		w.longNumber(name, value)
	case '"':
		w.emit(as, name, value)
	case '{', '[':
		w.free(as, name)
	}
}

// numeric visits a value that should hold nothing but numbers, in members that
// the format names (positions, ranges, offsets).
func (w *walk) numeric(name string) {
	value, kind := w.scalar()
	switch kind {
	case '0':
		w.longNumber(name, value)
	case '"':
		w.emit(SurfaceOther, name, value)
	case '{':
		w.object(func(key string) {
			if numericMember(key) {
				w.numeric(key)
				return
			}
			w.unknown(key)
		})
	case '[':
		w.array(func(int) { w.numeric(name) })
	}
}

// longNumber visits a number that is longer than any id, position or offset: a
// card number can stand where an id should.
func (w *walk) longNumber(name, literal string) {
	if longDigits(literal) {
		w.emit(SurfaceOther, name, literal)
	}
}

// longDigits says whether a number has nine digits or more in front of its
// fraction, or an exponent.
func longDigits(literal string) bool {
	n := strings.IndexAny(literal, ".eE")
	switch {
	case n < 0:
		n = len(literal)
	case literal[n] != '.' || strings.ContainsAny(literal, "eE"):
		return true
	}
	return n >= 9
}

// numericMember knows the members of incremental events that hold numbers,
// booleans or lists of them.
func numericMember(key string) bool {
	switch key {
	case "source", "id", "type", "x", "y", "timeOffset", "positions", "width", "height",
		"pointerType", "currentTime", "volume", "muted", "loop", "playbackRate",
		"ranges", "start", "startOffset", "end", "endOffset", "left", "top",
		"parentId", "nextId", "previousId", "isShadow", "isAttachIframe", "isChecked",
		"userTriggered", "selectedOptionIds", "styleId", "styleIds", "index",
		"displayWidth", "displayHeight", "buffer", "setter", "rootId":
		return true
	}
	return false
}
