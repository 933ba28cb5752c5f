package scan

import (
	"cmp"
	"slices"
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
	joinScreen  replay.Join = "screen"  // texts of the wireframes of a mobile screen

	joinScreenInputs replay.Join = "screen-inputs" // what its inputs hold
)

// joiner finds canaries that no single string shows; the package comment has the
// rule.
type joiner struct {
	scanner *Scanner
	reach   int // bytes of the longest text that is looked for
	filter  *joinFilter
	reader  *reader // of encoded values; nil until it is needed
	runs    stringRuns
	screens map[string]*screen // by window, of mobile apps
	run     *replay.Run
	surface rrweb.Surface
	text    joinedText
	hits    []joinedHit // of the run
	alone   []lonePart  // of the run
	found   joinedAt    // of the event
	used    map[usedPart]bool
}

// usedPart is where a part of a joined value stood: at a node, or in an event
// where there is none. What it shows by itself is no finding of its own.
type usedPart struct {
	canary int
	window string
	node   int64
	event  int // 0 with a node
}

// joinedHit is an occurrence in a run.
type joinedHit struct {
	occurrence
	first, last int     // parts
	nodes       []int64 // of all parts from first to last
}

func newJoiner(s *Scanner) *joiner {
	m := s.reader.matcher
	j := &joiner{scanner: s, used: map[usedPart]bool{}, found: joinedAt{}, screens: map[string]*screen{}, filter: newJoinFilter(m), runs: stringRuns{glyphs: map[string][]replay.Part{}}}
	for _, n := range m.literals {
		if n.view == "" {
			j.reach = max(j.reach, len(n.text))
		}
	}
	if m.digits != nil {
		for _, n := range m.digits.needles {
			j.reach = max(j.reach, 4*len(n.digits)) // with what separates them
		}
	}
	return j
}

// event searches all runs that an event may have changed.
func (j *joiner) event(at *site) {
	at.joined = true
	j.scanner.player.Runs(at.window, j.reach, func(r *replay.Run) { j.search(at, r) })
	j.screen(at)
	j.runs.visit(at.window, func(r *replay.Run) { j.search(at, r) })
	at.joined, at.node = false, 0
	if len(j.found) > 0 {
		j.useFragments(at)
		j.found = joinedAt{}
	}
}

// search reads one run in its order and, where its parts are short, backwards.
func (j *joiner) search(at *site, run *replay.Run) {
	j.run, j.surface = run, surfaceOf(run.Join)
	if run.Join == replay.Inline || run.Join == replay.Blocks {
		j.encoded(at)
	}
	if !j.filter.mayHold(run) {
		return
	}
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

// screen reads the screen of a mobile app, which its recorder changes box by box.
func (j *joiner) screen(at *site) {
	s, ev := j.screens[at.window], at.ev
	changes := ev.Type == rrweb.FullSnapshot || ev.Source == rrweb.Mutation
	if !changes || s == nil && !j.runs.mobile {
		return
	}
	if s == nil {
		s = &screen{}
		j.screens[strings.Clone(at.window)] = s
	}
	if why := s.apply(ev); why != "" {
		j.scanner.Unscanned(Unscanned{Event: at.event, Pointer: "/data", Reason: why})
	}
	s.runs(j.reach, func(r *replay.Run) { j.search(at, r) })
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
	case joinScreen, joinScreenInputs:
		return rrweb.SurfaceMobile
	}
	return rrweb.SurfaceText
}

// read searches the parts of the run with sep between them.
func (j *joiner) read(at *site, sep string, backwards bool) {
	t := &j.text
	t.join(j.run, sep, backwards, j.reach)
	text := t.string()
	j.hits = j.hits[:0]
	j.scanner.reader.matcher.find(text, lookAt(text), func(o occurrence) {
		if o.hashed || o.view != "" {
			return
		}
		h := joinedHit{occurrence: o, first: t.partAt(o.start), last: t.partAt(o.end - 1)}
		if h.first == h.last && j.isWhole(o, h.first) || h.first != h.last && j.counts(at, text, o, h.first, h.last) {
			j.hits = append(j.hits, h)
		}
	})
	j.sortAlone()
	slices.SortStableFunc(j.hits, func(a, b joinedHit) int { return cmp.Compare(b.end-b.start, a.end-a.start) })
	for i := range j.hits {
		j.report(at, text, &j.hits[i])
	}
}

// isWhole says that a part shows the canary by itself.
func (j *joiner) isWhole(o occurrence, part int) bool {
	start, end := j.text.bounds(part)
	return o.end <= end && o.form.Counts(string(j.text.bytes[start:end]), o.start-start, o.end-start, canary.Place{Content: true})
}

// lonePart is a part of a run that shows a canary by itself.
type lonePart struct{ canary, part int }

func (a lonePart) compare(b lonePart) int {
	return cmp.Or(cmp.Compare(a.canary, b.canary), cmp.Compare(a.part, b.part))
}

func (j *joiner) sortAlone() {
	j.alone = j.alone[:0]
	for i := range j.hits {
		if h := &j.hits[i]; h.first == h.last {
			j.alone = append(j.alone, lonePart{h.canary, h.first})
		}
	}
	slices.SortFunc(j.alone, lonePart.compare)
}

// isKnown says that the value shows there by itself, or another join of the
// event showed it.
func (j *joiner) isKnown(at *site, h *joinedHit) bool {
	i, _ := slices.BinarySearchFunc(j.alone, lonePart{h.canary, h.first}, lonePart.compare)
	if i < len(j.alone) && j.alone[i].canary == h.canary && j.alone[i].part <= h.last {
		return true
	}
	return j.isFound(at, h)
}

// isFound says that another join of the event showed the value there.
func (j *joiner) isFound(at *site, h *joinedHit) bool {
	return slices.ContainsFunc(h.nodes, func(node int64) bool {
		return j.found.has(h.canary, j.scanner.player.Within(at.window, node))
	})
}

// report hands a hit on.
func (j *joiner) report(at *site, text string, found *joinedHit) {
	o, first, last := found.occurrence, found.first, found.last
	if first == last {
		return
	}
	for i := first; i <= last; i++ {
		found.nodes = append(found.nodes, j.text.part(i).Node)
	}
	if j.isKnown(at, found) {
		return
	}
	h := hit{occurrence: o, match: Normalized, via: []string{string(j.run.Join)}}
	h.text, h.start, h.end = around(text, o.start, o.end, j.scanner.reader.matcher.margin())
	h.text = strings.Clone(h.text)
	if j.text.backwards {
		h.via = append(h.via, viewReversed)
	}
	c := &j.scanner.opts.Canaries[o.canary]
	switch {
	case j.text.raw(first, last, c.Value):
		h.match = Exact
	case o.form.Class == canary.Digits:
		h.via = append(h.via, viewDigits)
	}
	at.surface, at.name, at.text, at.node = j.surface, j.run.Name, nil, found.nodes[0]
	j.scanner.report(at, &h)
	j.use(at, o.canary, found.nodes)
}

// use notes that parts of a joined value stand at nodes.
func (j *joiner) use(at *site, canary int, nodes []int64) {
	for _, node := range nodes {
		j.note(partOf(canary, at.window, node, at.event))
		j.found.add(canary, j.scanner.player.Within(at.window, node))
	}
}

// useFragments notes what was taken for fragments where parts of joined values stand.
func (j *joiner) useFragments(at *site) {
	for _, e := range j.scanner.fragments.list {
		f := e.finding
		if f.Window == at.window && f.Node != 0 && j.found.has(e.canary, j.scanner.player.Within(at.window, f.Node)) {
			j.note(partOf(e.canary, at.window, f.Node, f.Event))
		}
	}
}

// note keeps as many parts as there are places: of more, fragments are reported as well.
func (j *joiner) note(p usedPart) {
	if len(j.used) < maxPlaces {
		j.used[p] = true
	}
}

// showed says that a fragment stands where a part of a joined value did.
func (j *joiner) showed(canary int, f *Finding) bool {
	return j.used[partOf(canary, f.Window, f.Node, f.Event)]
}

func partOf(canary int, window string, node int64, event int) usedPart {
	if node != 0 {
		event = 0
	}
	return usedPart{canary, window, node, event}
}
