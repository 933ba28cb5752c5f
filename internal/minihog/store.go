package minihog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// store is everything that was taken in, in memory.
type store struct {
	mu       *sync.Mutex
	sessions map[string]*session
	persons  map[string]*person // by distinct id
}

// session is one recording.
type session struct {
	id       string
	distinct string
	library  string
	source   string  // "mobile", or "" for web
	blocks   []block // in the order they came in
	facts    facts
	deleted  time.Time // zero: not deleted
	cut      bool      // DropFrom struck: nothing more is stored

	looks int // API calls that asked for it
	polls int // of them listings of its sources
}

// batch is one capture request's share of a recording.
type batch struct {
	session, window, distinct, library, source string
	events                                     []json.RawMessage
}

func newStore() store {
	return store{mu: new(sync.Mutex), sessions: make(map[string]*session), persons: make(map[string]*person)}
}

// Sessions lists the ids of all recordings that were stored, hidden and deleted
// ones too, the oldest first.
func (s *Server) Sessions() []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	var ids []string
	for _, rec := range s.store.byStart() {
		ids = append(ids, rec.id)
	}
	return ids
}

// Stored returns a recording as JSONL lines of ["windowId", event], all that was
// taken in and whatever the faults hide; nil for an unknown session.
func (s *Server) Stored(session string) []byte {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	rec := s.store.sessions[session]
	if rec == nil {
		return nil
	}
	var out [][]byte
	for _, b := range rec.ordered() {
		out = append(out, b.lines())
	}
	return bytes.Join(out, nil)
}

// add appends a batch as one block. A deleted session takes nothing more (the
// tombstone rule of PostHog's ingester); events without a time are dropped, as
// the ingester drops them, and the error says so.
func (st *store) add(b *batch, now time.Time) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	rec := st.sessions[b.session]
	if rec != nil && !rec.deleted.IsZero() {
		return fmt.Errorf("%d events dropped: the recording was deleted", len(b.events))
	}
	built, dropped := newBlock(b, now)
	if built.count == 0 {
		return droppedError(dropped)
	}
	if rec == nil {
		rec = &session{id: b.session}
		st.sessions[b.session] = rec
	}
	if len(rec.blocks) == 0 {
		rec.distinct, rec.library, rec.source = b.distinct, b.library, b.source
	}
	rec.blocks = append(rec.blocks, built.block)
	rec.facts.join(built.facts)
	return droppedError(dropped)
}

func droppedError(n int) error {
	if n == 0 {
		return nil
	}
	return fmt.Errorf("%d events dropped: they have no timestamp", n)
}

// cutFrom keeps the events before the first that holds text, and nothing once
// that one has come.
func (st *store) cutFrom(id string, events []json.RawMessage, text string) []json.RawMessage {
	st.mu.Lock()
	defer st.mu.Unlock()
	rec := st.sessions[id]
	if rec != nil && rec.cut {
		return nil
	}
	for i, ev := range events {
		if !bytes.Contains(ev, []byte(text)) {
			continue
		}
		if rec == nil {
			rec = &session{id: id}
			st.sessions[id] = rec
		}
		rec.cut = true
		return events[:i]
	}
	return events
}
