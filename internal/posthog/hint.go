package posthog

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// explain turns an answer that is not the one asked for into a StatusError with
// the reason recognised. Tests hold the table of what it says.
func explain(e *StatusError, header http.Header, body []byte, host *url.URL, now time.Time) *StatusError {
	isJSON := e.readBody(body)
	switch {
	case e.Status == http.StatusGone || e.Code == "recording_deleted":
		e.kind = ErrDeleted
	case e.Status == http.StatusUnauthorized:
		e.Hint = "the API key is not accepted: it must be a personal API key (phx_…) of " + host.Host +
			", not a project token (phc_…) and not a key of another region"
	case e.Status == http.StatusForbidden:
		e.explainForbidden()
	case e.Status == http.StatusTooManyRequests:
		e.RetryAfter = retryAfter(header, e.Detail, now)
	case e.Status == http.StatusNotFound && isJSON:
		e.explainNotFound()
	case e.Status < 400 || e.Status == http.StatusNotFound || e.Status == http.StatusMethodNotAllowed:
		e.place, e.Hint = placeHost, wrongHost(host)
	}
	return e
}

// readBody takes code and words from either form of PostHog's error bodies, and
// reports whether the body was a JSON object at all.
func (e *StatusError) readBody(body []byte) bool {
	var said struct {
		Code, Detail, Error, Message any
	}
	if json.Unmarshal(body, &said) != nil || !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return false
	}
	e.Code, e.Detail = text(said.Code), text(said.Detail)
	if e.Code == "" {
		e.Code = text(said.Error)
	}
	if e.Detail == "" {
		e.Detail = text(said.Message)
	}
	if e.Detail == "" {
		e.Detail = text(said.Error)
	}
	return true
}

// text is a JSON string, cut to what fits an error line; anything else is "".
func text(v any) string {
	s, _ := v.(string)
	if runes := []rune(s); len(runes) > 300 {
		return string(runes[:300]) + "…"
	}
	return s
}

var scopeName = regexp.MustCompile(`scope '?([a-z_]+:[a-z]+)'?`)

func (e *StatusError) explainForbidden() {
	if m := scopeName.FindStringSubmatch(e.Detail); m != nil {
		e.Scope = m[1]
		e.Hint = "add the scope " + e.Scope + " to the personal API key"
		return
	}
	if strings.Contains(e.Detail, "does not support") {
		e.Hint = "this PostHog does not open recordings to personal API keys: update it (Cloud does since late 2024)"
		return
	}
	e.place = placeProject
	e.Hint = "the key is known but has no access here: check the project id, and the key's own limits to organizations and projects"
}

func (e *StatusError) explainNotFound() {
	low := strings.ToLower(e.Detail)
	switch {
	case strings.Contains(low, "project") || strings.Contains(low, "environment") || strings.Contains(low, "team"):
		e.place = placeProject
		e.Hint = "check the project id: it is the number in the app's address behind /project/"
	case strings.Contains(low, "endpoint"):
		e.place = placeRoute
	default:
		e.place = placeRecording
	}
}

// wrongHost names the app host to use where the name gives it away.
func wrongHost(host *url.URL) string {
	hint := "this does not answer like PostHog's app: "
	if app := appHost(host.Hostname()); app != "" {
		return hint + host.Host + " is an ingestion host, use " + app
	}
	return hint + "use the address of the app, not of ingestion or of a proxy for it (https://eu.posthog.com, https://us.posthog.com, or your own)"
}

// appHost is the app host of one of PostHog Cloud's ingestion and asset hosts
// (posthog-js 1.449.2, request-router.ts), or "".
func appHost(name string) string {
	region, ok := strings.CutSuffix(strings.ToLower(name), ".i.posthog.com")
	if !ok {
		return ""
	}
	return "https://" + strings.TrimSuffix(region, "-assets") + ".posthog.com"
}

// AppURL is where one looks at a project whose posthog-js sends to an address: the
// app's host for PostHog Cloud's ingestion hosts, else the address itself, which is
// right for PostHog on a host of one's own and wrong for a proxy.
func AppURL(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		if app := appHost(u.Hostname()); app != "" {
			return app
		}
	}
	return strings.TrimRight(address, "/")
}

var expected = regexp.MustCompile(`available in (\d{1,6}) second`)

// retryAfter reads the header (seconds or a date), or else the words of the body; 0 if neither says.
func retryAfter(header http.Header, detail string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(header.Get("Retry-After")); err == nil && n >= 0 {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(header.Get("Retry-After")); err == nil {
		return max(0, at.Sub(now))
	}
	if m := expected.FindStringSubmatch(detail); m != nil {
		n, _ := strconv.Atoi(m[1])
		return time.Duration(n) * time.Second
	}
	return 0
}
