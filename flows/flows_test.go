package flows_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/flow"
)

// TestShippedFlows holds the flows to what they promise: each is a valid flow
// under its file's name and plants what it is there for.
func TestShippedFlows(t *testing.T) {
	want := map[string][]string{
		"signup":   {"email", "password", "name"},
		"checkout": {"email", "name", "card", "cvc"},
		"profile":  {"phone", "address", "text", "dob", "ssn"},
		"account":  {"name", "email", "phone", "text", "otp", "dob", "card", "cvc"},
	}
	files, err := fs.Glob(flows.FS, "*.yaml")
	require.NoError(t, err)
	require.Len(t, files, len(want))
	for name, kinds := range want {
		data, err := flows.FS.ReadFile(name + ".yaml")
		require.NoError(t, err)
		f, err := flow.Parse(name+".yaml", data, flow.Options{})
		require.NoError(t, err)
		require.Equal(t, name, f.Name)
		require.Equal(t, kinds, planted(f))
		require.Equal(t, flow.WaitFor, f.Steps[len(f.Steps)-1].Verb, "a flow ends when the app says so")
	}
}

func TestCheckoutFillsTheCardInItsFrame(t *testing.T) {
	data, err := flows.FS.ReadFile("checkout.yaml")
	require.NoError(t, err)
	f, err := flow.Parse("checkout.yaml", data, flow.Options{})
	require.NoError(t, err)
	for _, s := range f.Steps {
		inFrame := len(s.Frames) == 1 && s.Frames[0].Title == "Secure card frame"
		isCard := s.Plant != nil && (s.Plant.Kind == "card" || s.Plant.Kind == "cvc") || s.Value == "12 / 34"
		require.Equal(t, isCard, inFrame, s.Title())
	}
}

// TestGuideIsTrue: every example of the guide is a flow or steps of one, and each
// verb, and each key that a step may carry, has an example.
func TestGuideIsTrue(t *testing.T) {
	guide, err := os.ReadFile("README.md")
	require.NoError(t, err)
	set := func(string) (string, bool) { return "set", true }
	used := map[flow.Verb]bool{flow.Use: strings.Contains(string(guide), "`use: login.yaml`")}
	var note func(steps []flow.Step)
	note = func(steps []flow.Step) {
		for _, s := range steps {
			used[s.Verb] = true
			note(s.Steps)
		}
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(guide), -1)
	require.Greater(t, len(blocks), 10)
	for _, block := range blocks {
		text := block[1]
		if strings.HasPrefix(text, "- ") {
			text = "version: 1\nname: example\nstart: /\nsteps:\n" + text
		}
		f, err := flow.Parse("README.md", []byte(text), flow.Options{Env: set})
		require.NoError(t, err, text)
		note(f.Steps)
	}
	for _, verb := range flow.Verbs() {
		require.True(t, used[verb], "%s has no example", verb)
	}
}

func planted(f *flow.Flow) []string {
	var kinds []string
	for _, s := range f.Steps {
		if s.Plant != nil {
			kinds = append(kinds, s.Plant.Kind)
		}
	}
	return kinds
}
