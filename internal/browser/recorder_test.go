package browser

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// posthogJS is the pinned posthog-js, fetched once into the user's cache.
func posthogJS(t testing.TB) *minihog.Assets {
	t.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	assets, err := minihog.LoadAssets(context.Background(), minihog.AssetOptions{CacheDir: filepath.Join(cache, "maskproof")})
	require.NoError(t, err)
	return assets
}

// hogPage serves a page that starts posthog-js in some way, and a minihog for it.
// In head, TOKEN and HOG stand for the project token and minihog's address.
func hogPage(t testing.TB, hog *minihog.Server, assets *minihog.Assets, head string) (base string) {
	t.Helper()
	head = strings.NewReplacer("TOKEN", minihog.DefaultToken, "HOG", "http://hog.test:"+serve(t, hog)).Replace(head)
	module, ok := assets.File("module.js")
	require.True(t, ok)
	mux := http.NewServeMux()
	mux.HandleFunc("/module.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Write(module)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<!doctype html><title>Page</title><head>" + head + "</head><body><label>Email <input></label></body>"))
	})
	return "http://app.test:" + serve(t, mux)
}

const (
	snippet = `<script src="HOG/static/array.js"></script><script>posthog.init("TOKEN", {api_host: "HOG"})</script>`
	bundle  = `<script type="module">import posthog from "/module.js"; posthog.init("TOKEN", {api_host: "HOG"})</script>`
)

// An app that loads posthog-js by the snippet, and one that bundles it from npm
// and keeps it to itself: both are proven to record, marked and flushed.
func TestRecorderIsProvenAndFlushed(t *testing.T) {
	assets := posthogJS(t)
	blobs := `<script>{
		const send = fetch;
		fetch = (url, options) => send(url, options?.body ? { ...options, body: new Blob([options.body], { type: "text/plain" }) } : options);
	}</script>`
	for name, head := range map[string]string{"snippet": snippet, "npm bundle": bundle, "sends blobs": blobs + snippet} {
		t.Run(name, func(t *testing.T) {
			hog := minihog.New(minihog.Options{Assets: assets})
			base := hogPage(t, hog, assets, head)
			f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
				plantStep(flow.Locator{Label: "Email"}, nil),
				sees("Email"),
			}}
			trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1", Canary: makeCanary})
			require.NoError(t, err)
			rec := trace.Recorder
			require.True(t, rec.Started)
			require.True(t, rec.Flushed)
			require.Equal(t, hog.Sessions(), rec.Sessions)
			require.Equal(t, minihog.Version, rec.LibVersion)
			require.Zero(t, rec.Failed)
			require.True(t, trace.Plants[0].Entered)
			kinds := []flow.MarkerKind{}
			for _, m := range trace.Markers {
				require.True(t, m.Written)
				if m.Kind == flow.MarkerBatch {
					continue
				}
				kinds = append(kinds, m.Kind)
			}
			require.Equal(t, []flow.MarkerKind{"start", "step", "step", "flush", "step", "end"}, kinds)
		})
	}
}

// Without plants too, each page that is recorded ends with a full snapshot that was
// uploaded.
func TestRecordWithoutPlants(t *testing.T) {
	assets := posthogJS(t)
	hog := minihog.New(minihog.Options{Assets: assets})
	base := hogPage(t, hog, assets, snippet)
	other := strings.Replace(base, "app.test", "other.test", 1) // a session of its own
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
		sees("Email"), {Verb: flow.Goto, Value: other + "/"}, sees("Email"),
	}}
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1", Record: true})
	require.NoError(t, err)
	require.True(t, trace.Recorder.Flushed)
	require.Len(t, trace.Recorder.Sessions, 2)
	for _, session := range trace.Recorder.Sessions {
		require.Equal(t, 2, strings.Count(string(hog.Stored(session)), `{"type":2,`), "at the start and at the end")
	}
}

// A recorder that does not run is found out before anything is planted.
func TestRecorderCauses(t *testing.T) {
	assets := posthogJS(t)
	asBot := `<script>Object.defineProperty(navigator, "webdriver", {get: () => true})</script>`
	with := func(options string) string {
		return strings.Replace(snippet, `api_host: "HOG"`, `api_host: "HOG", `+options, 1)
	}
	csp := func(policy string) string {
		return `<meta http-equiv="Content-Security-Policy" content="` + policy + `">`
	}
	for name, test := range map[string]struct {
		head string
		hog  minihog.Options
		want Cause
	}{
		"no posthog":            {"", minihog.Options{}, CauseNoPostHog},
		"never initialised":     {`<script src="HOG/static/array.js"></script>`, minihog.Options{}, CauseNotInit},
		"webdriver is visible":  {asBot + snippet, minihog.Options{}, CauseBotFilter},
		"opted out":             {with("opt_out_capturing_by_default: true"), minihog.Options{}, CauseOptedOut},
		"disabled in code":      {with("disable_session_recording: true"), minihog.Options{}, CauseDisabledCode},
		"disabled in project":   {snippet, minihog.Options{Recording: minihog.Recording{Off: true}}, CauseDisabledCloud},
		"sampled out":           {snippet, minihog.Options{Recording: minihog.Recording{SampleRate: "0.00"}}, CauseSampled},
		"flag is not set":       {snippet, minihog.Options{Recording: minihog.Recording{Extra: map[string]any{"linkedFlag": "replay"}}}, CauseLinkedFlag},
		"waits for an event":    {snippet, minihog.Options{Recording: minihog.Recording{Extra: map[string]any{"eventTriggers": []string{"bought"}}}}, CauseTrigger},
		"URL is on the list":    {snippet, minihog.Options{Recording: minihog.Recording{Extra: map[string]any{"urlBlocklist": []any{map[string]string{"url": ".*", "matching": "regex"}}}}}, CausePaused},
		"config fails":          {snippet, minihog.Options{Faults: &minihog.Faults{ConfigFails: true}}, CauseNoConfig},
		"CSP forbids scripts":   {csp("script-src 'unsafe-inline'") + snippet, minihog.Options{}, CauseCSP},
		"CSP forbids recorder":  {csp("script-src 'unsafe-inline' HOG/static/array.js HOG/array/") + snippet, minihog.Options{}, CauseCSP},
		"array.js is not there": {strings.Replace(snippet, "array.js", "missing.js", 1), minihog.Options{}, CauseScriptFailed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.hog.Assets = assets
			hog := minihog.New(test.hog)
			base := hogPage(t, hog, assets, test.head)
			f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{plantStep(flow.Locator{Label: "Email"}, nil)}}
			trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{
				BaseURL: base, RunID: "r1", Canary: makeCanary, RecorderTimeout: 2 * time.Second,
			})
			var off *RecorderError
			require.ErrorAs(t, err, &off)
			require.Equal(t, test.want, off.Cause, off.Detail)
			require.Equal(t, string(test.want), trace.Recorder.Cause)
			require.False(t, trace.Recorder.Started)
			require.Empty(t, trace.Plants, "nothing is planted where nothing records")
			require.Empty(t, hog.Sessions())
		})
	}
}

// Where the recorder takes no events, a marker is an attribute of <html>.
func TestMarkerFallsBackToAttribute(t *testing.T) {
	ctx := context.Background()
	tb, err := sharedBrowser(t).openTab(ctx)
	require.NoError(t, err)
	defer tb.cancel()
	base, err := url.Parse("http://app.test:" + serve(t, files()))
	require.NoError(t, err)
	require.NoError(t, tb.open(ctx, base, "/form.html"))
	marker := flow.Marker{Run: "r1", Kind: flow.MarkerStart, Step: -1}
	written, err := tb.mark(ctx, marker)
	require.NoError(t, err)
	require.False(t, written, "no recorder, nothing to write into")
	_, err = call(ctx, tb.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "window.posthog = {__loaded: true}"})
	require.NoError(t, err)
	written, err = tb.mark(ctx, marker)
	require.NoError(t, err)
	require.True(t, written)
	m, err := tb.top.find(ctx, flow.Locator{CSS: "html[data-maskproof-r1-start--1]"})
	require.NoError(t, err)
	require.Equal(t, 1, m.Count)

	old := `window.rrweb = { record: { addCustomEvent: (tag, { kind }) => { document.title = tag + " " + kind } } }`
	_, err = call(ctx, tb.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: old})
	require.NoError(t, err)
	written, err = tb.mark(ctx, marker)
	require.NoError(t, err)
	require.True(t, written)
	var title string
	require.NoError(t, tb.top.engine(ctx, &title, "title"))
	require.Equal(t, "$maskproof start", title, "into the global of old versions")
}

func TestDiagnoseNamesWhatStoodInTheWay(t *testing.T) {
	ready := recorderState{URL: "http://app.test/", PostHog: true, Loaded: true, Recorder: true, Remote: &remoteConfig{}}
	for name, test := range map[string]struct {
		change  func(*recorderState)
		stopped []blockedRequest
		want    Cause
	}{
		"ad blocker":     {func(s *recorderState) { s.Recorder = false }, []blockedRequest{{"https://eu-assets.i.posthog.com/static/recorder.js?v=1", "net::ERR_BLOCKED_BY_CLIENT"}}, CauseBlocked},
		"script failed":  {func(s *recorderState) { s.Recorder = false }, []blockedRequest{{"https://x/static/recorder.js", "net::ERR_CONNECTION_RESET"}}, CauseScriptFailed},
		"other failures": {func(s *recorderState) { s.OptedOut = true }, []blockedRequest{{"https://x/logo.png", "csp"}}, CauseOptedOut},
		"held back":      {func(s *recorderState) { s.Started, s.Status = true, "buffering" }, nil, CauseBuffering},
		"url trigger":    {func(s *recorderState) { s.Remote.URLTriggers = json.RawMessage(`[{"url":"/pay"}]`) }, nil, CauseTrigger},
		"nothing known":  {func(s *recorderState) { s.Status = "odd" }, nil, CauseUnknown},
	} {
		state := ready
		state.Remote = &remoteConfig{}
		test.change(&state)
		cause, detail := diagnose(&state, test.stopped)
		require.Equal(t, test.want, cause, name)
		require.NotEmpty(t, detail)
		require.NotContains(t, detail, "?v=")
	}
}
