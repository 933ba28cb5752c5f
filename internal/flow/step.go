package flow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// form is how a verb is written: what its own value is, which of the keys that
// not every step takes go with it, and how those are read.
type form struct {
	verb  Verb
	value func(p *parser, v strictyaml.Value, s *Step)
	keys  []string
	more  func(p *parser, fields strictyaml.Fields, s *Step)
}

// forms is every verb, in the order in which messages list them. A new verb needs
// a line here, and its action in package browser.
func forms() []form {
	where := []string{"in"}
	typing := []string{"in", "plant", "value", "delay"}
	return []form{
		{Goto, address, nil, nil},
		{Back, bare, nil, nil},
		{Reload, bare, nil, nil},
		{Fill, element, typing, filling},
		{Type, element, typing, filling},
		{Paste, element, []string{"in", "plant", "value"}, filling},
		{Clear, element, where, nil},
		{Autofill, element, []string{"in", "plant", "value"}, filling},
		{Press, pressed, []string{"in", "key"}, pressing},
		{Click, element, where, nil},
		{DoubleClick, element, where, nil},
		{Tap, element, where, nil},
		{Check, element, where, nil},
		{Uncheck, element, where, nil},
		{Select, element, []string{"in", "option"}, option},
		{Upload, element, []string{"in", "file"}, files},
		{Hover, element, where, nil},
		{Drag, element, []string{"in", "to"}, target},
		{Scroll, scrolled, where, nil},
		{Focus, element, where, nil},
		{Blur, element, where, nil},
		{RevealPassword, element, []string{"in", "by"}, toggle},
		{WaitFor, condition, where, nil},
		{Expect, condition, where, nil},
		{Consent, word("accept", "reject"), nil, nil},
		{Dialog, word("accept", "dismiss"), []string{"answer"}, answer},
		{Tab, window, nil, nil},
		{Within, element, []string{"in", "steps"}, inside},
		{Repeat, times, []string{"steps", "until", "in"}, rounds},
		{IfVisible, element, []string{"in", "steps"}, children},
		{Use, used, nil, nil},
		{StripeCard, stripeCard, nil, nil},
		{Stripe3DS, stripe3DS, nil, nil},
		{Cookie, cookie, nil, nil},
		{StorageState, storageState, nil, nil},
		{Emulate, emulation, nil, nil},
		{Checkpoint, text, nil, nil},
		{Eval, script, where, nil},
	}
}

// Verbs lists every verb.
func Verbs() []Verb {
	var verbs []Verb
	for _, f := range forms() {
		verbs = append(verbs, f.verb)
	}
	return verbs
}

// special is the keys that only some verbs take, with what takes them.
var special = []struct{ key, with string }{
	{"plant", "plant goes with fill, type, paste and autofill"},
	{"value", "value goes with fill, type, paste and autofill"},
	{"delay", "delay goes with fill and type"},
	{"option", "option goes with select"},
	{"key", "key goes with press and a locator"},
	{"file", "file goes with upload"},
	{"to", "to goes with drag"},
	{"by", "by goes with reveal_password"},
	{"answer", "answer goes with dialog: accept"},
	{"steps", "steps goes with within, repeat and if_visible"},
	{"until", "until goes with repeat"},
	{"in", "in goes with a locator or a condition"},
}

func stepShape(verbs []string) strictyaml.Shape {
	keys := slices.Concat(verbs, []string{"name", "timeout", "optional"})
	for _, k := range special {
		keys = append(keys, k.key)
	}
	return strictyaml.Shape{What: "a step", Keys: keys, Example: `click: {role: button, name: "Pay"}`}
}

func (p *parser) steps(list []strictyaml.Value) []Step {
	steps := make([]Step, 0, len(list))
	for _, item := range list {
		steps = append(steps, p.step(item))
	}
	return steps
}

func (p *parser) step(v strictyaml.Value) Step {
	s := Step{Line: v.Line(), Column: v.Column(), File: p.subFile}
	if v.IsText() { // - back
		s.Verb = Verb(v.Word(string(Back), string(Reload)))
		return s
	}
	fields := v.Fields(p.shape)
	s.Name = p.stepName(fields.Get("name"))
	s.Timeout = fields.Get("timeout").Duration()
	s.Optional = fields.Get("optional").Bool()
	s.Frames = p.frames(fields)
	if there := fields.Among(p.verbs); len(there) > 1 {
		fields.Fail(there[1], fmt.Sprintf("a step takes one verb, got %s", strings.Join(there, " and ")), "make a step of each")
		return s
	}
	verb := fields.One(p.verbs...)
	if verb == "" {
		return s
	}
	f := p.forms[slices.Index(p.verbs, verb)]
	s.Verb = f.verb
	f.value(p, fields.Get(verb), &s)
	refuseKeys(fields, f)
	if f.more != nil {
		f.more(p, fields, &s)
	}
	checkFrame(fields, &s)
	if s.Steps != nil && s.Verb != IfVisible {
		fields.Fail("timeout", "timeout makes no sense with "+verb, "give it to the steps in it")
	}
	p.scope.apply(&s)
	return s
}

// stepName reports a name that another step of the file has.
func (p *parser) stepName(v strictyaml.Value) string {
	name := v.Text()
	if line, taken := p.names[name]; taken && name != "" {
		v.Fail("duplicate step name "+v.Quoted(), fmt.Sprintf("it stands on line %d already", line))
	} else if name != "" {
		p.names[name] = v.Line()
	}
	return name
}

// refuseKeys reports the keys that make no sense with the verb.
func refuseKeys(fields strictyaml.Fields, f form) {
	for _, k := range special {
		if !slices.Contains(f.keys, k.key) {
			fields.Fail(k.key, fmt.Sprintf("%s makes no sense with %s", k.key, f.verb), k.with)
		}
	}
}

// checkFrame reports a frame that the step cannot use.
func checkFrame(fields strictyaml.Fields, s *Step) {
	c := s.Condition
	switch {
	case len(s.Frames) == 0:
	case s.Verb == Press && s.Locator == nil:
		fields.Fail("in", "in makes no sense with a key for the focused element", "name the element: press: {label: …}")
	case s.Verb == Repeat && c == nil:
		fields.Fail("in", "in makes no sense with repeat", "it goes with until, or give it to the steps in it")
	case s.Verb == Scroll && s.Locator == nil:
		fields.Fail("in", "in makes no sense with scroll: "+s.Value, "name an element in the frame: scroll: {label: …}")
	case c != nil && c.URL != "":
		fields.Fail("in", "in makes no sense with url", "url looks at the address of the page")
	case c != nil && c.Title+c.Request+c.Response != "":
		fields.Fail("in", "in makes no sense with title, request and response", "they look at the page as a whole")
	case s.Frames.Any() && c != nil && c.Visible == nil && c.Enabled == nil:
		fields.Fail("in", "any frame makes sense with one element only", "name the frame: in: {frame: {title: …}}")
	case s.Frames.Any() && (s.Verb == Within || s.Verb == Repeat || s.Verb == Eval):
		fields.Fail("in", "any frame makes no sense with "+string(s.Verb), "name the frame: in: {frame: {title: …}}")
	}
}
