package canary

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseSet(t *testing.T) {
	got, _, err := ParseSet(strings.NewReader(`
canaries:
  - {id: email, kind: email, value: "a.b@example.com", planted_at: 2026-11-23T10:00:00Z}
  - id: pin
    kind: otp
    value: 012345
`), "canaries.yaml")
	require.NoError(t, err)
	require.Equal(t, []Canary{
		{ID: "email", Kind: Email, Value: "a.b@example.com", PlantedAt: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)},
		{ID: "pin", Kind: OTP, Value: "012345"},
	}, got)
}

func TestParseSetRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ data, want string }{
		"unknown key":   {"canaries:\n- {id: a, kind: email, valeu: abc}", `c.yaml:2:24: unknown key "valeu", did you mean "value"?`},
		"unknown kind":  {"canaries:\n- {id: a, kind: emial, value: abcdef}", `c.yaml:2:17: unknown kind "emial", did you mean "email"?`},
		"same id":       {"canaries:\n- {id: a, kind: text, value: abcdef}\n- {id: a, kind: text, value: ghijkl}", `c.yaml:3:8: id "a" is taken by the canary on line 2`},
		"empty value":   {"canaries:\n- {id: a, kind: text, value: \"\"}", "c.yaml:2:30: value is empty"},
		"short value":   {"canaries:\n- {id: a, kind: text, value: \"ab \"}", "c.yaml:2:30: value has 2 characters, at least 3 are needed"},
		"unseen value":  {"canaries:\n- {id: a, kind: text, value: \"\\u200b\\u200b\\u200b\"}", "c.yaml:2:30: value has no visible character"},
		"missing value": {"canaries:\n- {id: a, kind: text}", "value"},
		"bad time":      {"canaries:\n- {id: a, kind: text, value: abcdef, planted_at: noon}", `c.yaml:2:50: planted_at wants a time, got "noon"`},
		"none":          {"canaries: []", "canaries is empty"},
		"not a list":    {"canaries: email", "c.yaml:1:11"},
		"empty file":    {"", "c.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := ParseSet(strings.NewReader(tt.data), "c.yaml")
			require.ErrorContains(t, err, tt.want)
			require.Nil(t, got)
		})
	}
	broken := errors.New("disk")
	_, _, err := ParseSet(iotest.ErrReader(broken), "c.yaml")
	require.ErrorIs(t, err, broken)
	require.ErrorContains(t, err, "read canaries c.yaml")
}

func FuzzParseSet(f *testing.F) {
	f.Add("canaries: [{id: a, kind: text, value: abc}]")
	f.Add("canaries:\n- {id: &a a, kind: *a}\n")
	f.Fuzz(func(t *testing.T, data string) {
		set, _, err := ParseSet(strings.NewReader(data), "c.yaml")
		if err != nil {
			return
		}
		for _, c := range set {
			require.GreaterOrEqual(t, len(c.Value), 3)
			require.NotEmpty(t, c.ID)
		}
	})
}
