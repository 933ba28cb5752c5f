package posthog_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

func TestNewRefuses(t *testing.T) {
	good := posthog.Options{Host: "https://eu.posthog.com", Project: "1", Key: apiKey}
	tests := []struct {
		name   string
		change func(*posthog.Options)
		want   string
	}{
		{"no host", func(o *posthog.Options) { o.Host = "" }, "is not a URL"},
		{"host without scheme", func(o *posthog.Options) { o.Host = "eu.posthog.com" }, "is not a URL"},
		{"other scheme", func(o *posthog.Options) { o.Host = "ftp://eu.posthog.com" }, "is not a URL"},
		{"password in host", func(o *posthog.Options) { o.Host = "https://me:pw-in-host@eu.posthog.com" }, "user or a password"},
		{"key in a bad host", func(o *posthog.Options) { o.Host = "//phx_pw-in-host@x\x7f" }, "is not a URL"},
		{"query in host", func(o *posthog.Options) { o.Host = "https://eu.posthog.com/?token=pw-in-host" }, "query"},
		{"ingestion host", func(o *posthog.Options) { o.Host = "https://eu.i.posthog.com" }, "use https://eu.posthog.com"},
		{"asset host", func(o *posthog.Options) { o.Host = "https://us-assets.i.posthog.com" }, "use https://us.posthog.com"},
		{"no project", func(o *posthog.Options) { o.Project = "" }, "no project"},
		{"project with a path", func(o *posthog.Options) { o.Project = "../1" }, "is not an id"},
		{"no key", func(o *posthog.Options) { o.Key = " " }, "no API key"},
		{"key with a line end", func(o *posthog.Options) { o.Key = apiKey + "\n" }, "white space"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := good
			tt.change(&o)
			_, err := posthog.New(o)
			require.ErrorContains(t, err, tt.want)
			require.NotContains(t, err.Error(), apiKey)
			require.NotContains(t, err.Error(), "pw-in-host")
		})
	}
	c, err := posthog.New(good)
	require.NoError(t, err)
	require.Equal(t, "posthog https://eu.posthog.com project 1", c.String())
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	tests := []struct {
		name    string
		scopes  []string
		server  minihog.Options
		project string
		key     posthog.Secret
		hint    string
		scope   string
	}{
		{name: "fine", scopes: []string{"project:read", "session_recording:read"}},
		{name: "fine without project:read", scopes: []string{"session_recording:read"}},
		{name: "write includes read", scopes: []string{"session_recording:write"}},
		{name: "current project", scopes: []string{"*"}, project: "@current"},
		{name: "no recording scope", scopes: []string{"project:read"}, hint: "add the scope session_recording:read", scope: "session_recording:read"},
		{name: "wrong key", scopes: []string{"*"}, key: "phx_other", hint: "not a project token (phc_…)"},
		{name: "wrong project", scopes: []string{"*"}, project: "77", hint: "check the project id"},
		{name: "ingestion host", server: minihog.Options{IngestionOnly: true}, hint: "does not answer like PostHog's app"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.server.Keys = []minihog.Key{{Value: apiKey, Scopes: tt.scopes}}
			server := httptest.NewServer(minihog.New(tt.server))
			t.Cleanup(server.Close)
			o := posthog.Options{Host: server.URL, Project: "1", Key: apiKey, Budget: posthog.Budget{Unlimited: true}}
			if tt.project != "" {
				o.Project = tt.project
			}
			if tt.key != "" {
				o.Key = tt.key
			}
			c, err := posthog.New(o)
			require.NoError(t, err)
			err = c.Check(t.Context())
			if tt.hint == "" {
				require.NoError(t, err)
				return
			}
			var status *posthog.StatusError
			require.ErrorAs(t, err, &status)
			require.Contains(t, status.Hint, tt.hint)
			require.Equal(t, tt.scope, status.Scope)
			require.NotContains(t, err.Error(), apiKey)
		})
	}
}

// canned is an answer that a server of ours does not give by itself.
type canned struct {
	status int
	kind   string
	body   string
	header http.Header
}

func (a canned) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", a.kind)
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

func TestCheckReadsStrangeAnswers(t *testing.T) {
	const jsonKind = "application/json"
	tests := []struct {
		name   string
		answer canned
		want   string
	}{
		{"web page", canned{200, "text/html", "<!doctype html><title>Shop</title>", nil}, "does not answer like PostHog's app"},
		{"plain 404", canned{404, "text/plain", "404 page not found", nil}, "does not answer like PostHog's app"},
		{"empty 200", canned{200, jsonKind, "", nil}, "no JSON object"},
		{"list instead of object", canned{200, jsonKind, "[]", nil}, "no JSON object"},
		{"no results", canned{200, jsonKind, `{"id":1}`, nil}, "has no results"},
		{"key echoed", canned{401, jsonKind, `{"detail":"bad key ` + apiKey + `"}`, nil}, "bad key ***"},
		{"no access", canned{403, jsonKind, `{"code":"permission_denied","detail":"You don't have access to the project."}`, nil}, "check the project id"},
		{"old PostHog", canned{403, jsonKind, `{"detail":"This action does not support Personal API Key access"}`, nil}, "does not open recordings to personal API keys"},
		{"error form", canned{400, jsonKind, `{"error":"bad filter"}`, nil}, "status 400: bad filter"},
		{"endless words", canned{400, jsonKind, `{"detail":"` + strings.Repeat("x", 5000) + `"}`, nil}, "x…"},
		{"moved", canned{302, jsonKind, "", http.Header{"Location": {"https://us.example.com/"}}}, "redirects to https://us.example.com"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, minihog.Faults{})
			server := httptest.NewServer(tt.answer)
			t.Cleanup(server.Close)
			c := r.client(func(o *posthog.Options) { o.Host = server.URL })
			err := c.Check(t.Context())
			require.ErrorContains(t, err, tt.want)
			require.NotContains(t, err.Error(), apiKey)
			require.Less(t, len(err.Error()), 900)
			for name, body := range r.archive {
				require.NotContains(t, string(body), apiKey, name)
			}
		})
	}
}

func TestCheckUnreachable(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	err := r.client(func(o *posthog.Options) { o.Host = server.URL }).Check(t.Context())
	host, _ := url.Parse(server.URL)
	require.ErrorContains(t, err, "check the project: "+host.Host)
	require.Len(t, r.clock.slept, 3, "four tries")
	var status *posthog.StatusError
	require.False(t, errors.As(err, &status))
}

func TestSettingsBlanksTokens(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	got, err := r.client(nil).Settings(t.Context())
	require.NoError(t, err)
	require.NotContains(t, string(got), r.hog.Token())
	require.Contains(t, string(got), `"api_token":"***"`)
	require.Contains(t, string(got), `"secret_api_token":null`)
	require.Contains(t, string(got), `"session_recording_opt_in":true`)
	require.NotContains(t, string(r.archive["0001-project.json"]), r.hog.Token())
	require.NotEmpty(t, r.archive["0001-project.json"])
}
