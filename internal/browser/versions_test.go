//go:build versions

package browser

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// TestVersions records with older versions of posthog-js, from npm: make versions. They
// differ in how they load the recorder, in what they hand to whom, and in what they
// send: 1.300.0 and older a Blob, whose bytes a request does not show.
func TestVersions(t *testing.T) {
	for _, version := range []string{"1.96.0", "1.150.0", "1.200.0", "1.260.0", "1.300.0", "1.372.0"} {
		t.Run(version, func(t *testing.T) {
			dist := unpacked(t, version)
			hog := minihog.New(minihog.Options{Assets: posthogJS(t)})
			port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				script := filepath.Join(dist, path.Base(r.URL.Path))
				// Remote config names a recorder script, which may be newer than posthog-js.
				if _, err := os.Stat(script); err != nil || !strings.HasPrefix(r.URL.Path, "/static/") {
					hog.ServeHTTP(w, r)
					return
				}
				w.Header().Set("Access-Control-Allow-Origin", "*")
				http.ServeFile(w, r, script)
			}))
			head := strings.NewReplacer("TOKEN", minihog.DefaultToken, "HOG", "http://hog.test:"+port).Replace(snippet)
			app := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprintf(w, `<!doctype html><title>Page</title><head>%s</head><body><label>Email <input></label><a href="/next">Next</a></body>`, head)
			}))
			f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
				plantStep(flow.Locator{Label: "Email"}, nil), {Verb: flow.Click, Locator: &flow.Locator{Text: "Next"}}, sees("Email"),
				plantStep(flow.Locator{Label: "Email"}, nil),
			}}
			trace, err := sharedBrowser(t).Run(t.Context(), f, RunOptions{BaseURL: "http://app.test:" + app, RunID: "r1", Canary: makeCanary})
			require.NoError(t, err)
			require.True(t, trace.Recorder.Flushed, "%+v", trace.Recorder)
			require.Len(t, trace.Recorder.Sessions, 1)
			stored := string(hog.Stored(trace.Recorder.Sessions[0]))
			for _, m := range trace.Markers {
				switch {
				case m.Kind == flow.MarkerBatch:
					require.True(t, strings.Contains(stored, fmt.Sprintf(`{"kind":"batch","page":%q,"batch":%d}`, m.Page, m.Batch)), "%+v", m)
				case m.Written:
					require.True(t, strings.Contains(stored, fmt.Sprintf(`"kind":%q,"step":%d}`, m.Kind, m.Step)), "%+v", m)
				}
			}
		})
	}
}

// unpacked is the folder with the scripts of a version.
func unpacked(t *testing.T, version string) string {
	dir := t.TempDir()
	for _, args := range [][]string{{"npm", "pack", "--silent", "posthog-js@" + version}, {"tar", "xzf", "posthog-js-" + version + ".tgz"}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir, cmd.Stderr = dir, os.Stderr
		require.NoError(t, cmd.Run())
	}
	return filepath.Join(dir, "package", "dist")
}
