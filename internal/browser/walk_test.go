package browser

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// What a flow may say of windows, dialogs, conditions and groups, on one page.
func TestWalks(t *testing.T) {
	for name, text := range map[string]string{
		"dialogs": `start: /shop.html?leave
steps:
  - click: {text: Ask}
  - expect: {text: confirm true}
  - dialog: dismiss
  - click: {text: Ask}
  - expect: {text: confirm false}
  - click: {text: Name}
  - expect: {text: prompt null}
  - dialog: accept
    answer: Zorvak
  - click: {text: Name}
  - expect: {text: prompt Zorvak}
  - dialog: dismiss
  - goto: /shop.html?after a page that asks before it is left
  - expect: {title: Shop after}
`,
		"windows": `start: /shop.html
steps:
  - click: {text: Help}
  - tab: {title: Shop help}
  - expect: {url: "?help"}
  - tab: {index: 1}
  - click: {text: Log in}
  - tab: {url: "?login"}
  - click: {text: Close me}
  - tab: {index: 2}
  - expect: {title: help}
  - tab: close
  - expect: {hidden: {text: no such thing}}
  - expect: {url: /shop.html}
`,
		"a window that closes itself": `start: /shop.html
steps:
  - click: {text: Log in}
  - tab: {index: 2}
  - click: {text: Close me}
  - tab: {index: 1}
  - click: {text: Ask}
  - expect: {text: confirm true}
`,
		"conditions": `start: /shop.html
steps:
  - wait_for: {enabled: {text: Late}}
  - expect: {count: 0, of: {css: li}}
  - click: {text: Pay}
  - wait_for: {request: /api/pay}
  - click: {text: Pay}
  - wait_for: {response: /api/pay, status: 404}
  - goto: /shop.html?second
  - expect: {title: shop second}
  - back
  - expect: {url: /shop.html}
  - reload
  - expect: {count: 0, of: {css: li}}
`,
		"groups": `start: /shop.html
steps:
  - within: {role: dialog, name: Address}
    steps:
      - fill: {label: Street}
        value: Main Street 1
      - click: {role: button}
  - expect: {text: saved Main Street 1}
  - expect: {value: "", of: {css: "#other"}}
  - repeat: 10
    until: {hidden: {text: More}}
    steps:
      - click: {text: More}
  - expect: {count: 3, of: {css: "#list li"}}
  - repeat: 2
    steps:
      - type: {css: "#other"}
        value: ab
  - expect: {value: abab, of: {css: "#other"}}
  - if_visible: {text: We use cookies}
    timeout: 300ms
    steps:
      - consent: accept
  - within: {role: dialog, name: Address}
    optional: true
    steps:
      - click: {text: not there}
        timeout: 200ms
      - click: {text: Save}
`,
		"eval": `start: /shop.html
unsafe: true
steps:
  - eval: await Promise.resolve(); say("evaluated")
  - expect: {text: evaluated}
`,
		"cookie banner": `start: /shop.html?banner
steps:
  - if_visible: {text: We use cookies}
    steps:
      - consent: reject
  - expect: {text: cookies rejected}
  - goto: /shop.html?banner
  - consent: accept
  - expect: {text: cookies accepted}
`,
		"emulation": `start: /shop.html?world
emulate: {viewport: {width: 500, height: 800}, color_scheme: dark, timezone: Asia/Tokyo, locale: de-DE}
steps:
  - expect: {text: "500 true Asia/Tokyo de-DE 1,5 true false"}
  - emulate: {device: iPhone 13, network: slow-4g}
  - goto: /shop.html?world
  - expect: {text: "de-DE 1,5 true true true"}
  - tap: {text: Ask}
  - expect: {text: confirm true}
  - emulate: {network: offline}
  - click: {text: Pay}
  - wait_for: {request: /api/pay}
  - emulate: {network: online}
  - click: {text: Pay}
  - wait_for: {response: /api/pay}
`,
		"cookie": `start: /shop.html
steps:
  - cookie: {name: beta, value: "on"}
  - goto: /shop.html?state
  - expect: {text: beta=on}
`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := walkFlow(t, text)
			require.NoError(t, err)
		})
	}
}

// A step keeps its number whatever was left out before it, and the trace says what
// was.
func TestNumbersInTrace(t *testing.T) {
	load := func(_, name string) (string, []byte, error) {
		return name, []byte("version: 1\nname: part\nsteps:\n  - click: {text: Ask}\n"), nil
	}
	f, err := flow.Parse("test.yaml", []byte(`version: 1
name: test
start: /shop.html
steps:
  - if_visible: {text: We use cookies}
    timeout: 100ms
    steps:
      - consent: accept
  - repeat: 5
    until: {hidden: {text: More}}
    steps:
      - click: {text: More}
  - use: part.yaml
  - within: {role: dialog}
    optional: true
    steps:
      - click: {text: not there}
        timeout: 100ms
      - click: {text: Save}
  - checkpoint: end
`), flow.Options{Load: load})
	require.NoError(t, err)
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + serve(t, files()), RunID: "r1"})
	require.NoError(t, err)
	var got []string
	for _, s := range trace.Steps {
		got = append(got, fmt.Sprintf("%d %s %s %s", s.Index, s.Verb, s.Status, s.File))
	}
	require.Equal(t, []string{
		"0 if_visible skipped ", "2 click passed ", "3 click passed ", "4 click passed ",
		"7 click passed part.yaml", "8 click tolerated ", "10 checkpoint passed ",
	}, got)
}

// A login that is kept serves another flow; what posthog-js keeps is left out.
func TestStorageState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "login.json")
	base := "http://app.test:" + serve(t, files())
	run := func(text string) error {
		f, err := flow.Parse("test.yaml", []byte("version: 1\nname: test\n"+text), flow.Options{})
		require.NoError(t, err)
		_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1"})
		return err
	}
	require.NoError(t, run("start: /shop.html?set\nsteps:\n  - storage_state: {save: "+file+"}\n"))
	saved, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NotContains(t, string(saved), "posthog")
	want := "  - expect: {text: session=s1 | t1 | null}\n"
	require.NoError(t, run("start: /shop.html?state\nstorage_state: "+file+"\nsteps:\n"+want))
	require.NoError(t, run("start: /shop.html\nsteps:\n  - storage_state: {load: "+file+"}\n  - goto: /shop.html?state\n"+want))
	require.ErrorContains(t, run("start: /shop.html?state\nsteps:\n"+strings.Replace(want, "}", "}\n    timeout: 100ms", 1)), "is not on the page")
}

// Headers and a login go to the app's own origin, and to no other.
func TestHeadersOfTheApp(t *testing.T) {
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprintf(w, "other %q %q", r.Header.Get("Authorization"), r.Header.Get("X-Staging"))
	}))
	app := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ := r.BasicAuth()
		if user != "qa" || pass != "hush" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, `<title>x</title><p>app %s %s</p><p id=o></p><script>fetch("http://other.test:%s/").then(r => r.text()).then(t => o.textContent = t)</script>`,
			r.Header.Get("X-Staging"), r.Header.Get("Accept-Language"), other)
	}))
	text := `start: /
headers: {X-Staging: "yes", Accept-Language: xx}
auth: {user: qa, password: %s}
steps:
  - expect: {text: app yes xx}
  - expect: {text: other "" ""}
`
	run := func(pass string) error {
		f, err := flow.Parse("test.yaml", fmt.Appendf(nil, "version: 1\nname: test\n"+text, pass), flow.Options{})
		require.NoError(t, err)
		_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + app, RunID: "r1"})
		return err
	}
	require.NoError(t, run("hush"))
	require.ErrorContains(t, run("wrong"), "answered 401")
}

// A popup is recorded under a window id of its own, in the session of its opener,
// and what it recorded is uploaded at the end.
func TestPopupIsRecorded(t *testing.T) {
	assets := posthogJS(t)
	hog := minihog.New(minihog.Options{Assets: assets})
	base := hogPage(t, hog, assets, snippet+`<script>addEventListener("keydown", (e) => { if (e.key === "F2") open("/popup", "", "width=400,height=300"); })</script>`)
	f, err := flow.Parse("test.yaml", []byte(`version: 1
name: test
start: /
steps:
  - fill: {label: Email}
    plant: email
  - press: F2
  - tab: {url: /popup}
  - fill: {label: Email}
    plant: email
  - tab: {index: 1}
`), flow.Options{})
	require.NoError(t, err)
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1", Canary: func(name string, step int, _ flow.Step) (canary.Canary, error) {
		return canary.NewSet(uint64(step), "r1").Make("test", "email", canary.Email, false)
	}})
	require.NoError(t, err)
	require.True(t, trace.Recorder.Flushed)
	require.Len(t, trace.Recorder.Sessions, 1)
	require.True(t, trace.Plants[0].Entered && trace.Plants[1].Entered)
	windows := map[string]bool{}
	for line := range strings.Lines(string(hog.Stored(trace.Recorder.Sessions[0]))) {
		id, _, _ := strings.Cut(strings.TrimPrefix(line, `["`), `"`)
		windows[id] = true
	}
	require.Len(t, windows, 2)
	documents := map[string]bool{}
	for _, m := range trace.Markers {
		require.True(t, m.Written, "%+v", m)
		if m.Kind == flow.MarkerBatch {
			documents[m.Page] = true
		}
	}
	require.Len(t, documents, 2, "each window tells of its batches")
}
