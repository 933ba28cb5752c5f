package browser

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// What a page records while it is left arrives, and each batch that it sent is told of.
func TestBatchesOfAPageThatIsLeft(t *testing.T) {
	assets := posthogJS(t)
	hog := minihog.New(minihog.Options{Assets: assets})
	head := strings.NewReplacer("TOKEN", minihog.DefaultToken, "HOG", "http://hog.test:"+serve(t, hog)).Replace(snippet)
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Page</title><head>`+head+`</head><body><label>Email <input></label><a href="/slow">Next</a><script>
			const say = (when) => posthog.sessionRecording.tryAddCustomEvent("said " + when, {});
			document.querySelector("a").addEventListener("click", () => {
				say("at the click");
				addEventListener("beforeunload", () => { say("when it leaves"); setTimeout(say, 100, "on the way"); });
			});
		</script></body>`)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(300 * time.Millisecond)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Next</title><head>`+head+`</head><body><p>Thanks</p></body>`)
	})
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
		plantStep(flow.Locator{Label: "Email"}, nil),
		{Verb: flow.Click, Locator: &flow.Locator{Text: "Next"}},
		sees("Thanks"),
	}}
	trace, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: "http://app.test:" + serve(t, mux), RunID: "r1", Canary: makeCanary})
	require.NoError(t, err)
	require.Len(t, trace.Recorder.Sessions, 1)
	stored := string(hog.Stored(trace.Recorder.Sessions[0]))
	for _, when := range []string{"at the click", "when it leaves", "on the way"} {
		require.Contains(t, stored, "said "+when)
	}
	told := 0
	for _, m := range trace.Markers {
		if m.Kind == flow.MarkerBatch {
			told++
			require.Equal(t, told, m.Batch)
			require.Contains(t, stored, fmt.Sprintf(`{"kind":"batch","page":%q,"batch":%d}`, m.Page, m.Batch))
		}
	}
	require.Equal(t, 2, told, "one that was flushed before the click, and one when the page was left")
}

// While a page is left, batches go by beacon: posthog-js 1.372.0 compresses only that at
// once.
func TestBatchesGoByBeaconAtTheEnd(t *testing.T) {
	const page = `<!doctype html><p></p><a href="/next">Next</a><script>
		const posthog = { config: {}, capture: (event, properties, { transport }) => sessionStorage.how = (sessionStorage.how ?? "sent") + " " + transport };
		__PosthogExtensions__.initSessionRecording = () => {};
		__PosthogExtensions__.initSessionRecording(posthog);
		const send = () => posthog.capture("$snapshot", { $snapshot_data: [{ timestamp: 1 }] }, {});
		document.querySelector("p").textContent = sessionStorage.how ?? "";
		if (!sessionStorage.how) send();
		addEventListener("beforeunload", send);
	</script>`
	port := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	}))
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
		{Verb: flow.Click, Locator: &flow.Locator{Text: "Next"}}, sees("sent undefined sendBeacon"),
	}}
	_, err := sharedBrowser(t).Run(t.Context(), f, RunOptions{BaseURL: "http://app.test:" + port, RunID: "r1"})
	require.NoError(t, err)
}

func TestBatches(t *testing.T) {
	tell := func(page string, n int, token string) any {
		return &runtime.EventBindingCalled{Name: hookTell, Payload: fmt.Sprintf(`{"page":%q,"batch":%d,"token":%q}`, page, n, token)}
	}
	batch := func(page string, n int) flow.Marker {
		return flow.Marker{Kind: flow.MarkerBatch, Page: page, Batch: n, Written: true}
	}
	b := newBatches()
	for _, ev := range []any{
		tell("a", 1, "ours"), tell("b", 1, "theirs"), tell("c", 1, ""), tell("a", 3, "ours"), tell("a", 3, "ours"),
		&runtime.EventBindingCalled{Name: hookTell, Payload: "7"}, &runtime.EventBindingCalled{Name: "other", Payload: `{"page":"x","batch":1}`},
	} {
		b.onEvent(ev)
	}
	require.Equal(t, []flow.Marker{batch("a", 1), batch("c", 1), batch("a", 2), batch("a", 3)}, b.take("ours"), "one that was not heard of is implied, one of another project is not asked for")
	b.onEvent(tell("a", 4, "ours"))
	require.Equal(t, []flow.Marker{batch("a", 4)}, b.take(""))
	require.Empty(t, b.take(""))
}
