package browser

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/target"

	"github.com/maskproof/maskproof/internal/flow"
)

// headers is what each request to the app's own origin carries. Others get
// nothing: a login must not go to third parties, and PostHog would refuse a request
// with a header that it does not expect.
type headers []flow.Header

// onto is the paused request with the headers; its own Authorization wins.
func (h headers) onto(ev *fetch.EventRequestPaused) fetch.ContinueRequestParams {
	next := fetch.ContinueRequestParams{RequestID: ev.RequestID}
	if len(h) == 0 {
		return next
	}
	has := func(name string) bool {
		for own := range ev.Request.Headers {
			if strings.EqualFold(own, name) {
				return true
			}
		}
		return false
	}
	for name, value := range ev.Request.Headers {
		if text, ok := value.(string); ok && !h.replaces(name) {
			next.Headers = append(next.Headers, &fetch.HeaderEntry{Name: name, Value: text})
		}
	}
	for _, header := range h {
		if !strings.EqualFold(header.Name, "Authorization") || !has("Authorization") {
			next.Headers = append(next.Headers, &fetch.HeaderEntry{Name: header.Name, Value: string(header.Value)})
		}
	}
	return next
}

func (h headers) replaces(name string) bool {
	for _, header := range h {
		if strings.EqualFold(header.Name, name) && !strings.EqualFold(name, "Authorization") {
			return true
		}
	}
	return false
}

// carried is what the flow's top has requests to the app carry.
func (r *run) carried() headers {
	list := headers(slices.Clone(r.flow.Headers))
	if r.flow.User != "" {
		login := base64.StdEncoding.EncodeToString([]byte(r.flow.User + ":" + string(r.flow.Pass)))
		list = append(list, flow.Header{Name: "Authorization", Value: flow.Secret("Basic " + login)})
	}
	return list
}

// origin is what addresses of the app begin with.
func (r *run) origin() string { return r.base.Scheme + "://" + r.base.Host + "/" }

// setUp prepares a window as the flow's top says, before its first page.
func (r *run) setUp(ctx context.Context, t *tab) error {
	if t.headers = r.carried(); t.headers != nil {
		params := fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: r.origin() + "*"}}}
		if _, err := call(ctx, t.ctx, fetch.Enable, params); err != nil {
			return err
		}
	}
	r.dismiss(ctx, target.ID(t.top.id))
	if t == r.windows[0] {
		r.pretends = []flow.Emulation{r.flow.Emulate}
		if err := r.loadState(ctx, r.flow.File, r.flow.StorageState); err != nil {
			return err
		}
	}
	for _, e := range r.pretends {
		if err := t.emulate(ctx, e); err != nil {
			return err
		}
	}
	if t != r.windows[0] {
		return nil
	}
	return r.guard(ctx)
}
