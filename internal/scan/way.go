package scan

// way is how a reading was come by.
type way struct {
	depth   int8 // decoding views so far
	guessed bool // a view that guesses was among them
	content bool // see canary.Place
}

// by is how a view comes to what it shows of a frame. What bytes are unpacked to is
// not one encoding more: they had to be written as text anyway. Nor is a part of a text.
func (f *frame) by(v *view, next *reading) way {
	w := way{depth: f.depth, guessed: f.guessed || v.guess, content: f.content && v.name != viewJSON}
	if !v.plain && !next.part && !f.bytes {
		w.depth++
	}
	return w
}

// asGood says that all that is looked for behind another way was looked for
// behind this one.
func (w way) asGood(other way) bool {
	return w.depth <= other.depth && (!w.guessed || other.guessed) && (w.content || !other.content)
}
