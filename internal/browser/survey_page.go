package browser

import (
	"context"
	"fmt"
	"time"
)

// surveyed is a document as the engine tells of it.
type surveyed struct {
	URL, Title string
	Controls   []Control
	Links      []string
	Frames     int
	MayHide    bool
}

// restTime is for how long a page must show the same to be at rest.
const restTime = 500 * time.Millisecond

// atRest looks until a page shows the same for a while and waits for no answer: what a
// script builds comes after the page's load event. One that never rests is taken as it
// is at the end.
func (s *survey) atRest(ctx context.Context) (doc surveyed, err error) {
	last, since := "", time.Now()
	err = poll(ctx, s.opts.Patience, func() error {
		if doc, err = s.tab.top.survey(ctx); err != nil {
			return s.tab.forget(err)
		}
		now := fmt.Sprint(doc.URL, len(doc.Controls), len(doc.Links), doc.Frames)
		if now != last || s.tab.traffic.busy() {
			last, since = now, time.Now()
		}
		if time.Since(since) < restTime {
			return &obstacle{reason: "the page is still changing"}
		}
		return nil
	})
	if timedOut(err) && last != "" {
		err = nil
	}
	return doc, err
}

// survey looks at one document, in closed shadow roots too.
func (f *frame) survey(ctx context.Context) (doc surveyed, err error) {
	err = f.engine(ctx, &doc, "survey")
	if err != nil || !doc.MayHide {
		return doc, err
	}
	if revealed, err := f.reveal(ctx); err != nil || !revealed {
		return doc, err
	}
	var whole surveyed
	return whole, f.engine(ctx, &whole, "survey")
}

// frames adds what the page's frames ask for. What they link to is not of the app.
func (s *survey) frames(ctx context.Context, page *Page) error {
	bound, cancel := context.WithTimeout(ctx, s.opts.Patience)
	defer cancel()
	err := s.tab.eachFrame(bound, s.tab.top, func(f *frame) error {
		doc, err := f.survey(bound)
		if err != nil {
			return nil // it went away
		}
		at := &ActFrame{URL: bareURL(doc.URL)}
		if err := f.parent.engine(bound, at, "frameName", f.owner); err != nil {
			return nil
		}
		for _, c := range doc.Controls {
			c.Frame = at
			page.Controls = append(page.Controls, c)
		}
		return nil
	})
	if ctx.Err() == nil {
		return nil // a frame that cannot be entered has nothing to offer
	}
	return err
}
