package scan

import (
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// The joins of this package, beside those of package replay: texts that one
// event, or several, carry next to each other outside of the page.
const (
	joinConsole replay.Join = "console" // arguments of one call, or items of one array
	joinQuery   replay.Join = "query"   // parameters of one URL
	joinCSS     replay.Join = "css"     // what rules let pseudo-elements show
)

// viewReversed stands behind a join whose parts were read from last to first.
const viewReversed = "reversed"

// joiner finds canaries that no single string shows; the package comment has the
// rule.
type joiner struct {
	scanner *Scanner
	reach   int // bytes of the longest text that is looked for
	runs    stringRuns
	run     *replay.Run
	surface rrweb.Surface
	text    joinedText
	found   []joinedHit // of the event
}

// joinedHit is what was found in the event already, so that one value that
// several joins show at one place is one finding.
type joinedHit struct {
	canary int
	node   int64
	kind   bool // of the page
}

func newJoiner(s *Scanner) *joiner {
	j := &joiner{scanner: s, runs: stringRuns{glyphs: map[string][]replay.Part{}}}
	for _, n := range s.reader.matcher.literals {
		j.reach = max(j.reach, len(n.text))
	}
	j.reach = max(j.reach, s.reader.matcher.longest)
	return j
}

// event searches all runs that an event may have changed.
func (j *joiner) event(at *site) {
	j.found = j.found[:0]
	at.joined = true
	j.scanner.player.Runs(at.window, j.reach, func(r *replay.Run) { j.search(at, r) })
	j.runs.visit(at.window, func(r *replay.Run) { j.search(at, r) })
	at.joined, at.node = false, 0
}

// search reads one run in its order and, where its parts are short, backwards.
func (j *joiner) search(at *site, run *replay.Run) {
	j.run, j.surface = run, surfaceOf(run.Join)
	if run.Join == replay.Inline {
		j.read(at, "", false)
	} else {
		j.read(at, "", false)
		j.read(at, " ", false)
	}
	if len(run.Parts) > 2 && j.text.isShort() && run.Join != replay.Clicks && run.Join != replay.Keystrokes {
		j.read(at, "", true)
	}
}

// surfaceOf says what the strings of a join are.
func surfaceOf(join replay.Join) rrweb.Surface {
	switch join {
	case replay.Inputs:
		return rrweb.SurfaceInput
	case replay.Attributes:
		return rrweb.SurfaceAttribute
	case joinConsole:
		return rrweb.SurfaceConsole
	case joinQuery:
		return rrweb.SurfaceNetwork
	case joinCSS:
		return rrweb.SurfaceCSS
	}
	return rrweb.SurfaceText
}

// read searches the parts of the run with sep between them.
func (j *joiner) read(at *site, sep string, backwards bool) {
	t := &j.text
	t.join(j.run, sep, backwards, j.reach)
	text := t.string()
	j.scanner.reader.matcher.find(text, traitsOf(text), func(o occurrence) {
		first, last := t.partAt(o.start), t.partAt(o.end-1)
		if first == last || !j.counts(at, text, o, first, last) {
			return
		}
		j.report(at, text, o, first, last)
	})
}

// report hands an occurrence on, unless another join of the event showed it at
// the same place.
func (j *joiner) report(at *site, text string, o occurrence, first, last int) {
	node := j.text.part(first).Node
	for _, f := range j.found {
		if f.canary == o.canary && f.kind == (node != 0) && j.scanner.player.Related(at.window, f.node, node) {
			return
		}
	}
	j.found = append(j.found, joinedHit{o.canary, node, node != 0})
	h := hit{occurrence: o, match: Normalized, via: []string{string(j.run.Join)}, text: strings.Clone(text)}
	if j.text.backwards {
		h.via = append(h.via, viewReversed)
	}
	c := &j.scanner.opts.Canaries[o.canary]
	switch {
	case o.hashed:
		h.match = Hashed
	case j.text.raw(first, last, c.Value):
		h.match = Exact
	case o.form.Class == canary.Digits:
		h.via = append(h.via, viewDigits)
	}
	if o.view != "" {
		h.via = append(h.via, o.view)
	}
	at.surface, at.name, at.text, at.node = j.surface, j.run.Name, nil, node
	j.scanner.report(at, &h)
}
