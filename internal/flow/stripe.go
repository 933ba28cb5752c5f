package flow

import (
	"github.com/maskproof/maskproof/internal/strictyaml"
)

// cardFields are the fields of Stripe's card forms by what stripe_card calls
// them: the Card Element (one frame, or a frame for each field) and the Payment
// Element, as seen with Stripe.js v3.
var cardFields = []struct{ key, title, css string }{
	{"number", "card number", "input[name=cardnumber], input[name=number], input[autocomplete=cc-number]"},
	{"expiry", "expiry", "input[name=exp-date], input[name=expiry], input[autocomplete=cc-exp]"},
	{"cvc", "CVC", "input[name=cvc], input[autocomplete=cc-csc]"},
	{"postal", "postal code", "input[name=postal], input[name=postalCode]"},
}

var (
	cardShape = strictyaml.Shape{
		What: "a card", Keys: []string{"number", "expiry", "cvc", "postal"},
		Example: `{number: {plant: card}, expiry: "12 / 34", cvc: {plant: cvc}}`,
	}
	cardPlantShape = strictyaml.Shape{What: "a field of the card", Keys: []string{"plant"}, Example: "{plant: card}"}
)

// stripeCard makes a fill of each field that is given. Which frame has the field
// depends on the form, so each is looked for in all frames.
func stripeCard(p *parser, v strictyaml.Value, s *Step) {
	s.Steps = []Step{}
	if p.scope != nil {
		v.Fail("stripe_card makes no sense inside within", "it finds Stripe's frames by itself")
		return
	}
	fields := v.Fields(cardShape)
	fields.Need("number", "such as "+cardShape.Example)
	for _, f := range cardFields {
		given := fields.Get(f.key)
		if !given.Present() {
			continue
		}
		fill := Step{
			Verb: Fill, Name: "stripe_card " + f.title, Frames: Frames{{Any: true}}, Locator: &Locator{CSS: f.css},
			File: s.File, Line: given.Line(), Column: given.Column(),
		}
		if given.IsText() {
			fill.Value = given.Text()
		} else {
			fill.Plant = p.plant(given.Fields(cardPlantShape).Need("plant", "such as {plant: card}"))
		}
		s.Steps = append(s.Steps, fill)
	}
}

// stripe3DS presses a button of Stripe's test page for 3-D Secure, which stands
// in a frame of a frame.
func stripe3DS(p *parser, v strictyaml.Value, s *Step) {
	s.Value = v.Word("complete", "fail")
	if p.scope != nil {
		v.Fail("stripe_3ds makes no sense inside within", "it finds Stripe's frames by itself")
	}
	css := map[string]string{"complete": "#test-source-authorize-3ds", "fail": "#test-source-fail-3ds"}[s.Value]
	s.Frames, s.Locator = Frames{{Any: true}}, &Locator{CSS: css}
}
