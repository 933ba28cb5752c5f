package verify

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/scan"
)

const typed = "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"

// stored is a recording of one plant into a field that is masked; text is what
// the page shows besides.
func stored(text string) func(yield func(recording.Event, error) bool) {
	marker := func(kind string, step int) any {
		return map[string]any{"type": 5, "data": map[string]any{
			"tag": flow.MarkerTag, "payload": map[string]any{"run": "r1", "flow": "signup", "kind": kind, "step": step},
		}}
	}
	page := map[string]any{"type": 2, "data": map[string]any{
		"initialOffset": map[string]int{}, "node": map[string]any{"type": 0, "id": 1, "childNodes": []any{
			map[string]any{"type": 2, "id": 2, "tagName": "main", "attributes": map[string]any{}, "childNodes": []any{
				map[string]any{"type": 2, "id": 3, "tagName": "input", "attributes": map[string]any{"p0": ""}, "childNodes": []any{}},
				map[string]any{"type": 2, "id": 4, "tagName": "p", "attributes": map[string]any{}, "childNodes": []any{
					map[string]any{"type": 3, "id": 5, "textContent": text},
				}},
			}}}}}}
	input := map[string]any{"type": 3, "data": map[string]any{"source": 5, "id": 3, "isChecked": false, "text": strings.Repeat("*", len(typed))}}
	return func(yield func(recording.Event, error) bool) {
		for i, ev := range []any{marker("start", -1), page, marker("step", 0), input, marker("end", 1), page} {
			ev.(map[string]any)["timestamp"] = 2000 + i
			raw, err := json.Marshal(ev)
			if !yield(recording.Event{Index: i, WindowID: "w", JSON: raw}, err) {
				return
			}
		}
	}
}

func judged(t *testing.T, text string, allow ...scan.Acceptance) FlowResult {
	trace := proven().Trace
	policy := scan.DefaultPolicy()
	policy.Accept = allow
	x, err := NewExaminer(ExamineOptions{
		Trace: trace, File: "f", Policy: policy, Scenario: "nightly",
		Canaries: []canary.Canary{{ID: "signup.email", Kind: canary.Email, Value: typed, PlantedAt: time.UnixMilli(1500)}},
		Now:      func() time.Time { return time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC) },
	})
	require.NoError(t, err)
	require.NoError(t, x.Read("s1", "f.jsonl", stored(text), nil))
	return x.Result()
}

// TestProofsAreRedacted: the proof of a field that is named by what was typed into it
// does not tell it.
func TestProofsAreRedacted(t *testing.T) {
	x, err := NewExaminer(ExamineOptions{
		Trace: proven().Trace, Policy: scan.DefaultPolicy(), Now: time.Now,
		Canaries: []canary.Canary{{ID: "signup.email", Kind: canary.Email, Value: typed, PlantedAt: time.UnixMilli(1500)}},
	})
	require.NoError(t, err)
	require.NoError(t, x.Read("s1", "f.jsonl", func(yield func(recording.Event, error) bool) {
		for ev, err := range stored("nothing of it") {
			ev.JSON = []byte(strings.Replace(string(ev.JSON), `"p0":""`, `"id":"`+typed+`","p0":""`, 1))
			if !yield(ev, err) {
				return
			}
		}
	}, nil))
	r := x.Result()
	require.Equal(t, VerdictLeaked, r.Verdict, "its name is recorded")
	require.NotEmpty(t, x.evidence.Shown["p0"])
	for _, s := range x.evidence.Shown["p0"] {
		require.Equal(t, scan.HiddenPlace, s.Proof.Selector)
	}
	told, err := json.Marshal(r)
	require.NoError(t, err)
	require.NotContains(t, string(told), typed)
}

// The marker of a batch is noted whoever's run it is, and is no beginning of a step.
func TestBatchesAreNoSteps(t *testing.T) {
	x, err := NewExaminer(ExamineOptions{Trace: proven().Trace, Policy: scan.DefaultPolicy()})
	require.NoError(t, err)
	require.NoError(t, x.Read("s1", "f.jsonl", func(yield func(recording.Event, error) bool) {
		raw := `{"type":5,"timestamp":1990,"data":{"tag":"$maskproof","payload":{"kind":"batch","page":"a","batch":1}}}`
		if yield(recording.Event{WindowID: "w", JSON: []byte(raw)}, nil) {
			stored("nothing of it")(yield)
		}
	}, nil))
	require.Equal(t, flow.Marker{Kind: flow.MarkerBatch, Page: "a", Batch: 1}, x.evidence.Seen[0])
	require.Equal(t, map[int]int64{0: 2002, 1: 2004}, x.clock.begins)
}

// From the recording to the verdict: a fragment, an acceptance of it, and one that
// is over.
func TestExamine(t *testing.T) {
	require.Equal(t, VerdictMasked, judged(t, "nothing of it").Verdict, "%v", judged(t, "nothing of it").Reasons)

	local, _, _ := strings.Cut(typed, "@")
	r := judged(t, "Hi "+local)
	require.Equal(t, VerdictLeaked, r.Verdict)
	require.Len(t, r.Findings, 1)
	f := r.Findings[0]
	require.Equal(t, []any{scan.Fragment, "characters 1-19 of 40", 2}, []any{f.Match, f.Revealed, f.Count})

	for day, want := range map[int]Verdict{30: VerdictLeaked, 31: VerdictMasked} {
		a := scan.Acceptance{Fingerprint: f.Fingerprint, Owner: "Jane", Reason: "known", Expires: fmt.Sprintf("2027-01-%d", day)}
		r := judged(t, "Hi "+local, a)
		require.Equal(t, want, r.Verdict, "%v", r.Reasons)
		require.Equal(t, want == VerdictMasked, r.Findings[0].Accepted != nil)
		require.Equal(t, map[Verdict]Outcome{VerdictMasked: Accepted, VerdictLeaked: Leaked}[want], r.Plants[0].Outcome)
		a.Flow, a.Expires = "checkout", "2030-01-01"
		require.Equal(t, VerdictLeaked, judged(t, "Hi "+local, a).Verdict, "accepted in another flow")
	}
	require.Equal(t, VerdictLeaked, judged(t, "Hi "+typed, scan.Acceptance{
		Fingerprint: f.Fingerprint, Owner: "Jane", Reason: "known", Expires: "2030-01-01",
	}).Verdict, "an acceptance of a part is none of the whole")
}

// What stands beside the events and what stands in them is one recording: the first
// half of a card here and the last half there are all of it.
func TestMetadataAddsUp(t *testing.T) {
	for metadata, want := range map[string][]any{
		`{"start_url":"https://x.test/pay?c=45391488"}`: {VerdictLeaked, "digits 1-16 of 16", 2},
		`{"start_url":"https://x.test/pay?c=45391400"}`: {VerdictLeaked, "digits 9-16 of 16", 0},
	} {
		x, err := NewExaminer(ExamineOptions{
			Trace: proven().Trace, Policy: scan.DefaultPolicy(),
			Canaries: []canary.Canary{{ID: "signup.card", Kind: canary.Card, Value: "4539148803436467", PlantedAt: time.UnixMilli(1500)}},
		})
		require.NoError(t, err)
		require.NoError(t, x.Read("s1", "f.jsonl", stored("no. 03436467"), json.RawMessage(metadata)))
		r := x.Result()
		require.Len(t, r.Findings, 1)
		f := r.Findings[0]
		require.Equal(t, want, []any{r.Verdict, f.Revealed, len(f.Parts)})
		require.Equal(t, 1, f.Event, "the event comes first")
	}
}
