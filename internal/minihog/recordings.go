package minihog

import (
	"cmp"
	"net/http"
	"time"
)

// liveFor is how long after its last block a recording counts as ongoing.
const liveFor = 5 * time.Minute

// timeForm is the form of times in PostHog's answers.
const timeForm = "2006-01-02T15:04:05.000000Z"

// retrieve answers one recording's metadata; a deleted one is a plain 404 here
// and a 410 at its snapshots.
func (s *Server) retrieve(w http.ResponseWriter, r *http.Request) {
	g := s.look(r.PathValue("session"), false)
	if g == nil || !g.deleted.IsZero() {
		notFound("Recording not found").write(w)
		return
	}
	writeJSON(w, http.StatusOK, s.metadata(g))
}

// metadata has the fields of PostHog's serializer
// (posthog/session_recordings/session_recording_api.py at 004ffdf6).
func (s *Server) metadata(g *glimpse) map[string]any {
	f := g.facts
	expiry := f.start.Add(retention)
	return map[string]any{
		"id": g.id, "distinct_id": g.distinct, "person": personJSON(g), "viewed": false, "viewers": []any{},
		"start_time": f.start.Format(timeForm), "end_time": f.end.Format(timeForm),
		"recording_duration": int(f.end.Sub(f.start).Seconds()),
		"active_seconds":     f.end.Sub(f.start).Seconds(), "inactive_seconds": 0,
		"ongoing":     s.o.Clock().Sub(lastStored(g)) < liveFor,
		"click_count": f.clicks, "keypress_count": f.keys, "mouse_activity_count": f.mouse,
		"console_log_count": f.logs, "console_warn_count": f.warnings, "console_error_count": f.consoleErrors,
		"activity_score": nil, "start_url": f.firstURL,
		"snapshot_source": cmp.Or(g.source, "web"), "snapshot_library": g.library,
		"retention_period_days": int(retention.Hours() / 24), "expiry_time": expiry.Format(timeForm),
		"recording_ttl": int(expiry.Sub(s.o.Clock()).Hours() / 24),
		"has_summary":   false, "external_references": []any{},
	}
}

func personJSON(g *glimpse) any {
	p := g.person
	if len(p.distinct) == 0 {
		p = person{distinct: []string{g.distinct}, properties: map[string]any{}}
	}
	name := p.distinct[0]
	if email, ok := p.properties["email"].(string); ok {
		name = email
	}
	return map[string]any{"name": name, "distinct_ids": p.distinct[:min(10, len(p.distinct))], "properties": p.properties}
}

func lastStored(g *glimpse) time.Time {
	var last time.Time
	for _, b := range g.blocks {
		if b.stored.After(last) {
			last = b.stored
		}
	}
	return last
}

// remove deletes a recording: its blocks go, a tombstone stays.
func (s *Server) remove(w http.ResponseWriter, r *http.Request) {
	g := s.look(r.PathValue("session"), false)
	if g == nil || !g.deleted.IsZero() {
		notFound("Recording not found").write(w)
		return
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.sessions[g.id].deleted = s.o.Clock().UTC()
	w.WriteHeader(http.StatusNoContent)
}
