package scenario

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := json.Marshal(Schema())
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource("scenario.schema.json", doc))
	schema, err := c.Compile("scenario.schema.json")
	require.NoError(t, err)
	return schema
}

func instance(t *testing.T, text string) (any, error) {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		return nil, err
	}
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return jsonschema.UnmarshalJSON(bytes.NewReader(data))
}

func TestSchemaTakesShippedScenarios(t *testing.T) {
	schema := compiled(t)
	files, err := filepath.Glob("../../scenarios/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		v, err := instance(t, string(data))
		require.NoError(t, err)
		require.NoError(t, schema.Validate(v), file)
	}
}

// unseen are the bad scenarios that no schema can refuse, with the reason.
var unseen = map[string]string{
	"urls":            "an address is told by reading it",
	"unset_variables": "a schema knows no environment",
	"empty_key":       "a schema knows no environment"}

func TestSchemaRefusesBadScenarios(t *testing.T) {
	schema := compiled(t)
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		v, err := instance(t, string(data))
		if err != nil {
			continue // no YAML: the editor says so
		}
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if err = schema.Validate(v); unseen[name] != "" {
			require.NoError(t, err, "%s is seen after all", name)
			continue
		}
		require.Error(t, err, name)
	}
}

func TestSchemaOfWhatNoShippedScenarioHas(t *testing.T) {
	schema := compiled(t)
	for more, good := range map[string]bool{
		"seed: 7": true, "seed: a": false, "expect: leaked": true, "expect: leeked": false, "expect: \"${EXPECT}\"": true,
		"recording: {wait: 5m}": true, "recording: {wait: 5}": false, "policy: {images: scan}": true, "policy: {images: no}": false,
		"transforms: [{name: a, salt: b, place: before}]": true, "transforms: [{name: a, prefix: b, place: before}]": false,
		"transforms: [{name: a, table: {from: a, to: b}}]": true, "transforms: [{name: a, table: {from: a}}]": false,
	} {
		v, err := instance(t, "version: 1\nname: a\napp: {demo: leaky}\nposthog: {embedded: true}\nflows: [a]\n"+more)
		require.NoError(t, err)
		err = schema.Validate(v)
		require.Equal(t, good, err == nil, "%s: %v", more, err)
	}
}
