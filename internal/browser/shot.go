package browser

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/page"

	"github.com/maskproof/maskproof/internal/flow"
)

// shotTime is how long the picture of a step may take; it is not worth more.
const shotTime = 2 * time.Second

// shootBefore takes the picture of what was done, before a step of the verb takes it out
// of sight. Steps in a row that type are in one picture, which is the last one's: a
// picture costs as much as many keys. Behind a click it is also the time in which a page
// that leaves says so, before a marker is written into it.
func (r *run) shootBefore(ctx context.Context, verb flow.Verb) {
	if n := len(r.trace.Steps); n > 0 && (!verb.Types() || !r.trace.Steps[n-1].Verb.Types()) {
		r.shootLast(ctx)
	}
}

// shootLast takes the picture of the last step, where it has none.
func (r *run) shootLast(ctx context.Context) {
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
