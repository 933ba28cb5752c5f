package browser

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
)

// shared is the one Chrome of this package's tests; each test has a tab.
var shared = sync.OnceValues(func() (*Browser, error) {
	return Launch(context.Background(), Options{HostMap: []string{"MAP *.test 127.0.0.1"}})
})

func TestMain(m *testing.M) {
	if dir := os.Getenv("MASKPROOF_TEST_CRASH"); dir != "" {
		crash(dir)
	}
	code := m.Run()
	if b, err := shared(); err == nil {
		b.Close()
	}
	os.Exit(code)
}

func sharedBrowser(t testing.TB) *Browser {
	t.Helper()
	b, err := shared()
	require.NoError(t, err)
	return b
}

// serve serves a handler and returns its port.
func serve(t testing.TB, h http.Handler) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	u, err := url.Parse(srv.URL)
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(u.Host)
	require.NoError(t, err)
	return port
}

func files() http.Handler { return http.FileServer(http.Dir("testdata")) }

// walk runs steps on a page of testdata, without plants and so without PostHog.
func walk(t testing.TB, dir, start string, steps ...flow.Step) (*flow.Trace, error) {
	t.Helper()
	for i := range steps {
		if steps[i].Timeout == 0 {
			steps[i].Timeout = 3 * time.Second
		}
		steps[i].Line = i + 5
	}
	base := "http://app.test:" + serve(t, files())
	f := &flow.Flow{Name: "test", File: "flows/test.yaml", Start: start, Steps: steps}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return sharedBrowser(t).Run(ctx, f, RunOptions{BaseURL: base, RunID: "r1", Dir: dir})
}

func on(verb flow.Verb, l flow.Locator, value string) flow.Step {
	return flow.Step{Verb: verb, Locator: &l, Value: value}
}

func sees(text string) flow.Step {
	return flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Text: text}}
}

func TestVerbsAndLocators(t *testing.T) {
	_, err := walk(t, "", "/form.html",
		on(flow.Fill, flow.Locator{Label: "E-mail"}, "a+b@example.com"),
		on(flow.Fill, flow.Locator{Label: "Name"}, "first"),
		on(flow.Fill, flow.Locator{TestID: "name-field"}, "Zorvak"),
		on(flow.Type, flow.Locator{CSS: "input[name=name]"}, " Quell"),
		on(flow.Fill, flow.Locator{Label: "Name on card"}, "Z QUELL"),
		on(flow.Fill, flow.Locator{Role: "textbox", Name: "Notes"}, "line one"),
		on(flow.Select, flow.Locator{Label: "Country"}, "France"),
		on(flow.Check, flow.Locator{Label: "I agree"}, ""),
		on(flow.Check, flow.Locator{Role: "checkbox", Name: "I agree"}, ""),
		on(flow.Fill, flow.Locator{Label: "Date"}, "1990-12-31"),
		on(flow.Fill, flow.Locator{Label: "Bio"}, "about me"),
		on(flow.Fill, flow.Locator{Label: "Shadow"}, "in the shadow"),
		on(flow.Click, flow.Locator{Text: "Show later"}, ""),
		flow.Step{Verb: flow.WaitFor, Condition: &flow.Condition{Visible: &flow.Locator{CSS: "#later"}}},
		on(flow.Hover, flow.Locator{CSS: "#hover"}, ""),
		sees("hovered"),
		on(flow.Press, flow.Locator{Placeholder: "you@example.com"}, "Control+A"),
		sees("Ctrl+a"),
		on(flow.Click, flow.Locator{Role: "button", Name: "Send"}, ""),
		flow.Step{Verb: flow.Expect, Condition: &flow.Condition{URL: "#sent"}},
		sees("sent email=a%2Bb%40example.com&name=Zorvak+Quell&holder=Z+QUELL&notes=line+one&country=fr&terms=on&date=1990-12-31&locked=x"),
		on(flow.Uncheck, flow.Locator{Label: "I agree"}, ""),
		flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Hidden: &flow.Locator{CSS: "#no-such"}}},
		flow.Step{Verb: flow.Goto, Value: "/form.html?again"},
		flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Hidden: &flow.Locator{CSS: "#later"}}},
	)
	require.NoError(t, err)
}

// What a QA person reads when a step fails: where, what, why, and what is near.
func TestStepErrors(t *testing.T) {
	short := func(s flow.Step) flow.Step { s.Timeout = time.Second; return s }
	for name, test := range map[string]struct {
		step flow.Step
		want []string
	}{
		"not found, label": {on(flow.Fill, flow.Locator{Label: "Emial"}, "x"), []string{
			`flows/test.yaml:5: step 1 (fill label "Emial") on http://app.test:`, `nothing matches label "Emial"`, "‹E-mail *›", "(waited 1s)"}},
		"not found, role": {on(flow.Click, flow.Locator{Role: "button", Name: "Sent"}, ""), []string{
			`nothing matches role button "Sent"`, `‹button "Send"›`}},
		"not found, text":    {on(flow.Click, flow.Locator{Text: "Show latter"}, ""), []string{"‹Show later›"}},
		"not found, testid":  {on(flow.Click, flow.Locator{TestID: "name"}, ""), []string{"‹name-field›"}},
		"two matches":        {on(flow.Click, flow.Locator{Text: "Twin"}, ""), []string{"2 elements match", `<button class="twin">Twin`}},
		"read-only":          {on(flow.Fill, flow.Locator{Label: "Locked"}, "y"), []string{"it is read-only"}},
		"disabled":           {on(flow.Fill, flow.Locator{Label: "Off"}, "y"), []string{"it is disabled"}},
		"invisible":          {on(flow.Click, flow.Locator{CSS: "#later"}, ""), []string{"it is not visible"}},
		"covered":            {on(flow.Click, flow.Locator{CSS: "#under"}, ""), []string{`it is covered by <div id="lid">lid; the element is <button id="under">Under (waited 1s); on the page: ‹<`}},
		"cut away":           {on(flow.Click, flow.Locator{Text: "Cut away"}, ""), []string{`it is covered by <p>`}},
		"no such option":     {on(flow.Select, flow.Locator{Label: "Country"}, "Francia"), []string{"it has no such option", "‹France›"}},
		"not typable":        {on(flow.Fill, flow.Locator{CSS: "h1"}, "y"), []string{"it cannot be typed into"}},
		"text missing":       {sees("no such text"), []string{`the text "no such text" is not on the page`}},
		"url differs":        {flow.Step{Verb: flow.WaitFor, Condition: &flow.Condition{URL: "/thanks"}}, []string{"the URL is http://app.test", `without "/thanks"`}},
		"still visible":      {flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Hidden: &flow.Locator{CSS: "h1"}}}, []string{`css "h1" is still visible`}},
		"no frame":           {flow.Step{Verb: flow.Fill, Locator: &flow.Locator{Label: "x"}, Frames: flow.Frames{{Title: "Card"}}}, []string{`0 frames match`}},
		"page is not there":  {flow.Step{Verb: flow.Goto, Value: "/missing.html"}, []string{"answered 404"}},
		"nobody listens":     {flow.Step{Verb: flow.Goto, Value: "http://127.0.0.1:1/"}, []string{"cannot open http://127.0.0.1:1/", "is the app running"}},
		"selector is broken": {on(flow.Click, flow.Locator{CSS: "##"}, ""), []string{"is not a selector that Chrome understands"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			trace, err := walk(t, dir, "/form.html", short(test.step))
			var failed *StepError
			require.ErrorAs(t, err, &failed)
			for _, want := range test.want {
				require.Contains(t, err.Error(), want)
			}
			require.Equal(t, flow.StepFailed, trace.Steps[0].Status)
			info, err := os.Stat(dir + "/" + failed.Screenshot)
			require.NoError(t, err, "a screenshot shows the page")
			require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		})
	}
}

func TestOptionalStepIsTolerated(t *testing.T) {
	step := on(flow.Click, flow.Locator{Text: "No such banner"}, "")
	step.Optional, step.Timeout = true, 200*time.Millisecond
	trace, err := walk(t, "", "/form.html", step, sees("Order"))
	require.NoError(t, err)
	require.Equal(t, flow.StepTolerated, trace.Steps[0].Status)
	require.NotEmpty(t, trace.Steps[0].Error)
	require.Equal(t, flow.StepPassed, trace.Steps[1].Status)
	require.Regexp(t, `^http://[a-z.]+:\d+/form\.html$`, trace.Steps[1].URL)
}

func TestUnreachableApp(t *testing.T) {
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{sees("x")}}
	_, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://127.0.0.1:1", RunID: "r1"})
	require.ErrorContains(t, err, "cannot open http://127.0.0.1:1/")
	require.ErrorContains(t, err, "is the app running")
}

// A page that puts values into its address must not put them into the trace.
func TestTraceIsRedacted(t *testing.T) {
	base := "http://app.test:" + serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "testdata/form.html")
	}))
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/of/secret@example.com/page?email=secret%40example.com", Steps: []flow.Step{
		sees("Order"),
		{Verb: flow.Expect, Condition: &flow.Condition{URL: "/elsewhere"}, Timeout: 100 * time.Millisecond},
	}}
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{
		BaseURL: base, RunID: "r1",
		Redact: strings.NewReplacer("secret@example.com", "‹email›").Replace,
	})
	require.Error(t, err)
	require.NotContains(t, err.Error(), "secret@")
	require.NotContains(t, fmt.Sprint(trace), "secret")
}

// plantStep is a fill with a plant.
func plantStep(l flow.Locator, in flow.Frames) flow.Step {
	return flow.Step{Verb: flow.Fill, Locator: &l, Frames: in, Plant: &flow.Plant{Kind: "email"}, Line: 5}
}

func makeCanary(string, int, flow.Step) (canary.Canary, error) {
	return canary.NewSet(1, "r1").Make("test", "email", canary.Email, false)
}
