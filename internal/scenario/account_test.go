package scenario_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// TestAccountMasked: in a portal, in shadows, in boxes, in a popup and two frames
// deep, each field is proven.
func TestAccountMasked(t *testing.T) {
	result, _, err := scenario.Run(context.Background(), load(t, "demo-account"), deps(t))
	require.NoError(t, err)
	require.Len(t, result.Flows, 1)
	f := result.Flows[0]
	require.Nil(t, f.Failure)
	require.Empty(t, f.Reasons)
	kinds := map[string]verify.Outcome{}
	for _, p := range f.Plants {
		t.Log(p.Canary, p.Field, p.Outcome, p.Detail)
		kinds[p.Kind] = p.Outcome
	}
	require.Equal(t, map[string]verify.Outcome{
		"name": verify.Masked, "phone": verify.Masked, "text": verify.Masked, "otp": verify.Masked, "dob": verify.Masked,
		"email": verify.Blocked, "card": verify.Unrecorded, "cvc": verify.Unrecorded,
	}, kinds)
	require.Equal(t, verify.VerdictMasked, result.Verdict)
}

// TestAccountLeaky: every known way out of the account area is found, and no other;
// and the field in the closed shadow root, whose host is not blocked here, is proven.
func TestAccountLeaky(t *testing.T) {
	s := load(t, "demo-account")
	s.App.Demo = scenario.DemoLeaky
	result, _, err := scenario.Run(context.Background(), s, deps(t))
	require.NoError(t, err)
	require.Equal(t, verify.VerdictLeaked, result.Verdict)
	require.Nil(t, result.Flows[0].Failure)
	require.Equal(t, knownLeaks("account"), leaksOf(t, result.Flows))
	plants := result.Flows[0].Plants
	sealed := plants[slices.IndexFunc(plants, func(p verify.PlantResult) bool { return p.Kind == "email" })]
	require.Equal(t, verify.Unrecorded, sealed.Outcome, sealed.Detail)
	require.True(t, strings.HasSuffix(sealed.Proof.Selector, "fern-sealed-field"), sealed.Proof.Selector)
}

// knownLeaks are the demo's known answers for some flows, one a kind and surface.
func knownLeaks(flows ...string) []string {
	known := map[string]bool{}
	for _, leak := range demo.Leaks() {
		if slices.Contains(flows, leak.Flow) {
			known[leak.Flow+": "+leak.Kind+" in "+leak.Surface] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}

// leaksOf are the leaks that were found, in the same words.
func leaksOf(t *testing.T, results []verify.FlowResult) []string {
	found := map[string]bool{}
	for _, f := range results {
		for _, x := range f.Findings {
			t.Log(x.Canary, x.Match, x.Surface, x.Via, x.Leak, x.Step, x.Pointer, x.Selector, x.Excerpt, x.Count)
			if x.Leak {
				found[f.Name+": "+string(x.Kind)+" in "+string(x.Surface)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
