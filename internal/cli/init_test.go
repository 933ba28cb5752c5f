package cli_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/cli"
	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
)

const initKey = "phx_only-in-the-environment"

// shopWithCart serves the masked shop and its PostHog. Every visitor comes with
// something in the cart, since the way to the checkout is a click that init never does.
func shopWithCart(t *testing.T) (shop, hog string, posted func() []string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	assets, err := minihog.LoadAssets(t.Context(), minihog.AssetOptions{CacheDir: filepath.Join(cache, "maskproof")})
	require.NoError(t, err)
	server := httptest.NewServer(minihog.New(minihog.Options{Assets: assets, Keys: []minihog.Key{{Value: initKey, Scopes: []string{"*"}}}}))
	t.Cleanup(server.Close)
	var inner http.Handler
	var mu sync.Mutex
	var posts []string
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			mu.Lock()
			posts = append(posts, r.URL.Path)
			mu.Unlock()
		}
		if len(r.Cookies()) == 0 && strings.HasPrefix(r.Host, "shop.") && !strings.HasPrefix(r.URL.Path, "/static/") {
			order := httptest.NewRequest(http.MethodPost, "/cart", strings.NewReader("product=evening-teapot"))
			order.Host = r.Host
			order.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			ordered := httptest.NewRecorder()
			inner.ServeHTTP(ordered, order)
			w.Header()["Set-Cookie"] = ordered.Header()["Set-Cookie"]
			http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(app.Close)
	u, err := url.Parse(app.URL)
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(u.Host)
	require.NoError(t, err)
	inner = demo.New(demo.Options{PostHog: server.URL, Token: minihog.DefaultToken, PayOrigin: "http://pay.localhost:" + port})
	return "http://shop.localhost:" + port, server.URL, func() []string { mu.Lock(); defer mu.Unlock(); return posts }
}

// initIn runs maskproof with the API key in its environment alone.
func initIn(t *testing.T, args ...string) (*fake, int) {
	t.Helper()
	f := newFake(t, args...)
	f.Env = func(name string) (string, bool) {
		value, ok := map[string]string{"HOG_KEY": initKey, "APP_URL": "http://later.test"}[name]
		return value, ok
	}
	code := cli.Main(context.Background(), f.Process)
	require.NotContains(t, f.out.String()+f.err.String(), initKey)
	return f, code
}

// TestInitOfTheDemoShop: what init writes for a shop that it never saw is good, has the
// right plants, walks to a verdict, and holds no key.
func TestInitOfTheDemoShop(t *testing.T) {
	shop, hog, posted := shopWithCart(t)
	t.Chdir(t.TempDir())
	args := []string{"init", "--app", shop, "--host", hog, "--project", "1", "--api-key-env", "HOG_KEY", "--ci", "github", "--name", "shop", "--yes", "--log-format", "json"}
	f, code := initIn(t, args...)
	t.Log(f.err.String(), f.out.String())
	require.Equal(t, 0, code, "all that the doctor looks at is fine")
	require.Empty(t, posted(), "nothing was submitted")
	require.Contains(t, f.err.String(), "posthog-js "+minihog.Version+" sends to "+hog)
	for line := range strings.Lines(f.err.String()) {
		require.True(t, json.Valid([]byte(line)), line)
	}

	want := map[string][]string{
		"signup": {"email", "password", "name"}, "checkout": {"email", "name", "address", "name", "card", "cvc"},
		"profile": {"phone", "address", "text", "dob", "ssn"},
	}
	for name, kinds := range want {
		data, err := os.ReadFile("flows/" + name + ".yaml")
		require.NoError(t, err)
		parsed, err := flow.Parse(name+".yaml", data, flow.Options{})
		require.NoError(t, err, string(data))
		var got []string
		for _, s := range parsed.Steps {
			require.NotEqual(t, flow.Click, s.Verb, "%s submits", name)
			if s.Plant != nil {
				got = append(got, s.Plant.Kind)
			}
		}
		require.Equal(t, kinds, got, string(data))
		require.Contains(t, string(data), "# - click: {role: button, name: \"")
	}

	check, code := initIn(t, "flow", "check")
	require.Equal(t, 0, code, check.out.String())
	require.NotContains(t, check.out.String(), "warning", check.out.String())
	for _, pattern := range []string{"flows/*", "scenarios/*", ".github/workflows/*"} {
		paths, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, paths, pattern)
		for _, path := range paths {
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			require.NotContains(t, string(data), initKey, path)
		}
	}

	// One flow, the one with a frame of another site: more would wait for the limits of
	// a PostHog that is not embedded.
	ran, code := initIn(t, "run", "shop", "--quiet", "--retries", "1", "--flow", "checkout")
	require.Equal(t, 0, code, ran.out.String()+ran.err.String())
	require.Equal(t, "✓ shop: masked\n", ran.out.String())
}

// TestInitAsks: at most five questions, each with an answer proposed; a wrong answer is
// asked for again, and what is written is said before anything is looked at.
func TestInitAsks(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir(".github", 0o755))
	f := newFake(t, "init", "--chrome", "nosuchchrome")
	f.Terminal.Stdin, f.Stdin = true, strings.NewReader("shop.test\nhttp://127.0.0.1:1/\n")
	require.Equal(t, 5, cli.Main(context.Background(), f.Process))
	require.Contains(t, f.err.String(), "Address of your app [http://localhost:3000]:   no http or https address such as")
	require.Equal(t, 2, strings.Count(f.err.String(), "Address of your app"))
	require.Contains(t, f.err.String(), "no Chrome or Chromium found")

	f = newFake(t, "init", "--chrome", "nosuchchrome")
	f.Terminal.Stdin = true
	require.Equal(t, 4, cli.Main(context.Background(), f.Process))
	require.Contains(t, f.err.String(), "the input ended before all was answered; nothing was written")

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f = newFake(t, "init")
	r, w := io.Pipe() // somebody who says nothing
	t.Cleanup(func() { w.Close() })
	f.Terminal.Stdin, f.Stdin = true, r
	require.Equal(t, 130, cli.Main(ctx, f.Process))
}
