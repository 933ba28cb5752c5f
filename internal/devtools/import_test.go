package devtools

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestImport holds flow and notes of each recording against its golden file, and
// that nothing that was typed is in them.
func TestImport(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			f, notes, err := Import(data)
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, f.Write(&b))
			marks := lint.Flow("f.yaml", b.Bytes(), flow.Options{Env: func(string) (string, bool) { return "", false }})
			require.Empty(t, marks.Mistakes, marks.Mistakes.Long())
			for _, n := range notes {
				fmt.Fprintf(&b, "# note: steps %v: %s\n", n.Steps, n.Text)
			}
			golden(t, strings.TrimSuffix(file, ".json")+".golden", b.String())
			for _, value := range typed(t, data) {
				require.NotContains(t, b.String(), value)
			}
		})
	}
}

// typed are the values of a recording that are somebody's.
func typed(t *testing.T, data []byte) []string {
	var r recording
	require.NoError(t, json.Unmarshal(data, &r))
	var list []string
	for _, s := range r.Steps {
		if s.Value != "" && s.Value != "de" && s.Value != "SPRING" && s.Value != "teapot" {
			list = append(list, s.Value)
		}
	}
	return append(list, "jane@corp")
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestImportRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "it is no JSON of the Recorder",
		"const puppeteer = 1":            "it is no JSON of the Recorder",
		"[]":                             "it is no JSON of the Recorder",
		`{"steps": [{"type": "close"}]}`: "nothing in it can be done by a flow",
		"{}":                             "it has no steps",
		`{"steps": [{"a": 1}]}`:          "step 1 has no type",
		`{"steps": [{"type": 1}]}`:       "it is no JSON of the Recorder",
		`{"log": {"entries": [1]}}`:      "it has no steps",
		`{"steps": [{"type": "click", "selectors": [[1]]}]}`: "it is no JSON of the Recorder",
	} {
		_, _, err := Import([]byte(text))
		require.ErrorContains(t, err, want, text)
	}
}

// FuzzImport holds that whatever is imported is a flow that parses.
func FuzzImport(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"steps":[{"type":"click","selectors":[["aria/"]]},{"type":"navigate","url":"https://a.test/%zz"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, _, err := Import(data)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := got.Write(&b); err != nil {
			t.Fatal(err)
		}
		_, err = flow.Parse("f.yaml", b.Bytes(), flow.Options{Env: func(string) (string, bool) { return "", false }})
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
	})
}
