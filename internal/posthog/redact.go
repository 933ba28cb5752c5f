package posthog

import (
	"bytes"
	"encoding/json"
	"strings"
)

// redactTokens blanks every string under a name that speaks of a token or a
// secret, at any depth, and leaves the rest as it was. What is not JSON is
// blanked whole.
func redactTokens(body []byte) []byte {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return []byte("(not JSON; not kept, as it may hold tokens)\n")
	}
	out, err := json.Marshal(blankTokens("", v))
	if err != nil {
		return nil
	}
	return out
}

func blankTokens(name string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = blankTokens(key, value)
		}
	case []any:
		for i, value := range v {
			v[i] = blankTokens(name, value)
		}
	case string:
		low := strings.ToLower(name)
		if v != "" && (strings.Contains(low, "token") || strings.Contains(low, "secret") || strings.Contains(low, "password") || strings.Contains(low, "api_key")) {
			return blanked
		}
	}
	return v
}
