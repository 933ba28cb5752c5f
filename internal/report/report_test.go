package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

var update = flag.Bool("update", false, "write the golden files anew")

// writer is one form of report, by the ending of its golden files.
type writer struct {
	ending string
	write  func(io.Writer, *verify.Result) error
}

func writers() []writer {
	text := func(o report.TextOptions) func(io.Writer, *verify.Result) error {
		return func(w io.Writer, r *verify.Result) error { return report.Text(w, r, o) }
	}
	return []writer{
		{".txt", text(report.TextOptions{Dir: ".maskproof/runs/20261123-220000-nightly"})},
		{".color.txt", text(report.TextOptions{Color: true, Width: 80})},
		{".json", report.JSON},
		{".xml", func(w io.Writer, r *verify.Result) error { return report.JUnit(w, r) }},
	}
}

func TestResults(t *testing.T) {
	for name, r := range resultCases() {
		for _, w := range writers() {
			t.Run(name+w.ending, func(t *testing.T) {
				var out bytes.Buffer
				require.NoError(t, w.write(&out, r))
				golden(t, name+w.ending, out.String())
				require.ErrorIs(t, w.write(brokenPipe{}, r), errBroken)
			})
		}
	}
}

func TestScans(t *testing.T) {
	for name, r := range scanCases() {
		t.Run(name, func(t *testing.T) {
			var text, data bytes.Buffer
			require.NoError(t, report.ScanText(&text, r, report.TextOptions{}))
			require.NoError(t, report.ScanJSON(&data, r))
			golden(t, name+".txt", text.String())
			golden(t, name+".json", data.String())
			require.NotContains(t, text.String(), "MASKED", "a scan cannot know that")
			require.ErrorIs(t, report.ScanText(brokenPipe{}, r, report.TextOptions{}), errBroken)
			require.ErrorIs(t, report.ScanJSON(brokenPipe{}, r), errBroken)
		})
	}
}

var errBroken = errors.New("broken pipe")

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errBroken }

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// TestTextIsSafe: nothing of a recording reaches the terminal as an order.
func TestTextIsSafe(t *testing.T) {
	style := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for name, r := range resultCases() {
		for _, color := range []bool{false, true} {
			var out bytes.Buffer
			require.NoError(t, report.Text(&out, r, report.TextOptions{Color: color}))
			bare := style.ReplaceAllString(out.String(), "")
			require.NotRegexp(t, "[\x00-\x09\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2028\u2029]", bare, name)
			if !color {
				require.Equal(t, bare, out.String(), name)
			}
		}
	}
}

// TestColorAddsNothing: a log without colour says the same words.
func TestColorAddsNothing(t *testing.T) {
	style := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for name, r := range resultCases() {
		var plain, color bytes.Buffer
		require.NoError(t, report.Text(&plain, r, report.TextOptions{}))
		require.NoError(t, report.Text(&color, r, report.TextOptions{Color: true}))
		require.Equal(t, plain.String(), style.ReplaceAllString(color.String(), ""), name)
	}
}

func TestTextSaysWhatEachVerdictMeans(t *testing.T) {
	for name, word := range map[string]string{
		"empty": "? INCONCLUSIVE", "masked": "✓ MASKED", "leaked": "✗ LEAKED", "not_found": "Nothing may be trusted",
		"inconclusive": "? INCONCLUSIVE", "failed": "The flow did not finish", "interrupted": "The run was interrupted",
	} {
		var out bytes.Buffer
		require.NoError(t, report.Text(&out, resultCases()[name], report.TextOptions{}))
		require.Contains(t, out.String(), word, name)
	}
}

func TestHugeIsShort(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, report.Text(&out, resultCases()["huge"], report.TextOptions{}))
	require.Less(t, strings.Count(out.String(), "\n"), 600)
	require.Contains(t, out.String(), "1000 places")
}

func TestJSONRoundTrip(t *testing.T) {
	for name, r := range resultCases() {
		if name == "hostile" {
			continue // its invalid UTF-8 cannot come back
		}
		var out bytes.Buffer
		require.NoError(t, report.JSON(&out, r))
		require.NotContains(t, out.String(), "null,", name)
		var back verify.Result
		require.NoError(t, json.Unmarshal(out.Bytes(), &back))
		var again bytes.Buffer
		require.NoError(t, report.JSON(&again, &back))
		require.Equal(t, out.String(), again.String(), name)
	}
}

// TestJUnitCounts reads the XML back and counts.
func TestJUnitCounts(t *testing.T) {
	type problem struct {
		Type string `xml:"type,attr"`
	}
	type suites struct {
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Cases []struct {
				Name    string   `xml:"name,attr"`
				Failure *problem `xml:"failure"`
				Error   *problem `xml:"error"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	for name, r := range resultCases() {
		var out bytes.Buffer
		require.NoError(t, report.JUnit(&out, r))
		var doc suites
		require.NoError(t, xml.Unmarshal(out.Bytes(), &doc), name)
		failures, errs := 0, 0
		for _, s := range doc.Suites {
			for _, c := range s.Cases {
				if c.Failure != nil {
					failures++
				}
				if c.Error != nil {
					errs++
				}
			}
		}
		require.Equal(t, failures, doc.Failures, name)
		require.Equal(t, errs, doc.Errors, name)
		bad := r.Verdict != verify.VerdictMasked || !r.AsExpected() || r.Interrupted
		require.Equal(t, bad, failures+errs > 0, name)
	}
}

// TestEveryFieldIsDocumented holds the package comment against the types.
func TestEveryFieldIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	seen := map[reflect.Type]bool{}
	var check func(reflect.Type)
	check = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] || !strings.Contains(typ.PkgPath(), "maskproof") {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			if !typ.Field(i).IsExported() {
				continue
			}
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			require.Regexp(t, `(?m)^//\t(.*, )?`+name+`(,.*)?  +\S`, string(doc), "%s.%s", typ, typ.Field(i).Name)
			check(typ.Field(i).Type)
		}
	}
	check(reflect.TypeFor[verify.Result]())
	check(reflect.TypeFor[scan.Report]())
	check(reflect.TypeFor[report.Check]())
}

func TestFixForEverySurface(t *testing.T) {
	seen := map[string]rrweb.Surface{}
	for _, s := range []rrweb.Surface{
		rrweb.SurfaceText, rrweb.SurfaceAttribute, rrweb.SurfaceInput, rrweb.SurfaceURL, rrweb.SurfaceCSS, rrweb.SurfaceConsole,
		rrweb.SurfaceNetwork, rrweb.SurfacePlugin, rrweb.SurfaceCustom, rrweb.SurfaceComment, rrweb.SurfaceName, rrweb.SurfaceImage,
		rrweb.SurfaceCanvas, rrweb.SurfaceFont, rrweb.SurfaceMobile, rrweb.SurfaceOther,
	} {
		fix := report.Fix(scan.Finding{Surface: s})
		require.NotEmpty(t, fix, s)
		require.NotContains(t, seen, fix, "%s has the fix of another surface", s)
		seen[fix] = s
	}
	require.Equal(t, report.Fix(scan.Finding{Surface: rrweb.SurfaceOther}), report.Fix(scan.Finding{Surface: "new"}))
}

func TestFixGoesByPlace(t *testing.T) {
	for _, tc := range []struct {
		name string
		f    scan.Finding
		want string
	}{
		{"page URL", scan.Finding{Surface: rrweb.SurfaceURL, Pointer: "/data/href"}, "neither path nor hash"},
		{"link", scan.Finding{Surface: rrweb.SurfaceURL, Pointer: "/data/node/attributes/href"}, "does not touch links"},
		{"typed", scan.Finding{Surface: rrweb.SurfaceInput, Pointer: "/data/text"}, "maskAllInputs: true"},
		{"value attribute", scan.Finding{Surface: rrweb.SurfaceInput, Pointer: "/data/node/attributes/value"}, "when the field is emptied"},
		{"hash", scan.Finding{Surface: rrweb.SurfaceNetwork, Match: scan.Hashed}, "undone by trying"},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Contains(t, report.Fix(tc.f), tc.want) })
	}
}
