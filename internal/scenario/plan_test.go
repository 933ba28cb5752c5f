package scenario

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
)

// A part knows the flows of the other parts, so that it is seen when one is missing.
func TestPlanOfAPart(t *testing.T) {
	s := &Scenario{Flows: []string{"signup", "checkout", "profile"}, App: App{Demo: DemoLeaky}, PostHog: PostHog{Embedded: true}}
	second := func() func() bool {
		n := 0
		return func() bool { n++; return n == 2 }
	}
	p, err := newPlan(s, Deps{Flows: flows.FS, Take: second()}, "r", 1)
	require.NoError(t, err)
	require.Equal(t, []string{"signup", "checkout", "profile"}, p.names)
	require.Len(t, p.flows, 1)

	p, err = newPlan(s, Deps{Flows: flows.FS, Take: second(), Only: []string{"signup", "profile"}}, "r", 1)
	require.NoError(t, err, "a flow of another part is known")
	require.Equal(t, []string{"signup", "profile"}, p.names)
	require.Equal(t, "profile", p.flows[0].Name)

	_, err = newPlan(s, Deps{Flows: flows.FS, Only: []string{"nosuch"}}, "r", 1)
	require.ErrorContains(t, err, `none of its flows is named "nosuch"`)
}
