package scan

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// Read scans a recording, event by event. each, where it is not nil, sees every
// event after it was scanned and played. Damage and what is no event become
// unscanned, and so do changes of a page that the recording does not show; what
// there is of them is scanned all the same. The error says why the rest was not
// read: [recording.ErrEmpty] where there was not one event, ctx's error, or what
// reading failed with; what was found until then stays. The pictures in it are
// read last.
func (s *Scanner) Read(
	ctx context.Context, events iter.Seq2[recording.Event, error], each func(recording.Event, *rrweb.Event),
) error {
	var decoder rrweb.Decoder
	shown := shownPages{}
	defer func() { s.readImages(ctx) }()
	for stored, err := range events {
		var damage *recording.Damage
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("read recording: %w", ctx.Err())
		case errors.As(err, &damage):
			s.Unscanned(Unscanned{Event: -1, Reason: damage.Error()})
			s.leftover(damage.Text)
			continue
		case err != nil:
			return err
		case stored.Metadata != "":
			s.Metadata(stored.Metadata, stored.JSON)
			continue
		}
		ev, err := decoder.Decode(stored.JSON)
		if err != nil {
			s.Unscanned(Unscanned{Event: stored.Index, Reason: err.Error()})
		}
		s.Event(stored.Index, stored.WindowID, ev)
		if s.windows[stored.WindowID] && shown.miss(stored.WindowID, ev) {
			s.Unscanned(Unscanned{Event: stored.Index, Reason: "changes of a page without a full snapshot before them: what they add up to was not read"})
		}
		if each != nil {
			each(stored, ev)
		}
		if s.fullImages() {
			s.readImages(ctx)
		}
	}
	return nil
}

// shownPages tells which windows had a full snapshot, or a change before one.
type shownPages map[string]bool

// miss says that an event is the first change in a window whose page is not known.
func (p shownPages) miss(window string, ev *rrweb.Event) bool {
	switch _, seen := p[window]; {
	case ev.Type == rrweb.FullSnapshot:
		p[window] = true
	case ev.Source == rrweb.Mutation && !seen:
		p[window] = false
		return true
	}
	return false
}
