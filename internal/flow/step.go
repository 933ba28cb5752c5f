package flow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// form is how a verb is written: what its own value is, and which of the keys
// that not every step takes go with it.
type form struct {
	value func(v strictyaml.Value, s *Step)
	keys  []string
}

// forms is every verb. A new verb needs a line here and in verbs, and its
// action in package browser.
var forms = map[Verb]form{
	Goto:       {func(v strictyaml.Value, s *Step) { s.Value = parseAddress(v, "goto") }, nil},
	Fill:       {element, []string{"in", "plant", "value"}},
	Type:       {element, []string{"in", "plant", "value"}},
	Press:      {pressed, []string{"in", "key"}},
	Click:      {element, []string{"in"}},
	Check:      {element, []string{"in"}},
	Uncheck:    {element, []string{"in"}},
	Select:     {element, []string{"in", "option"}},
	Hover:      {element, []string{"in"}},
	WaitFor:    {condition, []string{"in"}},
	Expect:     {condition, []string{"in"}},
	Checkpoint: {func(v strictyaml.Value, s *Step) { s.Value = v.Text() }, nil},
}

// verbs is the keys of forms in the order in which messages list them.
var verbs = []string{
	"goto", "fill", "type", "press", "click", "check", "uncheck", "select",
	"hover", "wait_for", "expect", "checkpoint",
}

// special is the keys that only some verbs take, with what takes them.
var special = []struct{ key, with string }{
	{"plant", "plant goes with fill and type"},
	{"value", "value goes with fill and type"},
	{"option", "option goes with select"},
	{"key", "key goes with press and a locator"},
	{"in", "in goes with a locator or a condition"},
}

var stepShape = strictyaml.Shape{
	What:    "a step",
	Keys:    slices.Concat(verbs, []string{"name", "timeout", "optional", "in", "plant", "value", "option", "key"}),
	Example: `click: {role: button, name: "Pay"}`,
}

func parseStep(v strictyaml.Value, opts Options) Step {
	s := Step{Line: v.Line(), Column: v.Column()}
	fields := v.Fields(stepShape)
	s.Name = fields.Get("name").Text()
	s.Timeout = fields.Get("timeout").Duration()
	s.Optional = fields.Get("optional").Bool()
	s.Frames = parseFrames(fields.Get("in"))
	if there := fields.Among(verbs); len(there) > 1 {
		fields.Fail(there[1], fmt.Sprintf("a step takes one verb, got %s", strings.Join(there, " and ")), "make a step of each")
		return s
	}
	verb := fields.One(verbs...)
	if verb == "" {
		return s
	}
	s.Verb = Verb(verb)
	forms[s.Verb].value(fields.Get(verb), &s)
	refuseKeys(fields, s.Verb)
	parseInput(fields, &s, opts)
	checkFrame(fields, &s)
	return s
}

// refuseKeys reports the keys that make no sense with the verb.
func refuseKeys(fields strictyaml.Fields, verb Verb) {
	for _, k := range special {
		if !slices.Contains(forms[verb].keys, k.key) {
			fields.Fail(k.key, fmt.Sprintf("%s makes no sense with %s", k.key, verb), k.with)
		}
	}
}

// element is the value of a verb that acts on one element.
func element(v strictyaml.Value, s *Step) { s.Locator = parseLocator(v) }

// pressed is the value of press: a key for the focused element, or a locator
// that goes with the key of that name.
func pressed(v strictyaml.Value, s *Step) {
	if v.IsText() {
		s.Value = parseKeyValue(v)
		return
	}
	s.Locator = parseLocator(v)
}
