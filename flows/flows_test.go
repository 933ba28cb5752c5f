package flows_test

import (
	"io/fs"
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

func planted(f *flow.Flow) []string {
	var kinds []string
	for _, s := range f.Steps {
		if s.Plant != nil {
			kinds = append(kinds, s.Plant.Kind)
		}
	}
	return kinds
}
