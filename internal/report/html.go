package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"

	"github.com/maskproof/maskproof/internal/verify"
)

var (
	//go:embed html/report.tmpl
	htmlTemplate string
	//go:embed html/style.css
	htmlStyle string
	//go:embed html/script.js
	htmlScript string
)

// HTMLOptions are what a report shows beside the result.
type HTMLOptions struct {
	Files  fs.FS            // the run folder, for pictures; nil: none are shown
	Before []*verify.Result // earlier runs of the same scenario, oldest first: what changed, and the trend
	Open   bool             // nothing is folded, for print
	Reveal bool             // says that values were left in the result
}

// HTML writes a result as one page that needs nothing else: no request goes out
// from it, its own script and style are allowed by their hash and nothing else is,
// and all that comes from a recording is text or a picture in it.
func HTML(w io.Writer, r *verify.Result, o HTMLOptions) error {
	t, err := template.New("report").Funcs(template.FuncMap{"clean": clean, "count": count}).Parse(htmlTemplate)
	if err != nil {
		return fmt.Errorf("write html report: %w", err)
	}
	out := bufio.NewWriter(w)
	if err := t.Execute(out, newDocument(r, o)); err != nil {
		return fmt.Errorf("write html report: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write html report: %w", err)
	}
	return nil
}

// Style and Script are the page's own; Policy lets nothing but them run.
func (*document) Style() template.CSS { return template.CSS(htmlStyle) }

func (*document) Script() template.JS { return template.JS(htmlScript) }

func (*document) Policy() string {
	return fmt.Sprintf("default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		sourceHash(htmlStyle), sourceHash(htmlScript))
}

func sourceHash(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
