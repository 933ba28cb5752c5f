package browser

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// Still is a page to take a picture of.
type Still struct {
	HTML          string
	Width, Height int    // of the viewport, in CSS pixels; 0 means 1280 by 800
	Scroll        int    // how far the page is scrolled down
	Focus         string // an attribute: the page is scrolled further if the element that has it is out of sight
	Value         string // a word of that attribute's value; "" for any
}

// Shot is a picture of a page: a JPEG, as large as its viewport.
type Shot struct {
	JPEG     []byte
	Box      Box  // of the element with the focus, as far as it is in the picture; zero where there is none
	Scrolled bool // the page had to be scrolled further to show it
}

// Box is a rectangle in pixels from the top left corner.
type Box struct{ X, Y, Width, Height int }

// renderTime is how long a picture may take; recorded pages can be anything.
const renderTime = 15 * time.Second

// stillURL is where a still is shown: a host that no one has.
const stillURL = "https://recording.invalid/"

// stillPolicy lets styles and pictures inside the page show, and nothing run or load.
const stillPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-src 'self'; sandbox allow-same-origin"

// Render shows pages in one tab of the browser, one after the other and the same one
// once, with scripts off and every request answered by us, and takes a picture of
// each. What was taken before an error is returned.
func (b *Browser) Render(ctx context.Context, stills []Still) ([]Shot, error) {
	if len(stills) == 0 {
		return nil, nil
	}
	b.rendering.Lock()
	defer b.rendering.Unlock()
	r := b.renderer
	b.renderer = nil // a tab in which something went wrong is not used again
	if r == nil {
		var err error
		if r, err = b.openRenderer(ctx, false); err != nil {
			return nil, fmt.Errorf("open a tab for pictures: %w", err)
		}
	}
	var shots []Shot
	for _, s := range stills {
		shot, err := r.shoot(ctx, s)
		if err != nil {
			r.close()
			return shots, fmt.Errorf("take a picture of a recorded page: %w", err)
		}
		shots = append(shots, shot)
	}
	b.renderer = r
	return shots, nil
}

func (r *renderer) shoot(ctx context.Context, s Still) (Shot, error) {
	ctx, cancel := context.WithTimeout(ctx, renderTime)
	defer cancel()
	if s.Width <= 0 || s.Height <= 0 {
		s.Width, s.Height = 1280, 800
	}
	same, err := r.show(ctx, s)
	if err != nil {
		return Shot{}, err
	}
	box, err := r.boxOf(ctx, s.Focus, s.Value)
	if err != nil {
		return Shot{}, err
	}
	top, scrolled := s.Scroll, false
	if box.Height > 0 && (box.Y+box.Height > top+s.Height || box.Y < top) {
		top, scrolled = max(0, box.Y-s.Height/3), true
	}
	box.Y -= top
	if !same || top != r.at {
		if r.jpeg, err = r.take(ctx, s, top); err != nil {
			return Shot{}, err
		}
		r.at = top
	}
	return Shot{JPEG: r.jpeg, Box: box.within(s.Width, s.Height), Scrolled: scrolled}, nil
}

// show shows the page of a still, unless it is there already.
func (r *renderer) show(ctx context.Context, s Still) (same bool, err error) {
	sized := s.Width == r.last.Width && s.Height == r.last.Height
	if sized && r.jpeg != nil && s.HTML == r.last.HTML {
		return true, nil
	}
	if !sized {
		if _, err := call(ctx, r.tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(s.Width), Height: int64(s.Height), DeviceScaleFactor: 1,
		}); err != nil {
			return false, err
		}
	}
	r.html.Store(&s.HTML)
	r.last, r.root = s, nil
	return false, r.load(ctx)
}

// take takes the picture of the page from top on.
func (r *renderer) take(ctx context.Context, s Still, top int) ([]byte, error) {
	quality, beyond := int64(70), top > 0
	taken, err := call(ctx, r.tab, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatJpeg, Quality: &quality, CaptureBeyondViewport: &beyond,
		Clip: &page.Viewport{Y: float64(top), Width: float64(s.Width), Height: float64(s.Height), Scale: 1},
	})
	return taken.Data, err
}

// boxOf is where on the page the element with a word in an attribute stands, zero
// where it has no place, as a style sheet.
func (r *renderer) boxOf(ctx context.Context, attribute, word string) (Box, error) {
	if attribute == "" {
		return Box{}, nil
	}
	if r.root == nil {
		doc, err := call(ctx, r.tab, dom.GetDocument, dom.GetDocumentParams{Depth: new(int64(-1)), Pierce: new(true)})
		if err != nil {
			return Box{}, err
		}
		r.root = doc.Root
	}
	n := withAttribute(r.root, attribute, word)
	if n == nil {
		return Box{}, nil
	}
	model, err := call(ctx, r.tab, dom.GetBoxModel, dom.GetBoxModelParams{BackendNodeID: n.BackendNodeID})
	if err != nil {
		return Box{}, nil // it is not shown
	}
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := 0; i+1 < len(model.Model.Border); i += 2 {
		x, y := model.Model.Border[i], model.Model.Border[i+1]
		left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
	}
	return Box{int(left), int(top), int(math.Ceil(right - left)), int(math.Ceil(bottom - top))}, nil
}

// within is the part of a box that a picture shows.
func (b Box) within(width, height int) Box {
	x, y := max(0, b.X), max(0, b.Y)
	return Box{x, y, max(0, min(width, b.X+b.Width)-x), max(0, min(height, b.Y+b.Height)-y)}
}

// withAttribute looks through a document, its shadow roots and frames.
func withAttribute(n *cdp.Node, name, word string) *cdp.Node {
	if n == nil {
		return nil
	}
	for i := 0; i+1 < len(n.Attributes); i += 2 {
		if n.Attributes[i] == name && (word == "" || slices.Contains(strings.Fields(n.Attributes[i+1]), word)) {
			return n
		}
	}
	if found := withAttribute(n.ContentDocument, name, word); found != nil {
		return found
	}
	for _, list := range [][]*cdp.Node{n.ShadowRoots, n.Children} {
		for _, c := range list {
			if found := withAttribute(c, name, word); found != nil {
				return found
			}
		}
	}
	return nil
}
