package flow

import (
	"errors"
	"net/url"
	"slices"
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
	Kinds   []string // the plant kinds that exist; empty: any is taken
	Devices []string // the devices that emulate knows; empty: any is taken

	// Env resolves ${NAME} in values; nil: a $ is an ordinary character.
	Env func(name string) (string, bool)

	// Unset is told of a variable that Env does not have, instead of it being a
	// mistake; nil: it is one.
	Unset func(*ParseError)

	// Load reads a flow that another uses: name as it stands in the file from. It
	// returns the name that the file has in messages, which is the same whenever
	// the file is. nil: use is refused.
	Load func(from, name string) (file string, data []byte, err error)
}

// settingKeys are the keys at a flow's top that a flow used by another cannot have.
var settingKeys = []string{"emulate", "headers", "auth", "storage_state"}

var flowShape = strictyaml.Shape{
	What: "a flow",
	Keys: slices.Concat([]string{"version", "name", "start", "steps", "unsafe"}, settingKeys),
}

// Parse reads a flow; file is its name in errors and in Flow.File. The error is
// a ParseErrors with everything that is wrong, in the flows that it uses too, and
// then there is no flow.
func Parse(file string, data []byte, opts Options) (*Flow, error) {
	p := newParser(file, opts)
	f := &Flow{File: file}
	doc := strictyaml.Document{File: file, Data: data, Env: opts.Env, Unset: opts.Unset}
	p.add(doc.Decode(func(root strictyaml.Value) { p.flow(root, f) }))
	if err := p.failed(); err != nil {
		return nil, err
	}
	return f, nil
}

// parser reads one file.
type parser struct {
	opts    Options
	file    string
	subFile string   // file, where another flow uses it
	chain   []string // the files that use one another, down to this one
	forms   []form
	verbs   []string
	shape   strictyaml.Shape
	names   map[string]int // of steps, with their lines
	scope   *scope
	unsafe  bool
	errs    ParseErrors // of this file and of the flows it uses
}

func newParser(file string, opts Options) *parser {
	p := &parser{opts: opts, file: file, chain: []string{file}, forms: forms(), names: map[string]int{}}
	for _, f := range p.forms {
		p.verbs = append(p.verbs, string(f.verb))
	}
	p.shape = stepShape(p.verbs)
	return p
}

// below is the parser of a flow that this one uses. What it is narrowed down to
// holds there too.
func (p *parser) below(file string) *parser {
	sub := newParser(file, p.opts)
	sub.subFile, sub.scope = file, p.scope
	sub.chain = append(slices.Clone(p.chain), file)
	return sub
}

func (p *parser) add(err error) {
	var all ParseErrors
	if errors.As(err, &all) {
		p.errs = append(p.errs, all...)
	}
}

func (p *parser) failed() error {
	if len(p.errs) == 0 {
		return nil
	}
	return p.errs
}

func (p *parser) flow(root strictyaml.Value, f *Flow) {
	fields := root.Fields(flowShape)
	f.Start = parseAddress(fields.Need("start", "where the walk begins, such as /checkout"), "start")
	p.body(fields, f)
	p.settings(fields, f)
}

// part reads a flow that another uses: it begins wherever that one is.
func (p *parser) part(root strictyaml.Value, f *Flow) {
	fields := root.Fields(flowShape)
	for _, key := range settingKeys {
		fields.Fail(key, key+" makes no sense in a flow that another uses", "write it at the top of the flow that is run")
	}
	p.body(fields, f)
}

func (p *parser) body(fields strictyaml.Fields, f *Flow) {
	fields.Version(1)
	f.Name = fields.Need("name", "a short name such as checkout").Identifier()
	p.unsafe = fields.Get("unsafe").Bool()
	f.Steps = p.steps(fields.Need("steps", "").List("step"))
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
