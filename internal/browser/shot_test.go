package browser

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// Steps in a row that type are in one picture, and every other step has one.
func TestScreenshotsOfRows(t *testing.T) {
	dir := t.TempDir()
	steps := []flow.Step{
		on(flow.Fill, flow.Locator{Label: "E-mail"}, "a@b.test"),
		on(flow.Fill, flow.Locator{TestID: "name-field"}, "Zorvak"), // in a picture with the step before
		on(flow.Click, flow.Locator{Text: "Show later"}, ""),
		{Verb: flow.WaitFor, Condition: &flow.Condition{Visible: &flow.Locator{CSS: "#later"}}},
		{Verb: flow.Checkpoint, Value: "kept"},
		on(flow.Scroll, flow.Locator{CSS: "x-host"}, ""),
		sees("Order"),
		on(flow.Click, flow.Locator{CSS: "#no-such"}, ""), // may fail
		on(flow.Click, flow.Locator{Role: "button", Name: "Send"}, ""),
		on(flow.Fill, flow.Locator{Label: "E-mail"}, "c@d.test"),
	}
	steps[7].Optional, steps[7].Timeout = true, 1
	f := &flow.Flow{Name: "rows", File: "flows/rows.yaml", Start: "/form.html", Steps: steps}
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{
		BaseURL: "http://app.test:" + serve(t, files()), RunID: "r1", Dir: dir, Shots: true,
	})
	require.NoError(t, err)
	var got []string
	for _, st := range trace.Steps {
		got = append(got, st.Screenshot)
		if st.Screenshot != "" {
			require.FileExists(t, filepath.Join(dir, st.Screenshot))
		}
	}
	require.Equal(t, []string{
		"", "screenshots/rows-02.jpg", "screenshots/rows-03.jpg", "screenshots/rows-04.jpg", "screenshots/rows-05.png",
		"screenshots/rows-06.jpg", "screenshots/rows-07.jpg", "screenshots/rows-08.jpg", "screenshots/rows-09.jpg",
		"screenshots/rows-10.jpg",
	}, got)
}

// A page that leaves while its picture is taken has one all the same: of the next page.
func TestScreenshotOfPageThatLeaves(t *testing.T) {
	for _, delay := range []string{"0", "15", "40"} {
		t.Run(delay+" ms", func(t *testing.T) {
			port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprintf(w, `<title>%s</title><button onclick="setTimeout(() => location = '/next', %s)">Leave</button>`, r.URL.Path, delay)
			}))
			f := &flow.Flow{Name: "leaves", Start: "/", Steps: []flow.Step{
				on(flow.Click, flow.Locator{Text: "Leave"}, ""),
				on(flow.Hover, flow.Locator{Text: "Leave"}, ""),
			}}
			trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{
				BaseURL: "http://app.test:" + port, RunID: "r1", Dir: t.TempDir(), Shots: true,
			})
			require.NoError(t, err)
			require.NotEmpty(t, trace.Steps[0].Screenshot)
		})
	}
}
