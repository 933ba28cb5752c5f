package scan

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAllowances(t *testing.T) {
	scanWith := func(allow ...Allowance) Report {
		p := DefaultPolicy()
		p.Allow = allow
		s, err := New(Options{Canaries: planted(), Policy: p, Now: func() time.Time {
			return time.Date(2027, 1, 31, 23, 59, 0, 0, time.UTC)
		}})
		require.NoError(t, err)
		s.Event(0, "w", textEvent(t, 5, 1, "Bofadoruv Kitenamos"))
		s.Event(1, "w", customEvent(t, 5, "only Bofadoruv here"))
		s.Event(2, "w", customEvent(t, 5, []any{"card ending in 4242"}))
		return s.Report()
	}
	bare := scanWith()
	require.Equal(t, []AllowanceUse{}, bare.Allowances)
	require.Len(t, bare.Findings, 3)
	require.Equal(t, []bool{true, true, false}, []bool{bare.Findings[0].Leak, bare.Findings[1].Leak, bare.Findings[2].Leak})

	allow := func(fingerprint, expires string) Allowance {
		return Allowance{Fingerprint: fingerprint, Owner: "Jane", Reason: "known", Expires: expires}
	}
	whole, part, info := bare.Findings[0].Fingerprint, bare.Findings[1].Fingerprint, bare.Findings[2].Fingerprint
	list := []Allowance{
		allow(whole, "2027-01-31"), allow(part, "2027-01-30"), allow(info, "2030-01-01"), allow(strings.Repeat("0", 32), "2030-01-01"),
	}
	r := scanWith(list...)
	for _, f := range r.Findings {
		require.Equal(t, f.Fingerprint == part, f.Leak, "only the expired one does nothing")
		require.Equal(t, map[bool]string{true: "Jane"}[f.Fingerprint == whole], f.Allowed, "what is no leak needs no allowance")
	}
	require.Equal(t, []AllowanceUse{
		{list[0], AllowanceUsed, 1}, {list[1], AllowanceExpired, 1}, {list[2], AllowanceUsed, 1}, {list[3], AllowanceUnused, 0},
	}, r.Allowances)
}

func TestParseAllow(t *testing.T) {
	list, err := ParseAllow(strings.NewReader(`allow:
  - {fingerprint: 0123456789abcdef0123456789abcdef, owner: Jane, reason: "test, account", expires: 2027-01-31}
`), "allow.yaml")
	require.NoError(t, err)
	require.Equal(t, []Allowance{{"0123456789abcdef0123456789abcdef", "Jane", "test, account", "2027-01-31"}}, list)
	p := DefaultPolicy()
	p.Allow = list
	require.NoError(t, p.Validate())
	for text, want := range map[string]string{
		"":          "is empty",
		"allow: []": "allow is empty",
		"allow: [{fingerprint: x, owner: J, reason: r, expires: 2027-01-31}]":                                                             "fingerprint is none",
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, owner: J, reason: r, expires: tomorrow}]":                                "expires wants a day",
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, reason: r, expires: 2027-01-31}]":                                        `needs the key "owner"`,
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, owner: J, expires: 2027-01-31}]":                                         `needs the key "reason"`,
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, owner: J, reason: r}]":                                                   `needs the key "expires"`,
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, owner: J, reason: r, expires: 2027-02-30}]":                              "expires wants a day",
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, owner: J, reason: r, until: 2027-02-01}]":                                "unknown key",
		"allow: [{fingerprint: 0123456789abcdef0123456789abcdef, owner: ' ', reason: r, expires: 2027-01-31}]":                            "owner is empty",
		"allow:\n" + strings.Repeat("  - {fingerprint: 0123456789abcdef0123456789abcdef, owner: J, reason: r, expires: 2027-01-31}\n", 2): "has an allowance already, on line 2",
	} {
		_, err := ParseAllow(strings.NewReader(text), "allow.yaml")
		require.ErrorContains(t, err, want, text)
		require.ErrorContains(t, err, "allow.yaml")
	}
}

func TestPolicyRefusesBadAllowances(t *testing.T) {
	good := Allowance{strings.Repeat("a", 32), "J", "r", "2027-01-31"}
	for want, change := range map[string]func(a *Allowance){
		"policy allow 1: fingerprint": func(a *Allowance) { a.Fingerprint = "A" + a.Fingerprint[1:] },
		"policy allow 1: owner":       func(a *Allowance) { a.Owner = " " },
		"policy allow 1: reason":      func(a *Allowance) { a.Reason = "" },
		"policy allow 1: expires":     func(a *Allowance) { a.Expires = "soon" },
	} {
		a, p := good, DefaultPolicy()
		change(&a)
		p.Allow = []Allowance{a}
		require.ErrorContains(t, p.Validate(), want)
	}
}
