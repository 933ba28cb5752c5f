package cli

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCDPHeader(t *testing.T) {
	env := func(name string) (string, bool) { return "s3cret", name == "CDP_TOKEN" }
	header, err := cdpHeader{"authorization:Bearer ${CDP_TOKEN}", "X-Region: eu: 1"}.parse(env)
	require.NoError(t, err)
	require.Equal(t, http.Header{"Authorization": {"Bearer s3cret"}, "X-Region": {"eu: 1"}}, header)

	for in, want := range map[string]string{
		"Bearer s3cret":                      `--cdp-header wants "Name: value", such as 'Authorization: Bearer ${CDP_TOKEN}'`,
		": s3cret":                           `--cdp-header wants "Name: value", such as 'Authorization: Bearer ${CDP_TOKEN}'`,
		"Authorization: s3cret ${OTHER_KEY}": "--cdp-header Authorization: the environment variable OTHER_KEY is not set",
	} {
		_, err := cdpHeader{in}.parse(env)
		require.EqualError(t, err, want)
		require.Equal(t, exitBadInput, exitCode(t.Context(), err))
	}
}
