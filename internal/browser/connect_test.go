package browser

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/stretchr/testify/require"
)

const remoteToken = "Bearer 3f1c-secret"

// A browser that somebody else hosts, behind a gate that wants a header.
func TestConnect(t *testing.T) {
	socket := listeningChrome(t)
	gate := gateTo(t, socket.Host)
	header := http.Header{"Authorization": {remoteToken}}
	address := strings.TrimPrefix(gate.URL, "http://")
	for name, remote := range map[string]string{
		"by HTTP":      gate.URL,
		"by its name":  strings.Replace(gate.URL, "127.0.0.1", "localhost", 1) + "/",
		"by a socket":  "ws://" + address,
		"by its place": "ws://" + address + socket.Path + "?token=secret",
	} {
		b, err := Launch(context.Background(), Options{Remote: remote, RemoteHeader: header})
		require.NoError(t, err, name)
		version, err := call(context.Background(), b.ctx, cdpbrowser.GetVersion, cdp.Empty{})
		require.NoError(t, err, name)
		require.Contains(t, version.Product, "Chrome/", name)
		b.Close()

		_, err = Launch(context.Background(), Options{Remote: remote, RemoteHeader: http.Header{"Authorization": {"Bearer wrong-secret"}}})
		require.ErrorContains(t, err, "connect to browser at ", name)
		require.ErrorContains(t, err, "401", name)
		require.NotContains(t, err.Error(), "secret", name)
	}
}

func TestConnectToNothing(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"hello":1}`)) }))
	t.Cleanup(other.Close)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for remote, want := range map[string]string{
		other.URL:                           "is no browser with remote debugging",
		"9222":                              "it is no address such as ws://",
		"ftp://127.0.0.1":                   "it is no address such as ws://",
		gone.URL + "?token=secret":          "connection refused",
		"ws" + gone.URL[4:] + "/x?k=secret": "connection refused",
	} {
		_, err := Launch(context.Background(), Options{Remote: remote})
		require.ErrorContains(t, err, want, remote)
		require.NotContains(t, err.Error(), "secret")
	}
}

// gateTo passes on what has the header.
func gateTo(t *testing.T, host string) *httptest.Server {
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: host})
		r.Out.Host = r.In.Host // Chrome names itself by it
	}}
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != remoteToken {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(gate.Close)
	return gate
}

// listeningChrome is the WebSocket address of a Chrome of the test's own.
func listeningChrome(t *testing.T) *url.URL {
	path, err := find(Options{})
	require.NoError(t, err)
	p, err := newProfile("")
	require.NoError(t, err)
	args := []string{"--headless", "--remote-debugging-port=0", "--user-data-dir=" + p.dir, "about:blank"}
	if NoSandbox() {
		args = append(args, "--no-sandbox")
	}
	cmd := exec.Command(path, args...)
	p.adopt(cmd)
	out, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait() // says that it was killed
		p.remove()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "DevTools listening on "); found {
			go func() { // or Chrome waits for somebody to read
				for lines.Scan() {
				}
			}()
			u, err := url.Parse(address)
			require.NoError(t, err)
			return u
		}
	}
	require.Fail(t, "Chrome does not say where it listens")
	return nil
}
