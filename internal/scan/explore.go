package scan

import (
	"cmp"
	"fmt"
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
	judged  bool // odd is known; see isOdd
	odd     bool
	way
}

// newFrame returns memory that is in use until inUse is less again.
func (r *reader) newFrame() *frame {
	if r.inUse == len(r.frames) {
		r.frames = append(r.frames, &frame{})
	}
	r.inUse++
	return r.frames[r.inUse-1]
}

// explore applies every view that applies: first those that are sure, one on another,
// and only then those that guess, so that what is there by chance does not use up what
// there is for the rest.
func (r *reader) explore(f *frame) {
	first := r.inUse
	r.applySure(f)
	shortestFirst := func(a, b *frame) int { return cmp.Compare(a.size, b.size) }
	slices.SortStableFunc(r.frames[first:r.inUse], shortestFirst) // decoded most, and costs least
	for i := first; i < r.inUse; i++ {
		r.applyGuesses(r.frames[i])
	}
	for r.inUse > first { // only now: one may be another's parent
		r.release(r.frames[r.inUse-1])
	}
	r.applyGuesses(f)
}

// applySure applies the views that are sure, and those to what they show. Of the plain
// ones only the first does; the next ones read what it shows.
func (r *reader) applySure(f *frame) {
	if f.bytes && f.size < minPacked {
		return // no view reads so few
	}
	plainDone := false
	for i := range r.sure {
		v := &r.sure[i]
		if !v.applies(f) || r.budget < 0 || v.plain && (plainDone || i < f.plain) {
			continue
		}
		list := r.readings(v, f)
		for k := range list {
			plainDone = plainDone || v.plain
			child := r.follow(f, v, i, take(&list[k]))
			if child == nil {
				continue
			}
			index := r.inUse - 1
			if r.applySure(child); r.inUse == index+1 && (index >= maxWaiting || child.size > maxWaitingText || !r.mayGuess(child)) {
				r.applyGuesses(child)
				r.release(child)
			}
		}
	}
}

// How many readings wait at most until all that is sure was read, and how many bytes each
// has: longer ones have budget enough, and would take memory.
const (
	maxWaiting     = 256
	maxWaitingText = 16 << 10
)

func (r *reader) mayGuess(f *frame) bool {
	for i := range r.guesses {
		if r.guesses[i].applies(f) {
			return true
		}
	}
	return false
}

// applyGuesses applies the views that guess, and all views to what they show.
func (r *reader) applyGuesses(f *frame) {
	if f.bytes && f.size < minPacked {
		return
	}
	for i := range r.guesses {
		v := &r.guesses[i]
		if !v.applies(f) || r.budget < 0 {
			continue
		}
		list := r.readings(v, f)
		for k := range list {
			if child := r.follow(f, v, i, take(&list[k])); child != nil {
				r.explore(child)
				r.release(child)
			}
		}
	}
}

// readings are what a view shows of a frame. While those of a large one are explored, its
// bitmaps are given back, and its text where too much is kept and it is easily made again.
func (r *reader) readings(v *view, f *frame) []reading {
	f.text = f.full()
	if f.large() {
		f.fit(v)
	}
	list := v.read(f, max(0, r.budget))
	if len(list) > 0 && f.large() {
		f.maps = [byteSorts]bitmap{}
		if f.again != nil && f.crowded() {
			f.text = ""
		}
	}
	return list
}

// mostKept is how many bytes the readings have that lead to one, beside as many as the
// string itself, before some are given back: to make them again takes time.
const mostKept = 8 << 20

// crowded says that what leads to a frame takes too much memory.
func (f *frame) crowded() bool {
	kept := 0
	for ; f.parent != nil; f = f.parent {
		kept += len(f.text)
	}
	return kept > f.size+mostKept
}

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

// take leaves nothing of a reading behind, so that its text can be given back.
func take(r *reading) reading {
	next := *r
	*r = reading{}
	return next
}

// full is the text of a frame, made again where it was given back.
func (f *frame) full() string {
	if f.text == "" && f.size > 0 {
		return f.again(f.parent.full())
	}
	return f.text
}

// follow searches a reading that a view shows, unless that was done or a limit is
// reached; then it returns nil.
func (r *reader) follow(f *frame, v *view, index int, next reading) *frame {
	if next.cut != "" {
		r.cut = next.cut
	}
	if next.name == "" {
		next.name = f.name
	}
	if next.via == "" {
		next.via = v.name
	}
	if next.text == "" || next.text == f.text && next.name == f.name {
		return nil
	}
	key, w := r.keyOf(next), f.by(v)
	if old, ok := r.seen[key]; ok && old.asGood(w) {
		return nil
	}
	if !v.plain && f.depth == maxDepth && !f.bytes {
		if r.budget >= 0 && f.hides(v, next) {
			r.cut = fmt.Sprintf("encoded more than %d times over", maxDepth)
		}
		return nil
	}
	if r.budget -= len(next.text) + readingCost; r.budget < 0 {
		r.cut = fmt.Sprintf("its readings outgrew %d times its length", budgetPerByte)
		return nil
	}
	r.seen[key] = w
	child := r.child(f, v, index, next, w)
	r.search(child)
	return child
}

// release gives back the frame that was made last, and the memory of a large look.
func (r *reader) release(f *frame) {
	keep := f.look
	if f.large() {
		keep = look{}
	}
	*f = frame{look: keep}
	r.inUse--
}

// maxLook is how many bytes a reading has at most whose look is used again.
const maxLook = 256 << 10

func (f *frame) large() bool { return f.size > maxLook }

// child is the frame of a reading.
func (r *reader) child(f *frame, v *view, index int, next reading, w way) *frame {
	child := r.newFrame()
	*child = frame{
		reading: next, parent: f, view: v, size: len(next.text), look: child.look,
		way: w, changed: f.changed || v.plain,
	}
	child.look.at(next.text)
	if v.plain {
		child.plain = index + 1
	}
	return child
}

// views names the views that lead to the frame, outermost first.
func (f *frame) views() []string {
	var list []string
	for ; f.parent != nil; f = f.parent {
		list = append(list, f.via)
	}
	slices.Reverse(list)
	return list
}

// offset leads a byte of the frame's text back to the string.
func (f *frame) offset(at int) int {
	for ; f.parent != nil; f = f.parent {
		text := f.parent.full()
		switch {
		case f.view.origin != nil:
			at = f.view.origin(text, at)
		case f.from < len(text) && strings.HasPrefix(text[f.from:], f.full()):
			at += f.from
		default:
			at = f.from
		}
	}
	return at
}
