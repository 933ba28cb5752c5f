package scenarios_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/scenarios"
)

// TestShippedScenarios holds each scenario to the format, to its file's name and
// to flows that exist.
func TestShippedScenarios(t *testing.T) {
	env := map[string]string{
		"PREVIEW_URL": "https://pr-214.example.com", "STAGING_URL": "https://staging.example.com",
		"PRODUCTION_URL": "https://www.example.com", "POSTHOG_HOST": "https://eu.posthog.com",
		"POSTHOG_PROJECT": "12345", "POSTHOG_PERSONAL_API_KEY": "phx_x",
	}
	files, err := fs.Glob(scenarios.FS, "*.yaml")
	require.NoError(t, err)
	require.ElementsMatch(t, files, []string{
		"demo-leaky.yaml", "demo-masked.yaml", "demo-account.yaml", "release.yaml", "nightly.yaml", "quarterly.yaml",
	})
	for _, file := range files {
		data, err := scenarios.FS.ReadFile(file)
		require.NoError(t, err)
		s, err := scenario.Load(file, data, func(name string) (string, bool) { v, ok := env[name]; return v, ok })
		require.NoError(t, err)
		require.Equal(t, strings.TrimSuffix(file, ".yaml"), s.Name)
		for _, name := range s.Flows {
			require.FileExists(t, "../flows/"+name+".yaml")
			_, err := flows.FS.Open(name + ".yaml")
			require.NoError(t, err)
		}
	}
}

// TestKnownAnswers holds the demo's scenarios to opposite answers on the same
// flows, and to needing nothing from the environment.
func TestKnownAnswers(t *testing.T) {
	leaky, masked, account := load(t, "demo-leaky.yaml"), load(t, "demo-masked.yaml"), load(t, "demo-account.yaml")
	require.Equal(t, scenario.App{Demo: scenario.DemoLeaky}, leaky.App)
	require.Equal(t, scenario.App{Demo: scenario.DemoMasked}, masked.App)
	require.EqualValues(t, "leaked", leaky.Expect)
	require.EqualValues(t, "masked", masked.Expect)
	require.Equal(t, leaky.Flows, masked.Flows)
	require.True(t, leaky.PostHog.Embedded && masked.PostHog.Embedded && account.PostHog.Embedded)
	require.Equal(t, scenario.App{Demo: scenario.DemoMasked}, account.App)
	require.EqualValues(t, "masked", account.Expect)
}

func load(t *testing.T, file string) *scenario.Scenario {
	data, err := scenarios.FS.ReadFile(file)
	require.NoError(t, err)
	s, err := scenario.Load(file, data, func(string) (string, bool) { return "", false })
	require.NoError(t, err)
	return s
}
