package demo

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// everyPage walks the shop as one customer and returns its pages by name.
func everyPage(t *testing.T, opts Options) map[string]string {
	v := open(t, opts)
	pages := map[string]string{
		"home": v.get("/").body, "product": v.get("/products/tall-vase").body, "missing": v.get("/nothing").body,
		"signup": v.get("/signup").body, "card frame": v.get("http://pay.test/card-frame").body,
		"account": v.get("/account/note").body, "phone": v.get("/account/phone").body, "wallet": v.get("http://pay.test/wallet-frame").body,
	}
	v.submit("/cart", map[string]string{"product": "tall-vase"})
	pages["cart"], pages["checkout"] = v.get("/cart").body, v.get("/checkout").body
	pages["welcome"] = v.get(v.send("/signup", signupForm).field(t, "next")).body
	v.send("/profile/contact", contactForm)
	v.send("/profile/payouts", payoutsForm)
	pages["profile"] = v.get("/profile").body
	pages["receipt"] = v.buy().body
	return pages
}

// TestVersionsLookAlike holds the two versions to the same text on every page.
func TestVersionsLookAlike(t *testing.T) {
	leaky, masked := everyPage(t, Options{Leaky: true}), everyPage(t, Options{})
	for name := range masked {
		require.Equal(t, visibleText(t, masked[name]), visibleText(t, leaky[name]), name)
	}
}

// TestPagesEscape plants markup and looks for it in every page.
func TestPagesEscape(t *testing.T) {
	for version, leaky := range bothVersions {
		v := open(t, Options{Leaky: leaky})
		evil := `--><script>x</script>"'`
		next := v.send("/signup", map[string]string{
			"email": "x--y@example.com", "password": "longenough", "full_name": evil,
		}).field(t, "next")
		v.send("/profile/contact", map[string]string{"phone": "2125550143" + evil, "address": evil, "about": evil + "</textarea>"})
		for _, address := range []string{next, "/profile"} {
			page := v.get(address).body
			require.NotContains(t, page, "<script>", version)
			require.NotContains(t, page, "--><script", version)
			require.NotContains(t, page, "for x--y", "a comment holds no dashes that could end it")
		}
	}
}

// TestNothingFromOutside follows what pages refer to: everything is there, and
// nothing comes from another host than the shop's, the provider's and PostHog's.
func TestNothingFromOutside(t *testing.T) {
	refs := regexp.MustCompile(`(?:src|href|from|action)[= ]"([^"]+)"`)
	for version, leaky := range bothVersions {
		v := open(t, Options{Leaky: leaky, PostHog: "http://hog.test"})
		queue := []string{}
		for _, page := range everyPage(t, Options{Leaky: leaky, PostHog: "http://hog.test"}) {
			for _, ref := range refs.FindAllStringSubmatch(page, -1) {
				queue = append(queue, ref[1])
			}
		}
		for seen := map[string]bool{}; len(queue) > 0; queue = queue[1:] {
			ref := strings.Replace(queue[0], "./", "/static/", 1)
			if seen[ref] || !strings.HasPrefix(ref, "/static/") {
				ours := strings.TrimPrefix(strings.TrimPrefix(ref, "http://pay.test/"), "http://pay.vault.test/")
				require.NotRegexp(t, `^(https?:)?//`, ours, version)
				continue
			}
			seen[ref] = true
			got := v.get(ref)
			require.Equal(t, http.StatusOK, got.status, ref)
			for _, inner := range refs.FindAllStringSubmatch(got.body, -1) {
				queue = append(queue, inner[1])
			}
		}
	}
}

func TestAnalytics(t *testing.T) {
	config := regexp.MustCompile(`id="analytics">(.*)</script>`)
	read := func(opts Options) analytics {
		var got analytics
		page := open(t, opts).get("/signup").body
		require.NoError(t, json.Unmarshal([]byte(config.FindStringSubmatch(page)[1]), &got))
		return got
	}
	masked := read(Options{PostHog: "http://hog.test:1/", Token: "phc_x"})
	require.Equal(t, "http://hog.test:1/static/array.js", masked.Script)
	require.Equal(t, "phc_x", masked.Token)
	require.Equal(t, "http://hog.test:1", masked.Init["api_host"])
	require.Equal(t, true, masked.Init["session_recording"].(map[string]any)["maskAllInputs"])

	leaky := read(Options{Leaky: true, PostHog: "http://hog.test:1", InitOverride: map[string]any{
		"opt_out_capturing_by_default": true, "session_recording": map[string]any{"recordBody": false},
	}})
	require.Equal(t, true, leaky.Init["opt_out_capturing_by_default"])
	recording := leaky.Init["session_recording"].(map[string]any)
	require.Equal(t, false, recording["recordBody"])
	require.Equal(t, false, recording["maskAllInputs"], "an override leaves the rest")
	require.NotContains(t, open(t, Options{}).get("/signup").body, "analytics.js", "no PostHog, no analytics")
}

func TestHeaders(t *testing.T) {
	csp := "script-src 'self'"
	v := open(t, Options{CSP: csp})
	require.Equal(t, csp, v.get("/").header.Get("Content-Security-Policy"))
	require.Equal(t, "same-origin", v.get("/").header.Get("Referrer-Policy"))
	require.Empty(t, open(t, Options{}).get("/").header.Get("Content-Security-Policy"))
}

// visibleText is the text of a page's body without what is never shown.
func visibleText(t *testing.T, page string) string {
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	var words []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "head" || n.Data == "script" || n.Data == "textarea") {
			return
		}
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(root)
	return strings.NewReplacer(" .", ".", " ,", ",").Replace(strings.Join(words, " "))
}
