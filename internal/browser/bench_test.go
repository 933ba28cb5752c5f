package browser

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

// BenchmarkFlow walks the shipped signup flow and, turn about in the same run, a
// bare chromedp script of the same steps on the same shop. "ratio" is what one
// takes over the other; "flush-ms" is what maskproof waits for the recorder to
// start and to hand its data over, which a script does not; "ratio-less-flush" is
// held against the budget of 1.15.
func BenchmarkFlow(b *testing.B) {
	shop := benchShop(b)
	data, err := os.ReadFile("../../flows/signup.yaml")
	require.NoError(b, err)
	f, err := flow.Parse("flows/signup.yaml", data, flow.Options{})
	require.NoError(b, err)
	set, values, typed := canary.NewSet(1, "bench"), map[string]canary.Canary{}, map[string]string{}
	// Both type the same values.
	for kind, field := range map[canary.Kind]string{canary.Email: "#email", canary.Password: "#password", canary.Name: "#full-name"} {
		c, err := set.Make(f.Name, string(kind), kind, false)
		require.NoError(b, err)
		values[string(kind)], typed[field] = c, c.Value
	}
	make := func(_ string, _ int, s flow.Step) (canary.Canary, error) {
		return values[s.Plant.Kind], nil
	}
	var walked, bare, flushed time.Duration
	benchBare(b, shop, typed) // the first visit pays for caches
	for b.Loop() {
		trace, err := sharedBrowser(b).Run(context.Background(), f, RunOptions{BaseURL: shop, RunID: "bench", Canary: make})
		require.NoError(b, err)
		walked += trace.Ended.Sub(trace.Started)
		flushed += time.Duration(trace.Recorder.WaitedMS) * time.Millisecond
		began := time.Now()
		benchBare(b, shop, typed)
		bare += time.Since(began)
	}
	per := func(d time.Duration) float64 { return float64(d.Milliseconds()) / float64(b.N) }
	b.ReportMetric(per(walked), "flow-ms")
	b.ReportMetric(per(bare), "bare-ms")
	b.ReportMetric(per(flushed), "flush-ms")
	b.ReportMetric(float64(walked)/float64(bare), "ratio")
	b.ReportMetric(float64(walked-flushed)/float64(bare), "ratio-less-flush")
}

// benchShop serves the masked demo shop with a minihog.
func benchShop(b *testing.B) string {
	hog := minihog.New(minihog.Options{Assets: posthogJS(b)})
	return "http://shop.test:" + serve(b, demo.New(demo.Options{
		PostHog: "http://hog.test:" + serve(b, hog), Token: minihog.DefaultToken,
	}))
}

// benchBare does the steps of the signup flow as a script of a page of code
// would, in a browser context of its own.
func benchBare(b *testing.B, shop string, typed map[string]string) {
	ctx, cancel := chromedp.NewContext(sharedBrowser(b).ctx, chromedp.WithNewBrowserContext())
	defer cancel()
	steps := []chromedp.Action[chromedp.Void]{chromedp.Navigate(shop + "/signup")}
	for _, field := range []string{"#email", "#password", "#full-name"} {
		steps = append(steps, chromedp.SendKeys(chromedp.CSS(field), typed[field]))
	}
	steps = append(steps, chromedp.Click(chromedp.CSS("#signup button")), chromedp.WaitVisible(chromedp.CSS(".panel.next")))
	require.NoError(b, chromedp.Do(ctx, steps...))
}
