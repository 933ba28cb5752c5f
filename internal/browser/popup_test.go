package browser

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// staging is an app that lets in who has a login and a header. It notes how its popup
// is asked for.
type staging struct {
	opener string
	mu     sync.Mutex
	asked  []string
}

func (s *staging) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, pass, _ := r.BasicAuth()
	if r.URL.Path == "/popup" {
		s.mu.Lock()
		s.asked = append(s.asked, fmt.Sprint(user, " ", pass, " ", r.Header.Get("X-Staging"), " ", r.Header.Get("Accept-Language"), " ", r.UserAgent()[:20]))
		s.mu.Unlock()
	}
	if user != "qa" || pass != "hush" || r.Header.Get("X-Staging") != "yes" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "text/html")
	switch r.URL.Path {
	default:
		fmt.Fprint(w, s.opener)
	case "/popup":
		fmt.Fprint(w, `<meta name=viewport content="width=device-width"><p></p><script src=/app.js></script>`)
	case "/app.js": // as what brings posthog-js
		fmt.Fprint(w, `const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
			document.querySelector("p").textContent = [timeZone, locale, navigator.language, innerWidth,
				matchMedia("(prefers-color-scheme: dark)").matches,
				!!Object.getOwnPropertyDescriptor(window.__PosthogExtensions__ ?? {}, "initSessionRecording")?.get].join(" ")`)
	}
}

// A popup asks for its page with what the flow has the others ask with, whichever way it
// was opened, and so do the scripts of that page; they find what the flow emulates, and
// our script is there before them.
func TestPopupAsksLikeTheOthers(t *testing.T) {
	for name, opener := range map[string]string{
		"link":            `<a href=/popup target=_blank>go</a>`,
		"with opener":     `<a href=/popup target=_blank rel=opener>go</a>`,
		"window.open":     `<a href=# onclick="window.open('/popup', '', 'width=400,height=300')">go</a>`,
		"blank, then url": `<a href=# onclick="window.open('about:blank').location = '/popup'">go</a>`,
		"form":            `<form action=/popup target=_blank method=post><a href=# onclick="document.forms[0].submit()">go</a></form>`,
	} {
		t.Run(name, func(t *testing.T) {
			app := &staging{opener: opener}
			f, err := flow.Parse("test.yaml", []byte(`version: 1
name: test
start: /
headers: {X-Staging: "yes"}
auth: {user: qa, password: hush}
emulate: {device: iPhone 13, timezone: Asia/Tokyo, locale: de-DE, color_scheme: dark}
steps:
  - click: {role: link, name: go}
  - tab: {url: /popup}
  - expect: {text: Asia/Tokyo de-DE de-DE 390 true true}
  - emulate: {timezone: America/Lima, locale: fr-FR}
  - reload
  - expect: {text: America/Lima fr-FR fr-FR 390 true true}
`), flow.Options{})
			require.NoError(t, err)
			_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + serve(t, app), RunID: "r1"})
			require.NoError(t, err)
			german := "qa hush yes de-DE Mozilla/5.0 (iPhone;"
			require.Equal(t, []string{german, "qa hush yes fr-FR Mozilla/5.0 (iPhone;"}, app.asked)
		})
	}
}

// What one flow's windows carry, those of another one in the same browser do not, and
// neither does a page elsewhere.
func TestPopupsCarryTheirOwn(t *testing.T) {
	var mu sync.Mutex
	asked := map[string][]string{}
	app := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path] = append(asked[r.URL.Path], r.Header.Get("X-Staging"))
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html")
		_, port, _ := strings.Cut(r.Host, ":")
		fmt.Fprintf(w, `<p>here</p><a href=%s/popup target=_blank>go</a><a href=http://other.test:%s/elsewhere target=_blank>away</a>`, r.URL.Path, port)
	}))
	var runs sync.WaitGroup
	for _, who := range []string{"a", "b", ""} {
		headers := ""
		if who != "" {
			headers = "headers: {X-Staging: " + who + "}\n"
		}
		f, err := flow.Parse("test.yaml", []byte("version: 1\nname: test\nstart: /with"+who+"\n"+headers+`steps:
  - click: {role: link, name: go}
  - tab: {url: /popup}
  - expect: {text: here}
  - tab: {index: 1}
  - click: {role: link, name: away}
  - tab: {url: /elsewhere}
  - expect: {text: here}
`), flow.Options{})
		require.NoError(t, err)
		runs.Go(func() {
			_, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + app, RunID: "r1"})
			assert.NoError(t, err)
		})
	}
	runs.Wait()
	require.Equal(t, []string{"a"}, asked["/witha/popup"])
	require.Equal(t, []string{"b"}, asked["/withb/popup"])
	require.Equal(t, []string{""}, asked["/with/popup"])
	require.Equal(t, []string{"", "", ""}, asked["/elsewhere"])
	require.Nil(t, sharedBrowser(t).gate.close, "nobody keeps the gate any more")
}

// An app that bundles posthog-js keeps it to itself: our script meets it in a new window,
// too, whose flow carries and emulates nothing, and whether it comes before the page's
// first script or after it.
func TestPopupHasOurScript(t *testing.T) {
	const registers = `(window.__PosthogExtensions__ ??= {}).initSessionRecording = (posthog) => {
		document.title = "met " + (window[Symbol.for("maskproof.posthog")] === posthog) }`
	for _, how := range []string{"", "rel=opener", "onclick=\"window.open('/popup'); return false\""} {
		port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/app.js":
				fmt.Fprint(w, `__PosthogExtensions__.initSessionRecording({ config: {} })`)
			case "/popup":
				fmt.Fprintf(w, `<!doctype html><title>none</title><script>%s</script><script src=/app.js></script>`, registers)
			default:
				fmt.Fprintf(w, `<!doctype html><a href=/popup target=_blank %s>go</a>`, how)
			}
		}))
		f, err := flow.Parse("test.yaml", []byte(`version: 1
name: test
start: /
steps:
  - click: {role: link, name: go}
  - tab: {url: /popup}
  - expect: {title: met true}
    timeout: 2s
`), flow.Options{})
		require.NoError(t, err)
		_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + port, RunID: "r1"})
		require.NoError(t, err, how)
	}
}
