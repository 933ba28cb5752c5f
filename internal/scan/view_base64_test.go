package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
)

// Text with few different characters may be base64 of a text both ways round.
func TestBase64BothWaysRound(t *testing.T) {
	for _, chain := range [][]string{{"all bytes", "base64", "rot13"}, {"hex", "base64", "reversed"}, {"HEX", "data", "reversed"}} {
		for _, c := range planted()[:3] {
			missed := map[string]int{}
			miss(missed, chainScanner(t, c), chain...)
			require.Empty(t, missed)
		}
	}
}

// Nor does it matter what stands in front of it.
func TestBase64BehindLetters(t *testing.T) {
	s := chainScanner(t, planted()[2])
	chance := 0
	for _, name := range []string{"all bytes", "hex", "codes", "hex pairs", "octal", "0x"} {
		for _, front := range []string{"M", "N", "MT", "Nj", "Mzg", "eHh", "QQQ"} {
			run := front + strings.TrimRight(b64(encoders[name](planted()[2].Value)), "=")
			if isText64(run) {
				chance++
			}
			hits, _ := s.reader.read("x "+run+" y", "", false)
			require.Len(t, hits, 1, "%s behind %s", name, front)
		}
	}
	require.Positive(t, chance)
}

// A short run in a text is read too where letters above ASCII leave it no six bytes in a row
// that are.
func TestShortBase64OfOtherLetters(t *testing.T) {
	c := canary.Canary{ID: "x", Kind: canary.Name, Value: "Éric Š"}
	s := chainScanner(t, c)
	code := b64(c.Value)
	for _, text := range []string{"data:text/plain;base64," + code, "hello " + code + " and more", "a=1; name=" + code + "; theme=dark", "user:" + code} {
		hits, _ := s.reader.read(text, "value", true)
		require.NotEmpty(t, hits, text)
	}
}
