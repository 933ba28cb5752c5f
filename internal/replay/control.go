package replay

import "github.com/maskproof/maskproof/internal/rrweb"

// control is what the recording says of the value of one form control.
type control struct {
	value  string
	known  bool
	inputs int // input events of the node in this page
	turn   int // of the last input event, among those of the window
}

// control finds or makes the control of a node.
func (w *window) control(id int64) *control {
	c := w.controls[id]
	if c == nil {
		w.sweep()
		c = &control{}
		w.controls[id] = c
	}
	return c
}

// sweep forgets the controls of nodes that left the page, when there are many.
func (w *window) sweep() {
	if len(w.controls) < max(1<<14, w.changes.swept) {
		return
	}
	for id := range w.controls {
		if w.nodes.get(id) == nil {
			delete(w.controls, id)
		}
	}
	w.changes.swept = 2 * len(w.controls)
}

// attribute takes over a value attribute. That an attribute goes away does not
// change what a person has typed.
func (c *control) attribute(kind rrweb.ValueKind, text string) {
	if kind != rrweb.Null {
		c.value, c.known = text, true
	} else if c.inputs == 0 {
		c.value, c.known = "", false
	}
}

// input applies an input event. Those of elements outside of the page have the
// id -1 and say nothing about a node.
func (w *window) input(ev *rrweb.Event) error {
	data, err := ev.InputChange()
	if data.ID <= 0 {
		w.changes.inputUnseen(w.keep(data.Text))
		return err
	}
	c := w.control(data.ID)
	c.value, c.known = w.keep(data.Text), true
	c.inputs++
	w.changes.input(data.ID, c)
	return err
}
