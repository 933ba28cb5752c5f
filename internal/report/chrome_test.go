package report_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/verify"
)

// TestHTMLInChrome opens each page from a file, as a person does: nothing is asked
// of any network, nothing is said on the console, and it is accessible, at a desk
// and on a phone.
func TestHTMLInChrome(t *testing.T) {
	axe := axeSource(t)
	tab := openTab(t)
	for name, r := range resultCases() {
		t.Run(name, func(t *testing.T) {
			page := writePage(t, name, r)
			for _, width := range []int64{1280, 390} {
				seen := watchTab(t, tab)
				_, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
				require.NoError(t, err)
				require.NoError(t, chromedp.Do(tab, chromedp.Navigate("file://"+page)))
				over := evaluate[float64](t, tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
				require.LessOrEqual(t, over, 0.0, "the page is no wider than the window")
				require.Empty(t, seen(), "messages and requests")
				if name != "huge" { // the same parts, a thousand times
					problems := evaluate[[]string](t, tab, axe+axeProblems)
					require.Empty(t, problems, "width %d", width)
				}
			}
		})
	}
}

// axeProblems asks axe for what shuts people out.
const axeProblems = `;axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations
	.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" | ")))`

// TestHTMLFilters clicks through the page: search, filters and groups work on what
// is there, and by the keyboard.
func TestHTMLFilters(t *testing.T) {
	tab := openTab(t)
	require.NoError(t, chromedp.Do(tab, chromedp.Navigate("file://"+writePage(t, "huge", resultCases()["huge"]))))
	shown := func() float64 { return shownLeaks(t, tab) }
	all := shown()
	require.Equal(t, 1000.0, all)
	set := func(name, value string) { setFilter(t, tab, name, value) }
	set("surface", "console")
	require.Equal(t, 100.0, shown())
	set("text", "text-7 console")
	require.Less(t, shown(), 100.0)
	require.Positive(t, shown())
	set("text", "nothing like this")
	require.Zero(t, shown())
	require.Contains(t, evaluate[string](t, tab, `document.querySelector("form.filter output").textContent`), "0 of 1000")
	set("text", "")
	set("surface", "")
	set("group", "surface")
	require.Equal(t, 10.0, evaluate[float64](t, tab, `document.querySelectorAll("#grouped > section").length`))
	require.Equal(t, all, shown())
	set("group", "flow")
	require.Zero(t, evaluate[float64](t, tab, `document.querySelectorAll("#grouped article, #grouped .more").length`))
	require.Equal(t, all, shown())
}

// shownLeaks counts the cards and lines of a page that are there to see.
func shownLeaks(t *testing.T, tab context.Context) float64 {
	t.Helper()
	return evaluate[float64](t, tab, `[...document.querySelectorAll("article.leak, .more")].filter((n) => n.checkVisibility())
		.reduce((sum, n) => sum + (n.matches(".more") ? n.textContent.split("\n").length : 1), 0)`)
}

func setFilter(t *testing.T, tab context.Context, name, value string) {
	t.Helper()
	evaluate[bool](t, tab, `(() => { const c = document.querySelector("form.filter").elements["`+name+`"]; c.value = "`+value+`";
		c.dispatchEvent(new Event("input", {bubbles: true})); c.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
}

// TestHTMLTenThousand: each of ten thousand leaks is in the page without its
// script, the script finds the last of them too, and what a recorded page made of
// them is text before and after the script has touched it.
func TestHTMLTenThousand(t *testing.T) {
	r := tenThousand()
	evil := "<img src=\"http://127.0.0.1:9/x\" onerror=\"console.log(1)\"></div></main>\t<script>console.log(2)</script>\n<!--</template>"
	for i := range r.Flows[0].Findings {
		f := &r.Flows[0].Findings[i]
		f.Selector, f.Excerpt, f.Via = "#needle"+strconv.Itoa(i)+evil, evil, []string{evil}
	}
	page := writePage(t, "huge", r)
	info, err := os.Stat(page)
	require.NoError(t, err)
	require.Less(t, info.Size(), int64(20e6))
	axe, tab := axeSource(t), openTab(t)
	seen := watchTab(t, tab)
	require.NoError(t, chromedp.Do(tab, chromedp.Navigate("file://"+page)))
	elements := evaluate[float64](t, tab, `document.querySelectorAll("*").length`)
	require.Less(t, elements, 20_000.0, "a browser takes seconds for more")
	require.Equal(t, 10_000.0, shownLeaks(t, tab))
	require.Empty(t, evaluate[[]string](t, tab, axe+axeProblems))

	setFilter(t, tab, "text", "needle9998<img")
	require.Equal(t, 1.0, shownLeaks(t, tab))
	require.Contains(t, evaluate[string](t, tab, `document.querySelector(".more:not([hidden])").textContent`), strings.NewReplacer("\t", " ", "\n", " ").Replace(evil))
	require.Contains(t, evaluate[string](t, tab, `document.querySelector("form.filter output").textContent`), "1 of 10000")
	setFilter(t, tab, "group", "canary")
	require.Equal(t, 1.0, shownLeaks(t, tab))
	setFilter(t, tab, "text", "")
	require.Equal(t, 10_000.0, shownLeaks(t, tab))
	setFilter(t, tab, "group", "flow")
	require.Equal(t, 10_000.0, shownLeaks(t, tab))
	require.Equal(t, elements, evaluate[float64](t, tab, `document.querySelectorAll("*").length`))
	require.Zero(t, evaluate[float64](t, tab, `document.querySelectorAll("img, script:not(:last-of-type), .more *").length`))
	require.Empty(t, seen(), "messages and requests")
}

// tenThousand is a result of as many leaks, each of a place of its own.
func tenThousand() *verify.Result {
	r := resultCases()["huge"]
	f := &r.Flows[0]
	one := f.Findings[0]
	f.Findings = nil
	for i := range 10_000 {
		one.Canary, one.Event = "checkout.text-"+strings.Repeat("x", i%7)+string(rune('a'+i%26)), i
		one.Recording = "session-" + time.Duration(i).String()
		f.Findings = append(f.Findings, one)
	}
	return r
}

// TestHTMLShowsPictures: a picture of the run folder is in the page, with a frame
// around the element.
func TestHTMLShowsPictures(t *testing.T) {
	r := resultCases()["leaked"]
	leak := &r.Flows[0].Findings[0]
	leak.Fingerprint = strings.Repeat("ab", 16)
	r.Flows[0].Pictures = []verify.Picture{{Fingerprint: leak.Fingerprint, Seen: "screenshots/a.png", Stored: "pictures/b.png", X: 2, Y: 3, Width: 4, Height: 2}}
	dot, err := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC")
	require.NoError(t, err)
	files := fstest.MapFS{"screenshots/a.png": {Data: dot}, "pictures/b.png": {Data: dot}}
	var out bytes.Buffer
	require.NoError(t, report.HTML(&out, r, report.HTMLOptions{Files: files}))
	file := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, os.WriteFile(file, out.Bytes(), 0o600))
	tab := openTab(t)
	seen := watchTab(t, tab)
	require.NoError(t, chromedp.Do(tab, chromedp.Navigate("file://"+file)))
	require.Equal(t, 2.0, evaluate[float64](t, tab, `[...document.querySelectorAll("figure use")].filter((u) => u.getBBox().width > 0).length`))
	require.Equal(t, 1.0, evaluate[float64](t, tab, `document.querySelectorAll("svg.shared image").length`), "the same picture once")
	require.Equal(t, 2.0, evaluate[float64](t, tab, `document.querySelectorAll("figure .frame").length`))
	require.Empty(t, seen())
}

// BenchmarkHTMLTenThousand writes and opens a report of 10,000 leaks of as many
// places; the budget is 1 s to open and 20 MB.
func BenchmarkHTMLTenThousand(b *testing.B) {
	page := writePage(b, "huge", tenThousand())
	info, err := os.Stat(page)
	require.NoError(b, err)
	tab := openTab(b)
	for b.Loop() {
		require.NoError(b, chromedp.Do(tab, chromedp.Navigate("file://"+page)))
		evaluate[float64](b, tab, "document.documentElement.scrollHeight")
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

func writePage(t testing.TB, name string, r *verify.Result) string {
	var out bytes.Buffer
	require.NoError(t, report.HTML(&out, r, report.HTMLOptions{Before: []*verify.Result{resultCases()["leaked"]}}))
	file := filepath.Join(t.TempDir(), name+".html")
	require.NoError(t, os.WriteFile(file, out.Bytes(), 0o600))
	return file
}

func evaluate[T any](t testing.TB, tab context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return v
}

// openTab starts a Chrome for a test. It is never skipped: a report that no browser
// opened is not tested.
func openTab(t testing.TB) context.Context {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("no-sandbox", browser.NoSandbox()))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	tab, _ := chromedp.NewContext(allocator)
	t.Cleanup(func() { require.NoError(t, chromedp.Cancel(tab)) }) // in order, so that it leaves no files
	require.NoError(t, chromedp.Do(tab))
	return tab
}

// watchTab gathers what a page says and asks for, from now on.
func watchTab(t testing.TB, tab context.Context) func() []string {
	var mu sync.Mutex
	var list []string
	note := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		list = append(list, text)
	}
	_, err := chromedp.Call(tab, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(tab)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			note("console " + string(ev.Type))
		case *runtime.EventExceptionThrown:
			note("exception " + ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			note("log " + ev.Entry.Text)
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, "file://") && !strings.HasPrefix(ev.Request.URL, "data:") {
				note("request " + ev.Request.URL)
			}
		}
	}))
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return list
	}
}

// The accessibility checker, from npm like posthog-js.
const (
	axePackage   = "axe-core-4.14.1.tgz"
	axeIntegrity = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)

func axeSource(t *testing.T) string {
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	cache = filepath.Join(cache, "maskproof")
	require.NoError(t, os.MkdirAll(cache, 0o755))
	file := filepath.Join(cache, axePackage)
	if _, err := os.Stat(file); err != nil {
		require.ErrorIs(t, err, fs.ErrNotExist)
		dir := t.TempDir()
		cmd := exec.Command("npm", "pack", "axe-core@4.14.1", "--ignore-scripts", "--silent")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		packed, err := os.ReadFile(filepath.Join(dir, axePackage))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, packed, 0o644))
	}
	packed, err := os.ReadFile(file)
	require.NoError(t, err)
	sum := sha512.Sum512(packed)
	require.Equal(t, axeIntegrity, base64.StdEncoding.EncodeToString(sum[:]))
	unzipped, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	for archive := tar.NewReader(unzipped); ; {
		head, err := archive.Next()
		require.NoError(t, err, "no axe.min.js in the package")
		if head.Name == "package/axe.min.js" {
			body, err := io.ReadAll(archive)
			require.NoError(t, err)
			return string(body)
		}
	}
}
