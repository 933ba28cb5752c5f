package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
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
		{".html", func(w io.Writer, r *verify.Result) error {
			var page bytes.Buffer
			err := errors.Join(report.HTML(&page, r, report.HTMLOptions{Before: []*verify.Result{resultCases()["leaked"]}}), report.HTML(onlyErrors{w}, r, report.HTMLOptions{}))
			body := foreignToReport.ReplaceAllString(page.String(), "")
			_, werr := io.WriteString(w, body)
			return errors.Join(err, werr)
		}},
		{".md", func(w io.Writer, r *verify.Result) error { return report.Markdown(w, r, resultCases()["leaked"]) }},
		{".changes.md", func(w io.Writer, r *verify.Result) error { return report.Changes(w, r, resultCases()["leaked"]) }},
		{".slack.json", func(w io.Writer, r *verify.Result) error { return report.Slack(w, r, resultCases()["leaked"]) }},
		{".sarif.json", func(w io.Writer, r *verify.Result) error { return report.SARIF(w, r) }},
		{".ctrf.json", func(w io.Writer, r *verify.Result) error { return report.CTRF(w, r) }},
		{".csv", func(w io.Writer, r *verify.Result) error { return report.CSV(w, r) }},
		{".xml", func(w io.Writer, r *verify.Result) error { return report.JUnit(w, r) }},
	}
}

// foreignToReport is what is the same in every page.
var foreignToReport = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>| content="default-src [^"]*"`)

// onlyErrors passes on what a writer says, and nothing that is written.
type onlyErrors struct{ w io.Writer }

func (o onlyErrors) Write(p []byte) (int, error) {
	if _, err := o.w.Write(nil); err != nil {
		return 0, err
	}
	return len(p), nil
}

func TestResults(t *testing.T) {
	for name, r := range resultCases() {
		for _, w := range writers() {
			t.Run(name+w.ending, func(t *testing.T) {
				var out bytes.Buffer
				require.NoError(t, w.write(&out, r))
				if name != "huge" || !slices.Contains([]string{".html", ".sarif.json", ".ctrf.json", ".csv"}, w.ending) { // nobody would read it
					golden(t, name+w.ending, out.String())
				}
				if out.Len() > 0 {
					require.ErrorIs(t, w.write(brokenPipe{}, r), errBroken)
				}
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
		"accepted": "! MASKED, but for 2 accepted leaks\n  1 of 2 planted values are", "expired": "! MASKED; 1 acceptance has expired",
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

// TestSARIFIsValid holds every case against the schema of SARIF 2.1.0.
func TestSARIFIsValid(t *testing.T) {
	for name, r := range resultCases() {
		var out bytes.Buffer
		require.NoError(t, report.SARIF(&out, r))
		log, err := sarif.FromBytes(out.Bytes())
		require.NoError(t, err)
		require.NoError(t, log.Validate(), name)
	}
}

// TestMarkdownIsShort: GitHub refuses a step summary of more than 1 MiB.
func TestMarkdownIsShort(t *testing.T) {
	r := resultCases()["huge"]
	for i := range r.Flows[0].Findings {
		r.Flows[0].Findings[i].Excerpt = strings.Repeat("<b>`|long|`</b>", 1000)
	}
	var out bytes.Buffer
	require.NoError(t, report.Markdown(&out, r, nil))
	require.Less(t, out.Len(), 1<<19)
}

// TestNoFormulas: nothing of a recording is computed by a spreadsheet.
func TestNoFormulas(t *testing.T) {
	r := resultCases()["leaked"]
	r.Flows[0].Findings[0].Excerpt, r.Flows[0].Findings[0].Selector = `=cmd|' /C calc'!A0`, "@SUM(1)"
	r.Flows[0].Findings[0].Event = -1
	var out bytes.Buffer
	require.NoError(t, report.CSV(&out, r))
	rows, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	require.Contains(t, rows[1], "-1", "a number stays one")
	for _, row := range rows {
		for _, cell := range row {
			if _, err := strconv.Atoi(cell); err != nil && cell != "" {
				require.NotContains(t, "=+-@\t\r", cell[:1])
			}
		}
	}
}

func TestHTMLIsBoundToItself(t *testing.T) {
	for name, r := range resultCases() {
		var out bytes.Buffer
		require.NoError(t, report.HTML(&out, r, report.HTMLOptions{}))
		page := out.String()
		require.NotRegexp(t, `(?i)\b(src|href|action|formaction|data|poster|background)\s*=\s*"?(https?:)?//`, strings.ReplaceAll(page, `href="https://eu.posthog.com/project/`, ""), name)
		require.NotRegexp(t, `(?i)<[a-z]+[^>]*\son[a-z]+=`, regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(page, ""), name)
		require.NotRegexp(t, `<[^>]*\sstyle=`, page, name)
		require.Equal(t, 1, strings.Count(page, "<script"), name)
		require.Less(t, len(page), 1<<20, name)
	}
}

// What changed goes by fingerprints, and a leak of a flow that proves nothing now is
// not called fixed.
func TestCompare(t *testing.T) {
	before := resultCases()["leaked"]
	now := resultCases()["leaked"]
	require.Empty(t, report.Compare(nil, now).InWords())
	same := report.Compare(before, now)
	require.Empty(t, same.New)
	require.Empty(t, same.Fixed)
	require.NotEmpty(t, same.Unchanged)

	leak := now.Flows[0].Findings[0]
	require.True(t, leak.Leak)
	leak.Fingerprint = strings.Repeat("9a", 16)
	now.Flows[0].Findings = []scan.Finding{leak}
	now.Flows[0].Coverage.Unscanned = nil
	moved := report.Compare(before, now)
	require.Len(t, moved.New, 1)
	require.Len(t, moved.Fixed, len(same.Unchanged))
	require.Empty(t, moved.Unknown)

	now.Flows[0].Coverage.Unscanned = []scan.Unscanned{{Event: 3, Reason: "gzip: unexpected end"}}
	cut := report.Compare(before, now)
	require.Empty(t, cut.Fixed)
	require.Len(t, cut.Unknown, len(same.Unchanged))
	now.Flows = now.Flows[1:]
	require.Empty(t, report.Compare(before, now).Fixed, "a flow that was not walked")
}

func TestSnippets(t *testing.T) {
	for want, f := range map[string]scan.Finding{
		`<b class="ph-mask">…</b>`:                 {Surface: "text", Selector: "#signup > div:nth-of-type(1) > p > b"},
		`<div id="help" class="ph-mask">…</div>`:   {Surface: "text", Selector: "#help"},
		`<p id="said" class="ph-no-capture">…</p>`: {Surface: "comment", Selector: "main > p#said"},
		"maskAllInputs: true":                      {Surface: "input", Pointer: "/data/text"},
		`name === "title"`:                         {Surface: "attribute", Pointer: "/data/node/childNodes/1/attributes/title"},
		"enable_recording_console_log: false":      {Surface: "console"},
		"recordBody: false":                        {Surface: "network"},
		"before_send":                              {Surface: "metadata", Event: -1},
	} {
		require.Contains(t, report.Snippet(f), want)
	}
	require.Empty(t, report.Snippet(scan.Finding{Surface: "custom"}), "only the app can tell")
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
		bad := r.Verdict != verify.VerdictMasked || !r.AsExpected() || r.Interrupted || r.Expired() > 0
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
