package browser

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// open navigates the page and waits for its load event.
func (t *tab) open(ctx context.Context, base *url.URL, address string) error {
	ref, err := url.Parse(address)
	if err != nil {
		return &refusal{reason: fmt.Sprintf("%q is not a URL: %v", address, err)}
	}
	target := base.ResolveReference(ref)
	return t.load(ctx, bareURL(target.String()), chromedp.NavigateResponse(target.String()))
}

// load runs what loads a document, and waits for its load event.
func (t *tab) load(ctx context.Context, what string, navigate chromedp.Action[*network.Response]) error {
	bound, cancel := context.WithCancel(t.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	t.top.world = 0
	res, err := chromedp.Run(bound, navigate)
	if status := t.traffic.lastStatus(); err != nil && strings.Contains(err.Error(), "ERR_HTTP_RESPONSE_CODE_FAILURE") && status >= 400 {
		// So Chrome calls an answer without a body, and shows a page of its own.
		res, err = &network.Response{Status: status, StatusText: http.StatusText(int(status))}, nil
	}
	switch {
	case ctx.Err() != nil:
		return &errTimeout{&obstacle{reason: "the page " + what + " did not finish loading"}}
	case err != nil:
		return &refusal{reason: fmt.Sprintf("cannot open %s: %v; is the app running and reachable from this machine?", what, err)}
	case res != nil && res.Status >= 400:
		return &refusal{reason: fmt.Sprintf("%s answered %d %s", what, res.Status, res.StatusText)}
	}
	return nil
}

// bareURL is an address without user, query and fragment, which may hold values.
func bareURL(address string) string {
	bare := address
	if end := strings.IndexAny(address, "?#"); end >= 0 {
		bare = address[:end]
	}
	u, err := url.Parse(bare)
	if err != nil || u.User == nil {
		return bare
	}
	u.User = nil
	return u.String()
}

func reload(r *run, ctx context.Context, _ flow.Step) error { return r.tab.reload(ctx) }

func (t *tab) reload(ctx context.Context) error {
	return t.load(ctx, "that is reloaded", func(ctx context.Context, t *chromedp.Target) (*network.Response, error) {
		_, err := chromedp.Reload()(ctx, t)
		return nil, err
	})
}

// goBack goes to the page before, which Chrome may have kept as it was.
func goBack(r *run, ctx context.Context, s flow.Step) error {
	t := r.tab
	history, err := call(ctx, t.ctx, page.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return err
	}
	if history.CurrentIndex < 1 {
		return &refusal{reason: "there is no page to go back to"}
	}
	entry := history.Entries[history.CurrentIndex-1]
	if entry.URL == "about:blank" && history.CurrentIndex == 1 {
		return &refusal{reason: "there is no page to go back to"}
	}
	t.top.world = 0
	if _, err := call(ctx, t.ctx, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: entry.ID}); err != nil {
		return err
	}
	return poll(ctx, s.Timeout, func() error {
		var arrived bool
		err := t.top.engine(ctx, &arrived, "loaded", entry.URL)
		if err == nil && !arrived {
			err = &obstacle{reason: "the page " + bareURL(entry.URL) + " did not finish loading"}
			t.top.world = 0
		}
		return t.forget(err)
	})
}
