package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// oursPolicy lets a page of ours run its own script, and still load nothing.
const oursPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:"

// Picture takes a picture of a page that we wrote, a PNG of the width and height in
// CSS pixels; a height of 0 is that of the page. Unlike what [Browser.Render] shows,
// it may run its own script.
func (b *Browser) Picture(ctx context.Context, html string, width, height int) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, renderTime)
	defer stop()
	r, err := b.openRenderer(ctx, true)
	if err != nil {
		return nil, fmt.Errorf("open a tab for a picture: %w", err)
	}
	defer r.close()
	r.html.Store(&html)
	taken, err := r.whole(ctx, int64(width), int64(height))
	if err != nil {
		return nil, fmt.Errorf("take a picture: %w", err)
	}
	return taken, nil
}

// whole makes the viewport as large as the picture: what is left out of sight may
// be left unpainted (content-visibility).
func (r *renderer) whole(ctx context.Context, width, height int64) ([]byte, error) {
	if err := r.resize(ctx, width, max(height, 1)); err != nil {
		return nil, err
	}
	if err := r.load(ctx); err != nil {
		return nil, err
	}
	if height == 0 {
		layout, err := call(ctx, r.tab, page.GetLayoutMetrics, struct{}{})
		if err != nil {
			return nil, err
		}
		if err := r.resize(ctx, width, int64(layout.CSSContentSize.Height)); err != nil {
			return nil, err
		}
	}
	if err := r.settle(ctx); err != nil {
		return nil, err
	}
	taken, err := call(ctx, r.tab, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
	return taken.Data, err
}

func (r *renderer) resize(ctx context.Context, width, height int64) error {
	_, err := call(ctx, r.tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1,
	})
	return err
}

// settle waits until the pictures of the page are decoded and it was painted.
func (r *renderer) settle(ctx context.Context) error {
	bound, cancel := context.WithCancel(r.tab)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	_, err := chromedp.Run(bound, chromedp.Evaluate[bool](`
		Promise.all([...document.images].map(i => { i.loading = "eager"; return i.decode() }))
			.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`, chromedp.EvalAwaitPromise))
	return err
}
