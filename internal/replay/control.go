package replay

import "github.com/maskproof/maskproof/internal/rrweb"

// control is what the recording says of the value of one form control.
type control struct {
	value  string
	known  bool
	inputs int // input events of the node in this page
}

// control finds or makes the control of a node.
func (w *window) control(id int64) *control {
	c := w.controls[id]
	if c == nil {
		c = &control{}
		w.controls[id] = c
	}
	return c
}

// attribute takes over a value attribute. That an attribute goes away does not
// change what a person has typed.
func (c *control) attribute(v rrweb.AttributeValue) {
	if v.Kind != rrweb.Null {
		c.value, c.known = v.Text, true
	} else if c.inputs == 0 {
		c.value, c.known = "", false
	}
}

// input applies an input event. Those of elements outside of the page have the
// id -1 and say nothing about a node.
func (w *window) input(ev *rrweb.Event) error {
	data, err := ev.InputChange()
	if err != nil {
		return err
	}
	if data.ID <= 0 {
		return nil
	}
	c := w.control(data.ID)
	c.value, c.known = data.Text, true
	c.inputs++
	return nil
}
