package flow

import (
	"net/url"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// ParseError is one thing wrong with a flow file, with its place and a hint;
// Long shows the line with a caret.
type ParseError = strictyaml.Error

// ParseErrors is all that is wrong with a flow file, in file order. It is what
// Parse returns; errors.As finds it and its first ParseError.
type ParseErrors = strictyaml.Errors

// Options is what Parse must know of the rest of the program.
type Options struct {
	Kinds []string // the plant kinds that exist; empty: any is taken
}

var flowShape = strictyaml.Shape{What: "a flow", Keys: []string{"version", "name", "start", "steps"}}

// Parse reads a flow; file is its name in errors and in Flow.File. The error is
// a ParseErrors with everything that is wrong, and then there is no flow.
func Parse(file string, data []byte, opts Options) (*Flow, error) {
	f := &Flow{File: file}
	doc := strictyaml.Document{File: file, Data: data}
	err := doc.Decode(func(root strictyaml.Value) { parseFlow(root, f, opts) })
	if err != nil {
		return nil, err
	}
	return f, nil
}

func parseFlow(root strictyaml.Value, f *Flow, opts Options) {
	fields := root.Fields(flowShape)
	fields.Version(1)
	f.Name = fields.Need("name", "a short name such as checkout").Identifier()
	f.Start = parseAddress(fields.Need("start", "where the walk begins, such as /checkout"), "start")
	for _, item := range fields.Need("steps", "").List("step") {
		f.Steps = append(f.Steps, parseStep(item, opts))
	}
}

// parseAddress takes an absolute URL or a path below the app's URL.
func parseAddress(v strictyaml.Value, what string) string {
	text := v.Text()
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	absolute := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
	path := err == nil && strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//")
	if !absolute && !path {
		v.Fail(what+" is no address: "+v.Quoted(), "write a path such as /checkout, or an http or https URL")
	}
	return text
}
