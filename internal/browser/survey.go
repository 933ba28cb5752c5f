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
