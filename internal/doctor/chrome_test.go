package doctor_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/doctor"
	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/scenario"
)

// inChrome is the demo scenario with a real Chrome.
func inChrome(t *testing.T) doctor.Options {
	t.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	o := patient(t, minihog.Options{})
	o.Scenario.App, o.Scenario.PostHog = scenario.App{Demo: scenario.DemoMasked}, scenario.PostHog{Embedded: true}
	o.Deps.Browser, o.Deps.CacheDir = browser.Options{}, filepath.Join(cache, "maskproof")
	return o
}

func TestAllIsFine(t *testing.T) {
	lines := examine(t, inChrome(t))
	for _, l := range lines {
		require.Equal(t, doctor.OK, l.State, "%+v", l)
	}
	require.True(t, doctor.Passed(lines))
	require.Len(t, lines, 14)
}

// What keeps the recorder from running or from handing over is named, with what to do.
func TestRecorderTroubles(t *testing.T) {
	for name, test := range map[string]struct {
		demo       scenario.DemoOptions
		faults     minihog.Faults
		check      string
		text, fix  string
		notChecked string
	}{
		"opted out":      {demo: scenario.DemoOptions{InitOverride: map[string]any{"opt_out_capturing_by_default": true}}, check: "recorder", text: "opted out", fix: "consent: accept", notChecked: "upload"},
		"off in project": {faults: minihog.Faults{RecordingOff: true}, check: "recorder", text: "switched off", fix: "switch session replay on", notChecked: "same project"},
		"no upload":      {demo: scenario.DemoOptions{CSP: "connect-src 'self'"}, check: "upload", text: "was not taken by http://hog.test", fix: "connect-src"},
	} {
		t.Run(name, func(t *testing.T) {
			o := inChrome(t)
			o.Deps.Demo, o.Deps.Faults, o.Deps.RecorderTimeout = test.demo, &test.faults, 2*time.Second
			lines := examine(t, o)
			require.Equal(t, doctor.OK, find(t, lines, "app").State)
			got := find(t, lines, test.check)
			require.Equal(t, doctor.Failed, got.State, "%+v", got)
			require.Contains(t, got.Text, test.text)
			require.Contains(t, got.Fix, test.fix)
			if test.notChecked != "" {
				require.Equal(t, doctor.Unchecked, find(t, lines, test.notChecked).State)
			}
			require.False(t, doctor.Passed(lines))
		})
	}
}

func TestAppThatIsNotThere(t *testing.T) {
	o := patient(t, minihog.Options{})
	o.Deps.Browser = browser.Options{}
	lines := examine(t, o)
	got := find(t, lines, "app")
	require.Equal(t, doctor.Failed, got.State)
	require.Contains(t, got.Text, "cannot open http://127.0.0.1:1/signup")
	require.Contains(t, got.Fix, "app.url of scenarios/mine.yaml")
	require.Equal(t, doctor.Unchecked, find(t, lines, "recorder").State)
}

// An app that sends to another project than the one that is read would be waited for
// in vain.
func TestAppOfAnotherProject(t *testing.T) {
	o := inChrome(t)
	assets, err := minihog.LoadAssets(t.Context(), minihog.AssetOptions{CacheDir: o.Deps.CacheDir})
	require.NoError(t, err)
	theirs := httptest.NewServer(minihog.New(minihog.Options{Assets: assets, Token: "phc_other"}))
	t.Cleanup(theirs.Close)
	var shop http.Handler = demo.New(demo.Options{PostHog: theirs.URL, Token: "phc_other"})
	app := httptest.NewServer(shop)
	t.Cleanup(app.Close)
	with := patient(t, minihog.Options{})
	o.Scenario.App, o.Scenario.PostHog = scenario.App{URL: app.URL}, with.Scenario.PostHog
	lines := examine(t, o)
	require.Equal(t, doctor.OK, find(t, lines, "upload").State)
	got := find(t, lines, "same project")
	require.Equal(t, doctor.Failed, got.State, "%+v", got)
	require.Contains(t, got.Text, "sends to another project")
}
