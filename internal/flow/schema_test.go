package flow

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

// compiled is the schema as an editor reads it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := json.Marshal(Schema(Options{Kinds: kinds}))
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource("flow.schema.json", doc))
	schema, err := c.Compile("flow.schema.json")
	require.NoError(t, err)
	return schema
}

// instance is a YAML file as an editor hands it to a schema.
func instance(t *testing.T, data []byte) (any, error) {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
}

func TestSchemaTakesGoodFlows(t *testing.T) {
	schema := compiled(t)
	for _, pattern := range []string{"testdata/good/*.yaml", "../../flows/*.yaml"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			v, err := instance(t, data)
			require.NoError(t, err)
			require.NoError(t, schema.Validate(v), file)
		}
	}
}

// unseen are the bad flows that no schema can refuse, with the reason.
var unseen = map[string]string{
	"variables":     "a schema knows no environment",
	"keys":          "the names of keys have a grammar of their own",
	"two_documents": "each of the two is looked at alone, and the first is good",
}

func TestSchemaRefusesBadFlows(t *testing.T) {
	schema := compiled(t)
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		v, err := instance(t, data)
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

// TestSchemaRefuses holds single mistakes, which the bad files have many of.
func TestSchemaRefuses(t *testing.T) {
	schema := compiled(t)
	for step, good := range map[string]bool{
		"{click: {text: a}}":                                 true,
		"{clik: {text: a}}":                                  false,
		"{click: {text: a}, hover: {text: a}}":               false,
		"{click: {text: a, css: b}}":                         false,
		"{click: {text: a, name: b}}":                        false,
		"{click: {role: button, name: b}}":                   true,
		"{click: {}}":                                        false,
		"{click: text}":                                      false,
		"{click: [{text: a}, {css: b}]}":                     true,
		"{click: []}":                                        false,
		"{click: {text: a}, value: b}":                       false,
		"{click: {text: a}, timeout: 10}":                    false,
		"{click: {text: a}, timeout: 10s}":                   true,
		"{click: {text: a}, optional: 1}":                    false,
		"{fill: {label: a}}":                                 false,
		"{fill: {label: a}, value: 1}":                       true,
		"{fill: {label: a}, plant: email}":                   true,
		"{fill: {label: a}, plant: emial}":                   false,
		"{fill: {label: a}, plant: {kind: card}}":            true,
		"{fill: {label: a}, plant: {lookalike: true}}":       false,
		"{fill: {label: a}, plant: email, value: b}":         false,
		"{fill: {label: a}, value: b, in: {frame: any}}":     true,
		"{fill: {label: a}, value: b, in: {frame: {}}}":      false,
		"{fill: {label: a}, value: b, in: {frame: {id: 1}}}": false,
		"{press: Enter}":                                     true,
		"{press: Enter, key: Tab}":                           false,
		"{press: {label: a}}":                                false,
		"{press: {label: a}, key: Tab}":                      true,
		"{select: {label: a}}":                               false,
		"{wait_for: {text: a, url: b}}":                      false,
		"{wait_for: {visible: {text: a, within: {css: b}}}}": true,
		"{name: nothing}":                                    false,
	} {
		v, err := instance(t, []byte("{version: 1, name: a, start: /, steps: ["+step+"]}"))
		require.NoError(t, err)
		err = schema.Validate(v)
		require.Equal(t, good, err == nil, "%s: %v", step, err)
		_, err = Parse("f.yaml", []byte("{version: 1, name: a, start: /, steps: ["+step+"]}"), Options{Kinds: kinds})
		require.Equal(t, good, err == nil, "Parse says otherwise of %s: %v", step, err)
	}
}

// TestSchemaHasEveryVerb: a verb that Parse knows and the schema does not would be
// underlined in editors.
func TestSchemaHasEveryVerb(t *testing.T) {
	data, err := json.Marshal(Schema(Options{}))
	require.NoError(t, err)
	for _, verb := range Verbs() {
		require.Contains(t, string(data), `"`+string(verb)+`":{`)
	}
}
