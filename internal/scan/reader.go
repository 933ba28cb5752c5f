package scan

import (
	"fmt"
	"slices"

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
	views    []view
	matcher  *matcher
	canaries []canary.Canary
	pieces   *pieces   // nil: fragments are not looked for
	personal *personal // nil: nothing is looked for but canaries
	typed    bool      // the string is what an input holds; set before read

	// Of the string being read:
	budget int
	cut    string // why not all readings were searched; "" if they were
	seen   map[reading]struct{}
	best   []hit // the best for each canary that was found
	parts  []fragment
}

func newReader(m *matcher, canaries []canary.Canary) *reader {
	return &reader{views: viewTable(), matcher: m, canaries: canaries, seen: map[reading]struct{}{}}
}

// hit is one canary in one reading of a string.
type hit struct {
	occurrence
	match Match
	via   []string
	text  string // the reading
}

// frame is where in the tree of readings the reader stands.
type frame struct {
	reading
	content bool     // see canary.Place
	via     []string // names of the views so far
	plain   int      // views below this index were applied since the last decoding
	depth   int      // decoding views so far
	changed bool     // a plain view was among them
}

// read searches a string and all its readings. What it returns is valid until
// the next call: the best hit of each canary, and why the search was cut short.
func (r *reader) read(text, name string, content bool) ([]hit, string) {
	r.best, r.parts, r.cut = r.best[:0], r.parts[:0], ""
	traits := traitsOf(text)
	f := frame{reading: reading{text, name}, content: content}
	r.search(&f, traits)
	if traits&^hasDigit != 0 {
		r.budget = budgetPerByte*len(text) + budgetBase
		r.explore(&f, traits)
		clear(r.seen)
	}
	return r.best, r.cut
}

// explore applies every view that applies. Of the plain views only the first
// does; the next ones read what it shows.
func (r *reader) explore(f *frame, traits trait) {
	plainDone := false
	for i := range r.views {
		v := &r.views[i]
		if traits&v.needs != v.needs || r.budget < 0 || v.plain && (plainDone || i < f.plain) {
			continue
		}
		for _, next := range v.read(f.text) {
			plainDone = plainDone || v.plain
			r.follow(f, v, i, next)
		}
	}
}

// follow searches a reading that a view shows, unless that was done or a limit
// is reached.
func (r *reader) follow(f *frame, v *view, index int, next reading) {
	if next.name == "" {
		next.name = f.name
	}
	if _, ok := r.seen[next]; ok {
		return
	}
	if !v.plain && f.depth == maxDepth {
		if r.budget < 0 {
			return
		}
		r.cut = fmt.Sprintf("encoded more than %d times over", maxDepth)
		return
	}
	if r.budget -= len(next.text) + readingCost; r.budget < 0 {
		r.cut = fmt.Sprintf("its readings outgrew %d times its length", budgetPerByte)
		return
	}
	r.seen[next] = struct{}{}
	child := frame{
		reading: next, content: f.content && v.name != "json", via: append(slices.Clip(f.via), v.name),
		depth: f.depth, changed: f.changed || v.plain,
	}
	if v.plain {
		child.plain = index + 1
	} else {
		child.depth++
	}
	traits := traitsOf(next.text)
	r.search(&child, traits)
	r.explore(&child, traits)
}

// search looks for all canaries in one reading.
func (r *reader) search(f *frame, traits trait) {
	if r.personal != nil {
		r.personal.search(f)
	}
	r.matcher.find(f.text, traits, func(o occurrence) {
		at := canary.Place{Name: f.name, Content: f.content}
		if o.form.Counts(f.text, o.start, o.end, at) {
			r.keep(r.judge(f, o))
		}
	})
	if r.pieces != nil {
		r.pieces.find(f.text, traits, fragmentPlace{f.name, f.content, r.typed}, func(p fragment) {
			p.text, p.via = f.text, f.via
			r.keepPart(p)
		})
	}
}

// judge says how closely an occurrence resembles its canary and adds what the
// comparison itself undid to the views.
func (r *reader) judge(f *frame, o occurrence) hit {
	found := f.text[o.start:o.end]
	h := hit{occurrence: o, via: f.via, text: f.text, match: Normalized}
	switch {
	case o.view != "":
		h.via = append(slices.Clip(f.via), o.view)
	case o.form.Class == canary.Digits && found != o.form.Text && found != r.canaries[o.canary].Value:
		h.via = append(slices.Clip(f.via), viewDigits)
	case o.form.Class == canary.Literal && found != o.form.Text && len(found) == len(o.form.Text) && !f.changed:
		h.via = append(slices.Clip(f.via), viewFolded)
	}
	switch {
	case o.hashed:
		h.match = Hashed
	case f.depth > 0 || o.view == viewForm:
		h.match = Encoded
	case found == r.canaries[o.canary].Value && !f.changed:
		h.match = Exact
	}
	return h
}

// keep remembers a hit if it is the best of its canary in this string: the
// strongest match, then the fewest views, then the first.
func (r *reader) keep(h hit) {
	for i := range r.best {
		old := &r.best[i]
		if old.canary != h.canary {
			continue
		}
		if d := h.match.rank() - old.match.rank(); d < 0 || d == 0 && len(h.via) < len(old.via) {
			*old = h
		}
		return
	}
	r.best = append(r.best, h)
}

// rank orders matches from strongest to weakest.
func (m Match) rank() int {
	return slices.Index([]Match{Exact, Normalized, Encoded, Hashed, Fragment}, m)
}
