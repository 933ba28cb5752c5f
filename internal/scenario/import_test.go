package scenario_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/devtools"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// TestImportedCheckout: a recording of the demo's checkout, as Chrome DevTools
// exports one, says the same of both shops as the shipped flow, without an edit.
func TestImportedCheckout(t *testing.T) {
	data, err := os.ReadFile("../devtools/testdata/checkout.json")
	require.NoError(t, err)
	made, _, err := devtools.Import(data)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "imported.yaml")
	out, err := os.Create(file)
	require.NoError(t, err)
	require.NoError(t, made.Write(out))
	require.NoError(t, out.Close())

	masked := walked(t, "demo-masked", file)
	require.Equal(t, verify.VerdictMasked, masked.Verdict, "%v", masked.Reasons)
	with, without := planted(masked)
	require.ElementsMatch(t, []string{"Email", "Name on card", "Card number", "CVC"}, with)
	require.ElementsMatch(t, []string{"Pieces", "Expiry", "Recipient", "Address"}, without)
	require.Zero(t, masked.Coverage.FieldsMissed)
	leaky := walked(t, "demo-leaky", file)
	require.Equal(t, verify.VerdictLeaked, leaky.Verdict)
	require.Len(t, leaky.Plants, 4, "email, name, card and cvc")
	known, found := map[string]bool{}, map[string]bool{}
	for _, leak := range demo.Leaks() {
		if leak.Flow == "checkout" {
			known[leak.Kind+" in "+leak.Surface] = true
		}
	}
	for _, x := range leaky.Findings {
		if x.Leak {
			found[string(x.Kind)+" in "+string(x.Surface)] = true
		}
	}
	require.Equal(t, slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(found)))
}

// walked is the result of one flow file, in a shipped scenario's place.
func walked(t *testing.T, name, file string) verify.FlowResult {
	t.Helper()
	s := load(t, name)
	s.Flows = []string{file}
	result, _, err := scenario.Run(context.Background(), s, deps(t))
	require.NoError(t, err)
	require.Len(t, result.Flows, 1)
	require.Nil(t, result.Flows[0].Failure, "%+v", result.Flows[0].Failure)
	return result.Flows[0]
}

// planted are the fields that a flow met, with and without a plant.
func planted(f verify.FlowResult) (with, without []string) {
	for _, field := range f.Coverage.Fields {
		if field.Planted != "" {
			with = append(with, field.String())
		} else {
			without = append(without, field.String())
		}
	}
	return with, without
}
