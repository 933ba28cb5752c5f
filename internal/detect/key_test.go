package detect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// Made up keys, put together here so that no scanner of sources takes them for
// real ones.
var (
	awsKey    = "AKIA" + "QX7ZK3M9TB5WN2RD"
	stripeKey = "sk_" + "live_51Hq8Zk3vQ9xT2mLr8WpYc5Hn"
	githubKey = "ghp_" + "Zk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1Ee0U"
	googleKey = "AIza" + "SyZk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1E"
	openAIKey = "sk-" + "Zk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1Ee0UiKo9Mn8Vb7Cx"
	pemBody   = strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7", 3)
)

func TestKey(t *testing.T) {
	const pem = "-----BEGIN " + "PRIVATE KEY-----"
	check(t, Key, "", []sample{
		{text: awsKey, want: High, value: awsKey},
		{text: "key=" + awsKey + ";", want: High, value: awsKey},
		{text: "Authorization: Bearer " + stripeKey, want: High, value: stripeKey},
		{text: "https://x:" + githubKey + "@github.com/", want: High, value: githubKey},
		{text: "xoxb-" + "907256318845-Zk3vQ9xT2mLr8WpY", want: High, value: "xoxb-" + "907256318845-Zk3vQ9xT2mLr8WpY"},
		{text: "phx_" + "Zk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1Ee0U", want: High, value: "phx_" + "Zk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1Ee0U"},
		{text: openAIKey, want: High, value: openAIKey},
		{text: googleKey, want: Medium, value: googleKey},
		{text: "https://maps.googleapis.com/maps/api/js?key=" + googleKey, want: Low, value: googleKey},
		{text: pem + "\n" + pemBody, want: High, value: pemBody[:64]},
		{text: `x` + pem + `\n` + pemBody, want: High, value: pemBody[:64]},
		{text: "example " + awsKey, want: Low, value: awsKey},
		{text: "AKIA" + "IOSFODNN7EXAMPLE"},
		{text: "ghp_" + strings.Repeat("x", 36)},
		{text: "AKIA" + "QX7ZK3M9TB5WN2RDA"},
		{text: "XAKIA" + "QX7ZK3M9TB5WN2RD"},
		{text: "sk-fading-circle-fade-delay-animation-with-a-long-name"},
		{text: "pk_" + "live_51Hq8Zk3vQ9xT2mLr8WpYc5Hn"},
		{text: "phc_" + "Zk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1Ee0U"},
		{text: "sk_" + "test_51Hq8Zk3vQ9xT2mLr8WpYc5Hn"},
		{text: "-----BEGIN PUBLIC KEY-----\n" + pemBody},
		{text: pem + "\n…"},
		{text: "0192f3c4-7a1e-7b52-9d3c-1f0e8a6b4c2d"},
		{text: "text-gray-900 hover:bg-3fa9c1e7 col-span-12"},
	})
}

func TestSecret(t *testing.T) {
	const value = "Zk3vQ9xT2mLr8WpYc5Hn"
	check(t, Key, "", []sample{
		{text: value, want: Low, value: value, at: under("apiKey")},
		{text: "?access_token=" + value + "&x=1", want: Low, value: value, at: Place{Surface: rrweb.SurfaceURL}},
		{text: value},
		{text: "aaaaaaaaaaaaaaaaaaaaaaaa1", at: under("token")},
		{text: "0192f3c4-7a1e-7b52-9d3c-1f0e8a6b4c2d", at: under("token")},
		{text: "the-name-of-a-step-in-a-form", at: under("key")},
	})
}

// TestStartsKey: the first look at a token passes every form.
func TestStartsKey(t *testing.T) {
	for _, f := range keyForms {
		require.True(t, startsKey(f.prefix[0]), f.prefix)
		require.GreaterOrEqual(t, len(f.prefix)+f.shortest, shortestKey, f.prefix)
	}
}
