package scan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// Options says what to look for and how to judge it.
type Options struct {
	Canaries  []canary.Canary // at least one, each with an ID and a value of 3 bytes or more
	Policy    Policy          // the zero value is not valid; see DefaultPolicy
	Recording string          // goes into each finding: session id or file name
	Reveal    bool            // show values in excerpts

	// Player plays each event before it is scanned, so that findings get
	// selectors; nil means one of the scanner's own. Nobody else may play into it.
	Player *replay.Player

	// Images reads the pictures in the recording, as the policy says; nil means that
	// none is read, and the report counts them.
	Images ImageReader
}

// Scanner finds canaries in the events of one recording, in their order. It is
// not safe for use by several goroutines at once.
type Scanner struct {
	opts      Options
	player    *replay.Player
	reader    *reader
	proof     *reader // reads excerpts, while reader's result is in use
	images    images
	mender    *mender // puts right what is read from pictures
	findings  []*Finding
	merged    map[place]*sighting
	fresh     []*Finding // of the event being scanned
	unscanned []Unscanned
	events    int
	strings   int
	bytes     int64
}

// New returns a scanner. It refuses an invalid policy, an empty list of canaries
// (finding none of nothing would look like success), and canaries without ID or
// value.
func New(opts Options) (*Scanner, error) {
	if err := opts.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := checkCanaries(opts.Canaries); err != nil {
		return nil, err
	}
	opts.Canaries = slices.Clone(opts.Canaries)
	if opts.Player == nil {
		opts.Player = replay.New()
	}
	m := newMatcher(opts.Canaries, opts.Policy.Hashes != "off")
	return &Scanner{
		opts: opts, player: opts.Player, merged: map[place]*sighting{},
		reader: newReader(m, opts.Canaries), proof: newReader(m, opts.Canaries),
		images: newImages(), mender: newMender(opts.Canaries),
	}, nil
}

func checkCanaries(list []canary.Canary) error {
	if len(list) == 0 {
		return errors.New("no canaries to look for")
	}
	ids := map[string]bool{}
	for i, c := range list {
		switch {
		case c.ID == "":
			return fmt.Errorf("canary %d has no id", i+1)
		case ids[c.ID]:
			return fmt.Errorf("canary id %q is there twice", c.ID)
		case len(canary.Fold(strings.TrimSpace(c.Value))) < minNeedle:
			return fmt.Errorf("value of canary %q is shorter than %d bytes", c.ID, minNeedle)
		}
		ids[c.ID] = true
	}
	return nil
}

// Event scans one decoded event. index is its place in the recording, 0-based,
// window the id of its browser tab. It returns the findings that are new; what was
// found before at the same place is counted there. The result is valid until the
// next call, the findings it points to stay.
func (s *Scanner) Event(index int, window string, ev *rrweb.Event) []*Finding {
	s.fresh = s.fresh[:0]
	s.events++
	s.bytes += int64(len(ev.JSON))
	if err := s.player.Apply(window, ev); err != nil {
		s.Unscanned(Unscanned{Event: index, Reason: err.Error()})
	}
	at := site{event: index, window: window, timestamp: ev.Timestamp, ev: ev}
	ev.Strings(func(t *rrweb.Text) {
		at.surface, at.name, at.text = t.Surface, t.Name, t
		s.text(&at, t.Value, isContent(t))
		s.collect(&at, t)
	})
	if window != "" {
		at.surface, at.name, at.text = rrweb.SurfaceOther, "window", nil
		s.text(&at, window, false)
	}
	for _, u := range ev.Unscanned {
		s.Unscanned(Unscanned{Event: index, Pointer: u.Pointer, Reason: u.Reason})
	}
	return s.fresh
}

// Metadata scans a text that stands outside the events, such as the start URL
// that PostHog keeps for a recording. place names it in the finding's Pointer;
// the finding's Event is -1 and its time unknown.
func (s *Scanner) Metadata(place, text string) []*Finding {
	s.fresh = s.fresh[:0]
	at := site{event: -1, surface: rrweb.SurfaceOther, name: place}
	if strings.Contains(strings.ToLower(place), "url") {
		at.surface = rrweb.SurfaceURL
	}
	s.text(&at, text, false)
	return s.fresh
}

// Unscanned notes a part of the recording that nobody read.
func (s *Scanner) Unscanned(u Unscanned) { s.unscanned = append(s.unscanned, u) }

func (s *Scanner) text(at *site, text string, content bool) {
	s.strings++
	hits, cut := s.reader.read(text, at.name, content)
	for i := range hits {
		s.report(at, &hits[i])
	}
	if cut != "" {
		s.Unscanned(Unscanned{Event: at.event, Pointer: at.pointer(), Reason: cut})
	}
}

// isContent says that a text is what a person typed or reads, for canary.Place.
func isContent(t *rrweb.Text) bool {
	switch {
	case t.Key:
		return false
	case t.Surface == rrweb.SurfaceText || t.Surface == rrweb.SurfaceInput:
		return true
	case t.Surface != rrweb.SurfaceAttribute:
		return false
	}
	switch t.Name {
	case "value", "placeholder", "title", "alt", "label", "content":
		return true
	}
	return strings.HasPrefix(t.Name, "data-") || strings.HasPrefix(t.Name, "aria-")
}

// Report returns all that was found so far, leaks first, then in event order.
func (s *Scanner) Report() Report {
	r := Report{
		Schema: Schema, Findings: make([]Finding, 0, len(s.findings)), Unscanned: slices.Concat(s.unscanned, s.unfinishedImages()),
		Events: s.events, Strings: s.strings, Bytes: s.bytes, Images: s.imageCounts(),
	}
	if r.Unscanned == nil {
		r.Unscanned = []Unscanned{}
	}
	for _, f := range s.findings {
		r.Findings = append(r.Findings, *f)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		switch {
		case a.Leak != b.Leak && a.Leak:
			return -1
		case a.Leak != b.Leak:
			return 1
		}
		return a.Event - b.Event
	})
	return r
}
