package scan

import (
	"cmp"
	"fmt"
	"slices"
)

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
		if v := &r.sure[i]; !v.plain || !plainDone && i >= f.plain {
			r.apply(v, i, f)
			plainDone = plainDone || v.plain && f.applied.shown
		}
	}
}

// applyGuesses applies the views that guess, and all views to what they show.
func (r *reader) applyGuesses(f *frame) {
	if f.bytes && f.size < minPacked {
		return
	}
	for i := range r.guesses {
		r.apply(&r.guesses[i], i, f)
	}
}

// apply lets a view show its readings of a frame, if it applies.
func (r *reader) apply(v *view, index int, f *frame) {
	f.applied.shown = false
	if !v.applies(f) || r.budget < 0 {
		return
	}
	f.text = f.full()
	if f.large() {
		f.fit(v)
	}
	f.applied.view, f.applied.index = v, index
	v.read(f, max(0, r.budget), f.applied.show)
}

// shown searches and explores a reading of a frame, before the view shows the next one.
// Meanwhile the bitmaps of a large frame are given back.
func (r *reader) shown(f *frame, next reading) {
	if f.applied.shown = true; f.large() {
		f.maps = [byteSorts]bitmap{}
		f.makeRoom()
	}
	child := r.follow(f, next)
	switch {
	case child == nil:
	case f.applied.view.guess || child.size > maxWaitingText:
		r.explore(child)
		r.release(child)
	default:
		index := r.inUse - 1
		if r.applySure(child); r.inUse == index+1 && (index >= maxWaiting || !r.mayGuess(child)) {
			r.applyGuesses(child)
			r.release(child)
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

// follow searches a reading that the applied view shows, unless that was done or a limit is
// reached; then it returns nil.
func (r *reader) follow(f *frame, next reading) *frame {
	v := f.applied.view
	if next.cut != "" {
		r.cut = next.cut
	}
	if r.budget < 0 {
		return nil
	}
	if next.name = nameEnd(next.name); next.name == "" {
		next.name = f.name
	}
	if next.front == "" {
		next.front = f.front
	}
	if next.via == "" {
		next.via = v.name
	}
	if next.text == "" || next.text == f.text && next.name == f.name {
		return nil
	}
	key, w := r.seen.key(next), f.by(v, &next)
	if r.seen.has(key, w) {
		return nil
	}
	if r.budget -= len(next.text) + readingCost; r.budget < 0 {
		r.cut = fmt.Sprintf("its readings outgrew %d times its length", budgetPerByte)
		return nil
	}
	if w.depth > maxDepth {
		if f.hides(v, next) {
			r.cut = fmt.Sprintf("encoded more than %d times over", maxDepth)
		}
		return nil
	}
	r.seen.add(key, w)
	child := r.child(f, next, w)
	if !next.known {
		r.search(child)
	}
	return child
}
