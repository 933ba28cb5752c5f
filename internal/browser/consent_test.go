package browser

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// The words of banners that no vendor is known by.
func TestConsentWords(t *testing.T) {
	for _, banner := range []struct{ accept, reject string }{
		{"That's ok", "I decline"},
		{"I accept", "I do not accept"},
		{"Accept all", "Continue without accepting"},
		{"Alle akzeptieren", "Nur notwendige"},
		{"Tout accepter", "Continuer sans accepter"},
	} {
		for answer, words := range map[string]string{"accept": banner.accept, "reject": banner.reject} {
			t.Run(words, func(t *testing.T) {
				query := url.Values{"more": {"Settings"}, "reject": {banner.reject}, "accept": {banner.accept}}
				_, err := walk(t, "", "/consent.html?"+query.Encode(), flow.Step{Verb: flow.Consent, Value: answer}, sees("said "+answer))
				require.NoError(t, err)
			})
		}
	}
}
