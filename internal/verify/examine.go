package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// ExamineOptions says what to look for in the recordings of one flow.
type ExamineOptions struct {
	Trace    *flow.Trace
	File     string          // of the flow
	Canaries []canary.Canary // of the whole run: one flow's value in another's recording leaked too
	Policy   scan.Policy
	Reveal   bool

	Scenario string           // its name is the key of the fingerprints
	Now      func() time.Time // when acceptances are held against their last day; nil means time.Now

	Transforms []canary.Transform // of the app; see there
	Images     scan.ImageReader   // nil: pictures are counted and not read
}

// Examiner reads the recordings of one flow, event by event, and gathers the
// evidence.
type Examiner struct {
	opts     ExamineOptions
	scanner  *scan.Scanner // of the recording read last
	evidence Evidence
	clock    clock
}

// NewExaminer returns an examiner that has seen nothing. It refuses canaries or
// a policy that scan refuses.
func NewExaminer(o ExamineOptions) (*Examiner, error) {
	x := &Examiner{
		opts: o, clock: clock{trace: o.Trace, passed: -1},
		evidence: Evidence{File: o.File, Trace: o.Trace, AllFields: o.Policy.Coverage == "require", Shown: map[string][]Shown{}, Coverage: Coverage{
			Files: []string{}, Unscanned: []scan.Unscanned{}, Images: scan.Images{Unread: []scan.UnreadImage{}},
		}},
	}
	var err error
	x.scanner, err = scan.New(scan.Options{
		Canaries: o.Canaries, Policy: o.Policy.InFlow(o.Trace.Flow), Reveal: o.Reveal, Key: o.Scenario, Stamps: x.stampsByCanary(),
		Now: o.Now, Transforms: o.Transforms, Images: o.Images,
	})
	return x, err
}

// Closes says whether stored events hold the closing marker of a run: what is
// fetched after it is complete.
func Closes(events iter.Seq2[recording.Event, error], run string) bool {
	for stored, err := range events {
		if err != nil {
			continue
		}
		ev, err := rrweb.Decode(stored.JSON)
		if err != nil || stored.Metadata != "" {
			continue
		}
		for _, m := range markersIn(ev, run) {
			if m.Kind == flow.MarkerEnd || m.Kind == flow.MarkerAbort {
				return true
			}
		}
	}
	return false
}

// Read takes one recording, in the order it was stored, and what PostHog keeps
// beside it, such as the start URL; nil if there is nothing. One scanner sees both,
// so that parts of a value add up, the events first, since they tell when. Damage
// becomes unscanned; another error of events is returned, and what was read until
// then stays. It cannot be interrupted: what was fetched before an interrupt counts.
func (x *Examiner) Read(session, file string, events iter.Seq2[recording.Event, error], metadata json.RawMessage) error {
	player := replay.New(x.stamps()...)
	x.scanner = x.scanner.Next(session, player)
	c := &x.evidence.Coverage
	c.Recording, c.Files = session, append(c.Files, file)
	r := &reading{Examiner: x, player: player, windows: map[string]bool{}}
	err := x.scanner.Read(context.Background(), events, r.event)
	if errors.Is(err, recording.ErrEmpty) {
		err = nil // Coverage.Events says so
	}
	if len(metadata) > 0 {
		x.scanner.Metadata("", metadata)
	}
	x.take(x.scanner.Report())
	x.redact(x.scanner)
	c.Windows += len(r.windows)
	return err
}

// take adds what a scanner found. By now the markers have told when each step
// began.
func (x *Examiner) take(report scan.Report) {
	for _, f := range report.Findings {
		if f.Event >= 0 {
			f.Step = x.clock.stepOf(f.Timestamp)
		}
		x.evidence.Findings = append(x.evidence.Findings, f)
	}
	c := &x.evidence.Coverage
	c.Unscanned = append(c.Unscanned, report.Unscanned...)
	c.Strings += report.Strings
	c.Images.Add(report.Images)
}

// redact takes canaries out of the selectors of proofs, as the scanner does with its
// findings.
func (x *Examiner) redact(scanner *scan.Scanner) {
	for _, shown := range x.evidence.Shown {
		for i := range shown {
			shown[i].Proof.Selector = scanner.Redact(shown[i].Proof.Selector)
		}
	}
}

// Gap notes something that PostHog did not deliver.
func (x *Examiner) Gap(code, message string) {
	x.evidence.Gaps = append(x.evidence.Gaps, Reason{code, message})
}

// Fail notes why the flow or the fetch could not finish; the first one stays.
func (x *Examiner) Fail(f *Failure) {
	if x.evidence.Failure == nil {
		x.evidence.Failure = f
	}
}

// Result is the flow's result by the evidence gathered so far.
func (x *Examiner) Result() FlowResult { return Judge(x.evidence) }

func (x *Examiner) stamps() []string {
	var names []string
	for _, site := range x.opts.Trace.Plants {
		names = append(names, site.Stamp)
	}
	return names
}

func (x *Examiner) stampsByCanary() map[string]string {
	stamps := map[string]string{}
	for _, site := range x.opts.Trace.Plants {
		stamps[site.Canary] = site.Stamp
	}
	return stamps
}

// reading is one recording on its way.
type reading struct {
	*Examiner
	player  *replay.Player
	windows map[string]bool
}

func (r *reading) event(stored recording.Event, ev *rrweb.Event) {
	c := &r.evidence.Coverage
	c.Events++
	c.Bytes += int64(len(stored.JSON))
	r.windows[stored.WindowID] = true
	if options := inForce(ev); options != nil {
		c.InForce = options
	}
	r.markers(ev)
	r.look(stored, ev)
}

// markers notes the run's own events.
func (r *reading) markers(ev *rrweb.Event) {
	c := &r.evidence.Coverage
	for _, m := range markersIn(ev, r.opts.Trace.Run) {
		if m.Flow != "" && m.Flow != r.opts.Trace.Flow {
			continue
		}
		r.evidence.Seen = append(r.evidence.Seen, m)
		switch m.Kind {
		case flow.MarkerStart:
			c.StartMarker = true
			continue
		case flow.MarkerBatch:
			continue // it belongs to no step
		case flow.MarkerEnd:
			c.EndMarker = true
		}
		r.clock.pass(m.Step, ev.Timestamp)
	}
}

// look reads the stamped fields at the moments that can show something new: a
// full snapshot, an input event, and the change of a page.
func (r *reading) look(stored recording.Event, ev *rrweb.Event) {
	snapshot := ev.Type == rrweb.FullSnapshot && len(ev.Unscanned) == 0
	if snapshot {
		r.evidence.Coverage.FullSnapshots++
		if n := len(r.opts.Trace.Plants); n > 0 && r.clock.passed > r.opts.Trace.Plants[n-1].Step {
			r.evidence.ClosingSnapshot = true
		}
	}
	input := ev.Type == rrweb.IncrementalSnapshot && ev.Source == rrweb.Input
	if !snapshot && !input {
		return
	}
	for _, site := range r.opts.Trace.Plants {
		// Before the step is over the field may hold nothing yet; what input
		// events show of it counts from the first key on.
		if snapshot && r.clock.passed <= site.Step || input && r.clock.passed < site.Step {
			continue
		}
		if shown, ok := r.shown(stored, ev, site); ok && (snapshot || shown.Value != "") {
			r.evidence.Shown[site.Stamp] = append(r.evidence.Shown[site.Stamp], shown)
		}
	}
}

func (r *reading) shown(stored recording.Event, ev *rrweb.Event, site flow.PlantSite) (Shown, bool) {
	s := r.player.Field(stored.WindowID, site.Stamp)
	kinds := map[replay.SightingKind]ShownAs{replay.Present: AsField, replay.Box: AsBox, replay.Frame: AsFrame, replay.Sealed: AsHost}
	as, ok := kinds[s.Kind]
	return Shown{
		As: as, Value: s.Value, Typed: s.InputEvents > 0,
		Proof: Proof{
			Event: stored.Index, Timestamp: ev.Timestamp, Window: stored.WindowID,
			Node: s.Node, Selector: s.Selector, Shown: r.display(s.Value),
		},
	}, ok
}

// display is a recorded value as a result may show it: mask characters as they
// are, anything else only by its length, because it may be the canary.
func (r *reading) display(value string) string {
	if value == "" || maskOnly(value) || r.opts.Reveal {
		return clip(value)
	}
	if n := utf8.RuneCountInString(value); n > 1 {
		return fmt.Sprintf("‹%d characters that are no mask›", n)
	}
	return "‹a character that is no mask›"
}

// clock tells which step an event belongs to, by the markers where the
// recording has them and by the trace otherwise.
type clock struct {
	trace  *flow.Trace
	passed int           // the highest step whose marker was seen: those before it are over
	begins map[int]int64 // by marker, ms since the Unix epoch
}

func (c *clock) pass(step int, timestamp int64) {
	c.passed = max(c.passed, step)
	if c.begins == nil {
		c.begins = map[int]int64{}
	}
	if _, seen := c.begins[step]; !seen {
		c.begins[step] = timestamp
	}
}

// stepOf names the step that was running at a time, as "checkout/2".
func (c *clock) stepOf(timestamp int64) string {
	found := -1
	for _, st := range c.trace.Steps {
		begin, ok := c.begins[st.Index]
		if !ok {
			begin = st.Started.Truncate(time.Millisecond).UnixMilli()
		}
		if begin <= timestamp {
			found = st.Index
		}
	}
	if found < 0 {
		return c.trace.Flow + "/start"
	}
	return fmt.Sprintf("%s/%d", c.trace.Flow, found+1)
}

// markersIn finds the markers of a run in an event: its own custom event, or the
// attributes that stand in for it where the app hides posthog. Those of batches name
// no run.
func markersIn(ev *rrweb.Event, run string) []flow.Marker {
	if ev.Type == rrweb.Custom {
		tag, payload, err := ev.CustomEvent()
		var m flow.Marker
		if err == nil && tag == flow.MarkerTag && json.Unmarshal(payload, &m) == nil && (m.Run == run || m.Kind == flow.MarkerBatch) {
			return []flow.Marker{m}
		}
		return nil
	}
	prefix := "data-maskproof-" + run + "-"
	if !bytes.Contains(ev.JSON, []byte(prefix)) {
		return nil
	}
	var found []flow.Marker
	ev.Strings(func(t *rrweb.Text) {
		if rest, ok := strings.CutPrefix(t.Value, prefix); ok && t.Key {
			if m, ok := markerFromName(rest, run); ok {
				found = append(found, m)
			}
		}
	})
	return found
}
