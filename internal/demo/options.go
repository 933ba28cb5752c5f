package demo

import (
	"crypto/rand"
	"io"
	"net/http"
	"strings"
	"time"
)

// Options says which shop to serve and where its PostHog is. The zero value is
// the masked shop without analytics.
type Options struct {
	Leaky bool // the version that leaks

	// PostHog is the origin of a PostHog or minihog, such as
	// "http://hog.test:8000": posthog-js is loaded from its /static/array.js and
	// sends to it. Empty means no analytics at all.
	PostHog string
	Token   string // project token (public, "phc_…")

	// PayOrigin is the origin of the payment provider as the browser sees it,
	// such as "http://pay.test:8080". Empty: the shop's own host with its first
	// label replaced by "pay".
	PayOrigin string

	// InitOverride is merged into the options of posthog.init, nested objects
	// field by field, so that a test can break the recorder:
	// {"opt_out_capturing_by_default": true}.
	InitOverride map[string]any

	CSP string // Content-Security-Policy of the shop's pages; empty: none

	Rand io.Reader        // of session, order and payment ids; nil: crypto/rand
	Now  func() time.Time // judges card expiry; nil: time.Now
}

// New returns the shop and its payment provider as one handler, told apart by
// the request's host. Each call has its own customers, carts and orders, all in
// memory.
func New(opts Options) http.Handler {
	if opts.Rand == nil {
		opts.Rand = rand.Reader
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	opts.PostHog = strings.TrimRight(opts.PostHog, "/")
	opts.PayOrigin = strings.TrimRight(opts.PayOrigin, "/")
	assets := versionAssets(opts.Leaky)
	ids := &idSource{rand: opts.Rand}
	pay := newProvider(assets, ids, opts.Now)
	shop := newShop(opts, assets, ids, pay)
	return byHost(shop.handler(), pay.handler())
}

// byHost gives the hosts that start with "pay." to the payment provider.
func byHost(shop, pay http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Host, "pay.") {
			pay.ServeHTTP(w, r)
			return
		}
		shop.ServeHTTP(w, r)
	})
}

// payOrigin is where the shop at the request's host finds its card frame.
func (o Options) payOrigin(r *http.Request) string {
	if o.PayOrigin != "" {
		return o.PayOrigin
	}
	_, parent, found := strings.Cut(r.Host, ".")
	if !found {
		parent = r.Host
	}
	return "http://pay." + parent
}
