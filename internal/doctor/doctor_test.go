package doctor_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/doctor"
	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/scenario"
)

const apiKey = "phx_very-secret-key"

// patient is a scenario of an app of one's own that lacks nothing but a Chrome.
func patient(t *testing.T, hog minihog.Options) doctor.Options {
	t.Helper()
	if hog.Keys == nil {
		hog.Keys = []minihog.Key{{Value: apiKey, Scopes: []string{minihog.ScopeProjectRead, minihog.ScopeRecordingRead}}}
	}
	server := httptest.NewServer(minihog.New(hog))
	t.Cleanup(server.Close)
	return doctor.Options{
		Scenario: &scenario.Scenario{
			Name: "mine", File: "scenarios/mine.yaml", Flows: []string{"signup"},
			App:     scenario.App{URL: "http://127.0.0.1:1"},
			PostHog: scenario.PostHog{Host: server.URL, Project: "1", Key: apiKey},
		},
		Deps: scenario.Deps{
			Flows: flows.FS, Out: filepath.Join(t.TempDir(), "runs"), Now: time.Now,
			Browser: browser.Options{LookPath: func(string) (string, error) { return "", exec.ErrNotFound }},
		},
		KeyName: "POSTHOG_PERSONAL_API_KEY",
		Sleep:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
}

func examine(t *testing.T, o doctor.Options) []doctor.Line {
	t.Helper()
	var told []doctor.Line
	o.Seen = func(l doctor.Line) { told = append(told, l) }
	lines, err := doctor.Examine(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, lines, told)
	for _, l := range lines {
		require.NotEmpty(t, l.Text, l.Check)
		require.NotContains(t, l.Text+l.Fix, apiKey)
		require.NotContains(t, l.Text+l.Fix, "\n")
		if l.State == doctor.Failed || l.State == doctor.Warning {
			require.NotEmpty(t, l.Fix, "%s has no fix", l.Check)
		}
	}
	return lines
}

func find(t *testing.T, lines []doctor.Line, check string) doctor.Line {
	t.Helper()
	i := slices.IndexFunc(lines, func(l doctor.Line) bool { return l.Check == check })
	require.GreaterOrEqual(t, i, 0, "no line for %s", check)
	return lines[i]
}

// Each trouble of PostHog, the key, the clock and the disk has its line and its fix,
// and what hangs on it is not checked.
func TestEachTroubleHasItsLineAndItsFix(t *testing.T) {
	scopes := func(list ...string) minihog.Options {
		return minihog.Options{Keys: []minihog.Key{{Value: apiKey, Scopes: list}}}
	}
	for name, test := range map[string]struct {
		hog    minihog.Options
		change func(*testing.T, *doctor.Options)
		check  string
		state  doctor.State
		text   string
		fix    string
		then   string // a check that cannot be made then
	}{
		"no Chrome": {check: "Chrome", state: doctor.Failed, text: "no Chrome or Chromium", fix: "apt-get install chromium", then: "app"},
		"ingestion host": {change: func(_ *testing.T, o *doctor.Options) { o.Scenario.PostHog.Host = "https://eu.i.posthog.com" },
			check: "API host", state: doctor.Failed, text: "https://eu.i.posthog.com is where apps send to", fix: `posthog: {host: "https://eu.posthog.com"} in scenarios/mine.yaml`, then: "API key"},
		"not PostHog": {hog: minihog.Options{IngestionOnly: true}, check: "API host", state: doctor.Failed, text: "status 404", fix: "use the address of the app", then: "clock"},
		"nobody answers": {change: func(_ *testing.T, o *doctor.Options) { o.Scenario.PostHog.Host = "http://127.0.0.1:1" },
			check: "API host", state: doctor.Failed, text: "connection refused", fix: "let this machine reach it", then: "API key"},
		"PostHog is unwell": {hog: minihog.Options{Faults: &minihog.Faults{ServerErrors: minihog.Forever}}, check: "API host", state: doctor.Failed,
			text: "status 500", fix: "wait some minutes", then: "project"},
		"throttled": {hog: minihog.Options{Faults: &minihog.Faults{Throttled: minihog.Forever, RetryAfter: time.Hour}}, change: func(_ *testing.T, o *doctor.Options) { o.Sleep = nil },
			check: "API host", state: doctor.Failed, text: "it asks to wait 1h0m0s", fix: "let this machine reach it", then: "clock"},
		"no key": {change: func(_ *testing.T, o *doctor.Options) { o.Scenario.PostHog.Key = "" },
			check: "API key", state: doctor.Failed, text: "POSTHOG_PERSONAL_API_KEY is not set", fix: "export POSTHOG_PERSONAL_API_KEY=phx_…", then: "session_recording:read"},
		"no key and no name": {change: func(_ *testing.T, o *doctor.Options) { o.Scenario.PostHog.Key, o.KeyName = "", "" },
			check: "API key", state: doctor.Failed, text: "there is none", fix: "api_key of scenarios/mine.yaml", then: "project"},
		"wrong key": {change: func(_ *testing.T, o *doctor.Options) { o.Scenario.PostHog.Key = "phx_other" },
			check: "API key", state: doctor.Failed, text: "status 401", fix: "use a personal API key (phx_…) that was made at http://127", then: "project"},
		"wrong project": {change: func(_ *testing.T, o *doctor.Options) { o.Scenario.PostHog.Project = "77" },
			check: "project", state: doctor.Failed, text: "Project not found", fix: "behind /project/", then: "session_recording:read"},
		"no scope for recordings": {hog: scopes(minihog.ScopeProjectRead), check: "session_recording:read", state: doctor.Failed,
			text: "missing required scope", fix: "add the scope session_recording:read"},
		"no scope for settings": {hog: scopes(minihog.ScopeRecordingRead), check: "project:read", state: doctor.Unchecked,
			text: "a run goes without", fix: "add the scope project:read", then: "replay is on"},
		"no scope at all": {hog: scopes("feature_flag:read"), check: "project", state: doctor.Warning, text: "can neither be read", fix: "add the scopes below", then: "replay is on"},
		"replay is off":   {hog: minihog.Options{Recording: minihog.Recording{Off: true}}, check: "replay is on", state: doctor.Failed, text: "is off", fix: "switch it on"},
		"sampled":         {hog: minihog.Options{Recording: minihog.Recording{SampleRate: "0.10"}}, check: "replay is on", state: doctor.Warning, text: "only 10 %", fix: "record all sessions"},
		"clock is ahead": {change: func(_ *testing.T, o *doctor.Options) { o.Deps.Now = off(time.Minute) },
			check: "clock", state: doctor.Warning, text: "ahead of PostHog's", fix: "set the clock"},
		"clock is far behind": {change: func(_ *testing.T, o *doctor.Options) { o.Deps.Now = off(-time.Hour) },
			check: "clock", state: doctor.Failed, text: "behind PostHog's", fix: "set the clock"},
		"no run folder": {change: func(t *testing.T, o *doctor.Options) {
			o.Deps.Out = filepath.Join(t.TempDir(), "file", "runs")
			require.NoError(t, os.WriteFile(filepath.Dir(o.Deps.Out), nil, 0o600))
		}, check: "run folder", state: doctor.Failed, text: "not a directory", fix: "--out"},
	} {
		t.Run(name, func(t *testing.T) {
			o := patient(t, test.hog)
			if test.change != nil {
				test.change(t, &o)
			}
			lines := examine(t, o)
			got := find(t, lines, test.check)
			require.Equal(t, test.state, got.State, "%+v", got)
			require.Contains(t, got.Text, test.text)
			require.Contains(t, got.Fix, test.fix)
			require.False(t, doctor.Passed(lines), "there is no Chrome")
			if test.then != "" {
				then := find(t, lines, test.then)
				require.Equal(t, doctor.Unchecked, then.State, "%+v", then)
			}
		})
	}
}

func off(d time.Duration) func() time.Time { return func() time.Time { return time.Now().Add(d) } }

// Without Chrome all that needs none is looked at, and nothing else is called fine.
func TestWhatNeedsNoChromeIsFine(t *testing.T) {
	lines := examine(t, patient(t, minihog.Options{}))
	states := map[string]doctor.State{}
	for _, l := range lines {
		states[l.Check] = l.State
	}
	require.Equal(t, map[string]doctor.State{
		"Chrome": doctor.Failed, "app": doctor.Unchecked, "recorder": doctor.Unchecked, "upload": doctor.Unchecked,
		"API host": doctor.OK, "API key": doctor.OK, "project": doctor.OK, "session_recording:read": doctor.OK, "project:read": doctor.OK,
		"replay is on": doctor.OK, "same project": doctor.Unchecked, "clock": doctor.OK, "run folder": doctor.OK,
	}, states)
	require.Equal(t, "minihog (1) is there", find(t, lines, "project").Text)
	require.Equal(t, "needs Chrome", find(t, lines, "upload").Text, "what has to be mended first")
}

// A PostHog whose answers do not say what is asked is no PostHog with replay on.
func TestSilenceIsNotFine(t *testing.T) {
	o := patient(t, minihog.Options{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Date"] = nil
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"results":[]}`))
	}))
	t.Cleanup(server.Close)
	o.Scenario.PostHog.Host = server.URL
	lines := examine(t, o)
	require.Equal(t, doctor.Unchecked, find(t, lines, "replay is on").State)
	require.Equal(t, doctor.Unchecked, find(t, lines, "clock").State)
}

// No posthog-js is to be had: the embedded PostHog cannot be started, so nothing of
// it is looked at.
func TestNoPosthogJS(t *testing.T) {
	o := patient(t, minihog.Options{})
	o.Scenario.App, o.Scenario.PostHog = scenario.App{Demo: scenario.DemoMasked}, scenario.PostHog{Embedded: true}
	t.Setenv("PATH", t.TempDir()) // no npm
	o.Deps.CacheDir = t.TempDir()
	lines := examine(t, o)
	got := find(t, lines, "posthog-js")
	require.Equal(t, doctor.Failed, got.State)
	require.Contains(t, got.Fix, "install Node.js with npm")
	for _, name := range []string{"app", "recorder", "API host", "API key", "clock"} {
		require.Equal(t, doctor.Unchecked, find(t, lines, name).State, name)
	}
}

func TestBadScenario(t *testing.T) {
	for _, change := range []func(*scenario.Scenario){
		func(s *scenario.Scenario) { s.Flows = []string{"nosuch"} },
		func(s *scenario.Scenario) { s.App = scenario.App{Demo: scenario.DemoMasked} },
		func(s *scenario.Scenario) { s.PostHog = scenario.PostHog{Embedded: true} },
	} {
		o := patient(t, minihog.Options{})
		change(o.Scenario)
		_, err := doctor.Examine(t.Context(), o)
		var bad *scenario.BadInput
		require.ErrorAs(t, err, &bad)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	lines, err := doctor.Examine(ctx, patient(t, minihog.Options{}))
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, lines)
	require.False(t, doctor.Passed(lines))
}
