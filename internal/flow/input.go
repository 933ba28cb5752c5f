package flow

import (
	"github.com/maskproof/maskproof/internal/strictyaml"
)

var plantShape = strictyaml.Shape{
	What:    "a plant",
	Keys:    []string{"kind", "lookalike"},
	Example: "{kind: card, lookalike: true}",
}

// parseInput reads what a step enters: a plant, a literal text, an option or a
// key.
func parseInput(fields strictyaml.Fields, s *Step, opts Options) {
	switch s.Verb {
	case Fill, Type:
		parseFilling(fields, s, opts)
	case Select:
		s.Value = fields.Need("option", `such as option: "Germany"`).Text()
	case Press:
		parsePressing(fields, s)
	}
}

func parseFilling(fields strictyaml.Fields, s *Step, opts Options) {
	there := fields.Among([]string{"plant", "value"})
	switch {
	case len(there) == 0:
		fields.Missing(string(s.Verb)+" needs a plant or a value", "plant: email types a canary, value: \"…\" types a text")
	case len(there) == 2:
		fields.Fail(there[1], string(s.Verb)+" takes a plant or a value, got both", "")
	case there[0] == "plant":
		s.Plant = parsePlant(fields.Get("plant"), opts)
	case s.Verb == Type:
		s.Value = fields.Get("value").Text()
	default:
		s.Value = fields.Get("value").Literal() // filling in nothing clears the field
	}
}

func parsePlant(v strictyaml.Value, opts Options) *Plant {
	if v.IsText() {
		return &Plant{Kind: parseKind(v, opts)}
	}
	fields := v.Fields(plantShape)
	return &Plant{
		Kind:      parseKind(fields.Need("kind", ""), opts),
		Lookalike: fields.Get("lookalike").Bool(),
	}
}

func parseKind(v strictyaml.Value, opts Options) string {
	if len(opts.Kinds) == 0 {
		return v.Text()
	}
	return v.Named("plant kind").Word(opts.Kinds...)
}

func parsePressing(fields strictyaml.Fields, s *Step) {
	if !fields.Get("press").IsText() {
		s.Value = parseKeyValue(fields.Need("key", "such as key: Enter"))
		return
	}
	fields.Fail("key", "key makes no sense with press: "+s.Value, "the key is given already; to press it on an element, write press: {label: …}")
}

// checkFrame reports a frame that the step cannot use.
func checkFrame(fields strictyaml.Fields, s *Step) {
	switch {
	case len(s.Frames) == 0:
	case s.Verb == Press && s.Locator == nil:
		fields.Fail("in", "in makes no sense with a key for the focused element", "name the element: press: {label: …}")
	case s.Condition != nil && s.Condition.URL != "":
		fields.Fail("in", "in makes no sense with url", "url looks at the address of the page")
	}
}
