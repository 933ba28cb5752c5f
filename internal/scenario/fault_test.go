package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// No bad day ends in masked: the masked demo, which is masked on a good day
// (TestDemoMasked), is run under each fault and is never called masked. The wanted
// code says which reason a person reads.
func TestNoFaultIsEverMasked(t *testing.T) {
	type day struct {
		init   map[string]any
		csp    string
		faults minihog.Faults
		want   string // a reason's code
	}
	marker := `"` + flow.MarkerTag + `"`
	for name, d := range map[string]day{
		"opted out":            {init: map[string]any{"opt_out_capturing_by_default": true}, want: "recorder-opted-out"},
		"disabled in code":     {init: map[string]any{"disable_session_recording": true}, want: "recorder-disabled-in-code"},
		"recorder blocked":     {csp: "script-src 'self' 'unsafe-inline'", want: "recorder-csp"},
		"uploads blocked":      {csp: "connect-src 'self'", want: "not-flushed"},
		"disabled remotely":    {faults: minihog.Faults{RecordingOff: true}, want: "recorder-disabled-in-project"},
		"sampled out":          {faults: minihog.Faults{SampleRate: "0.00"}, want: "recorder-sampled-out"},
		"config fails":         {faults: minihog.Faults{ConfigFails: true}, want: "recorder-no-remote-config"},
		"ingestion drops":      {faults: minihog.Faults{DropIngestion: true}, want: "no-recording"},
		"nothing but start":    {faults: minihog.Faults{DropFrom: marker}, want: "start-marker-missing"},
		"end is dropped":       {faults: minihog.Faults{DropFrom: `"kind":"end"`}, want: "end-marker-missing"},
		"tail never appears":   {faults: minihog.Faults{DropTail: 1}, want: "end-marker-missing"},
		"a batch gets lost":    {faults: minihog.Faults{DropRequest: `"batch":2`}, want: "batch-missing"},
		"corrupt cv part":      {faults: minihog.Faults{CorruptParts: 1}, want: "unscanned"},
		"ingestion lags":       {faults: minihog.Faults{Lag: time.Hour}, want: "no-recording"},
		"unknown for ever":     {faults: minihog.Faults{HiddenPolls: minihog.Forever}, want: "no-recording"},
		"a block comes late":   {faults: minihog.Faults{LateBlocks: []int{0}, LatePolls: 1 << 20}, want: "start-marker-missing"},
		"sources stay empty":   {faults: minihog.Faults{EmptySources: minihog.Forever}, want: "no-recording"},
		"a block is missing":   {faults: minihog.Faults{MissingBlocks: []int{0}, MissingReads: minihog.Forever}, want: "not-complete"},
		"throttled for ever":   {faults: minihog.Faults{Throttled: minihog.Forever}},
		"500 for ever":         {faults: minihog.Faults{ServerErrors: minihog.Forever}},
		"502 for ever":         {faults: minihog.Faults{ServerErrors: minihog.Forever, ServerStatus: 502}},
		"bodies end early":     {faults: minihog.Faults{ShortBodies: minihog.Forever}, want: "not-complete"},
		"connection breaks":    {faults: minihog.Faults{CutBodies: minihog.Forever}, want: "no-recording"},
		"recording is deleted": {faults: minihog.Faults{Deleted: true}, want: "no-recording"},
		"recording is expired": {faults: minihog.Faults{Expired: true}, want: "no-recording"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, deps := load(t, "demo-masked"), deps(t)
			s.Recording.Wait = 3 * time.Second
			deps.Only, deps.RecorderTimeout = []string{"signup"}, 2*time.Second
			deps.Faults, deps.Demo = &d.faults, scenario.DemoOptions{InitOverride: d.init, CSP: d.csp}
			ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
			defer cancel()
			result, _, err := scenario.Run(ctx, s, deps)
			if err != nil {
				require.Nil(t, result, "PostHog cannot be asked at all: could not finish")
				require.Empty(t, d.want)
				return
			}
			f := result.Flows[0]
			require.Equal(t, verify.VerdictInconclusive, result.Verdict)
			require.Equal(t, verify.VerdictInconclusive, f.Verdict)
			if d.want == "" {
				require.NotNil(t, f.Failure)
			} else {
				require.Contains(t, codes(f), d.want, "%+v", f.Reasons)
			}
		})
	}
}

// A short bad day is waited out, and the verdict is what it is on a good one.
func TestPassingFaultsAreWaitedOut(t *testing.T) {
	for name, faults := range map[string]minihog.Faults{
		"throttled":   {Throttled: 2, RetryAfter: time.Second},
		"500":         {ServerErrors: 2},
		"lag":         {HiddenPolls: 2},
		"late block":  {LateBlocks: []int{1}, LatePolls: 2},
		"short block": {ShortBodies: 1},
		"missing":     {MissingBlocks: []int{0}, MissingReads: 1},
		"empty list":  {EmptySources: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, deps := load(t, "demo-masked"), deps(t)
			deps.Only, deps.Faults = []string{"signup"}, &faults
			result, _, err := scenario.Run(context.Background(), s, deps)
			require.NoError(t, err)
			require.Equal(t, verify.VerdictMasked, result.Verdict, "%+v %+v", result.Flows[0].Reasons, result.Flows[0].Recorder)
		})
	}
}

func codes(f verify.FlowResult) (list []string) {
	for _, r := range f.Reasons {
		list = append(list, r.Code)
	}
	return list
}
