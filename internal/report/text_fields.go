package report

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/verify"
)

// mostFields is the most unplanted fields that a terminal report names.
const mostFields = 12

// fields says how many of the fields that a flow met got a plant.
func (p *page) fields(list []flow.Field) {
	if text := planted(list); text != "" {
		p.para(2, plain, text)
	}
}

// allFields says the same of all flows together: one may plant what another does
// not.
func (p *page) allFields(flows []verify.FlowResult) {
	var all []flow.Field
	for _, f := range flows {
		all = flow.Covered(all, f.Coverage.Fields...)
	}
	if text := planted(all); text != "" && len(flows) > 1 {
		p.gap()
		p.para(0, plain, "All flows: "+text)
	}
}

// planted is "11 of 13 fields planted; not planted: coupon code, newsletter email";
// "" where no field was seen.
func planted(list []flow.Field) string {
	open := verify.Unplanted(list)
	if len(list) == 0 {
		return ""
	}
	text := fmt.Sprintf("%d of %s planted", len(list)-len(open), count(len(list), "field", "fields"))
	var names []string
	for i, f := range open {
		if i == mostFields {
			names = append(names, fmt.Sprintf("and %d more", len(open)-i))
			break
		}
		names = append(names, f.String())
	}
	if len(names) > 0 {
		text += "; not planted: " + strings.Join(names, ", ")
	}
	return text
}
