package scan

import (
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
	seen     seen // readings of the string being read

	// Of the string being read:
	budget int
	cut    string   // why not all readings were searched; "" if they were
	met    bool     // a needle occurred, whether it counts or not
	frames []*frame // their memory; the first inUse hold the readings from the string to the current one
	inUse  int
	best   []hit // the best for each canary that was found
	parts  []fragment
}

// maxName is how many bytes at the end of a name count. It is looked at with each of the
// readings that stand under it.
const maxName = 256

func nameEnd(name string) string { return name[max(0, len(name)-maxName):] }

func newReader(m *matcher, canaries []canary.Canary, transforms []canary.Transform) *reader {
	r := &reader{matcher: m, canaries: canaries, quiet: newQuietTexts(), seen: newSeen()}
	for _, v := range append(viewTable(documentsOf(canaries, transforms)), transformViews(transforms)...) {
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
	text   string // the reading, or what stands around the hit in it
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
	*f = frame{reading: reading{text: text, name: nameEnd(name)}, size: len(text), long: len(text) >= longText, way: way{content: content}, look: f.look, applied: f.applied}
	f.look.at(text)
	r.search(f)
	r.budget = budgetPerByte*len(text) + budgetBase
	r.explore(f)
	r.release(f)
	r.seen.clear()
	if !r.met && r.cut == "" {
		r.quiet.add(text, hash)
	}
	return r.best, r.cut
}

// search looks for all canaries in one reading.
func (r *reader) search(f *frame) {
	if r.personal != nil {
		r.personal.search(f)
	}
	r.matcher.find(f.text, &f.look, func(o occurrence) {
		r.met = true
		at := canary.Place{Name: f.name, Front: f.front, Content: f.content}
		if o.form.Counts(f.text, o.start, o.end, at) {
			r.keep(f, r.judge(f, o))
		}
	})
	if r.pieces == nil || f.guessed {
		return // what is read by chance holds every part of a number
	}
	at := fragmentPlace{f.name, f.content, r.typed}
	near := r.pieces.find(f.text, &f.look, at, func(p fragment) {
		r.keepPart(f, p)
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
	i := slices.IndexFunc(r.best, func(old hit) bool { return old.canary == h.canary })
	if i >= 0 && !h.better(&r.best[i]) {
		return
	}
	h.offset = f.offset(h.begin())
	h.text, h.start, h.end = f.excerpt(h.start, h.end, r.matcher.margin())
	if i < 0 {
		r.best = append(r.best, h)
		return
	}
	r.best[i] = h
}

func (h *hit) better(old *hit) bool {
	d := h.match.rank() - old.match.rank()
	return d < 0 || d == 0 && len(h.via) < len(old.via)
}

// excerpt is what is kept of a frame's text for what stands in it, and where it stands then:
// of a large one no more than margin bytes on each side, as there may be one for each
// canary.
func (f *frame) excerpt(start, end, margin int) (string, int, int) {
	if !f.large() {
		return f.text, start, end
	}
	text, start, end := around(f.text, start, end, margin)
	return strings.Clone(text), start, end
}

// rank orders matches from strongest to weakest.
func (m Match) rank() int {
	return slices.Index([]Match{Exact, Normalized, Encoded, Hashed, Fragment}, m)
}
