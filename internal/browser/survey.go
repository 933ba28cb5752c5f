package browser

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/chromedp/chromedp"
)

// SurveyOptions say where to look.
type SurveyOptions struct {
	Start string // the first page, an absolute URL
	Pages int    // at most so many are opened; 0 means 1

	// Rank says how much a link's path promises; a path below 0 is never opened. nil
	// opens all, in the order of the pages.
	Rank func(path string) int

	Seen func(Page) // called with each page as soon as it was looked at; nil is fine

	// Patience is for how long a page may take to start posthog-js, and to come to
	// rest after it was loaded; 0 means 5 s.
	Patience time.Duration
}

// Page is what a visitor of a page could do there. It was opened and nothing else.
type Page struct {
	URL      string // without query and fragment
	Title    string
	PostHog  *PostHog // nil where the page has none that was started
	Controls []Control
	Links    []string // to pages of the same origin, without query and fragment; each once
}

// Control is what a page asks of its visitor, or what sends it off.
type Control struct {
	Kind     string // fill, select, check; click of what submits
	Form     int    // number of its form in its document; 0 outside of one
	Required bool
	Option   string // of select: the first that can be chosen
	Element  ActElement
	Frame    *ActFrame // nil for the page itself
}

// Survey opens pages of an app in an incognito context, first Start, then what it
// links to on the same origin, and says what it saw. It fills in, clicks and submits
// nothing. A page that cannot be opened is left out, unless it is the first.
func (b *Browser) Survey(ctx context.Context, o SurveyOptions) ([]Page, error) {
	if o.Patience == 0 {
		o.Patience = 5 * time.Second
	}
	start, err := url.Parse(o.Start)
	if err != nil {
		return nil, fmt.Errorf("address to look at: %w", err)
	}
	t, err := b.openTab(ctx)
	if err != nil {
		return nil, err
	}
	defer t.cancel()
	s := &survey{tab: t, opts: o, start: start, known: map[string]bool{}}
	return s.all(ctx, b)
}

// survey is one survey on its way.
type survey struct {
	tab   *tab
	opts  SurveyOptions
	start *url.URL
	known map[string]bool // addresses that were opened, or are never opened
	queue []string
	pages []Page
}

func (s *survey) all(ctx context.Context, b *Browser) ([]Page, error) {
	s.queue = []string{s.start.String()}
	for opened := 0; len(s.queue) > 0 && opened < max(s.opts.Pages, 1); opened++ {
		address := s.next()
		page, err := s.look(ctx, address)
		switch {
		case err != nil && (opened == 0 || ctx.Err() != nil || b.ctx.Err() != nil):
			return nil, b.why(ctx, fmt.Errorf("look at the app: %w", err))
		case err != nil || page == nil:
			continue
		}
		s.pages = append(s.pages, *page)
		for _, link := range page.Links {
			s.offer(link)
		}
		if s.opts.Seen != nil {
			s.opts.Seen(*page)
		}
	}
	return s.pages, nil
}

// next takes the most promising address, the first of several.
func (s *survey) next() string {
	best := 0
	for i, address := range s.queue {
		if s.rank(address) > s.rank(s.queue[best]) {
			best = i
		}
	}
	address := s.queue[best]
	s.queue = append(s.queue[:best:best], s.queue[best+1:]...)
	return address
}

func (s *survey) rank(address string) int {
	u, err := url.Parse(address)
	if err != nil || s.opts.Rank == nil {
		return 0
	}
	return s.opts.Rank(u.Path)
}

func (s *survey) offer(address string) {
	if !s.known[address] && s.rank(address) >= 0 {
		s.queue = append(s.queue, address)
	}
	s.known[address] = true
}

// look opens a page; nil where it led to another site or to a page that is known.
func (s *survey) look(ctx context.Context, address string) (*Page, error) {
	bound, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	if err := s.tab.load(bound, bareURL(address), chromedp.NavigateResponse(address)); err != nil {
		return nil, err
	}
	s.known[bareURL(address)] = true
	hog, err := s.posthog(ctx)
	if err != nil {
		return nil, err
	}
	doc, err := s.atRest(ctx)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(doc.URL)
	if err != nil {
		return nil, err
	}
	page := &Page{URL: bareURL(doc.URL), Title: doc.Title, PostHog: hog, Controls: doc.Controls, Links: s.below(at, doc.Links)}
	if len(s.pages) == 0 {
		s.start = at // an app may send its visitors on, to "www." or a language
	} else if at.Scheme != s.start.Scheme || at.Host != s.start.Host || page.URL != bareURL(address) && s.known[page.URL] {
		return nil, nil
	}
	s.known[page.URL] = true
	return page, s.frames(ctx, page)
}

// below is the links that stay on the page's origin, without query and fragment.
func (s *survey) below(page *url.URL, links []string) (list []string) {
	had := map[string]bool{}
	for _, link := range links {
		u, err := url.Parse(link)
		if err != nil || u.Scheme != page.Scheme || u.Host != page.Host || u.RawQuery != "" || had[bareURL(link)] {
			continue // what has a query may do something
		}
		had[bareURL(link)] = true
		list = append(list, bareURL(link))
	}
	return list
}

// surveyed is a document as the engine tells of it.
type surveyed struct {
	URL, Title string
	Controls   []Control
	Links      []string
	Frames     int
	MayHide    bool
}

// rests is how many looks in a row must show the same for a page to be at rest.
const rests = 3

// atRest looks until a page shows the same for a while: what a script builds comes
// after the page's load event. One that never rests is taken as it is at the end.
func (s *survey) atRest(ctx context.Context) (doc surveyed, err error) {
	last, same := "", 0
	err = poll(ctx, s.opts.Patience, func() error {
		if doc, err = s.tab.top.survey(ctx); err != nil {
			return s.tab.forget(err)
		}
		now := fmt.Sprint(doc.URL, len(doc.Controls), len(doc.Links), doc.Frames)
		if now != last {
			last, same = now, 0
		}
		if same++; same < rests {
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
