package replay

import "strings"

// upInfix stands between a stamp and the level, on what encloses the field.
const upInfix = "-up"

// sealedSuffix stands behind a stamp, on an element whose closed shadow root holds
// the field: rrweb records no closed roots.
const sealedSuffix = "-sealed"

// stamp notes that a node carries a stamp, if the attribute is one.
func (w *window) stamp(id int64, name string) {
	if !w.isStamp(name) {
		return
	}
	if w.stamped[name] == nil {
		w.stamped[strings.Clone(name)] = map[int64]bool{}
	}
	w.stamped[name][id] = true
}

func (w *window) unstamp(id int64, name string) {
	delete(w.stamped[name], id)
}

// isStamp says whether an attribute is one of the player's stamps, on a field or
// on what encloses it.
func (w *window) isStamp(name string) bool {
	if len(w.stamps) == 0 {
		return false
	}
	if w.stamps[name] {
		return true
	}
	base, _, ok := cutLast(name, upInfix)
	return ok && w.stamps[base]
}

// cutLast cuts a text at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// stampedNode returns the node that carries a stamp, the one with the lowest id
// where the app has copied it.
func (w *window) stampedNode(name string) (int64, bool) {
	lowest, found := int64(0), false
	for id := range w.stamped[name] {
		if !found || id < lowest {
			lowest, found = id, true
		}
	}
	return lowest, found
}

// inputsOf is how often a stamped node had input events.
type inputsOf struct {
	node   int64
	inputs int
}

// stampedInputs lists the input events of all stamped fields, by stamp.
func (w *window) stampedInputs() map[string]inputsOf {
	list := map[string]inputsOf{}
	for name := range w.stamps {
		if id, ok := w.stampedNode(name); ok && w.controls[id] != nil {
			list[name] = inputsOf{id, w.controls[id].inputs}
		}
	}
	return list
}

// carryOver keeps the counts of fields that a new snapshot of the same page
// shows again: the same stamp on the same id.
func (w *window) carryOver(before map[string]inputsOf) {
	for name, old := range before {
		if w.stamped[name][old.node] {
			w.control(old.node).inputs += old.inputs
		}
	}
}
