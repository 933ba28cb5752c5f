package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp/remote"
)

// connectTime is how long a remote browser may take to say where it listens.
const connectTime = 20 * time.Second

// connect uses a browser that runs already. Addresses and headers of hosted
// browsers hold keys: errors name the host only.
func connect(ctx context.Context, opts Options) (*Browser, error) {
	address, err := debuggerAddress(ctx, opts.Remote, opts.RemoteHeader)
	if err != nil {
		return nil, connectError(opts.Remote, err)
	}
	allocCtx, stop := remote.NewAllocator(ctx, address, remote.NoModifyURL, remote.WithDialHTTPHeader(opts.RemoteHeader))
	b := &Browser{cancel: stop, remote: true}
	if err := b.start(allocCtx); err != nil {
		b.Close()
		return nil, connectError(opts.Remote, withoutAddress(err, address))
	}
	version, err := call(ctx, b.ctx, cdpbrowser.GetVersion, cdp.Empty{})
	if err != nil {
		b.Close()
		return nil, connectError(opts.Remote, withoutAddress(err, address))
	}
	b.agent = strings.ReplaceAll(version.UserAgent, "Headless", "")
	return b, nil
}

func connectError(address string, err error) error {
	host := "the address given"
	if u, perr := url.Parse(address); perr == nil && u.Host != "" {
		host = u.Host
	}
	return fmt.Errorf("connect to browser at %s: %w", host, withoutAddress(err, address))
}

// withoutAddress takes an address, and what stands in it behind the host, out of an
// error's text, and the error with it.
func withoutAddress(err error, address string) error {
	text := strings.ReplaceAll(err.Error(), address, "its address")
	if u, perr := url.Parse(address); perr == nil && len(u.RequestURI()) > 1 {
		text = strings.ReplaceAll(text, u.RequestURI(), "/…")
	}
	if text == err.Error() {
		return err
	}
	return errors.New(text)
}

// debuggerAddress is the WebSocket address of a browser. One with a path is taken as
// it stands; else the browser is asked by HTTP, as Chrome answers at the port of
// --remote-debugging-port.
func debuggerAddress(ctx context.Context, address string, header http.Header) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !slices.Contains([]string{"ws", "wss", "http", "https"}, u.Scheme) {
		return "", errors.New("it is no address such as ws://127.0.0.1:9222/devtools/browser/… or http://127.0.0.1:9222")
	}
	socket := u.Scheme == "ws" || u.Scheme == "wss"
	if socket && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
		return address, nil
	}
	u.Scheme = map[string]string{"ws": "http", "wss": "https", "http": "http", "https": "https"}[u.Scheme]
	u.Path = strings.TrimSuffix(u.Path, "/") + "/json/version"
	if u.Scheme == "http" {
		// Chrome answers to addresses and to localhost, not to other names.
		if u.Host, err = byAddress(ctx, u.Host); err != nil {
			return "", err
		}
	}
	return askVersion(ctx, u.String(), header)
}

func askVersion(ctx context.Context, address string, header http.Header) (string, error) {
	bound, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	req, err := http.NewRequestWithContext(bound, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	if header != nil {
		req.Header = header.Clone()
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err // its text has the address
		}
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("it answers /json/version with %s", resp.Status)
	}
	var version struct {
		Address string `json:"webSocketDebuggerUrl"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&version); err != nil || version.Address == "" {
		return "", errors.New("what answers there is no browser with remote debugging (chrome --remote-debugging-port=9222)")
	}
	return version.Address, nil
}

// byAddress puts the IP address of a host in the place of its name.
func byAddress(ctx context.Context, hostport string) (string, error) {
	u := url.URL{Host: hostport}
	if u.Hostname() == "localhost" || net.ParseIP(u.Hostname()) != nil {
		return hostport, nil
	}
	found, err := net.DefaultResolver.LookupIPAddr(ctx, u.Hostname())
	if err != nil {
		return "", err
	}
	port := u.Port()
	if port == "" {
		port = "80"
	}
	return net.JoinHostPort(found[0].IP.String(), port), nil
}
