package scenario

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/strictyaml"
	"github.com/maskproof/maskproof/internal/verify"
)

var update = flag.Bool("update", false, "write the golden files anew")

const key = "phx_fromTheEnvironment"

func env(name string) (string, bool) {
	value, ok := map[string]string{
		"SET": key, "HOST": "https://eu.posthog.com/", "EMPTY": "", "STAGE_URL": "https://a.test/x",
		"INJECT": "x\", demo: leaky}\nseed: 1 # ${SET}",
	}[name]
	return value, ok
}

// TestBadFiles holds every message against the golden file beside its scenario,
// and that no message shows a key.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			s, err := Load("scenarios/"+filepath.Base(file), data, env)
			require.Error(t, err)
			require.Nil(t, s)
			var all strictyaml.Errors
			require.ErrorAs(t, err, &all)
			for _, secret := range []string{"Secret", "hunter2", key} {
				require.NotContains(t, fmt.Sprintf("%v %+v %#v %s", err, err, *all[0], all.Long()), secret)
			}
			golden(t, strings.TrimSuffix(file, ".yaml")+".golden", all.Long()+"\n")
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// Transforms of a scenario come from the same code as those of a canaries file, and
// a salt may stand in the environment.
func TestLoadTransforms(t *testing.T) {
	s, err := Load("scenarios/mine.yaml", []byte(`
version: 1
name: mine
app: {demo: masked}
posthog: {embedded: true}
flows: [signup]
transforms:
  - {name: pepper, salt: "${SET}", place: before}
  - {name: behind, salt: "x", place: after}
  - {name: keyboard, table: {from: "abc", to: "xyz"}}
  - {name: sealed, prefix: "enc_"}
`), env)
	require.NoError(t, err)
	require.Equal(t, []canary.Transform{
		{Name: "pepper", Salt: key}, {Name: "behind", Salt: "x", After: true},
		{Name: "keyboard", From: "abc", To: "xyz"}, {Name: "sealed", Prefix: "enc_"},
	}, s.Transforms)
}

func TestLoadFull(t *testing.T) {
	s, err := Load("scenarios/nightly.yaml", []byte(`
version: 1
name: nightly
app: {url: "${STAGE_URL}"}
posthog:
  host: ${HOST}
  project: 012345
  api_key: ${SET}
recording: {source: posthog, wait: 90s}
flows: [signup, ./mine/checkout.yaml]
policy:
  hashes: warn
  fragments: strict
  images: require
  coverage: require
expect: leaked
seed: 18446744073709551615
`), env)
	require.NoError(t, err)
	seed := ^uint64(0)
	require.Equal(t, &Scenario{
		Name: "nightly", App: App{URL: "https://a.test/x"},
		PostHog:   PostHog{Host: "https://eu.posthog.com", Project: "012345", Key: key},
		Recording: Recording{Source: SourcePostHog, Wait: 90 * time.Second},
		Flows:     []string{"signup", "./mine/checkout.yaml"},
		Policy:    scan.Policy{Hashes: "warn", Fragments: "strict", Images: "require", Coverage: "require"},
		Expect:    verify.VerdictLeaked, Seed: &seed, File: "scenarios/nightly.yaml",
	}, s)
	require.NoError(t, s.Policy.Validate())
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", s, s, s), key)
}

func TestLoadDefaults(t *testing.T) {
	s, err := Load("d.yaml", []byte("version: 1\nname: d\napp: {demo: leaky}\nposthog: {embedded: true}\nflows: [signup]\n"), nil)
	require.NoError(t, err)
	require.Equal(t, &Scenario{
		Name: "d", App: App{Demo: DemoLeaky}, PostHog: PostHog{Embedded: true},
		Recording: Recording{Source: SourcePostHog, Wait: 5 * time.Minute},
		Flows:     []string{"signup"}, Policy: scan.DefaultPolicy(), Expect: verify.VerdictMasked, File: "d.yaml",
	}, s)
}

func TestVariablesCannotChangeTheFile(t *testing.T) {
	s, err := Load("d.yaml", []byte("version: 1\nname: d\napp: {demo: masked}\nposthog: {embedded: true}\nflows: [\"${INJECT}\", \"$$${SET}\", \"a$b$\", \"$${SET}\"]\n"), env)
	require.NoError(t, err)
	inject, _ := env("INJECT")
	require.Equal(t, []string{inject, "$" + key, "a$b$", "${SET}"}, s.Flows)
	require.Nil(t, s.Seed)
}

func TestConceal(t *testing.T) {
	for text, want := range map[string]string{
		`flows: [signup]`:             `flows: [signup]`,
		`api_key: "${A}"`:             `api_key: "${A}"`,
		`{api_key: "${A}", host: h}`:  `{api_key: "${A}", host: h}`,
		`{api_key: ${A}}`:             `{api_key: ${A}}`,
		`api_key: ${A}bc`:             `api_key: ******`,
		`{api_key: "a, b", host: h}`:  `{api_key: ****************`,
		`API-Key : x`:                 `API-Key : *`,
		`project: phc_ab_C`:           `project: ********`,
		`# old: phx_12, new: "ü"`:     `# old: ******, new: "ü"`,
		`  restOfAKey`:                `************`,
		`  - signup`:                  `  - signup`,
		`token: "${A}" # phs_1`:       `token: "${A}" # *****`,
		`url: https://me:pw@a.test/b`: `url: https://*****@a.test/b`,
		`password: ü`:                 `password: *`,
		`{tok: 1, "accessToken": abc`: `{tok: 1, "accessToken": ***`,
	} {
		require.Equal(t, want, conceal(text))
	}
}

// FuzzLoad holds that Load never panics, never shows the key that it was given,
// and that a scenario that it takes is complete.
func FuzzLoad(f *testing.F) {
	files, _ := filepath.Glob("testdata/bad/*.yaml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("version: 1\nname: d\napp: {demo: leaky}\nposthog: {host: http://a, project: 1, api_key: \"${SET}\"}\nflows: [signup]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Load("fuzz.yaml", data, env)
		var all strictyaml.Errors
		switch {
		case err != nil && !errors.As(err, &all):
			t.Fatalf("not strictyaml.Errors: %v", err)
		case err != nil && strings.Contains(all.Long(), key):
			t.Fatalf("the key is shown: %s", all.Long())
		case err == nil && (s.Name == "" || (s.App.URL == "") == (s.App.Demo == "") || (s.PostHog.Host == "") != s.PostHog.Embedded):
			t.Fatalf("incomplete: %+v", s)
		case err == nil && (len(s.Flows) == 0 || s.Recording.Wait <= 0 || s.Expect == "" || s.Policy.Validate() != nil):
			t.Fatalf("incomplete: %+v", s)
		}
	})
}
