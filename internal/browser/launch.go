package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// ErrNoChrome is returned by Launch when no Chrome or Chromium was found.
var ErrNoChrome = errors.New("no Chrome or Chromium found: install one (Debian and Ubuntu: apt-get install chromium) or name it with --chrome")

// Options says which Chrome to use. The zero value finds one on the PATH and
// runs it headless.
type Options struct {
	Chrome       string      // path or name of the executable; "" searches
	Remote       string      // CDP address (ws://… or http://host:port) of a running browser instead
	RemoteHeader http.Header // sent when connecting to it
	HostMap      []string    // --host-resolver-rules, such as "MAP *.test 127.0.0.1"
	Visible      bool        // show the window
	Naming       bool        // scripts can ask for an element's computed role and name: for Watch
	TempDir      string      // where the profile goes; "" means the system's temporary folder
	Stderr       io.Writer
	LookPath     func(string) (string, error) // nil means exec.LookPath
}

// Browser is one running Chrome.
type Browser struct {
	ctx     context.Context // chromedp's, of the whole browser
	cancel  func()
	profile *profile // nil for a remote browser
	remote  bool
	agent   string // the user agent of its pages
	once    sync.Once

	gate      gate
	clipboard sync.Mutex // all windows share one clipboard

	rendering sync.Mutex // guards the tab for Render
	renderer  *renderer  // nil until it is needed
}

// Launch starts Chrome, or connects to a remote one, and waits until it
// answers. The browser lives until Close; ctx bounds its start and its life.
// It returns ErrNoChrome if there is none.
func Launch(ctx context.Context, opts Options) (*Browser, error) {
	if opts.Remote != "" {
		return connect(ctx, opts)
	}
	path, err := find(opts)
	if err != nil {
		return nil, err
	}
	version, err := productVersion(ctx, path)
	if err != nil {
		return nil, err
	}
	profile, err := newProfile(opts.TempDir)
	if err != nil {
		return nil, fmt.Errorf("create browser profile: %w", err)
	}
	allocCtx, stop := chromedp.NewExecAllocator(ctx, flags(path, version, profile, opts)...)
	b := &Browser{cancel: stop, profile: profile, agent: userAgent(version)}
	if err := b.start(allocCtx); err != nil {
		b.Close()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return b, nil
}

// start opens the first tab; chromedp starts the process with it.
func (b *Browser) start(allocCtx context.Context) error {
	quiet := func(string, ...any) {}
	ctx, cancel := chromedp.NewContext(allocCtx, chromedp.WithErrorf(quiet), chromedp.WithLogf(quiet))
	stop := b.cancel
	b.ctx, b.cancel = ctx, func() { cancel(); stop() }
	return chromedp.Do(ctx)
}

// Version is what the browser calls itself, such as "Chrome/156.0.8078.79".
func (b *Browser) Version(ctx context.Context) (string, error) {
	version, err := call(ctx, b.ctx, cdpbrowser.GetVersion, cdp.Empty{})
	if err != nil {
		return "", fmt.Errorf("ask the browser for its version: %w", b.why(ctx, err))
	}
	return version.Product, nil
}

// Alive says that the browser has not ended and is not lost.
func (b *Browser) Alive() bool { return b.ctx.Err() == nil }

// Close ends the browser and removes its profile. It is safe to call twice.
func (b *Browser) Close() {
	b.once.Do(func() {
		b.cancel()
		if b.profile != nil {
			b.profile.remove()
		}
	})
}

// NoSandbox says that Chrome's sandbox is off because we run as root.
func NoSandbox() bool { return os.Geteuid() == 0 }

// withoutFeatures is what chromedp and Puppeteer turn off, and the list below the
// address bar: with Chromium 156 each window loads it as a page of its own, which
// takes longer than most pages of an app, and nobody sees it.
const withoutFeatures = "Translate,BlinkGenPropertyTrees,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"

// withMouse says that there is a mouse, which can hover, as a person has one: without a
// window Chrome finds none, and pages show what they show on a phone
// (ui/base/pointer/pointer_device.h: POINTER_TYPE_FINE is 4, HOVER_TYPE_HOVER 2).
const withMouse = "primaryPointerType=4,availablePointerTypes=4,primaryHoverType=2,availableHoverTypes=2"

func flags(path, version string, p *profile, opts Options) []chromedp.ExecAllocatorOption {
	list := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(p.dir),
		chromedp.UserAgent(userAgent(version)),
		chromedp.Flag("enable-automation", false),
		chromedp.Flag("disable-blink-features", "AutomationControlled"),
		chromedp.Flag("no-sandbox", NoSandbox()),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", withoutFeatures),
		chromedp.Flag("lang", "en-US"),
		chromedp.Flag("blink-settings", withMouse),
		chromedp.WindowSize(1280, 900),
		chromedp.ModifyCmdFunc(p.adopt),
	)
	if len(opts.HostMap) > 0 {
		list = append(list, chromedp.Flag("host-resolver-rules", strings.Join(opts.HostMap, ",")))
	}
	if opts.Naming {
		list = append(list, chromedp.Flag("enable-blink-features", "ComputedAccessibilityInfo"))
	}
	if opts.Visible {
		list = append(list, chromedp.VisibleWindow)
	}
	if opts.Stderr != nil {
		list = append(list, chromedp.CombinedOutput(opts.Stderr))
	}
	return list
}

// userAgent is what the same Chrome with a window would say: Chrome's reduced
// user agent has only the major version. It is a launch flag, not an override of
// one page, because the recorder in a cross-site frame must not see a bot either.
func userAgent(version string) string {
	system := map[string]string{
		"darwin":  "Macintosh; Intel Mac OS X 10_15_7",
		"windows": "Windows NT 10.0; Win64; x64",
	}[runtime.GOOS]
	if system == "" {
		system = "X11; Linux x86_64"
	}
	major, _, _ := strings.Cut(version, ".")
	return "Mozilla/5.0 (" + system + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + major + ".0.0.0 Safari/537.36"
}

// productVersion asks the executable for its version, such as "156.0.8078.79".
func productVersion(ctx context.Context, path string) (string, error) {
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("run %s --version: %w", path, err)
	}
	for word := range strings.FieldsSeq(string(out)) {
		if word[0] >= '0' && word[0] <= '9' && strings.Count(word, ".") == 3 {
			return word, nil
		}
	}
	return "", fmt.Errorf("%s --version says %q: not a Chrome", path, strings.TrimSpace(string(out)))
}

func find(opts Options) (string, error) {
	look := opts.LookPath
	if look == nil {
		look = exec.LookPath
	}
	if opts.Chrome != "" {
		path, err := look(opts.Chrome)
		if err != nil {
			return "", fmt.Errorf("%w (%s: %w)", ErrNoChrome, opts.Chrome, err)
		}
		return path, nil
	}
	for _, name := range executables() {
		if path, err := look(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoChrome
}

// executables lists where Chrome is found, the common ones first.
func executables() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"google-chrome", "chromium",
		}
	case "windows":
		return []string{
			"chrome",
			filepath.Join(`C:\`, "Program Files", "Google", "Chrome", "Application", "chrome.exe"),
			filepath.Join(`C:\`, "Program Files (x86)", "Google", "Chrome", "Application", "chrome.exe"),
		}
	}
	return []string{"google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome", "headless-shell"}
}
