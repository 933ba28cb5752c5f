package scan

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAcceptances(t *testing.T) {
	scanWith := func(accept ...Acceptance) Report {
		p := DefaultPolicy()
		p.Accept = accept
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
	require.Equal(t, []AcceptanceUse{}, bare.Acceptances)
	require.Len(t, bare.Findings, 3)
	require.Equal(t, []bool{true, true, false}, []bool{bare.Findings[0].Leak, bare.Findings[1].Leak, bare.Findings[2].Leak})

	accept := func(fingerprint, expires string) Acceptance {
		return Acceptance{Fingerprint: fingerprint, Owner: "Jane", Reason: "known", Expires: expires}
	}
	whole, part, info := bare.Findings[0].Fingerprint, bare.Findings[1].Fingerprint, bare.Findings[2].Fingerprint
	list := []Acceptance{
		accept(whole, "2027-01-31"), accept(part, "2027-01-30"), accept(info, "2030-01-01"), accept(strings.Repeat("0", 32), "2030-01-01"),
	}
	r := scanWith(list...)
	for _, f := range r.Findings {
		require.Equal(t, f.Fingerprint == part, f.Leak, "only the expired one does nothing")
		require.Equal(t, f.Fingerprint == whole, f.Accepted != nil, "what is no leak needs no acceptance")
	}
	require.Equal(t, []AcceptanceUse{
		{list[0], AcceptanceUsed, 1}, {list[1], AcceptanceExpired, 1}, {list[2], AcceptanceUsed, 1}, {list[3], AcceptanceUnused, 0},
	}, r.Acceptances)
}

func TestPolicyRefusesBadAcceptances(t *testing.T) {
	good := Acceptance{Fingerprint: strings.Repeat("a", 32), Owner: "J", Reason: "r", Expires: "2027-01-31"}
	for want, change := range map[string]func(a *Acceptance){
		"accepted leak 1: fingerprint": func(a *Acceptance) { a.Fingerprint = "A" + a.Fingerprint[1:] },
		"accepted leak 1: owner":       func(a *Acceptance) { a.Owner = " " },
		"accepted leak 1: reason":      func(a *Acceptance) { a.Reason = "" },
		"accepted leak 1: expires":     func(a *Acceptance) { a.Expires = "soon" },
	} {
		a, p := good, DefaultPolicy()
		change(&a)
		p.Accept = []Acceptance{a}
		require.ErrorContains(t, p.Validate(), want)
	}
}

// What an acceptance says of its leak must be so: another value, kind, surface or
// a larger part under the same fingerprint is a leak.
func TestAcceptanceMustFit(t *testing.T) {
	now := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	finding := Finding{Fingerprint: strings.Repeat("a", 32), Canary: "pay.card", Kind: "card", Surface: "text", Revealed: "digits 1-8 of 16"}
	full := Acceptance{
		Fingerprint: finding.Fingerprint, Canary: "pay.card", Kind: "card", Surface: "text", Shows: "digits 1-8 of 16",
		Owner: "J", Reason: "r", Expires: "2027-01-31",
	}
	for name, change := range map[string]func(f *Finding){
		"":               func(*Finding) {},
		"another value":  func(f *Finding) { f.Canary = "pay.iban" },
		"another class":  func(f *Finding) { f.Kind = "iban" },
		"another place":  func(f *Finding) { f.Surface = "url" },
		"more of it":     func(f *Finding) { f.Revealed = "digits 1-12 of 16" },
		"less of it":     func(f *Finding) { f.Revealed = "digits 1-7 of 16" },
		"all of it":      func(f *Finding) { f.Revealed = "" },
		"another finger": func(f *Finding) { f.Fingerprint = strings.Repeat("b", 32) },
	} {
		f := finding
		f.Leak = true
		change(&f)
		Policy{Accept: []Acceptance{full}}.accept(&f, now)
		require.Equal(t, name != "", f.Leak, name)
		want := map[string]AcceptanceState{"": AcceptanceUsed, "another finger": AcceptanceUnused}[name]
		if want == "" {
			want = AcceptanceChanged
		}
		require.Equal(t, want, full.Use([]Finding{f}, now).State, name)
	}
}

// Letters are made anew each run, so that their number may differ, and the shape
// and about the share may not.
func TestSameExtent(t *testing.T) {
	const was = "characters 1-9 of 19"
	for now, want := range map[string]bool{
		was: true, "characters 1-8 of 17": true, "characters 1-11 of 17": true, "characters 1-7 of 20": true,
		"characters 1-16 of 19": false, "characters 1-9 and 11 of 19": false, "digits 1-9 of 19": false, "": false,
		"characters 1-9 of 0": false, "characters 1-9 of 99999999999999999999": false,
	} {
		require.Equal(t, want, sameExtent(was, now), now)
	}
	require.False(t, sameExtent("digits 1-6 of 16", "digits 1-7 of 16"))
	require.Equal(t, 50, share("characters 1-3, 5 and 7-10 of 16"))
}
