package browser

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
)

// app serves pages by their path and keeps what it was asked for.
type app struct {
	pages map[string]string
	mu    sync.Mutex
	asked []string
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/slow" {
		time.Sleep(2 * restTime)
		return
	}
	a.mu.Lock()
	if r.URL.Path != "/favicon.ico" {
		a.asked = append(a.asked, r.Method+" "+r.URL.RequestURI())
	}
	a.mu.Unlock()
	page, ok := a.pages[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if to, moved := strings.CutPrefix(page, "moved "); moved {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, "<!doctype html><title>Title of "+r.URL.Path+"</title>"+page)
}

func shape(list []Control) (lines []string) {
	for _, c := range list {
		line := fmt.Sprintf("%s %s form %d", c.Kind, c.Element.Label+c.Element.Text, c.Form)
		if c.Required {
			line += " required"
		}
		if c.Option != "" {
			line += " option " + c.Option
		}
		if c.Frame != nil {
			line += " in " + c.Frame.Title
		}
		lines = append(lines, line)
	}
	return lines
}

// A survey opens what promises most and nothing that may do something, and touches
// nothing on the way.
func TestSurveyLooksAndTouchesNothing(t *testing.T) {
	a := &app{pages: map[string]string{
		"/": `<a href="/later">l</a><a href="/signup#x">s</a><a href="/logout">o</a><a href="/add?item=1">a</a><a href="/signup">s</a>
			<a href="/missing">m</a><a href="/moved">m</a><a href="/file" download>f</a><a href="http://other.test/">x</a><a href="/hidden" style="display:none">h</a>`,
		"/signup": `<form method=post action="/signup"><label>Email * <input type=email name=mail autocomplete=email required></label>
			<label><input type=checkbox required> I agree</label><label>Country <select aria-required=true><option value="">–<option>France</select></label>
			<input type=hidden name=csrf><button>Create</button><button type=button>Show</button></form>
			<iframe title="Card" src="/frame"></iframe><div id=late></div><script>fetch("/slow").then(() => setTimeout(() => { late.innerHTML = "<form><label>Remarks <textarea>none yet</textarea></label></form>" }, 100))</script>`,
		"/frame": `<label>CVC <input></label><a href="/of-frame">x</a>`,
		"/moved": "moved /signup", "/later": "<p>nothing", "/logout": "gone", "/add": "added",
	}}
	base := "http://app.test:" + serve(t, a)
	var seen []string
	pages, err := sharedBrowser(t).Survey(context.Background(), SurveyOptions{
		Start: base + "/", Pages: 6, Patience: 2 * time.Second,
		Rank: func(path string) int { return map[string]int{"/signup": 2, "/missing": 1, "/logout": -1}[path] },
		Seen: func(p Page) { seen = append(seen, strings.TrimPrefix(p.URL, base)) },
	})
	require.NoError(t, err)
	require.Equal(t, []string{"/", "/signup", "/later"}, seen)
	require.Equal(t, "Title of /signup", pages[1].Title)
	require.Nil(t, pages[1].PostHog)
	require.Equal(t, []string{
		"fill Email form 1 required", "check I agree form 1 required", "select Country form 1 required option France",
		"click Create form 1", "fill Remarks form 2", "fill CVC form 0 in Card",
	}, shape(pages[1].Controls))
	require.Equal(t, "email", pages[1].Controls[0].Element.Autocomplete)
	require.Equal(t, []string{"GET /", "GET /signup", "GET /frame", "GET /missing", "GET /later", "GET /moved", "GET /signup", "GET /frame"}, a.asked)
}

// What posthog-js says of itself is found in both ways to load it.
func TestSurveyFindsPostHog(t *testing.T) {
	assets := posthogJS(t)
	for name, head := range map[string]string{
		"snippet": strings.Replace(snippet, `api_host: "HOG"`, `api_host: "HOG", ui_host: "https://eu.posthog.com"`, 1), "npm bundle": bundle,
	} {
		t.Run(name, func(t *testing.T) {
			base := hogPage(t, minihog.New(minihog.Options{Assets: assets}), assets, head)
			pages, err := sharedBrowser(t).Survey(context.Background(), SurveyOptions{Start: base})
			require.NoError(t, err)
			hog := pages[0].PostHog
			require.NotNil(t, hog)
			require.Equal(t, minihog.DefaultToken, hog.Token)
			require.True(t, strings.HasPrefix(hog.APIHost, "http://hog.test:"), hog.APIHost)
			if name == "snippet" {
				require.Equal(t, "https://eu.posthog.com", hog.UIHost)
			}
		})
	}
}

func TestSurveyOfWhatCannotBeOpened(t *testing.T) {
	_, err := sharedBrowser(t).Survey(context.Background(), SurveyOptions{Start: "http://127.0.0.1:1/"})
	require.ErrorContains(t, err, "look at the app: cannot open http://127.0.0.1:1/")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = sharedBrowser(t).Survey(ctx, SurveyOptions{Start: "http://127.0.0.1:1/"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestPostHogIsKnownByItsRequests(t *testing.T) {
	tr := newTraffic()
	require.Nil(t, tr.posthog())
	tr.seen = []*sighting{{url: "https://x.test/array/of"}, {url: "https://eu-assets.i.posthog.com/array/phc_abc/config.js?v=1"}}
	require.Equal(t, &PostHog{APIHost: "https://eu-assets.i.posthog.com", Token: "phc_abc"}, tr.posthog())
}

func TestVersion(t *testing.T) {
	version, err := sharedBrowser(t).Version(context.Background())
	require.NoError(t, err)
	require.Regexp(t, `^\w+/\d+\.\d+\.\d+\.\d+$`, version)
}
