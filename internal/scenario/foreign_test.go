package scenario_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// foreign is a PostHog-compatible server that shares nothing with minihog but
// the published posthog-js: it stores lines and hands them out, uncompressed and
// by the older "projects" route only.
type foreign struct {
	mu    sync.Mutex
	lines map[string][]string
}

func (f *foreign) handler(t *testing.T, js *minihog.Assets) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/static/", func(w http.ResponseWriter, r *http.Request) {
		body, ok := js.File(filepath.Base(r.URL.Path))
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		w.Write(body)
	})
	mux.HandleFunc("/array/phc_foreign/config", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"sessionRecording":{"endpoint":"/s/"},"supportedCompression":["gzip-js"]}`)
	})
	mux.HandleFunc("/s/", func(w http.ResponseWriter, r *http.Request) { f.store(t, r) })
	mux.HandleFunc("/api/projects/77/session_recordings/", func(w http.ResponseWriter, r *http.Request) { f.api(w, r) })
	mux.HandleFunc("/api/projects/77/", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"id":77}`) })
	mux.HandleFunc("/flags/", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"featureFlags":{}}`) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "*")
		if r.Method != http.MethodOptions {
			mux.ServeHTTP(w, r)
		}
	})
}

func (f *foreign) store(t *testing.T, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	if zr, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
		body, err = io.ReadAll(zr)
		require.NoError(t, err)
	}
	type capture struct{ Properties map[string]json.RawMessage }
	batch := make([]capture, 1)
	if bytes.HasPrefix(body, []byte("{")) { // one event alone is not in an array
		require.NoError(t, json.Unmarshal(body, &batch[0]))
	} else {
		require.NoError(t, json.Unmarshal(body, &batch))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, event := range batch {
		var session string
		var events []json.RawMessage
		require.NoError(t, json.Unmarshal(event.Properties["$session_id"], &session))
		require.NoError(t, json.Unmarshal(event.Properties["$snapshot_data"], &events))
		for _, e := range events {
			f.lines[session] = append(f.lines[session], fmt.Sprintf("[%s,%s]", event.Properties["$window_id"], e))
		}
	}
}

func (f *foreign) api(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer phx_foreign" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	rest := strings.TrimPrefix(r.URL.Path, "/api/projects/77/session_recordings")
	id, what, _ := strings.Cut(strings.Trim(rest, "/"), "/")
	lines, known := f.lines[id]
	switch {
	case id == "":
		io.WriteString(w, `{"results":[]}`)
	case !known:
		w.WriteHeader(http.StatusNotFound)
	case what == "":
		fmt.Fprintf(w, `{"id":%q,"start_url":"http://app.test/"}`, id)
	case r.URL.Query().Get("source") == "":
		io.WriteString(w, `{"sources":[{"source":"blob_v2","blob_key":"0"}]}`)
	default:
		io.WriteString(w, strings.Join(lines, "\n"))
	}
}

const foreignApp = `<!doctype html><html lang="en"><title>Account</title><body><h1>Account</h1>
<form><label>Email <input name="email"></label><button type="button">Save</button></form><p id="said"></p>
<script type="module">
  import posthog from "/module.js";
  posthog.init("phc_foreign", { api_host: "HOST" });
  document.querySelector("button").onclick = () => { said.textContent = ECHO; };
</script></body></html>`

const foreignFlow = `version: 1
name: account
start: /account
steps:
  - fill: {label: "Email"}
    plant: email
  - click: {role: button, name: "Save"}
  - wait_for: {text: "Saved"}
`

var accountFlow = map[string]string{"account.yaml": foreignFlow}

const (
	saysSaved = `"Saved"`
	saysValue = `"Saved " + document.querySelector("input").value`
)

// runForeign walks the flow account.yaml of the files through an app that bundles posthog-js, recorded by a
// PostHog that is not ours. echo is what the app says at a visit, 0 for the first;
// with "" it answers that it is busy.
func runForeign(t *testing.T, d scenario.Deps, files map[string]string, echo func(visit int) string) (*verify.Result, string) {
	t.Helper()
	js, err := minihog.LoadAssets(context.Background(), minihog.AssetOptions{CacheDir: d.CacheDir})
	require.NoError(t, err)
	hog := httptest.NewServer((&foreign{lines: map[string][]string{}}).handler(t, js))
	t.Cleanup(hog.Close)
	module, _ := js.File("module.js")
	var visits atomic.Int64
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/module.js":
			w.Header().Set("Content-Type", "text/javascript")
			w.Write(module)
		case "/account":
			w.Header().Set("Content-Type", "text/html")
			said := echo(int(visits.Add(1)) - 1)
			if said == "" {
				http.Error(w, "busy, come back later", http.StatusServiceUnavailable)
				return
			}
			io.WriteString(w, strings.NewReplacer("HOST", hog.URL, "ECHO", said).Replace(foreignApp))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(app.Close)
	d.FlowDir = t.TempDir()
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(d.FlowDir, name)), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(d.FlowDir, name), []byte(text), 0o600))
	}
	d.Env = func(name string) (string, bool) {
		v, ok := map[string]string{"KEY": "phx_foreign", "WHO": "x"}[name]
		return v, ok
	}
	s, err := scenario.Load("mine.yaml", fmt.Appendf(nil, `version: 1
name: mine
app: {url: %q}
posthog: {host: %q, project: "77", api_key: "${KEY}"}
recording: {wait: 1m}
flows: [account]
`, app.URL, hog.URL), d.Env)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	result, folder, err := scenario.Run(ctx, s, d)
	require.NoError(t, err)
	noKeyIn(t, folder, "phx_foreign")
	return result, folder
}

// Nothing but a scenario and a flow is needed, and both verdicts come out right.
func TestForeignAppAndPostHog(t *testing.T) {
	for want, echo := range map[verify.Verdict]string{verify.VerdictMasked: saysSaved, verify.VerdictLeaked: saysValue} {
		t.Run(string(want), func(t *testing.T) {
			t.Parallel()
			result, _ := runForeign(t, deps(t), accountFlow, func(int) string { return echo })
			require.Equal(t, want, result.Verdict, "%+v", result.Flows[0].Reasons)
		})
	}
}

// Somebody in the page asks for a human: that is no failure of the app and no proof
// of anything. The flow that fills in the form is used by another, and takes a
// value from the environment.
func TestAutomationIsRefused(t *testing.T) {
	t.Parallel()
	result, _ := runForeign(t, deps(t), map[string]string{
		"account.yaml": strings.Replace(foreignFlow, `  - fill: {label: "Email"}
    plant: email
`, "  - use: parts/form.yaml\n  - type: {label: \"Email\"}\n    value: \"${WHO}\"\n", 1),
		"parts/form.yaml": "version: 1\nname: form\nsteps:\n  - fill: {label: \"Email\"}\n    plant: email\n",
	}, func(int) string { return `"Please verify you are human"` })
	require.Equal(t, verify.VerdictInconclusive, result.Verdict)
	f := result.Flows[0]
	require.Nil(t, f.Failure)
	require.Contains(t, fmt.Sprint(f.Reasons), "automation-refused")
	require.Contains(t, fmt.Sprint(f.Reasons), "refuses automation: it asks for a human")
	require.Len(t, f.Plants, 1)
	require.True(t, strings.HasSuffix(f.Steps[0].File, "parts/form.yaml"), f.Steps[0].File)
}

// A flow that met a bad moment is walked again, with other values, and called
// flaky; what both tries left stays in the run folder.
func TestFlakyFlowIsWalkedAgain(t *testing.T) {
	t.Parallel()
	d := deps(t)
	d.Retries = 2
	result, folder := runForeign(t, d, accountFlow, func(visit int) string { return []string{"", saysSaved, saysSaved}[visit] })
	f := result.Flows[0]
	require.Equal(t, verify.VerdictMasked, f.Verdict, "%+v", f.Reasons)
	require.Len(t, f.Tries, 1)
	require.NotNil(t, f.Tries[0].Failure)
	require.FileExists(t, filepath.Join(folder, f.Tries[0].Failure.Screenshot))
	require.FileExists(t, filepath.Join(folder, "tries/account-2", "traces/account.json"))
	require.FileExists(t, filepath.Join(folder, f.Coverage.Files[0]))
	first, err := os.ReadFile(filepath.Join(folder, "canaries.yaml"))
	require.NoError(t, err)
	second, err := os.ReadFile(filepath.Join(folder, "tries/account-2/canaries.yaml"))
	require.NoError(t, err)
	require.Contains(t, string(second), strings.TrimSpace(regexp.MustCompile(`value: .*`).FindString(string(first))), "the first value is still looked for")
	require.Equal(t, 2, strings.Count(string(second), "value: "))
}

// A leak ends the tries: nothing that a further one shows may hide it.
func TestLeakIsNotTriedAway(t *testing.T) {
	t.Parallel()
	d := deps(t)
	d.Retries = 2
	leakThenFail := `(document.querySelector("h1").textContent = document.querySelector("input").value, "Oops")`
	result, _ := runForeign(t, d, accountFlow, func(visit int) string { return []string{leakThenFail, saysSaved}[visit] })
	f := result.Flows[0]
	require.Equal(t, verify.VerdictLeaked, f.Verdict)
	require.Empty(t, f.Tries)
	require.NotNil(t, f.Failure)
}

// noKeyIn requires that no file below a folder holds the key.
func noKeyIn(t *testing.T, folder, key string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		require.NotContains(t, string(data), key, path)
		info, serr := d.Info()
		require.NoError(t, serr)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), path)
		return err
	}))
}
