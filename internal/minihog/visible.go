package minihog

import (
	"maps"
	"slices"
	"time"
)

// retention is how long minihog claims to keep a recording, as PostHog Cloud's
// default does.
const retention = 30 * 24 * time.Hour

// glimpse is what the API would show of a recording at one moment.
type glimpse struct {
	id, distinct, library, source string
	facts                         facts
	blocks                        []block
	deleted                       time.Time // zero: not deleted
	person                        person
}

// look finds a recording as the API sees it now, and counts the look; listing
// says that its sources are asked for. Nil: unknown, hidden or expired.
func (s *Server) look(id string, listing bool) *glimpse {
	bad, now := s.weather.now(), s.o.Clock()
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	rec := s.store.sessions[id]
	if rec == nil || bad.Expired {
		return nil
	}
	if listing {
		rec.polls++
	}
	rec.looks++
	blocks := visible(rec, bad, now)
	hidden := bad.HiddenPolls == Forever || rec.looks <= bad.HiddenPolls
	if hidden || len(blocks) == 0 || now.Sub(rec.facts.end) > retention {
		return nil
	}
	g := &glimpse{id: rec.id, distinct: rec.distinct, library: rec.library, source: rec.source,
		facts: rec.facts, blocks: blocks, deleted: rec.deleted}
	if bad.Deleted && g.deleted.IsZero() {
		g.deleted = now
	}
	if p := s.store.persons[rec.distinct]; p != nil {
		g.person = person{distinct: slices.Clone(p.distinct), properties: maps.Clone(p.properties)}
	}
	return g
}

// visible are the blocks that the faults let through, by start time.
func visible(rec *session, bad Faults, now time.Time) []block {
	all := rec.ordered()
	if bad.DropTail > 0 {
		all = all[:max(0, len(all)-bad.DropTail)]
	}
	var out []block
	for i, b := range all {
		late := slices.Contains(bad.LateBlocks, i) && (bad.LatePolls == Forever || rec.polls <= bad.LatePolls)
		if late || now.Sub(b.stored) < bad.Lag {
			continue
		}
		out = append(out, b)
	}
	return out
}
