package scan

import "github.com/maskproof/maskproof/internal/rrweb"

// Metadata scans JSON that stands beside the events, such as what PostHog keeps
// for a recording (start_url, person, distinct_id) or the envelope of a captured
// request. path is an RFC 6901 path to it, "" for all there is; the pointers of
// findings go on from there. Their Event is -1 and their time unknown, so that
// nothing in it counts as preexisting. What is no JSON is scanned as one text and
// noted as unscanned.
func (s *Scanner) Metadata(path string, raw []byte) []*Finding {
	ev := rrweb.Metadata(raw)
	s.beside(path, ev)
	for _, u := range ev.Unscanned {
		s.Unscanned(Unscanned{Event: -1, Pointer: path + u.Pointer, Reason: u.Reason})
	}
	return s.fresh
}

// What is left of a large part is one string of that length, and readings of a
// string take many times its memory. So it is read in pieces that overlap.
const (
	leftoverPiece   = 1 << 20
	leftoverOverlap = 64 << 10
)

// leftover scans what there is of a part that could not be read; that it is
// unscanned was noted already.
func (s *Scanner) leftover(text []byte) {
	for len(text) > leftoverPiece {
		s.beside("", rrweb.Metadata(text[:leftoverPiece]))
		text = text[leftoverPiece-leftoverOverlap:]
	}
	if len(text) > 0 {
		s.beside("", rrweb.Metadata(text))
	}
}

func (s *Scanner) beside(path string, ev *rrweb.Event) {
	s.fresh = s.fresh[:0]
	at := site{event: -1, ev: ev, path: path}
	ev.Strings(func(t *rrweb.Text) {
		at.surface, at.name, at.text = t.Surface, t.Name, t
		s.text(&at, t.Value, false)
	})
}
