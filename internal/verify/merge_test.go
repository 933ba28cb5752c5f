package verify

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/scan"
)

// partOf is a part of a run of three flows, a masked one each.
func partOf(shard, flow string) *Result {
	began := time.Date(2027, 1, 31, 22, 0, len(flow), 0, time.UTC)
	p := scan.DefaultPolicy()
	p.Accept = []scan.Acceptance{{Fingerprint: "f", Flow: "checkout", Expires: "2027-01-31"}}
	return &Result{
		Schema: "maskproof.result/1", Tool: "maskproof 1", Scenario: "nightly", Run: "run-" + flow, Started: began, Ended: began.Add(time.Minute),
		App: "https://a.test", Policy: p, Expect: VerdictMasked, Verdict: VerdictMasked, Shard: shard,
		Planned: []string{"signup", "checkout", "profile"},
		Flows:   []FlowResult{{Name: flow, Verdict: VerdictMasked, Coverage: Coverage{StartMarker: true, EndMarker: true}}},
	}
}

func allParts() []*Result {
	return []*Result{partOf("3/3", "profile"), partOf("1/3", "signup"), partOf("2/3", "checkout")}
}

func flowNames(r *Result) (list []string) {
	for _, f := range r.Flows {
		list = append(list, f.Name)
	}
	return list
}

func TestMerge(t *testing.T) {
	r, err := Merge(allParts())
	require.NoError(t, err)
	require.Equal(t, VerdictMasked, r.Verdict)
	require.Empty(t, r.Shard)
	require.Empty(t, r.Planned)
	require.Equal(t, []string{"signup", "checkout", "profile"}, flowNames(r), "in the order of the scenario")
	require.Equal(t, "run-profile+run-signup+run-checkout", r.Run)
	require.Equal(t, []int{6, 8}, []int{r.Started.Second(), r.Ended.Second()})
	require.Equal(t, scan.AcceptanceUnused, r.Acceptances[0].State)
	require.NotEmpty(t, allParts()[0].Shard, "the parts stay as they are")
}

func TestMergeTakesTheWorst(t *testing.T) {
	for verdict, want := range map[Verdict]Verdict{VerdictLeaked: VerdictLeaked, VerdictInconclusive: VerdictInconclusive} {
		parts := allParts()
		parts[1].Flows[0].Verdict, parts[1].Verdict = verdict, verdict
		r, err := Merge(parts)
		require.NoError(t, err)
		require.Equal(t, want, r.Verdict)
	}
	parts := allParts()
	parts[2].Interrupted = true
	r, err := Merge(parts)
	require.NoError(t, err)
	require.True(t, r.Interrupted)
}

// What is not there is never taken for masked.
func TestMergeMissing(t *testing.T) {
	r, err := Merge(allParts()[:2])
	require.NoError(t, err)
	require.Equal(t, VerdictInconclusive, r.Verdict)
	require.Equal(t, "1/3, 3/3", r.Shard)
	require.Equal(t, []string{"signup", "checkout", "profile"}, flowNames(r))
	require.Equal(t, []Reason{{"part-missing", "no part of the run holds this flow, and part 2/3 is not there"}}, r.Flows[1].Reasons)
	require.Equal(t, scan.AcceptanceUnchecked, r.Acceptances[0].State)

	unplanned := allParts()[:2]
	unplanned[0].Planned, unplanned[1].Planned = nil, nil
	r, err = Merge(unplanned)
	require.NoError(t, err)
	require.Equal(t, VerdictInconclusive, r.Verdict)
	require.Equal(t, []string{"profile", "signup", "part 2/3"}, flowNames(r))

	lost := allParts()
	lost[0].Flows = nil
	r, err = Merge(lost)
	require.NoError(t, err)
	require.Equal(t, VerdictInconclusive, r.Verdict)
	require.Equal(t, "no part of the run holds this flow", r.Flows[2].Reasons[0].Message)
	require.NotEmpty(t, r.Shard)

	leaked := allParts()[:2]
	leaked[0].Flows[0].Verdict = VerdictLeaked
	r, err = Merge(leaked)
	require.NoError(t, err)
	require.Equal(t, VerdictLeaked, r.Verdict)
}

// A part of several scenarios may hold no flow of this one, and is not missed then.
func TestMergePartWithoutFlows(t *testing.T) {
	parts := allParts()
	for i, p := range parts {
		p.Shard = []string{"3/4", "1/4", "2/4"}[i]
	}
	r, err := Merge(parts)
	require.NoError(t, err)
	require.Equal(t, VerdictMasked, r.Verdict)
	require.Empty(t, r.Shard)
}

// An acceptance that is over when the last part begins is over for all of it.
func TestMergeAcrossMidnight(t *testing.T) {
	parts := allParts()
	parts[1].Started = parts[1].Started.Add(3 * time.Hour)
	parts[0].Ended, parts[1].Ended, parts[2].Ended = time.Time{}, time.Time{}, time.Time{}
	r, err := Merge(parts)
	require.NoError(t, err)
	require.Equal(t, scan.AcceptanceExpired, r.Acceptances[0].State)
}

func TestMergeRefuses(t *testing.T) {
	for want, change := range map[string]func(p *Result){
		"no part: it was not walked with --shard": func(p *Result) { p.Shard = "" },
		"is no part":                      func(p *Result) { p.Shard = "4/3" },
		"different scenarios":             func(p *Result) { p.Scenario = "release" },
		"different schemas":               func(p *Result) { p.Schema = "maskproof.result/2" },
		"another app":                     func(p *Result) { p.App = "https://b.test" },
		"expectation":                     func(p *Result) { p.Expect = VerdictLeaked },
		"different policies":              func(p *Result) { p.Policy.Hashes = "off" },
		"or accepted leaks":               func(p *Result) { p.Policy.Accept = nil },
		"one of 3 and one of 2 parts":     func(p *Result) { p.Shard = "2/2" },
		"part 1/3 was given twice":        func(p *Result) { p.Shard = "1/3" },
		"more than a day apart":           func(p *Result) { p.Started = p.Started.Add(-25 * time.Hour) },
		"flow signup stands in two parts": func(p *Result) { p.Flows[0].Name = "signup" },
	} {
		parts := allParts()
		change(parts[2])
		_, err := Merge(parts)
		require.ErrorContains(t, err, want)
	}
	_, err := Merge(nil)
	require.Error(t, err)
}
