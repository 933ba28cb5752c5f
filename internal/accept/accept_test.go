package accept_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/accept"
	"github.com/maskproof/maskproof/internal/scan"
)

const one = "0123456789abcdef0123456789abcdef"

func entry(fingerprint, reason string) scan.Acceptance {
	return scan.Acceptance{
		Fingerprint: fingerprint, Scenario: "nightly", Flow: "checkout", Canary: "checkout.card", Kind: "card", Surface: "text",
		Shows: "digits 1-8 of 16", Place: `main > p[name="a: b"]`, Owner: "Jane Doe <jane@example.com>", Reason: reason, Expires: "2027-01-31",
	}
}

func TestParse(t *testing.T) {
	list, err := accept.Parse("accept.yaml", []byte(`accept:
  - {fingerprint: 0123456789abcdef0123456789abcdef, owner: Jane, reason: "test, account", expires: 2027-01-31}
`))
	require.NoError(t, err)
	require.Equal(t, []scan.Acceptance{{Fingerprint: one, Owner: "Jane", Reason: "test, account", Expires: "2027-01-31"}}, list)
	p := scan.DefaultPolicy()
	p.Accept = list
	require.NoError(t, p.Validate())
}

func TestParseRefuses(t *testing.T) {
	item := func(rest string) string { return "accept: [{fingerprint: " + one + ", " + rest + "}]" }
	for text, want := range map[string]string{
		"":           "is empty",
		"accept: []": "accept is empty",
		"allow: []":  `unknown key "allow"`,
		"accept: [{fingerprint: x, owner: J, reason: r, expires: 2027-01-31}]":                                    "fingerprint is none",
		item("owner: J, reason: r, expires: tomorrow"):                                                            "expires wants a day",
		item("owner: J, reason: r, expires: 2027-02-30"):                                                          "expires wants a day",
		item("reason: r, expires: 2027-01-31"):                                                                    `needs the key "owner"`,
		item("owner: J, expires: 2027-01-31"):                                                                     `needs the key "reason"`,
		item("owner: J, reason: r"):                                                                               `needs the key "expires"`,
		item("owner: J, reason: r, until: 2027-02-01"):                                                            "unknown key",
		item("owner: ' ', reason: r, expires: 2027-01-31"):                                                        "owner is empty",
		"accept:\n" + strings.Repeat("  - {fingerprint: "+one+", owner: J, reason: r, expires: 2027-01-31}\n", 2): "is accepted already, on line 2",
	} {
		_, err := accept.Parse("accept.yaml", []byte(text))
		require.ErrorContains(t, err, want, text)
		require.ErrorContains(t, err, "accept.yaml")
	}
}

// What is written is read back, whatever stands in it.
func TestAddMakesTheFile(t *testing.T) {
	var want []scan.Acceptance
	for i, reason := range []string{"plain", "# no comment", "a: b", "yes", "- x", "two\nlines", `"quoted" 'text' \n`, "Ünïcode ‹x›"} {
		e := entry(strings.Repeat(string(rune('a'+i%6)), 31)+string(rune('0'+i)), reason)
		want = append(want, e)
	}
	data, err := accept.Add("accept.yaml", nil, want...)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(data), "# Leaks that somebody"))
	got, err := accept.Parse("accept.yaml", data)
	require.NoError(t, err)
	require.Equal(t, want, got)

	again, err := accept.Add("accept.yaml", data, entry(one, "one more"))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(again), string(data)), "what stood there stays")
}

// mine is a file as a person writes it.
const mine = `# Ask Jane.

accept:   # reviewed each quarter

# the badge
- fingerprint: 0123456789abcdef0123456789abcdef   # as in run 7
  owner:   Jane
  reason: 'the badge'
  expires: 2027-01-31

# the receipt,
# until it is rewritten
- {fingerprint: 1123456789abcdef0123456789abcdef, owner: Bob, reason: receipt, expires: 2026-01-31}
- fingerprint: 2123456789abcdef0123456789abcdef
  owner: Max
  reason: >
    a long
    story
  expires: 2027-03-31
# the end`

func TestAddKeepsTheRest(t *testing.T) {
	got, err := accept.Add("accept.yaml", []byte(mine), entry("3123456789abcdef0123456789abcdef", "new"))
	require.NoError(t, err)
	require.Equal(t, mine+`
- fingerprint: 3123456789abcdef0123456789abcdef
  scenario: nightly
  flow: checkout
  canary: checkout.card
  kind: card
  surface: text
  shows: digits 1-8 of 16
  place: 'main > p[name="a: b"]'
  owner: Jane Doe <jane@example.com>
  reason: new
  expires: "2027-01-31"
`, string(got))
}

func TestRemoveKeepsTheRest(t *testing.T) {
	by := func(owner string) func(scan.Acceptance) bool {
		return func(a scan.Acceptance) bool { return a.Owner == owner }
	}
	bob := "# the receipt,\n# until it is rewritten\n- {fingerprint: 1123456789abcdef0123456789abcdef, owner: Bob, reason: receipt, expires: 2026-01-31}\n"
	got, err := accept.Remove("accept.yaml", []byte(mine), by("Bob"))
	require.NoError(t, err)
	require.Equal(t, strings.Replace(mine, bob, "", 1), string(got))

	got, err = accept.Remove("accept.yaml", []byte(mine), by("nobody"))
	require.NoError(t, err)
	require.Equal(t, mine, string(got))

	for _, owner := range []string{"Jane", "Max"} {
		got, err = accept.Remove("accept.yaml", []byte(mine), by(owner))
		require.NoError(t, err)
		list, err := accept.Parse("accept.yaml", got)
		require.NoError(t, err)
		require.Len(t, list, 2)
		require.NotContains(t, string(got), owner+"\n")
		require.Contains(t, string(got), bob)
	}
	got, err = accept.Remove("accept.yaml", []byte(mine), func(scan.Acceptance) bool { return true })
	require.NoError(t, err)
	require.Nil(t, got)
}

// A file that cannot be edited safely is left alone.
func TestEditRefuses(t *testing.T) {
	item := func(c string) string {
		return "{fingerprint: " + c + one[1:] + ", owner: J, reason: r, expires: 2027-01-31}"
	}
	for _, text := range []string{
		"accept: [" + item("0") + ", " + item("1") + "]", "{accept: [" + item("0") + ", " + item("1") + "]}",
		"accept:\n  - " + item("0") + "\n  - " + item("1") + "\n...\n",
	} {
		_, err := accept.Add("accept.yaml", []byte(text), entry("3"+one[1:], "new"))
		require.Error(t, err, text)
	}
	_, err := accept.Remove("accept.yaml", []byte("accept: ["+item("0")+", "+item("1")+"]"), func(a scan.Acceptance) bool { return a.Fingerprint == one })
	require.ErrorIs(t, err, accept.ErrForm)
	_, err = accept.Add("accept.yaml", []byte("accept:\n  - "+item("0")), scan.Acceptance{Fingerprint: one, Owner: "J", Reason: "twice", Expires: "2027-01-31"})
	require.ErrorContains(t, err, "is accepted already, on line 2")
	story := "accept:\n- fingerprint: " + one + "\n  owner: J\n  expires: 2027-01-31\n  reason: |\n    a story\n    # and its end\n- " + item("1") + "\n"
	_, err = accept.Remove("accept.yaml", []byte(story), func(a scan.Acceptance) bool { return a.Fingerprint != one })
	require.ErrorIs(t, err, accept.ErrForm, "what looks like a comment is a part of the entry that stays")
	_, err = accept.Add("accept.yaml", []byte("accept: nonsense"), entry(one, "r"))
	require.ErrorContains(t, err, "accept.yaml:1")
}
