package flow

import (
	"github.com/maskproof/maskproof/internal/strictyaml"
)

// element is the value of a verb that acts on one element.
func element(_ *parser, v strictyaml.Value, s *Step) { s.Locator = parseLocator(v) }

func text(_ *parser, v strictyaml.Value, s *Step) { s.Value = v.Text() }

func address(_ *parser, v strictyaml.Value, s *Step) { s.Value = parseAddress(v, string(s.Verb)) }

func condition(p *parser, v strictyaml.Value, s *Step) { s.Condition = p.condition(v) }

// bare is the value of a verb that needs none.
func bare(_ *parser, v strictyaml.Value, s *Step) {
	if v.Text() != "true" {
		v.Fail(v.Name()+" takes no value, got "+v.Quoted(), "write - "+v.Name()+", or "+v.Name()+": true")
	}
}

func word(words ...string) func(*parser, strictyaml.Value, *Step) {
	return func(_ *parser, v strictyaml.Value, s *Step) { s.Value = v.Word(words...) }
}

// scrolled is the value of scroll: an element, or a direction.
func scrolled(_ *parser, v strictyaml.Value, s *Step) {
	if v.IsText() {
		s.Value = v.Named("place to scroll to").Word("up", "down", "top", "bottom")
		return
	}
	s.Locator = parseLocator(v)
}

// pressed is the value of press: a key for the focused element, or a locator
// that goes with the key of that name.
func pressed(_ *parser, v strictyaml.Value, s *Step) {
	if v.IsText() {
		s.Value = parseKeyValue(v)
		return
	}
	s.Locator = parseLocator(v)
}

var windowShape = strictyaml.Shape{What: "a window", Keys: []string{"index", "url", "title"}, Example: `{url: "/help"}, or close`}

func window(_ *parser, v strictyaml.Value, s *Step) {
	if v.IsText() {
		s.Value = v.Named("window").Word("close")
		return
	}
	fields := v.Fields(windowShape)
	s.Window = &Window{URL: fields.Get("url").Text(), Title: fields.Get("title").Text()}
	if fields.One(windowShape.Keys...) == "index" {
		s.Window.Index = number1(fields.Get("index"), 100)
	}
}

var cookieShape = strictyaml.Shape{What: "a cookie", Keys: []string{"name", "value", "domain", "path"}, Example: `{name: beta, value: "on"}`}

func cookie(_ *parser, v strictyaml.Value, s *Step) {
	fields := v.Fields(cookieShape)
	s.Cookie = &CookieValue{
		Name: fields.Need("name", "").Text(), Value: fields.Need("value", "").Literal(),
		Domain: fields.Get("domain").Text(), Path: fields.Get("path").Text(),
	}
}

var storageShape = strictyaml.Shape{What: "a storage state", Keys: []string{"save", "load"}, Example: `{save: "login.json"}`}

// storageState leaves save or load in Value, and the file in Files.
func storageState(_ *parser, v strictyaml.Value, s *Step) {
	fields := v.Fields(storageShape)
	if s.Value = fields.One(storageShape.Keys...); s.Value != "" {
		s.Files = []string{fields.Get(s.Value).Text()}
	}
}

func emulation(p *parser, v strictyaml.Value, s *Step) { s.Emulate = new(p.emulation(v)) }

// script takes a script only where the file says that it has some.
func script(p *parser, v strictyaml.Value, s *Step) {
	s.Value = v.Text()
	if !p.unsafe {
		v.Fail("eval runs a script in the page, which no person does", "write unsafe: true at the top of the flow if you mean it")
	}
}
