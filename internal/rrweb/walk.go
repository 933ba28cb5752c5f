package rrweb

// walk is one visit of all strings of an event. Its methods in the place_*.go
// files say what stands where; each reads exactly one value.
type walk struct {
	cursor
	ev        *Event
	visit     func(*Text)
	path      path
	text      Text
	arena     *arena // escaped strings are undone into it
	bare      int    // how many objects of bare pixels the walk is in
	malformed bool
}

// emit hands one text to the visitor.
func (w *walk) emit(as Surface, name, value string) {
	w.text.Value, w.text.Surface, w.text.Name, w.text.Key = value, as, name, false
	w.visit(&w.text)
}

// emitKey hands one name to the visitor.
func (w *walk) emitKey(as Surface, value string) {
	w.text.Value, w.text.Surface, w.text.Name, w.text.Key = value, as, "", true
	w.visit(&w.text)
}

// object reads the object that begins here and calls member for each of its
// members; member reads the value.
func (w *walk) object(member func(key string)) {
	if !w.enter() {
		return
	}
	for w.i++; w.next() == '"'; {
		quoted := w.quoted()
		key := w.unescape(quoted)
		w.path = append(w.path, step{quoted: quoted})
		if b := w.next(); b == '}' || b == ']' || b == 0 {
			w.malformed = true
		} else {
			member(key)
		}
		w.path = w.path[:len(w.path)-1]
	}
	w.leave('}')
}

// array reads the array that begins here and calls item for each of its items;
// item reads the value.
func (w *walk) array(item func(index int)) {
	if !w.enter() {
		return
	}
	w.i++
	for n := 0; ; n++ {
		if b := w.next(); b == ']' || b == '}' || b == 0 {
			break
		}
		w.path = append(w.path, step{index: n})
		item(n)
		w.path = w.path[:len(w.path)-1]
	}
	w.leave(']')
}

// enter says whether the walk may go one level deeper. An event that was
// decoded never nests deeper than two times maxDepth.
func (w *walk) enter() bool {
	if len(w.path) > 2*maxDepth+8 {
		w.ev.note("", "nested too deep")
		w.malformed = true
		w.i = len(w.s)
	}
	return w.i < len(w.s)
}

// leave moves behind the end of a container.
func (w *walk) leave(end byte) {
	if w.next() != end {
		w.malformed = true
	}
	w.i = min(w.i+1, len(w.s))
}

// unescape undoes the escapes of the string read last, with the arena as memory.
func (w *walk) unescape(quoted string) string {
	if len(quoted) < 2 || quoted[len(quoted)-1] != '"' {
		w.malformed = true
		return quoted
	}
	if w.simple {
		return quoted[1 : len(quoted)-1]
	}
	return w.arena.unescape(quoted)
}

// scalar reads the value that begins here if it is no container, and says what
// it is: a string, a number, or neither.
func (w *walk) scalar() (value string, kind byte) {
	switch b := w.next(); b {
	case '"':
		quoted := w.quoted()
		value = w.unescape(quoted)
		if len(quoted) > 2 && quoted[1] == '\\' && looksPacked([]byte(quoted)) {
			w.ev.note(w.path.pointer(), "a gzip string at a place where none is expected")
		}
		return value, '"'
	case '{', '[':
		return "", b
	}
	literal := w.literal()
	switch {
	case literal == "":
		w.malformed = true
		w.i = min(w.i+1, len(w.s))
		return "", 0
	case literal[0] == '-' || literal[0] >= '0' && literal[0] <= '9':
		return literal, '0'
	}
	return literal, literal[0]
}
