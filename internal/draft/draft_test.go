package draft

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/fieldkind"
	"github.com/maskproof/maskproof/internal/flow"
)

// TestWhatIsWrittenIsRead: whatever stands in a locator or comment, the file is a
// flow that says it again.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~äß€"'{}\[\]:#,\n\t\\$]*x`).Draw(t, "text")
		l := flow.Locator{Label: text, Or: []flow.Locator{{Role: "textbox", Name: text}, {CSS: text, Nth: flow.Last, Within: &flow.Locator{Text: text}}}}
		f := &Flow{Name: "a", Start: "/a", About: []string{text}, Steps: []Step{{
			Comment: text, Verb: flow.Fill, Value: Locator(l),
			More: append(In(flow.Frames{{Title: text}, {URL: text}}), Pair{"value", text}),
		}}}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := flow.Parse("a.yaml", b.Bytes(), flow.Options{Env: func(string) (string, bool) { return "", false }})
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		s := got.Steps[0]
		require.Equal(t, l, *s.Locator)
		require.Equal(t, text, s.Value)
		require.Equal(t, flow.Frames{{Title: text}, {URL: text}}, s.Frames)
	})
}

func TestTyped(t *testing.T) {
	for _, row := range []struct{ name, value, want string }{
		{"Email", "jane@corp.de", "plant: email"},
		{"Login", "jane.miller@gmail.com", "plant: email"},
		{"Card number", "4111111111111111", "plant: card"},
		{"Thing", "4539 1488 0343 6467", "plant: card"},
		{"Expiry", "03 / 27", `value: "12 / 34"`},
		{"Expiry", "03/2027", `value: "12/2034"`},
		{"Expiry month", "03", `value: "12"`},
		{"Expiration year", "2027", `value: "2034"`},
		{"ZIP code", "94107", `value: "10001"`},
		{"Quantity", "3", `value: "3"`},
		{"Coupon", "SPRING", `value: "SPRING"`},
		{"Notes", "call Jane", "plant: text"},
		{"Notes", "", `value: ""`},
	} {
		p, note := Typed(fieldkind.Field{Texts: []string{row.name}}, row.value)
		require.Equal(t, row.want, p.Key+": "+inline(p.Value), row.name)
		if row.value != "" {
			require.NotContains(t, note, row.value)
		}
	}
}

func TestStable(t *testing.T) {
	for address, want := range map[string]string{
		"https://shop.test/orders/8f3a91bc": "/orders/", "https://shop.test/orders/1234/receipt": "/orders/",
		"https://shop.test/": "", "https://shop.test": "", "https://shop.test/checkout?token=1": "/checkout",
		"https://shop.test/u/jane@x.de": "/u/", "https://shop.test/products/evening-teapot": "/products/evening-teapot",
		"https://shop.test/orders/VMUVHYQ7": "/orders/", "https://shop.test/orders/QZKWJXBV": "/orders/", "https://shop.test/FAQ": "/FAQ",
		"https://shop.test/3d/x": "/3d/x", "about:blank": "", "https://shop.test/orders/UNHMAEBA": "/orders/",
		"https://shop.test/t/aXbYqZrS": "/t/", "https://shop.test/forgotten-password-page": "/forgotten-password-page", "https://shop.test/cs_test_a1B2c3D4e5": "",
	} {
		require.Equal(t, want, Stable(address), address)
	}
}

func TestBelow(t *testing.T) {
	require.Equal(t, "/a?b=c", Below("https://shop.test", "https://shop.test/a?b=c#d"))
	require.Equal(t, "/", Below("https://shop.test", "https://shop.test"))
	require.Equal(t, "https://pay.test/a", Below("https://shop.test", "https://pay.test/a"))
}

func TestNameOf(t *testing.T) {
	require.Equal(t, "checkout-as-guest", NameOf("Checkout, as guest!"))
	require.Equal(t, "recorded", NameOf(" – "))
	require.Equal(t, "recording-11-24-2026-at-10-00-00-am", NameOf("Recording 11/24/2026 at 10:00:00 AM"))
	require.LessOrEqual(t, len(NameOf(strings.Repeat("ü", 80))), 60)
}
