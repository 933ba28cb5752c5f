package verify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
)

type reasons []Reason

func (l *reasons) add(code, format string, args ...any) {
	*l = append(*l, Reason{code, fmt.Sprintf(format, args...)})
}

// gaps lists what of a recording is not there: it may hold more than was found.
func gaps(e Evidence) []Reason {
	var list reasons
	if rec := e.Trace.Recorder; rec.Cause != "" && !rec.Started {
		list.add("recorder-"+rec.Cause, "the recorder did not run: %s", rec.Detail)
	}
	list = append(list, e.Gaps...)
	c, planted := e.Coverage, len(e.Trace.Plants) > 0
	switch {
	case c.Events == 0 && !planted: // nobody asks for it: nothing was planted
	case c.Events == 0:
		list.add("no-recording", "no event of this flow's recording was read: PostHog may still be ingesting it, or it was sampled out, dropped or deleted")
	case c.FullSnapshots == 0:
		list.add("no-full-snapshot", "the recording has no full snapshot: what the pages looked like is not known")
	case planted && !e.ClosingSnapshot:
		list.add("no-closing-snapshot", "the recording has no full snapshot after the last planted value; some leaks show only there")
	}
	if c.Events > 0 {
		list.lost(e)
	}
	return list
}

// lost adds the marks of a run that are not in its recording.
func (l *reasons) lost(e Evidence) {
	if !e.Coverage.StartMarker {
		l.add("start-marker-missing", "the run's start marker is not in the recording: its beginning is missing")
	}
	if !e.Coverage.EndMarker {
		l.add("end-marker-missing", "the run's end marker is not in the recording: its end is missing")
	}
	if lost := lostMarkers(e); lost != "" {
		l.add("step-marker-missing", "the marker of step %s is not in the recording: a part of its middle was lost on the way, perhaps while a page was left; run the flow again", lost)
	}
	if lost, sent := lostBatches(e); len(lost) > 0 {
		l.add("batch-missing", "%d of %d batches that posthog-js sent are not in the recording, the first from step %d: it was lost on the way, perhaps while a page was left; run the flow again", len(lost), sent, lost[0])
	}
}

// lostMarkers lists the steps, as a person counts them, whose markers were
// written and are not in the recording.
func lostMarkers(e Evidence) string {
	var lost []string
	for _, m := range e.Trace.Markers {
		switch m.Kind {
		case flow.MarkerStart, flow.MarkerEnd, flow.MarkerBatch:
			continue // these have reasons of their own
		}
		same := func(s flow.Marker) bool { return s.Kind == m.Kind && s.Step == m.Step }
		if step := strconv.Itoa(m.Step + 1); m.Written && !slices.ContainsFunc(e.Seen, same) && !slices.Contains(lost, step) {
			lost = append(lost, step)
		}
	}
	return strings.Join(lost, ", ")
}

// lostBatches lists the steps, as a person counts them, from which a batch that
// posthog-js sent is not in the recording, one for each, and how many were sent.
func lostBatches(e Evidence) (lost []int, sent int) {
	step := 1
	for _, m := range e.Trace.Markers {
		if m.Kind != flow.MarkerBatch {
			step = m.Step + 1
			continue
		}
		sent++
		same := func(s flow.Marker) bool { return s.Kind == m.Kind && s.Page == m.Page && s.Batch == m.Batch }
		if !slices.ContainsFunc(e.Seen, same) {
			lost = append(lost, max(step, 1))
		}
	}
	return lost, sent
}
