package browser

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/page"

	"github.com/maskproof/maskproof/internal/flow"
)

// shotTime is how long the picture of a step may take; it is not worth more.
const shotTime = 2 * time.Second

// staysInSight says that what stood on the page before a step is there after it, as a
// rule: the step only types. (Behind a click, a picture is also the time in which a page
// that leaves says so, before the next marker is written into it.)
func staysInSight(verb flow.Verb) bool { return verb.Types() }

// shootRow takes one picture of the steps since the last one, which is the last step's:
// what they did is in sight until something else is done. A picture costs as much as
// many keys, and one that is taken right after a click shows half of the next page.
func (r *run) shootRow(ctx context.Context) {
	n := len(r.trace.Steps)
	if !r.opts.Shots || n == 0 {
		return
	}
	if st := &r.trace.Steps[n-1]; st.Screenshot == "" && st.Status != flow.StepFailed {
		st.Screenshot = r.shot(ctx, st.Index)
	}
}

// shot saves the page as it looks now like screenshot does, smaller and sooner. Of a page
// that is left meanwhile, it saves the next one.
func (r *run) shot(ctx context.Context, i int) string {
	bound, cancel := context.WithTimeout(ctx, shotTime)
	defer cancel()
	return r.save(i, ".jpg", func() ([]byte, error) {
		r.tab.leaving.arrive(bound)
		data, err := r.tab.capture(bound)
		if err != nil && bound.Err() == nil {
			r.tab.leaving.settle(bound)
			data, err = r.tab.capture(bound)
		}
		return data, err
	})
}

// capture gives up when the page is left: Chrome never answers for one that is gone.
func (t *tab) capture(ctx context.Context) ([]byte, error) {
	here, cancel := t.leaving.whileHere(ctx)
	defer cancel()
	quality, fast := int64(60), true
	shot, err := call(here, t.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatJpeg, Quality: &quality, OptimizeForSpeed: &fast,
	})
	return shot.Data, err
}
