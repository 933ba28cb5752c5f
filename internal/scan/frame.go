package scan

import (
	"slices"
	"strings"
)

// frame is where in the tree of readings the reader stands.
type frame struct {
	reading
	parent *frame // nil: the string itself
	view   *view
	size   int // bytes of the text, which is "" while it is given back
	look
	plain   int  // views below this index were applied since the last decoding
	changed bool // a plain view was applied
	long    bool // it is a long text or a piece of one
	settled bool // it is read in parts from now on; see view.parts
	judged  bool // odd is known; see isOdd
	odd     bool
	way
	applied applied
}

// applied is a view that is being applied to a frame.
type applied struct {
	view  *view
	index int
	shown bool // a reading
	show  func(reading)
}

// newFrame returns memory that is in use until inUse is less again.
func (r *reader) newFrame() *frame {
	if r.inUse == len(r.frames) {
		f := &frame{}
		f.applied.show = func(next reading) { r.shown(f, next) }
		r.frames = append(r.frames, f)
	}
	r.inUse++
	return r.frames[r.inUse-1]
}

// child is the frame of a reading that the applied view shows.
func (r *reader) child(f *frame, next reading, w way) *frame {
	child, v := r.newFrame(), f.applied.view
	*child = frame{
		reading: next, parent: f, view: v, size: len(next.text), look: child.look,
		way: w, changed: f.changed || v.plain && v.name != viewRest, applied: applied{show: child.applied.show},
		long: len(next.text) >= longText || f.long && (next.piece || v.origin != nil), // such a view changes a text here and there
	}
	child.look.at(next.text)
	if v.plain {
		child.plain = f.applied.index + 1
	}
	return child
}

// release gives back the frame that was made last, and the memory of a large look.
func (r *reader) release(f *frame) {
	keep := f.look
	if f.large() {
		keep = look{}
	}
	*f = frame{look: keep, applied: applied{show: f.applied.show}}
	r.inUse--
}

// maxLook is how many bytes a reading has at most whose look is used again.
const maxLook = 256 << 10

func (f *frame) large() bool { return f.size > maxLook }

// fit gives the bitmaps of a frame back for a view that reads no more than its text, and
// makes them again for one that may ask for them.
func (f *frame) fit(v *view) {
	switch {
	case v.origin != nil || v.any:
		f.maps = [byteSorts]bitmap{}
	case f.maps[0] == nil && f.traits&(hasUpper|hasDigit) != 0:
		f.look.at(f.text)
	}
}

// full is the text of a frame, made again where it was given back.
func (f *frame) full() string {
	if f.text == "" && f.size > 0 {
		return f.again(f.parent.full())
	}
	return f.text
}

// mostKept is how many bytes the idle texts have that lead to one, beside as many as the
// string itself, before some are given back: to make them again takes time.
const mostKept = 8 << 20

// makeRoom gives back texts that lead to a frame, where too much is kept of those that are
// easily made again: first those that are farthest from it, as the way leads back there last.
func (f *frame) makeRoom() {
	kept, p := 0, f
	for ; p.parent != nil; p = p.parent {
		if p.idle() {
			kept += p.size
		}
	}
	for most := p.size + mostKept; kept > most; {
		var farthest *frame
		for p = f; p.parent != nil; p = p.parent {
			if p.idle() {
				farthest = p
			}
		}
		kept -= farthest.size
		farthest.text = ""
	}
}

// idle says that a frame's text is kept, can be made again and is used by no view: those
// that decode a text as a whole are done with it when they show the other.
func (f *frame) idle() bool {
	return f.text != "" && f.again != nil && f.applied.view.origin != nil
}

// views names the views that lead to the frame, outermost first.
func (f *frame) views() []string {
	var list []string
	for ; f.parent != nil; f = f.parent {
		if f.via != viewRest && !f.part {
			list = append(list, f.via)
		}
	}
	slices.Reverse(list)
	return list
}

// offset leads a byte of the frame's text back to the string.
func (f *frame) offset(at int) int {
	for ; f.parent != nil; f = f.parent {
		text, origin := f.parent.full(), f.view.origin
		if f.origin != nil {
			origin = f.origin
		}
		switch {
		case origin != nil && f.to > 0:
			at = f.from + origin(text[f.from:f.to], at)
		case origin != nil:
			at = origin(text, at)
		case f.from < len(text) && strings.HasPrefix(text[f.from:], f.full()):
			at += f.from
		default:
			at = f.from
		}
	}
	return at
}
