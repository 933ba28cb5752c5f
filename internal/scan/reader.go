package scan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// The limits of one string: how many decoding views may lie on each other, and
// how many bytes all its readings may have.
const (
	maxDepth      = 5
	budgetPerByte = 64
	budgetBase    = 1 << 20
	readingCost   = 16 // counted for each reading beside its bytes
)

// reader reads one string at a time through all views.
type reader struct {
	sure     []view
	guesses  []view
	matcher  *matcher
	canaries []canary.Canary
	pieces   *pieces   // nil: fragments are not looked for
	personal *personal // nil: nothing is looked for but canaries
	typed    bool      // the string is what an input holds; set before read
	quiet    *quietTexts

	// Of the string being read:
	budget int
	cut    string // why not all readings were searched; "" if they were
	met    bool   // a needle occurred, whether it counts or not
	seen   map[seenKey]way
	frames []*frame // their memory; the first inUse hold the readings from the string to the current one
	inUse  int
	best   []hit // the best for each canary that was found
	parts  []fragment
}

type seenKey struct{ text, name string }

func newReader(m *matcher, canaries []canary.Canary, transforms []canary.Transform) *reader {
	r := &reader{matcher: m, canaries: canaries, quiet: newQuietTexts(), seen: map[seenKey]way{}}
	for _, v := range append(viewTable(), transformViews(transforms)...) {
		if v.guess {
			r.guesses = append(r.guesses, v)
		} else {
			r.sure = append(r.sure, v)
		}
	}
	return r
}

// hit is one canary in one reading of a string.
type hit struct {
	occurrence
	match  Match
	via    []string
	text   string // the reading
	offset int    // in the string, where the value or its outermost encoding begins
}

// begin is where the value, or the run of base64 that holds it, begins.
func (h *hit) begin() int {
	i := h.start
	for h.view == viewBase64 && i > 0 && isBase64(h.text[i-1]) {
		i--
	}
	return i
}

// frame is where in the tree of readings the reader stands.
type frame struct {
	reading
	parent *frame // nil: the string itself
	view   *view
	look
	plain   int  // views below this index were applied since the last decoding
	changed bool // a plain view was applied
	way
}

// read searches a string and all its readings. What it returns is valid until
// the next call: the best hit of each canary, and why the search was cut short.
func (r *reader) read(text, name string, content bool) ([]hit, string) {
	r.best, r.parts, r.cut, r.met = r.best[:0], r.parts[:0], "", false
	known, hash := r.quiet.has(text)
	if known && r.personal == nil {
		return nil, "" // what is personal depends on the place, too
	}
	r.inUse = 0
	f := r.newFrame()
	*f = frame{reading: reading{text: text, name: name}, way: way{content: content}, look: f.look}
	f.look.at(text)
	r.search(f)
	r.budget = budgetPerByte*len(text) + budgetBase
	r.explore(f)
	if len(r.seen) > 0 {
		clear(r.seen)
	}
	if !r.met && r.cut == "" {
		r.quiet.add(text, hash)
	}
	return r.best, r.cut
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
	for r.inUse > first { // what is decoded most first
		waiting := r.frames[r.inUse-1]
		r.applyGuesses(waiting)
		r.release(waiting)
	}
	r.applyGuesses(f)
}

// applySure applies the views that are sure, and those to what they show. Of the plain
// ones only the first does; the next ones read what it shows.
func (r *reader) applySure(f *frame) {
	if f.bytes && len(f.text) < minPacked {
		return // no view reads so few
	}
	plainDone := false
	for i := range r.sure {
		v := &r.sure[i]
		if !v.applies(f) || r.budget < 0 || v.plain && (plainDone || i < f.plain) {
			continue
		}
		for _, next := range v.read(f, max(0, r.budget)) {
			plainDone = plainDone || v.plain
			child := r.follow(f, v, i, next)
			if child == nil {
				continue
			}
			index := r.inUse - 1
			if r.applySure(child); r.inUse == index+1 && (index >= maxWaiting || !r.mayGuess(child)) {
				r.applyGuesses(child)
				r.release(child)
			}
		}
	}
}

// maxWaiting is how many readings wait at most until all that is sure was read.
const maxWaiting = 256

func (r *reader) mayGuess(f *frame) bool {
	return slices.ContainsFunc(r.guesses, func(v view) bool { return v.applies(f) })
}

// applyGuesses applies the views that guess, and all views to what they show.
func (r *reader) applyGuesses(f *frame) {
	if f.bytes && len(f.text) < minPacked {
		return
	}
	for i := range r.guesses {
		v := &r.guesses[i]
		if !v.applies(f) || r.budget < 0 {
			continue
		}
		for _, next := range v.read(f, max(0, r.budget)) {
			if child := r.follow(f, v, i, next); child != nil {
				r.explore(child)
				r.release(child)
			}
		}
	}
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
	key := seenKey{next.text, next.name}
	w := f.by(v)
	if old, ok := r.seen[key]; ok && old.asGood(w) || next.text == "" || next.text == f.text && next.name == f.name {
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

// release gives back the frame that was made last.
func (r *reader) release(f *frame) {
	*f = frame{look: f.look}
	r.inUse--
}

// child is the frame of a reading.
func (r *reader) child(f *frame, v *view, index int, next reading, w way) *frame {
	child := r.newFrame()
	*child = frame{
		reading: next, parent: f, view: v, look: child.look,
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
		switch {
		case f.view.origin != nil:
			at = f.view.origin(f.parent.text, at)
		case f.from < len(f.parent.text) && strings.HasPrefix(f.parent.text[f.from:], f.text):
			at += f.from
		default:
			at = f.from
		}
	}
	return at
}

// search looks for all canaries in one reading.
func (r *reader) search(f *frame) {
	if r.personal != nil {
		r.personal.search(f)
	}
	r.matcher.find(f.text, &f.look, func(o occurrence) {
		r.met = true
		at := canary.Place{Name: f.name, Content: f.content}
		if o.form.Counts(f.text, o.start, o.end, at) {
			r.keep(f, r.judge(f, o))
		}
	})
	if r.pieces == nil || f.guessed {
		return // what is read by chance holds every part of a number
	}
	at := fragmentPlace{f.name, f.content, r.typed}
	near := r.pieces.find(f.text, &f.look, at, func(p fragment) {
		p.text, p.via = f.text, f.views()
		r.keepPart(p)
	})
	r.met = r.met || near
}

// judge says how closely an occurrence resembles its canary and adds what the
// comparison itself undid to the views.
func (r *reader) judge(f *frame, o occurrence) hit {
	found := f.text[o.start:o.end]
	h := hit{occurrence: o, via: f.views(), text: f.text, match: Normalized}
	switch {
	case o.view != "":
		h.via = append(h.via, strings.Fields(o.view)...)
	case o.form.Class == canary.Digits && found != o.form.Text && found != r.canaries[o.canary].Value:
		h.via = append(h.via, viewDigits)
	case o.form.Class == canary.Literal && found != o.form.Text && len(found) == len(o.form.Text) && !f.changed:
		h.via = append(h.via, viewFolded)
	}
	switch {
	case o.hashed:
		h.match = Hashed
	case f.depth > 0 || o.view != "":
		h.match = Encoded
	case found == r.canaries[o.canary].Value && !f.changed:
		h.match = Exact
	}
	return h
}

// keep remembers a hit if it is the best of its canary in this string: the
// strongest match, then the fewest views, then the first.
func (r *reader) keep(f *frame, h hit) {
	for i := range r.best {
		old := &r.best[i]
		if old.canary != h.canary {
			continue
		}
		if d := h.match.rank() - old.match.rank(); d < 0 || d == 0 && len(h.via) < len(old.via) {
			h.offset = f.offset(h.begin())
			*old = h
		}
		return
	}
	h.offset = f.offset(h.begin())
	r.best = append(r.best, h)
}

// rank orders matches from strongest to weakest.
func (m Match) rank() int {
	return slices.Index([]Match{Exact, Normalized, Encoded, Hashed, Fragment}, m)
}
