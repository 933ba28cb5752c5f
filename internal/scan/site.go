package scan

import (
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
	ev        *rrweb.Event // nil: outside the events
	text      *rrweb.Text  // nil: outside the decoded event
	still     *still       // where a picture stood; nil: not read from a picture
}

func (a *site) pointer() string {
	switch {
	case a.still != nil:
		return a.still.pointer
	case a.text != nil:
		return a.text.Pointer()
	case a.ev == nil:
		return a.name
	default:
		return ""
	}
}

// place is what two sightings must share to be one finding: nineteen keystrokes
// of one field are one.
type place struct {
	canary      int
	match       Match
	surface     rrweb.Surface
	window      string
	node        int64
	where       string // the name under the node, or the pointer where there is no node
	via         string
	preexisting bool
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
	key := place{
		canary: h.canary, match: f.Match, surface: f.Surface, window: f.Window, node: f.Node, where: at.name,
		via: strings.Join(f.Via, " "), preexisting: f.Preexisting,
	}
	if f.Node == 0 {
		key.where = f.Pointer
	}
	if old := s.merged[key]; old != nil {
		old.count(at)
		return
	}
	f.Excerpt = s.excerpt(h)
	s.merged[key] = &sighting{f, at.event}
	s.findings = append(s.findings, f)
	s.fresh = append(s.fresh, f)
}

func (s *Scanner) finding(at *site, h *hit) *Finding {
	c := &s.opts.Canaries[h.canary]
	f := &Finding{
		Canary: c.ID, Kind: c.Kind, Match: h.match, Surface: at.surface, Via: append([]string{}, h.via...),
		Recording: s.opts.Recording, Window: at.window, Event: at.event, Timestamp: at.timestamp, Pointer: at.pointer(),
		Count: 1, LastTimestamp: at.timestamp,
	}
	if at.text != nil {
		f.Node = at.ev.NodeAt(f.Pointer)
	}
	if f.Node != 0 {
		f.Selector = s.player.Selector(at.window, f.Node)
	}
	at.still.mark(f, h.canary)
	f.Preexisting = before(at, c)
	f.Leak = !f.Preexisting && (h.match != Hashed || s.opts.Policy.Hashes == "leak")
	return f
}

// before says that the string was recorded before its canary was planted. A
// string outside the events has no time and is not given the benefit of it.
func before(at *site, c *canary.Canary) bool {
	return at.event >= 0 && !c.PlantedAt.IsZero() && at.timestamp < c.PlantedAt.UnixMilli()
}
