package posthog

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
)

// Client speaks to one project of one PostHog. It is safe for use by several
// goroutines, which share its budget of calls.
type Client struct {
	o       Options // without the key
	base    *url.URL
	http    *http.Client
	pace    pace
	lists   *bucket // PostHog counts lists and snapshots apart
	snaps   *bucket
	calls   *atomic.Int64 // numbers the archived answers
	project *atomic.Bool  // the recordings are under projects, not environments

	// The key lives in these closures alone, so that no way of printing a
	// Client shows it.
	authorize func(*http.Request)
	blank     func([]byte) []byte // replaces the key by ***
}

// identifier is what ids in a path are made of.
var identifier = regexp.MustCompile(`^@?[A-Za-z0-9_-]{1,100}$`)

// New checks the options and returns a Client; it makes no call. It refuses a
// host that is none, PostHog Cloud's ingestion hosts, and an empty project or
// key.
func New(o Options) (*Client, error) {
	base, err := parseHost(o.Host)
	if err != nil {
		return nil, err
	}
	switch {
	case o.Project == "":
		return nil, errors.New("posthog: no project id given")
	case !identifier.MatchString(o.Project):
		return nil, fmt.Errorf("posthog: project %q is not an id: it is the number in the app's address behind /project/", o.Project)
	case strings.TrimSpace(string(o.Key)) == "":
		return nil, errors.New("posthog: no API key given")
	case strings.ContainsAny(string(o.Key), "\r\n \t"):
		return nil, errors.New("posthog: the API key holds white space: is it quoted or copied right?")
	}
	c := &Client{base: base, http: sameHost(o.withDefaults().HTTP), pace: o.Budget.pace(),
		lists: o.Budget.bucket(), snaps: o.Budget.bucket(), calls: new(atomic.Int64), project: new(atomic.Bool)}
	bearer, plain := "Bearer "+string(o.Key), []byte(o.Key)
	c.authorize = func(r *http.Request) { r.Header.Set("Authorization", bearer) }
	c.blank = func(b []byte) []byte { return bytes.ReplaceAll(b, plain, []byte(blanked)) }
	o.Key = ""
	c.o = o.withDefaults()
	return c, nil
}

// With returns a client for the same project and key that archives and reports
// elsewhere; nil keeps c's own. The two share one budget of calls, as PostHog
// counts by key and not by client: where several recordings are fetched at once,
// make one client with New and the others from it.
func (c *Client) With(archive func(string, []byte) error, progress func(Progress)) *Client {
	out := *c
	if archive != nil {
		out.o.Archive, out.calls = archive, new(atomic.Int64)
	}
	if progress != nil {
		out.o.Progress = progress
	}
	return &out
}

// String names the PostHog and the project.
func (c *Client) String() string { return "posthog " + c.base.String() + " project " + c.o.Project }

func parseHost(host string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(host, "/"))
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("posthog: host %q is not a URL such as https://eu.posthog.com", redactHost(host))
	case u.User != nil:
		return nil, errors.New("posthog: the host must not hold a user or a password")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("posthog: host %q has a query or a fragment", redactHost(host))
	}
	if app := appHost(u.Hostname()); app != "" {
		return nil, fmt.Errorf("posthog: %s is an ingestion host and has no recordings to read: use %s", u.Host, app)
	}
	return u, nil
}

// redactHost keeps a password or a token in a mistyped host out of the error.
func redactHost(host string) string {
	before, _, cut := strings.Cut(host, "?")
	if _, after, ok := strings.Cut(before, "@"); ok {
		before, cut = after, true
	}
	if cut {
		return before + " (shortened)"
	}
	return before
}

// sameHost returns a copy of the client that refuses redirects to other hosts:
// an app host that moved must be named in the scenario, not followed in silence
// with a key in hand.
func sameHost(h *http.Client) *http.Client {
	out := *h
	out.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if r.URL.Host != via[0].URL.Host {
			return fmt.Errorf("it redirects to %s://%s: use that as the host", r.URL.Scheme, r.URL.Host)
		}
		if len(via) > 5 {
			return errors.New("it redirects in a circle")
		}
		return nil
	}
	return &out
}
