package browser

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"github.com/maskproof/maskproof/internal/flow"
)

// shotTime is how long the picture of a step may take; it is not worth more.
const shotTime = 2 * time.Second

// shot saves the page as it looks now like screenshot does, smaller and sooner, and
// says how far it was scrolled down, in CSS pixels.
func (r *run) shot(ctx context.Context, i int) (name string, scroll int) {
	bound, cancel := context.WithTimeout(ctx, shotTime)
	defer cancel()
	name = r.save(i, ".jpg", func() ([]byte, error) {
		layout, err := call(bound, r.tab.ctx, page.GetLayoutMetrics, cdp.Empty{})
		if err != nil {
			return nil, err
		}
		if layout.CSSLayoutViewport != nil {
			scroll = int(layout.CSSLayoutViewport.PageY)
		}
		quality, fast := int64(60), true
		shot, err := call(bound, r.tab.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatJpeg, Quality: &quality, OptimizeForSpeed: &fast,
		})
		return shot.Data, err
	})
	return name, scroll
}

// shootTyped takes the picture of a row of plants, after the last of them: what they
// show is there until something else is done.
func (r *run) shootTyped(ctx context.Context) {
	n := len(r.trace.Steps)
	if !r.opts.Shots || n == 0 {
		return
	}
	if st := &r.trace.Steps[n-1]; st.Screenshot == "" && st.Status == flow.StepPassed {
		st.Screenshot, st.Scroll = r.shot(ctx, st.Index)
	}
}
