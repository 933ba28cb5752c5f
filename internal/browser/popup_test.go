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
	if r.URL.Path != "/popup" {
		fmt.Fprint(w, s.opener)
		return
	}
	fmt.Fprint(w, `<p></p><script>document.querySelector("p").textContent = Intl.DateTimeFormat().resolvedOptions().timeZone</script>`)
}

// A popup asks for its page with what the flow has the others ask with, whichever way it
// was opened; it is what the flow emulates by the next load at the latest.
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
emulate: {device: iPhone 13, timezone: Asia/Tokyo, locale: de-DE}
steps:
  - click: {role: link, name: go}
  - tab: {url: /popup}
  - reload
  - expect: {text: Asia/Tokyo}
  - emulate: {timezone: America/Lima, locale: fr-FR}
  - reload
  - expect: {text: America/Lima}
`), flow.Options{})
			require.NoError(t, err)
			_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + serve(t, app), RunID: "r1"})
			require.NoError(t, err)
			german := "qa hush yes de-DE Mozilla/5.0 (iPhone;"
			require.Equal(t, []string{german, german, "qa hush yes fr-FR Mozilla/5.0 (iPhone;"}, app.asked)
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
