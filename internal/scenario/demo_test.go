package scenario_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
	"github.com/maskproof/maskproof/scenarios"
)

// load reads a shipped scenario.
func load(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	data, err := scenarios.FS.ReadFile(name + ".yaml")
	require.NoError(t, err)
	s, err := scenario.Load(name+".yaml", data, func(string) (string, bool) { return "", false })
	require.NoError(t, err)
	return s
}

func deps(t testing.TB) scenario.Deps {
	t.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	return scenario.Deps{
		Flows: flows.FS, CacheDir: filepath.Join(cache, "maskproof"), Out: t.TempDir(), Seed: 1, Version: "test",
		Now:    time.Now,
		Notify: func(n scenario.Note) { t.Log(n.Flow, n.Kind, n.Text) },
	}
}

func TestDemoMasked(t *testing.T) {
	result, _, err := scenario.Run(context.Background(), load(t, "demo-masked"), deps(t))
	require.NoError(t, err)
	for _, f := range result.Flows {
		require.Empty(t, f.Reasons, f.Name)
		require.Nil(t, f.Failure, f.Name)
		for _, p := range f.Plants {
			t.Log(p.Canary, p.Outcome, p.Detail)
		}
	}
	require.Equal(t, verify.VerdictMasked, result.Verdict)
}

// The leaky shop's known answers: every way out is found, and no other leak.
func TestDemoLeaky(t *testing.T) {
	result, folder, err := scenario.Run(context.Background(), load(t, "demo-leaky"), deps(t))
	require.NoError(t, err)
	require.Equal(t, verify.VerdictLeaked, result.Verdict)
	for _, f := range result.Flows {
		require.Nil(t, f.Failure, f.Name)
		stored := 0
		for _, p := range f.Pictures {
			require.FileExists(t, filepath.Join(folder, p.Seen))
			if p.Stored != "" {
				require.FileExists(t, filepath.Join(folder, p.Stored))
				stored++
			}
		}
		require.Positive(t, stored, "a leak of %s in pictures", f.Name)
	}
	require.Equal(t, knownLeaks(load(t, "demo-leaky").Flows...), leaksOf(t, result.Flows))
}
