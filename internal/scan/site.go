package scan

import (
	"strconv"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// site is where the string being scanned stands.
type site struct {
	event     int
	window    string
	timestamp int64
	surface   rrweb.Surface
	name      string
	ev        *rrweb.Event // nil: read from a picture
	text      *rrweb.Text  // nil: outside the decoded event
	path      string       // of ev, where that is metadata
	still     *still       // where a picture stood; nil: not read from a picture

	joined bool  // what stands there is joined from parts, and
	node   int64 // of the first part; 0 for none
}

func (a *site) pointer() string {
	switch {
	case a.still != nil:
		return a.still.pointer
	case a.text != nil:
		return a.path + a.text.Pointer()
	case a.joined:
		return "/data"
	}
	return a.path
}

// spot is where a canary stands. What one place shows again and again is one
// finding: a field with each key, a page with each snapshot, a line of the
// console each time it is logged.
type spot struct {
	canary      int
	surface     rrweb.Surface
	window      string
	where       string // selector and name, or origin and shape of the pointer
	preexisting bool
}

// place is what two sightings must share to be one finding.
type place struct {
	spot
	match Match
	via   string
}

// maxPlaces is how many places of one recording are findings of their own. The
// others are counted in the first of their kind, so that a value which stands
// everywhere does not fill the memory.
const maxPlaces = 10_000

// anywhere is the place without what there can be any number of.
func (p place) anywhere() place {
	at := spot{canary: p.canary, surface: p.surface, where: "*", preexisting: p.preexisting}
	return place{spot: at, match: p.match}
}

// sighting is a finding and the last event that was counted in it.
type sighting struct {
	*Finding
	last int
}

func (g *sighting) count(at *site) {
	if g.last == at.event {
		return
	}
	g.last = at.event
	g.Count++
	g.LastTimestamp = max(g.LastTimestamp, at.timestamp)
}

// report turns a hit into a finding, or counts it in the one that is there.
func (s *Scanner) report(at *site, h *hit) {
	f := s.finding(at, h)
	s.standing.judge(at, f, h.canary)
	key := s.placeOf(at, h, f)
	if s.merged[key] == nil && len(s.findings) >= maxPlaces {
		key = key.anywhere()
	}
	if old := s.merged[key]; old != nil {
		old.count(at)
		return
	}
	f.Offset, f.Excerpt = h.offset, s.excerpt(h)
	f.Rendered = s.rendered(at, f, h.canary)
	f.Fingerprint = s.fingerprint(f, s.stable(s.where(at, f)))
	f.Leak = !f.Preexisting && (h.match != Hashed || s.opts.Policy.Hashes == "leak")
	s.opts.Policy.accept(f, s.now)
	s.merged[key] = &sighting{f, at.event}
	s.whole[key.spot] = true
	s.findings = append(s.findings, f)
	s.fresh = append(s.fresh, f)
}

func (s *Scanner) placeOf(at *site, h *hit, f *Finding) place {
	where := s.where(at, f)
	if f.Node != 0 && f.Selector == "" {
		where = strconv.FormatInt(f.Node, 10) + " " + where
	}
	return place{
		spot:  spot{canary: h.canary, surface: f.Surface, window: f.Window, where: where, preexisting: f.Preexisting},
		match: f.Match, via: strings.Join(f.Via, " "),
	}
}

// where names a place by what stays while the page lives: an element by its path
// (node ids are new with each rendering), anything else by its origin and the
// shape of its pointer.
func (s *Scanner) where(at *site, f *Finding) string {
	switch {
	case f.Node == 0:
		return s.origin(at) + " " + pointerShape(f.Pointer)
	case f.Surface == rrweb.SurfaceText:
		return f.Selector // snapshots and mutations call a text by different names
	}
	return f.Selector + " " + at.name
}

func (s *Scanner) finding(at *site, h *hit) *Finding {
	c := &s.opts.Canaries[h.canary]
	f := s.located(at)
	f.Canary, f.Kind, f.Match = c.ID, c.Kind, h.match
	at.still.mark(f, h.canary)
	f.Via = append(f.Via, h.via...)
	f.Preexisting = before(at, c)
	return f
}

// located is a finding that says where it stands and nothing else.
func (s *Scanner) located(at *site) *Finding {
	f := &Finding{
		Surface: at.surface, Via: []string{},
		Recording: s.opts.Recording, Window: at.window, Event: at.event, Timestamp: at.timestamp, Pointer: at.pointer(),
		Count: 1, LastTimestamp: at.timestamp,
	}
	switch {
	case at.joined:
		f.Node = at.node
	case at.text != nil:
		f.Node = at.ev.NodeAt(f.Pointer)
	}
	if f.Node != 0 {
		f.Selector = s.player.Selector(at.window, f.Node)
	}
	if k := at.still; k != nil {
		f.Node, f.Selector, f.Via = k.node, k.selector, append(f.Via, k.via)
	}
	return f
}

// before says that the string was recorded before its canary was planted. A
// string outside the events has no time and is not given the benefit of it.
func before(at *site, c *canary.Canary) bool {
	return at.event >= 0 && !c.PlantedAt.IsZero() && at.timestamp < c.PlantedAt.UnixMilli()
}
