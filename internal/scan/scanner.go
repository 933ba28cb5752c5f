package scan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// Options says what to look for and how to judge it.
type Options struct {
	Canaries  []canary.Canary // at least one unless Detect is set, each with an ID and a value of 3 bytes or more
	Policy    Policy          // the zero value is not valid; see DefaultPolicy
	Recording string          // goes into each finding: session id or file name
	Reveal    bool            // show values in excerpts
	Key       string          // of the fingerprints, such as the scenario's name; no secret

	// Detect also looks for personal data that nobody planted; nil: it does not.
	// What it finds is in the report and never a leak.
	Detect *detect.Options

	// Stamps maps the ID of a canary to the attribute that marks its field, where
	// the run has stamped it; Player must know the attributes.
	Stamps map[string]string

	// Now is when acceptances are held against their last day; nil means time.Now.
	Now func() time.Time

	// Transforms are what the app does to values beside the encodings that are
	// known: see canary.Transform.
	Transforms []canary.Transform

	// Player plays each event before it is scanned, so that findings get
	// selectors; nil means one of the scanner's own. Nobody else may play into it.
	Player *replay.Player

	// Images reads the pictures in the recording, as the policy says; nil means that
	// none is read, and the report counts them.
	Images ImageReader

	// Size is told how many bytes the JSON of each event has, before the event is
	// scanned; nil: nobody is.
	Size func(bytes int)
}

// Scanner finds canaries in the events of one recording, in their order. It is
// not safe for use by several goroutines at once.
type Scanner struct {
	opts       Options
	player     *replay.Player
	reader     *reader
	joiner     *joiner
	proof      *reader // reads excerpts, while reader's result is in use
	images     images
	mender     *mender // puts right what is read from pictures
	findings   []*Finding
	merged     map[place]*sighting
	whole      map[spot]bool // where a canary was found whole
	windows    map[string]bool
	standing   standing
	fragments  fragments
	detections *detections     // nil: not asked for
	lengths    []Finding       // masks that show a length
	measured   map[string]bool // by canary id: whether it is among lengths
	sent       struct {        // see origin
		event int
		data  *sent
	}
	now       time.Time
	fresh     []*Finding // of the event being scanned
	unscanned unscannedList
	events    int
	strings   int
	bytes     int64
}

// New returns a scanner. It refuses an invalid policy, and canaries without ID or value.
// Without any canary it finds none in what it reads, which proves nothing.
func New(opts Options) (*Scanner, error) {
	if err := opts.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := checkCanaries(opts.Canaries); err != nil {
		return nil, err
	}
	detections, err := newDetections(opts.Detect, opts.Canaries)
	if err != nil {
		return nil, err
	}
	opts.Canaries = slices.Clone(opts.Canaries)
	var hash *hasher
	if opts.Policy.Hashes != "off" {
		hash = newHasher(opts.Transforms)
	}
	m := newMatcher(opts.Canaries, hash)
	s := &Scanner{
		opts: opts, detections: detections, mender: newMender(opts.Canaries),
		reader: newReader(m, opts.Canaries, opts.Transforms), proof: newReader(m, opts.Canaries, opts.Transforms),
	}
	if detections != nil {
		s.reader.personal = detections.personal
	}
	if opts.Policy.Fragments != "off" {
		s.reader.pieces = newPieces(opts.Canaries)
		s.proof.pieces = s.reader.pieces
	}
	return s.begin(opts.Recording, opts.Player), nil
}

// Next returns a scanner for another recording with the same options, and a player
// as in [Options.Player]. It takes over what this one has prepared, which takes as
// long as reading a small recording, and what it knows of texts that hold nothing:
// this one can scan no more, and its report stays.
func (s *Scanner) Next(recording string, player *replay.Player) *Scanner {
	return s.begin(recording, player)
}

// begin returns a scanner that has seen nothing, with what s has prepared.
func (s *Scanner) begin(recording string, player *replay.Player) *Scanner {
	next := &Scanner{
		opts: s.opts, player: player, reader: s.reader, proof: s.proof, mender: s.mender, detections: s.detections.again(),
		now: time.Now(), merged: map[place]*sighting{}, whole: map[spot]bool{}, measured: map[string]bool{},
		fragments: newFragments(), images: newImages(), windows: map[string]bool{}, standing: newStanding(),
	}
	next.opts.Recording = recording
	if player == nil {
		next.player = replay.New()
	}
	if s.opts.Now != nil {
		next.now = s.opts.Now()
	}
	next.joiner = newJoiner(next)
	return next
}

func checkCanaries(list []canary.Canary) error {
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
// found before at the same place is counted there. Fragments are not among them:
// what they add up to is known at the end, and stands in the report. The result is
// valid until the next call, the findings it points to stay.
func (s *Scanner) Event(index int, window string, ev *rrweb.Event) []*Finding {
	s.fresh = s.fresh[:0]
	s.events++
	s.bytes += int64(len(ev.JSON))
	if s.opts.Size != nil {
		s.opts.Size(len(ev.JSON))
	}
	paged := s.keeps(window)
	if paged {
		if err := s.player.Apply(window, ev); err != nil {
			s.Unscanned(Unscanned{Event: index, Reason: err.Error()})
		}
		s.standing.event(window, ev)
	} else {
		s.Unscanned(Unscanned{Event: index, Reason: fmt.Sprintf("one of more than %d windows: its page was not rebuilt", maxWindows)})
	}
	at := site{event: index, window: window, timestamp: ev.Timestamp, ev: ev}
	if ev.Source == rrweb.Input {
		s.maskLengths(&at)
	}
	ev.Strings(func(t *rrweb.Text) {
		at.surface, at.name, at.text = t.Surface, t.Name, t
		if !t.Bare {
			s.text(&at, t.Value, isContent(t))
		}
		if paged {
			s.joiner.runs.add(window, t)
		}
		s.collect(&at, t)
	})
	if paged {
		s.joiner.event(&at)
	}
	if window != "" {
		at.surface, at.name, at.text = rrweb.SurfaceOther, "window", nil
		s.text(&at, window, false)
	}
	for _, u := range ev.Unscanned {
		s.Unscanned(Unscanned{Event: index, Pointer: u.Pointer, Reason: u.Reason})
	}
	return s.fresh
}

// maxWindows is how many windows of one recording are followed: a person has few, and each
// takes memory to its end.
const maxWindows = 1 << 12

// keeps says that a window is followed.
func (s *Scanner) keeps(window string) bool {
	if !s.windows[window] && len(s.windows) < maxWindows {
		s.windows[strings.Clone(window)] = true
	}
	return s.windows[window]
}

func (s *Scanner) text(at *site, text string, content bool) {
	s.strings++
	s.reader.typed = at.surface == rrweb.SurfaceInput
	if s.detections != nil {
		s.detections.begin(at)
	}
	hits, cut := s.reader.read(text, at.name, content)
	for i := range hits {
		s.report(at, &hits[i])
	}
	if s.detections != nil {
		s.reportDetected(at)
	}
	s.noteFragments(at, hits)
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
		Schema: Schema, Findings: make([]Finding, 0, len(s.findings)), Unscanned: append(s.unscanned.all(), s.unfinishedImages()...),
		Events: s.events, Strings: s.strings, Bytes: s.bytes, Images: s.imageCounts(), Detect: s.scope(),
	}
	for _, f := range s.findings {
		r.Findings = append(r.Findings, *f)
	}
	r.Findings = append(r.Findings, s.judgeFragments()...)
	r.Findings = append(r.Findings, s.detectedFindings()...)
	if !s.opts.Reveal {
		s.hidePlaces(&r)
	}
	r.Acceptances = s.opts.Policy.Uses(r.Findings, s.now)
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
