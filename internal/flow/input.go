package flow

import (
	"github.com/maskproof/maskproof/internal/strictyaml"
)

var plantShape = strictyaml.Shape{
	What:    "a plant",
	Keys:    []string{"kind", "lookalike"},
	Example: "{kind: card, lookalike: true}",
}

// filling reads what a step types: a plant or a literal text.
func filling(p *parser, fields strictyaml.Fields, s *Step) {
	s.Delay = fields.Get("delay").Duration()
	there := fields.Among([]string{"plant", "value"})
	switch {
	case len(there) == 0:
		fields.Missing(string(s.Verb)+" needs a plant or a value", "plant: email types a canary, value: \"…\" types a text")
	case len(there) == 2:
		fields.Fail(there[1], string(s.Verb)+" takes a plant or a value, got both", "")
	case there[0] == "plant":
		s.Plant = p.plant(fields.Get("plant"))
	case s.Verb == Fill:
		s.Value = fields.Get("value").Literal() // filling in nothing clears the field
	default:
		s.Value = fields.Get("value").Text()
	}
}

func (p *parser) plant(v strictyaml.Value) *Plant {
	if v.IsText() {
		return &Plant{Kind: p.kind(v)}
	}
	fields := v.Fields(plantShape)
	return &Plant{
		Kind:      p.kind(fields.Need("kind", "")),
		Lookalike: fields.Get("lookalike").Bool(),
	}
}

func (p *parser) kind(v strictyaml.Value) string {
	if len(p.opts.Kinds) == 0 {
		return v.Text()
	}
	return v.Named("plant kind").Word(p.opts.Kinds...)
}

func option(_ *parser, fields strictyaml.Fields, s *Step) {
	s.Value = fields.Need("option", `such as option: "Germany"`).Text()
}

func pressing(_ *parser, fields strictyaml.Fields, s *Step) {
	if !fields.Get("press").IsText() {
		s.Value = parseKeyValue(fields.Need("key", "such as key: Enter"))
		return
	}
	fields.Fail("key", "key makes no sense with press: "+s.Value, "the key is given already; to press it on an element, write press: {label: …}")
}

// files reads the files of upload, one or a list.
func files(_ *parser, fields strictyaml.Fields, s *Step) {
	v := fields.Need("file", `such as file: "invoice.pdf"`)
	if !v.IsList() {
		s.Files = []string{v.Text()}
		return
	}
	for _, item := range v.List("file") {
		s.Files = append(s.Files, item.Text())
	}
}

func target(_ *parser, fields strictyaml.Fields, s *Step) {
	s.To = parseLocator(fields.Need("to", "where to drop it, such as to: {text: Done}"))
}

func toggle(_ *parser, fields strictyaml.Fields, s *Step) {
	if by := fields.Get("by"); by.Present() {
		s.To = parseLocator(by)
	}
}

func answer(_ *parser, fields strictyaml.Fields, s *Step) {
	s.Answer = fields.Get("answer").Literal()
	if s.Value == "dismiss" {
		fields.Fail("answer", "answer makes no sense with dialog: dismiss", "only an accepted prompt takes a text")
	}
}
