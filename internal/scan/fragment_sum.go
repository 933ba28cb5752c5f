package scan

import (
	"slices"
	"strings"
)

// mostParts is how many places a finding lists as parts, beyond those that add
// something.
const mostParts = 20

// fragments gathers what a recording shows of canaries in part.
type fragments struct {
	seen map[place]*evidence
	list []*evidence // in order of appearance
}

// evidence is fragments of one canary at one place.
type evidence struct {
	place
	fragment
	finding *Finding
	stable  string // the place, for fingerprints
	last    int    // event that was counted last
}

func newFragments() fragments { return fragments{seen: map[place]*evidence{}} }

// keepPart remembers a fragment unless the string has shown as much already, here
// or through another view.
func (r *reader) keepPart(f *frame, p fragment) {
	told := func(q fragment) bool { return q.canary == p.canary && q.covers(&p) }
	if slices.ContainsFunc(r.parts, told) {
		return
	}
	p.via = f.views()
	p.text, p.start, p.end = f.excerpt(p.start, p.end, r.matcher.margin())
	r.parts = append(r.parts, p)
}

// noteFragments gathers the fragments of the string that was just read. Of a
// canary that it shows whole there are none.
func (s *Scanner) noteFragments(at *site, whole []hit) {
	for i := range s.reader.parts {
		p := &s.reader.parts[i]
		if !slices.ContainsFunc(whole, func(h hit) bool { return h.canary == p.canary }) {
			s.noteFragment(at, p)
		}
	}
}

// covers says that a fragment shows all that another one shows.
func (p *fragment) covers(q *fragment) bool {
	for i := range q.shown {
		if q.shown[i] && !p.shown[i] {
			return false
		}
	}
	return p.part == q.part
}

func (s *Scanner) noteFragment(at *site, p *fragment) {
	h := &hit{
		occurrence: occurrence{canary: p.canary, start: p.start, end: p.end},
		match:      Fragment, via: p.via, text: p.text,
	}
	f := s.finding(at, h)
	key := s.placeOf(at, h, f)
	if s.fragments.seen[key] == nil && len(s.fragments.list) >= maxPlaces {
		key = key.anywhere()
	}
	e := s.fragments.seen[key]
	if e == nil {
		f.Excerpt, p.text = s.excerpt(h), "" // which is the event's
		e = &evidence{place: key, fragment: *p, finding: f, stable: s.stable(s.where(at, f)), last: at.event}
		s.fragments.seen[key] = e
		s.fragments.list = append(s.fragments.list, e)
		return
	}
	e.join(p)
	if e.last != at.event {
		e.last = at.event
		e.finding.Count++
		e.finding.LastTimestamp = max(e.finding.LastTimestamp, at.timestamp)
	}
}

func (e *fragment) join(p *fragment) {
	e.shown.join(p.shown)
	e.telling = e.telling || p.telling
	if len(p.part) > len(e.part) || len(p.part) == len(e.part) && p.part > e.part {
		e.part = p.part // "12 digits in a row" over "8 digits in a row"
	}
}

// judgeFragments turns what was gathered into findings: one for all that shows a
// number, since digits add up, and one a place for other values. What a place
// shows in part on the way to the whole is no finding of its own.
func (s *Scanner) judgeFragments() []Finding {
	var found []Finding
	sums := map[sumKey]int{}
	for _, e := range s.fragments.list {
		if s.isWhole(e) {
			continue
		}
		if numberOf(s.opts.Canaries[e.canary]) == "" {
			found = append(found, s.fragmentFinding([]*evidence{e}))
			continue
		}
		key := sumKey{e.canary, e.preexisting}
		if _, ok := sums[key]; !ok {
			sums[key] = len(found)
			found = append(found, s.fragmentFinding(s.sumOf(key)))
		}
	}
	return append(found, s.lengths...)
}

// isWhole says that the place of a fragment shows the whole value at some time, by
// itself or joined with its neighbours.
func (s *Scanner) isWhole(e *evidence) bool {
	return s.whole[e.spot] || s.joiner.showed(e.canary, e.finding)
}

type sumKey struct {
	canary      int
	preexisting bool
}

// sumOf lists the places that show a part of one number.
func (s *Scanner) sumOf(key sumKey) []*evidence {
	var list []*evidence
	for _, e := range s.fragments.list {
		if e.canary == key.canary && e.preexisting == key.preexisting && !s.isWhole(e) {
			list = append(list, e)
		}
	}
	return list
}

// fragmentFinding makes one finding of all evidence for it.
func (s *Scanner) fragmentFinding(list []*evidence) Finding {
	f := *list[0].finding
	sum := fragment{shown: make(positions, len(list[0].shown))}
	f.Count = 0
	var places []string
	for _, e := range list {
		added := sum.shown.join(e.shown)
		sum.join(&e.fragment)
		f.Count += e.finding.Count
		f.LastTimestamp = max(f.LastTimestamp, e.finding.LastTimestamp)
		places = append(places, string(e.surface)+" "+e.place.via+" "+e.stable)
		if len(list) > 1 && (added || len(f.Parts) < mostParts) {
			f.Parts = append(f.Parts, s.partOf(e))
		}
	}
	f.Revealed = s.revealed(list[0].canary, &sum)
	slices.Sort(places)
	f.Fingerprint = s.fingerprint(&f, slices.Compact(places)...)
	f.Leak = !f.Preexisting && (s.opts.Policy.Fragments == "strict" || s.tells(list[0].canary, &sum))
	s.opts.Policy.accept(&f, s.now)
	return f
}

// tells says whether fragments are a leak under "pci".
func (s *Scanner) tells(index int, sum *fragment) bool {
	c := s.opts.Canaries[index]
	n := number{kind: c.Kind, digits: numberOf(c)}
	return sum.telling || n.digits != "" && n.asGoodAsKnown(sum.shown)
}

func (s *Scanner) partOf(e *evidence) Part {
	f := e.finding
	return Part{
		Revealed: s.revealed(e.canary, &e.fragment), Surface: f.Surface, Window: f.Window, Event: f.Event,
		Timestamp: f.Timestamp, Pointer: f.Pointer, Node: f.Node, Selector: f.Selector, Excerpt: f.Excerpt,
	}
}

// revealed says in words what a fragment shows: "digits 1-6 and 13-16 of 16".
func (s *Scanner) revealed(index int, p *fragment) string {
	unit := "characters "
	if numberOf(s.opts.Canaries[index]) != "" {
		unit = "digits "
	}
	var list []string
	if shown := p.shown.words(); shown != "" {
		list = append(list, unit+shown)
	}
	if p.part != "" {
		list = append(list, p.part)
	}
	return strings.Join(list, ", ")
}
