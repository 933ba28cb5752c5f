package cli

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

var updateSchemas = flag.Bool("update-schemas", false, "write the shipped schemas anew")

// TestShippedSchemas keeps the files that ship in step with the code that reads
// flows and scenarios: go test ./internal/cli -run ShippedSchemas -update-schemas
func TestShippedSchemas(t *testing.T) {
	for kind, file := range map[string]string{
		"flow": "../../flows/flow.schema.json", "scenario": "../../scenarios/scenario.schema.json",
	} {
		var b bytes.Buffer
		require.NoError(t, writeSchema(&b, []string{kind}))
		if *updateSchemas {
			require.NoError(t, os.WriteFile(file, b.Bytes(), 0o644))
		}
		shipped, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, b.String(), string(shipped), "%s is not what the code takes", file)
	}
	require.Error(t, writeSchema(&bytes.Buffer{}, []string{"flows"}))
	require.Error(t, writeSchema(&bytes.Buffer{}, []string{"flow", "scenario"}))
}
