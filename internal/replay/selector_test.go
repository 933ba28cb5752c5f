package replay

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

func TestSelector(t *testing.T) {
	p := New()
	play(t, p, page(strings.Join([]string{
		el(5, "div", `"id":"main"`, el(6, "p", ""), el(7, "p", "", text(8, "x")), el(9, "input", `"name":"card \"no\" \\ 1"`)),
		el(10, "div", `"id":"twice"`), el(11, "div", `"id":"twice","data-testid":"t-1"`),
		el(12, "div", `"id":"****"`), el(13, "p", `"id":"1:x"`), el(14, "a:b", ""),
		el(15, "my-el", "", `{"type":2,"tagName":"i","isShadow":true,"id":16}`, el(17, "b", "")),
	}, ",")))
	want := map[int64]string{
		3: "html", 4: "body", 5: "#main", 6: "#main > p:nth-of-type(1)", 7: "#main > p:nth-of-type(2)", 8: "#main > p:nth-of-type(2)",
		9: `input[name="card \"no\" \\ 1"]`, 10: "body > div:nth-of-type(2)", 11: `div[data-testid="t-1"]`, 12: "body > div:nth-of-type(4)",
		13: `p[id="1:x"]`, 14: "body > *", 15: "body > my-el", 16: "body > my-el >>> i", 17: "body > my-el > b", 1: "", 99: "",
	}
	for id, sel := range want {
		require.Equal(t, sel, p.Selector("w", id), "node %d", id)
		if id == 14 {
			continue // CSS has no simple way to name it
		}
		if n := p.windows["w"].nodes.get(id); n != nil && n.Type == html.ElementNode && !strings.Contains(sel, ">>>") {
			compiled, err := cascadia.Parse(sel)
			require.NoError(t, err, sel)
			require.Equal(t, []*html.Node{&n.Node}, cascadia.QueryAll(p.Document("w"), compiled), sel)
		}
	}
	require.Empty(t, p.Selector("other", 5))
}
