package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/scaffold"
)

// asking is an init at a terminal where somebody types.
func asking(typed string, flags ...string) (*initOptions, *bytes.Buffer) {
	var said bytes.Buffer
	p := &Process{Stdin: strings.NewReader(typed), Stderr: &said, Terminal: Terminal{Stdin: true}}
	o := &initOptions{runner: newRunner(p), given: func(flag string) bool {
		for _, f := range flags {
			if f == flag {
				return true
			}
		}
		return false
	}}
	return o, &said
}

// What was seen of the app is proposed, and an empty answer takes it.
func TestAnswersAreProposed(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile(".gitlab-ci.yml", nil, 0o600))
	o, said := asking("\n\nphx_abc\n\nnone\n")
	o.propose([]browser.Page{{}, {PostHog: &browser.PostHog{APIHost: "https://eu.i.posthog.com", Version: "1.2.3"}}})
	require.NoError(t, o.asker().answer(context.Background(), o.questions()[1:]))
	require.Equal(t, []string{"https://eu.posthog.com", "@current", "POSTHOG_PERSONAL_API_KEY", "none"}, []string{o.host, o.project, o.keyName, o.ci})
	require.Contains(t, said.String(), "posthog-js 1.2.3 sends to https://eu.i.posthog.com\n")
	require.Contains(t, said.String(), "Where you log in to PostHog [https://eu.posthog.com]: ")
	require.Contains(t, said.String(), "that looks like a key itself")
	require.NotContains(t, said.String(), "phx_abc")
	require.Contains(t, said.String(), "[gitlab]: ")
	require.Len(t, o.questions(), 5)
}

// What init notices is said as the flags of every command want it.
func TestNoticesGoByTheFlags(t *testing.T) {
	for flags, want := range map[output]string{
		{}:            "^no posthog-js was found on these pages: [^\n]+\n$",
		{log: "json"}: `^\{"time":"[^"]+","level":"warning","message":"no posthog-js was found [^\n]+\}\n$`,
		{quiet: true}: "^$",
	} {
		o, said := asking("")
		o.process.output, o.process.Now = flags, time.Now
		o.propose(nil)
		require.Regexp(t, want, said.String())
	}
}

func TestProposedHost(t *testing.T) {
	for name, test := range map[string]struct {
		hog  *browser.PostHog
		want string
	}{
		"the app says":    {&browser.PostHog{APIHost: "https://shop.test/ingest", UIHost: "https://eu.posthog.com"}, "https://eu.posthog.com"},
		"it says a wrong": {&browser.PostHog{APIHost: "https://shop.test/ingest", UIHost: "https://eu.i.posthog.com"}, "https://eu.posthog.com"},
		"its own":         {&browser.PostHog{APIHost: "https://posthog.shop.test/"}, "https://posthog.shop.test"},
		"an odd one":      {&browser.PostHog{APIHost: "/ingest"}, "https://us.posthog.com"},
		"none":            {nil, "https://us.posthog.com"},
	} {
		o, _ := asking("")
		o.yes = true
		o.propose([]browser.Page{{PostHog: test.hog}})
		require.NoError(t, o.asker().answer(context.Background(), o.questions()[1:2]))
		require.Equal(t, test.want, o.host, name)
	}
	o, _ := asking("", "host")
	o.host = "https://mine.test"
	o.propose([]browser.Page{{PostHog: &browser.PostHog{APIHost: "https://eu.i.posthog.com"}}})
	require.Equal(t, "https://mine.test", o.host, "a flag stands")
}

// A file that is there stays, unless --force; one that others write stays in any case.
func TestFilesStay(t *testing.T) {
	t.Chdir(t.TempDir())
	var out bytes.Buffer
	put := func(force bool, data string, shared bool) string {
		out.Reset()
		w := &fileWriter{out: &out, force: force}
		require.NoError(t, w.file(scaffold.File{Path: "a/b.yml", Data: []byte(data), Shared: shared}))
		kept, err := os.ReadFile("a/b.yml")
		require.NoError(t, err)
		return strings.Join(strings.Fields(out.String()), " ") + " | " + string(kept)
	}
	require.Equal(t, "wrote a/b.yml | one", put(false, "one", false))
	require.Equal(t, "same a/b.yml | one", put(false, "one", false))
	require.Equal(t, "kept a/b.yml it was there already; --force writes it anew | one", put(false, "two", false))
	require.Equal(t, "wrote a/b.yml | two", put(true, "two", false))
	require.Equal(t, "kept a/b.yml add to it: include: x | two", put(true, "# by init\ninclude:\n  x", true))
}
