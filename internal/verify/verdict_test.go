package verify

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// proven is the evidence of a flow with one plant, all of it as it should be.
func proven() Evidence {
	return Evidence{
		File: "flows/signup.yaml",
		Trace: &flow.Trace{
			Run: "r1", Flow: "signup", Started: time.UnixMilli(1000),
			Steps:    []flow.StepTrace{{Index: 0, Title: `fill label "Email"`, Line: 5, Status: flow.StepPassed}},
			Plants:   []flow.PlantSite{{Canary: "signup.email", Kind: "email", Step: 0, Field: `label "Email"`, Stamp: "p0", Entered: true}},
			Recorder: flow.Recorder{Started: true, Flushed: true, Sessions: []string{"s1"}},
		},
		Shown:           map[string][]Shown{"p0": {{As: AsField, Value: "*****", Typed: true, Proof: Proof{Event: 7, Shown: "*****"}}}},
		Coverage:        Coverage{Events: 9, FullSnapshots: 2, StartMarker: true, EndMarker: true},
		ClosingSnapshot: true,
	}
}

func leak() scan.Finding { return scan.Finding{Canary: "signup.email", Leak: true, Surface: "text"} }

// part is a fragment that the policy lets pass.
func part() scan.Finding {
	return scan.Finding{Canary: "signup.email", Match: scan.Fragment, Surface: "text", Revealed: "characters 1-6 of 40"}
}

// accepted is a leak but for an acceptance.
func accepted() scan.Finding {
	f := leak()
	f.Leak, f.Accepted = false, &scan.Acceptance{Owner: "Jane", Expires: "2027-01-31"}
	return f
}

// acceptedIn is one that stands in an element.
func acceptedIn(selector string, surface rrweb.Surface, match scan.Match) scan.Finding {
	f := accepted()
	f.Selector, f.Surface, f.Match, f.Window = selector, surface, match, "w"
	return f
}

// typing is what a recording shows of a field that is not masked.
func typing(selector string) (list []Shown) {
	for _, value := range []string{"j", "jane@", "jane@example.com"} {
		list = append(list, Shown{As: AsField, Value: value, Typed: true, Proof: Proof{Window: "w", Selector: selector, Shown: value}})
	}
	return list
}

// The truth table: one thing is changed in proven evidence, and the verdict, the
// outcome and the reasons that follow. Nothing but the first row is masked.
func TestVerdict(t *testing.T) {
	for _, row := range []struct {
		name    string
		change  func(*Evidence)
		verdict Verdict
		outcome Outcome
		reasons []string
	}{
		{"all proven", func(*Evidence) {}, VerdictMasked, Masked, nil},
		{"blocked", func(e *Evidence) { e.Shown["p0"] = []Shown{{As: AsBox}} }, VerdictMasked, Blocked, nil},
		{"unrecorded", func(e *Evidence) { e.Shown["p0"] = []Shown{{As: AsFrame}} }, VerdictMasked, Unrecorded, nil},
		{"ignored", func(e *Evidence) { e.Shown["p0"] = []Shown{{As: AsField}} }, VerdictMasked, Ignored, nil},
		{"in a closed shadow root", func(e *Evidence) { e.Shown["p0"] = []Shown{{As: AsHost}} }, VerdictMasked, Unrecorded, nil},
		{"masked wins over box", func(e *Evidence) { e.Shown["p0"] = append(e.Shown["p0"], Shown{As: AsBox}) }, VerdictMasked, Masked, nil},
		{"warning is no leak", func(e *Evidence) { f := leak(); f.Leak = false; e.Findings = []scan.Finding{f} }, VerdictMasked, Masked, nil},

		{"leak", func(e *Evidence) { e.Findings = []scan.Finding{leak()} }, VerdictLeaked, Leaked, nil},
		{"leak in a cut recording", func(e *Evidence) {
			e.Findings, e.Coverage.EndMarker = []scan.Finding{leak()}, false
		}, VerdictLeaked, Leaked, nil},
		{"leak in a failed flow", func(e *Evidence) {
			e.Findings, e.Failure = []scan.Finding{leak()}, &Failure{Stage: "browser"}
		}, VerdictLeaked, Leaked, nil},
		{"leak of another flow's canary", func(e *Evidence) {
			f := leak()
			f.Canary = "profile.ssn"
			e.Findings = []scan.Finding{f}
		}, VerdictLeaked, Masked, nil},

		{"fragment that leaks", func(e *Evidence) { f := part(); f.Leak = true; e.Findings = []scan.Finding{f} }, VerdictLeaked, Leaked, nil},
		{"fragment that passes", func(e *Evidence) { e.Findings = []scan.Finding{part()} }, VerdictMasked, Masked, nil},
		{"fragment before the plant", func(e *Evidence) { f := part(); f.Preexisting = true; e.Findings = []scan.Finding{f} }, VerdictMasked, Masked, nil},
		{"mask as long as the value", func(e *Evidence) { f := part(); f.Via = []string{"mask-length"}; e.Findings = []scan.Finding{f} }, VerdictMasked, Masked, nil},
		{"fragment that passes, field not found", func(e *Evidence) {
			e.Findings, e.Shown = []scan.Finding{part()}, nil
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted", func(e *Evidence) { e.Findings = []scan.Finding{accepted()} }, VerdictMasked, Accepted, nil},
		{"accepted beside a leak", func(e *Evidence) { e.Findings = []scan.Finding{accepted(), leak()} }, VerdictLeaked, Leaked, nil},
		{"accepted, field not found", func(e *Evidence) {
			e.Findings, e.Shown = []scan.Finding{accepted()}, nil
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted, value not entered", func(e *Evidence) {
			e.Findings, e.Trace.Plants[0].Entered = []scan.Finding{accepted()}, false
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted, and something shows in the field itself", func(e *Evidence) {
			e.Findings, e.Shown["p0"][0].Value = []scan.Finding{accepted()}, "jane@example.com"
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted in the field itself", func(e *Evidence) {
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn("#mail", "input", scan.Exact)}, typing("#mail")
		}, VerdictMasked, Accepted, nil},
		{"accepted in the field, not entered", func(e *Evidence) {
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn("#mail", "input", scan.Exact)}, typing("#mail")
			e.Trace.Plants[0].Entered = false
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted in another field", func(e *Evidence) {
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn("#other", "input", scan.Exact)}, typing("#mail")
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted in a field that a value names, maybe another", func(e *Evidence) {
			at := "main > " + scan.HiddenPlace
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn(at, "input", scan.Exact)}, typing(at)
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted in an attribute of the field", func(e *Evidence) {
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn("#mail", "attribute", scan.Exact)}, typing("#mail")
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"a part accepted in the field", func(e *Evidence) {
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn("#mail", "input", scan.Fragment)}, typing("#mail")
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted in the field, and shown elsewhere too", func(e *Evidence) {
			e.Findings, e.Shown["p0"] = []scan.Finding{acceptedIn("#mail", "input", scan.Exact)}, append(typing("#mail"), typing("#copy")...)
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"accepted in the field, hidden later", func(e *Evidence) {
			e.Findings = []scan.Finding{acceptedIn("#mail", "input", scan.Exact)}
			e.Shown["p0"] = append(typing("#mail"), Shown{As: AsField, Value: "****"})
		}, VerdictMasked, Accepted, nil},
		{"accepted in a cut recording", func(e *Evidence) {
			e.Findings, e.Coverage.EndMarker = []scan.Finding{accepted()}, false
		}, VerdictInconclusive, Accepted, []string{"end-marker-missing"}},

		{"field not found", func(e *Evidence) { e.Shown = nil }, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"value not entered", func(e *Evidence) { e.Trace.Plants[0].Entered = false }, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"other text shown", func(e *Evidence) { e.Shown["p0"][0].Value = "j***" }, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"other text once", func(e *Evidence) {
			e.Shown["p0"] = append([]Shown{{As: AsField, Value: "jane"}}, e.Shown["p0"]...)
		}, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"emptied and never shown", func(e *Evidence) { e.Shown["p0"] = []Shown{{As: AsField, Typed: true}} }, VerdictInconclusive, Unproven, []string{"plant-unproven"}},
		{"nothing planted", func(e *Evidence) { e.Trace.Plants = nil }, VerdictInconclusive, "", []string{"nothing-planted"}},
		{"nothing planted, nothing asked for", func(e *Evidence) { e.Trace.Plants, e.Coverage = nil, Coverage{} }, VerdictInconclusive, "", []string{"nothing-planted"}},

		{"no start marker", func(e *Evidence) { e.Coverage.StartMarker = false }, VerdictInconclusive, Masked, []string{"start-marker-missing"}},
		{"no end marker", func(e *Evidence) { e.Coverage.EndMarker = false }, VerdictInconclusive, Masked, []string{"end-marker-missing"}},
		{"no full snapshot", func(e *Evidence) { e.Coverage.FullSnapshots = 0 }, VerdictInconclusive, Masked, []string{"no-full-snapshot"}},
		{"no closing snapshot", func(e *Evidence) { e.ClosingSnapshot = false }, VerdictInconclusive, Masked, []string{"no-closing-snapshot"}},
		{"step marker lost", func(e *Evidence) {
			e.Trace.Markers = []flow.Marker{step(0), step(1)}
			e.Seen = e.Trace.Markers[:1]
		}, VerdictInconclusive, Masked, []string{"step-marker-missing"}},
		{"step marker never written", func(e *Evidence) {
			e.Trace.Markers = []flow.Marker{{Kind: flow.MarkerStep, Step: 0}}
		}, VerdictMasked, Masked, nil},
		{"batch lost between two markers", func(e *Evidence) {
			e.Trace.Markers, e.Seen = []flow.Marker{step(0), batch("a", 1), batch("a", 2), step(1), batch("b", 1), batch("b", 2)},
				[]flow.Marker{step(0), batch("a", 1), step(1), batch("b", 1), batch("b", 2)}
		}, VerdictInconclusive, Masked, []string{"batch-missing"}},
		{"batch seen that nobody told of", func(e *Evidence) { e.Seen = []flow.Marker{batch("a", 1)} }, VerdictMasked, Masked, nil},
		{"field without a plant", func(e *Evidence) { e.Trace.Fields = fields("") }, VerdictMasked, Masked, nil},
		{"field without a plant, all asked for", func(e *Evidence) {
			e.AllFields, e.Trace.Fields = true, fields("")
		}, VerdictInconclusive, Masked, []string{"not-covered"}},
		{"plant in each field, all asked for", func(e *Evidence) { e.AllFields, e.Trace.Fields = true, fields("x") }, VerdictMasked, Masked, nil},
		{"no field seen, all asked for", func(e *Evidence) { e.AllFields = true }, VerdictInconclusive, Masked, []string{"not-covered"}},
		{"fields not listed, all asked for", func(e *Evidence) {
			e.AllFields, e.Trace.Fields, e.Trace.FieldsMissed = true, fields("x"), 1
		}, VerdictInconclusive, Masked, []string{"not-covered"}},
		{"leak in a flow that is not covered", func(e *Evidence) {
			e.AllFields, e.Findings = true, []scan.Finding{leak()}
		}, VerdictLeaked, Leaked, nil},
		{"unscanned", func(e *Evidence) { e.Coverage.Unscanned = []scan.Unscanned{{Event: 3, Reason: "gzip"}} }, VerdictInconclusive, Masked, []string{"unscanned"}},
		{"no recording", func(e *Evidence) { e.Coverage = Coverage{}; e.Shown = nil }, VerdictInconclusive, Unproven, []string{"no-recording", "plant-unproven"}},
		{"block missing", func(e *Evidence) { e.Gaps = []Reason{{"not-complete", "block 2 is missing"}} }, VerdictInconclusive, Masked, []string{"not-complete"}},
		{"flow failed", func(e *Evidence) { e.Failure = &Failure{Stage: "browser", Message: "x"} }, VerdictInconclusive, Masked, []string{"not-finished"}},
		{"recorder off", func(e *Evidence) {
			e.Trace.Recorder = flow.Recorder{Cause: "bot-filter", Detail: "x"}
		}, VerdictInconclusive, Masked, []string{"recorder-bot-filter"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			e := proven()
			row.change(&e)
			r := Judge(e)
			require.Equal(t, row.verdict, r.Verdict, "%+v", r.Reasons)
			if row.outcome != "" {
				require.Equal(t, row.outcome, r.Plants[0].Outcome)
				require.NotEmpty(t, r.Plants[0].Detail)
			}
			var codes []string
			for _, reason := range r.Reasons {
				codes = append(codes, reason.Code)
				require.NotEmpty(t, reason.Message)
			}
			require.Equal(t, row.reasons, codes)
		})
	}
}

func TestWorst(t *testing.T) {
	flows := func(list ...Verdict) (out []FlowResult) {
		for _, v := range list {
			out = append(out, FlowResult{Verdict: v})
		}
		return out
	}
	all := []Verdict{VerdictMasked, VerdictInconclusive, VerdictLeaked}
	require.Equal(t, VerdictInconclusive, Worst(nil), "a run of nothing proves nothing")
	for i, a := range all {
		require.Equal(t, a, Worst(flows(a)))
		for j, b := range all {
			require.Equal(t, all[max(i, j)], Worst(flows(a, b)))
		}
	}
	require.Equal(t, VerdictInconclusive, Worst([]FlowResult{{}}), "a flow without a verdict is not masked")
}

func TestMaskOnly(t *testing.T) {
	for _, s := range []string{"*", "****", "**** ****", "***-**-****", "••••", "xxxx-xxxx", strings.Repeat("X", 4), "***@***.***", "█████", "(***) ***-****"} {
		require.True(t, maskOnly(s), s)
	}
	for _, s := range []string{"", " ", "-", "j***", "****1", "*••*", "xo", "1990-12-31", "[redacted]", "@.", "٣", "é"} {
		require.False(t, maskOnly(s), s)
	}
}

// Leaks stand first, each part in recording order, whatever order they came in.
func TestFindingsAreSorted(t *testing.T) {
	e := proven()
	for _, n := range []int{5, 2, 9} {
		e.Findings = append(e.Findings, scan.Finding{Canary: "a", Event: n}, scan.Finding{Canary: "a", Event: n, Leak: true})
	}
	var order []int
	for _, f := range Judge(e).Findings {
		order = append(order, f.Event)
	}
	require.Equal(t, []int{2, 5, 9, 2, 5, 9}, order)
	require.True(t, slices.IsSortedFunc(Judge(e).Findings[:3], func(a, b scan.Finding) int { return a.Event - b.Event }))
}

func step(n int) flow.Marker { return flow.Marker{Kind: flow.MarkerStep, Step: n, Written: true} }

func batch(page string, n int) flow.Marker {
	return flow.Marker{Kind: flow.MarkerBatch, Page: page, Batch: n, Written: true}
}

// fields are two, of which the second got this plant.
func fields(planted string) []flow.Field {
	return []flow.Field{{Name: "Email", By: "label", Nth: 1, Planted: "signup.email"}, {Name: "Coupon code", By: "label", Nth: 1, Planted: planted}}
}

func TestNotCoveredNamesTheFields(t *testing.T) {
	e := proven()
	e.AllFields, e.Trace.Fields = true, fields("")
	require.Equal(t, "1 of 2 fields got no plant: Coupon code; plant there too, or write policy: {coverage: report}", Judge(e).Reasons[0].Message)
	require.Equal(t, e.Trace.Fields, Judge(e).Coverage.Fields)
}

// What a recording lacks stands beside its leaks: what is not found in it is not gone, and
// what it shows hidden is not proven.
func TestGapsOfALeakedFlow(t *testing.T) {
	whole := proven()
	masked := Judge(whole)
	require.Equal(t, 1, masked.Proven())
	whole.Findings = []scan.Finding{leak()}
	r := Judge(whole)
	require.True(t, r.ReadInFull())
	require.Empty(t, r.Gaps)
	for code, change := range map[string]func(*Evidence){
		"end-marker-missing":  func(e *Evidence) { e.Coverage.EndMarker = false },
		"no-closing-snapshot": func(e *Evidence) { e.ClosingSnapshot = false },
		"part-lost":           func(e *Evidence) { e.Gaps = []Reason{{Code: "part-lost"}} },
		"step-marker-missing": func(e *Evidence) {
			e.Trace.Markers = []flow.Marker{{Kind: flow.MarkerStep, Step: 1, Written: true}}
		},
		"batch-missing": func(e *Evidence) { e.Trace.Markers = []flow.Marker{{Kind: flow.MarkerBatch, Page: "p", Batch: 1}} },
	} {
		e := proven()
		e.Findings = []scan.Finding{leak()}
		change(&e)
		r := Judge(e)
		require.Equal(t, VerdictLeaked, r.Verdict, code)
		require.Empty(t, r.Reasons, code)
		require.Len(t, r.Gaps, 1, code)
		require.Equal(t, code, r.Gaps[0].Code)
		e.Findings = nil
		unleaked := Judge(e)
		require.Equal(t, Masked, unleaked.Plants[0].Outcome)
		require.Equal(t, r.Gaps, unleaked.Gaps, code)
		require.Zero(t, unleaked.Proven(), code)
		unleaked.Gaps = nil // as in results of before
		require.Zero(t, unleaked.Proven(), code)
		require.False(t, r.ReadInFull(), code)
	}
}

// What nothing matches is called unused only where all that it covers was read.
func TestAcceptances(t *testing.T) {
	whole := func(name string) FlowResult {
		return FlowResult{Name: name, Verdict: VerdictMasked, Coverage: Coverage{StartMarker: true, EndMarker: true}}
	}
	a := scan.Acceptance{Fingerprint: "f", Flow: "checkout", Expires: "2027-01-31"}
	everywhere := a
	everywhere.Flow = ""
	found := whole("signup")
	found.Findings = []scan.Finding{{Fingerprint: "f"}}
	cut := whole("checkout")
	cut.Coverage.EndMarker = false
	for _, row := range []struct {
		name            string
		flows           []FlowResult
		one, everywhere scan.AcceptanceState
	}{
		{"read in full", []FlowResult{whole("checkout")}, scan.AcceptanceUnused, scan.AcceptanceUnused},
		{"in another flow", []FlowResult{whole("checkout"), found}, scan.AcceptanceUnused, scan.AcceptanceUsed},
		{"cut", []FlowResult{cut}, scan.AcceptanceUnchecked, scan.AcceptanceUnchecked},
		{"one of two cut", []FlowResult{cut, whole("signup")}, scan.AcceptanceUnchecked, scan.AcceptanceUnchecked},
		{"not walked", []FlowResult{whole("signup")}, scan.AcceptanceUnchecked, scan.AcceptanceUnused},
		{"nothing walked", nil, scan.AcceptanceUnchecked, scan.AcceptanceUnchecked},
	} {
		p := scan.Policy{Accept: []scan.Acceptance{a, everywhere}}
		for day, expired := range map[int]bool{31: false, 32: true} {
			uses := Acceptances(p, row.flows, time.Date(2027, 1, day, 12, 0, 0, 0, time.UTC))
			want := []scan.AcceptanceState{row.one, row.everywhere}
			if expired {
				want = []scan.AcceptanceState{scan.AcceptanceExpired, scan.AcceptanceExpired}
			}
			require.Equal(t, want, []scan.AcceptanceState{uses[0].State, uses[1].State}, row.name)
		}
	}
}
