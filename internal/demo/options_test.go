package demo

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/flow"
)

// TestPayOrigin holds the card frame to another site than the shop's.
func TestPayOrigin(t *testing.T) {
	tests := []struct{ option, shop, want string }{
		{"", "shop.test", "http://pay.test/card-frame"},
		{"", "shop.test:8080", "http://pay.test:8080/card-frame"},
		{"", "www.shop.test", "http://pay.shop.test/card-frame"},
		{"", "localhost:8080", "http://pay.localhost:8080/card-frame"},
		{"http://pay.other:1/", "shop.test", "http://pay.other:1/card-frame"},
	}
	for _, test := range tests {
		v := open(t, Options{PayOrigin: test.option})
		v.submit("http://"+test.shop+"/cart", map[string]string{"product": "ridge-mug"})
		page := v.get("http://" + test.shop + "/checkout").body
		require.Contains(t, page, `src="`+test.want+`"`)
	}
}

func TestHostsAreApart(t *testing.T) {
	v := open(t, Options{})
	require.Contains(t, v.get("http://pay.test:81/card-frame").body, "Card number")
	require.NotContains(t, v.get("http://pay.test/card-frame").body, "analytics", "no recorder in the card frame")
	require.Equal(t, http.StatusNotFound, v.get("http://pay.test/signup").status)
	require.Equal(t, http.StatusNotFound, v.get("http://shop.test/card-frame").status)
}

func TestForeignPostsAreRefused(t *testing.T) {
	v := open(t, Options{})
	for _, address := range []string{"http://shop.test/signup", "http://pay.test/v1/tokens"} {
		r, err := http.NewRequest("POST", address, strings.NewReader("{}"))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "http://evil.test")
		require.Equal(t, http.StatusForbidden, v.do(r).status)
	}
}

func TestBrokenPosts(t *testing.T) {
	v := open(t, Options{})
	for _, body := range []string{"", "{", `[1]`, `{"email": 1}`, `{"email": "` + strings.Repeat("x", maxBody) + `"}`} {
		for _, address := range []string{"http://shop.test/signup", "http://shop.test/orders", "http://pay.test/v1/tokens"} {
			r, err := http.NewRequest("POST", address, strings.NewReader(body))
			require.NoError(t, err)
			r.Header.Set("Content-Type", "application/json")
			require.Equal(t, http.StatusBadRequest, v.do(r).status, address)
		}
	}
}

// TestLeaksAreTaken holds the known answers to what the shipped flows do: each
// names a flow that plants its kind, and they differ from one another.
func TestLeaksAreTaken(t *testing.T) {
	seen, ways, surfaces := map[KnownLeak]bool{}, map[string]bool{}, map[string]bool{}
	for _, leak := range Leaks() {
		require.False(t, seen[leak], "%+v is there twice", leak)
		require.NotEmpty(t, leak.Why)
		require.True(t, plants(t, leak.Flow, leak.Kind), "%s plants no %s", leak.Flow, leak.Kind)
		seen[leak], ways[leak.Flow+leak.Where], surfaces[leak.Surface] = true, true, true
	}
	require.GreaterOrEqual(t, len(ways), 10)
	require.GreaterOrEqual(t, len(surfaces), 8)
}

func plants(t *testing.T, name, kind string) bool {
	data, err := flows.FS.ReadFile(name + ".yaml")
	require.NoError(t, err)
	f, err := flow.Parse(name, data, flow.Options{})
	require.NoError(t, err)
	for _, s := range f.Steps {
		if s.Plant != nil && s.Plant.Kind == kind {
			return true
		}
	}
	return false
}
