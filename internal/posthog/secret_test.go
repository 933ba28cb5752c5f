package posthog_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

func TestSecretIsNeverPrinted(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	key := posthog.Secret(apiKey)
	options := posthog.Options{Host: r.url, Project: "1", Key: key}
	values := map[string]any{
		"secret": key, "pointer": &key, "slice": []posthog.Secret{key}, "map": map[string]posthog.Secret{"k": key},
		"options": options, "client": r.client(nil), "deep client": *r.client(nil),
		"minihog key": minihog.Key{Value: apiKey}, "minihog": r.hog,
		"minihog options": minihog.Options{Keys: []minihog.Key{{Value: apiKey}}},
	}
	for name, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			require.NotContains(t, fmt.Sprintf(verb, v), apiKey, "%s %s", name, verb)
			require.NotContains(t, fmt.Sprintf(verb, v), fmt.Sprintf("%x", apiKey), "%s %s", name, verb)
		}
	}
	encoded, err := json.Marshal(struct{ K posthog.Secret }{key})
	require.NoError(t, err)
	require.JSONEq(t, `{"K":"***"}`, string(encoded))
	encoded, err = yaml.Marshal(map[string]posthog.Secret{"k": key})
	require.NoError(t, err)
	require.NotContains(t, string(encoded), apiKey)
	var line strings.Builder
	slog.New(slog.NewTextHandler(&line, nil)).Info("x", "key", key)
	require.NotContains(t, line.String(), apiKey)

	var back struct{ K posthog.Secret }
	require.NoError(t, json.Unmarshal([]byte(`{"K":"phx_1"}`), &back))
	require.Equal(t, "phx_1", string(back.K))
}
