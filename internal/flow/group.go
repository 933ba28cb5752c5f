package flow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// maxRounds bounds a repeat: each round's plants are canaries of their own.
const maxRounds = 100

// scope is the element, and the frame it stands in, that a within keeps the steps
// in it to. nil is none.
type scope struct {
	locator *Locator
	frames  Frames
}

// apply narrows a step down to the scope.
func (sc *scope) apply(s *Step) {
	if sc == nil {
		return
	}
	for _, l := range []*Locator{s.Locator, s.To} {
		sc.narrow(l)
	}
	if c := s.Condition; c != nil {
		if c.Text != "" {
			c.Visible, c.Text = &Locator{Text: c.Text, Nth: 1}, ""
		}
		for _, l := range c.locators() {
			sc.narrow(l)
		}
	}
	if s.Locator != nil || s.Condition != nil && len(s.Condition.locators()) > 0 {
		s.Frames = sc.frames
	}
}

func (sc *scope) narrow(l *Locator) {
	if l == nil {
		return
	}
	for i := range l.Or {
		sc.narrow(&l.Or[i])
	}
	for l.Within != nil && l.Within != sc.locator {
		l = l.Within
	}
	l.Within = sc.locator
}

// frames reads in; inside a within the frame is that of the within.
func (p *parser) frames(fields strictyaml.Fields) Frames {
	if p.scope == nil {
		return parseFrames(fields.Get("in"))
	}
	fields.Fail("in", "in makes no sense inside within", "give the frame to within itself")
	return nil
}

func children(p *parser, fields strictyaml.Fields, s *Step) {
	s.Steps = p.steps(fields.Need("steps", "what to do, a list of steps").List("step"))
}

// inside reads the steps of a within, which are narrowed down here: running it is
// running them.
func inside(p *parser, fields strictyaml.Fields, s *Step) {
	outer := p.scope
	outer.apply(s)
	p.scope = &scope{s.Locator, s.Frames}
	children(p, fields, s)
	p.scope = outer
}

// times is the value of repeat.
func times(_ *parser, v strictyaml.Value, s *Step) { s.Times = number1(v, maxRounds) }

func rounds(p *parser, fields strictyaml.Fields, s *Step) {
	if until := fields.Get("until"); until.Present() {
		s.Condition = p.condition(until)
	}
	children(p, fields, s)
}

// used is the value of use: another flow's file, whose steps are done here.
func used(p *parser, v strictyaml.Value, s *Step) {
	s.Value = v.Text()
	s.Steps = []Step{}
	if s.Value == "" {
		return
	}
	if p.opts.Load == nil {
		v.Fail("use makes no sense here", "this flow stands alone")
		return
	}
	file, data, err := p.opts.Load(p.file, s.Value)
	if err != nil {
		v.Fail(fmt.Sprintf("cannot read flow %s: %v", v.Quoted(), err), "the path is relative to this file")
		return
	}
	if at := slices.Index(p.chain, file); at >= 0 {
		v.Fail("flow "+v.Quoted()+" uses itself", strings.Join(append(slices.Clone(p.chain[at:]), file), " uses "))
		return
	}
	sub := p.below(file)
	f := &Flow{File: file}
	doc := strictyaml.Document{File: file, Data: data, Env: p.opts.Env, Unset: p.opts.Unset}
	if err := doc.Decode(func(root strictyaml.Value) { sub.part(root, f) }); err != nil {
		p.add(err)
	}
	p.add(sub.failed())
	s.Steps = f.Steps
}
