package browser

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// A window that a page opened is refused by an app behind a login, until it is set up
// and asks again.
func TestPopupIsSetUpForItsSecondRequest(t *testing.T) {
	link, opens := `<a href=/popup target=_blank>go</a>`, `<a href=# onclick="window.open('/popup', '', 'width=400,height=300')">go</a>`
	for name, test := range map[string]struct {
		opener string
		open   string // the path that is let in without a login
		again  string // the step that asks again, where the app has not refused it
	}{
		"link":                       {link, "", ""},
		"window.open":                {opens, "", ""},
		"in the process of its page": {opens, "/popup", "\n  - reload"},
	} {
		t.Run(name, func(t *testing.T) {
			app := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				user, pass, _ := r.BasicAuth()
				if r.URL.Path != test.open && (user != "qa" || pass != "hush") {
					w.WriteHeader(http.StatusUnauthorized)
					return
				}
				w.Header().Set("Content-Type", "text/html")
				if r.URL.Path != "/popup" {
					fmt.Fprint(w, test.opener)
					return
				}
				fmt.Fprintf(w, `<p>%s %s</p><p></p><script>
					document.querySelectorAll("p")[1].textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
				</script>`, r.Header.Get("X-Staging"), r.Header.Get("Accept-Language"))
			}))
			f, err := flow.Parse("test.yaml", []byte(`version: 1
name: test
start: /
headers: {X-Staging: "yes"}
auth: {user: qa, password: hush}
emulate: {timezone: Asia/Tokyo, locale: de-DE}
steps:
  - click: {role: link, name: go}
  - tab: {index: 2}`+test.again+`
  - expect: {text: yes de-DE}
  - expect: {text: Asia/Tokyo}
  - emulate: {timezone: America/Lima}
  - reload
  - expect: {text: America/Lima}
`), flow.Options{})
			require.NoError(t, err)
			_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + app, RunID: "r1"})
			require.NoError(t, err)
		})
	}
}
