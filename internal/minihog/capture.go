package minihog

import (
	"errors"
	"io"
	"net/http"

	"github.com/maskproof/maskproof/internal/ingest"
)

// maxCapture is the largest request body that PostHog's capture server takes
// for recordings (PostHog/posthog, rust/capture/src/router.rs), in bytes.
const maxCapture = 25 << 20

// capture takes in what posthog-js posts, whichever of the paths it uses: the
// body says whether it holds analytics events or parts of a recording. The
// answers are the capture server's: 200 says taken, never stored.
func (s *Server) capture(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCapture))
	if err != nil {
		s.refuse(w, r, captureStatus(err), err)
		return
	}
	req, err := ingest.Decode(r.Header, r.URL.Query(), body)
	if err != nil {
		s.refuse(w, r, captureStatus(err), err)
		return
	}
	if !s.knows(req) {
		s.refuse(w, r, http.StatusUnauthorized, errors.New("API key invalid or missing: the project token is not this server's"))
		return
	}
	s.take(req)
	writeJSON(w, http.StatusOK, map[string]any{"status": 1})
}

// knows tells whether every event is for this project.
func (s *Server) knows(req *ingest.Request) bool {
	for _, ev := range req.Events {
		token := ev.Token
		if token == "" {
			token = req.Token
		}
		if token != s.o.Token {
			return false
		}
	}
	return true
}

// take stores a request: analytics events feed the persons, recorder events
// become one block under the first event's session, window and person, which is
// how the capture server joins them (rust/capture/src/events/recordings.rs).
func (s *Server) take(req *ingest.Request) {
	var b *batch
	for _, ev := range req.Events {
		if ev.Name != ingest.SnapshotName {
			s.store.meet(ev.DistinctID, ev.Properties)
			continue
		}
		if b == nil {
			b = &batch{session: ev.SessionID, window: ev.WindowID, distinct: ev.DistinctID, library: ev.Lib, source: ev.SnapshotSource}
		}
		b.events = append(b.events, ev.Snapshots...)
	}
	if b == nil || s.weather.now().DropIngestion || s.loses(b) {
		return
	}
	s.spoil(b)
	if err := s.store.add(b, s.o.Clock()); err != nil {
		s.logf("session %s: %v", b.session, err)
	}
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	s.logf("%s %s refused: %v", r.Method, r.URL.Path, err)
	http.Error(w, err.Error(), status)
}

func captureStatus(err error) int {
	var big *http.MaxBytesError
	if errors.As(err, &big) || errors.Is(err, ingest.ErrTooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}
