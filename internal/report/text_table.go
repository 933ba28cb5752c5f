package report

import (
	"fmt"

	"github.com/maskproof/maskproof/internal/paint"
	"github.com/maskproof/maskproof/internal/verify"
)

// columns are the widths of the tables of plants: the same for all flows of a page,
// so that the eye need not start anew.
type columns struct{ canary, step int }

func (p *page) columnsOf(flows []verify.FlowResult) columns {
	var c columns
	for _, f := range flows {
		for _, pl := range f.Plants {
			c.canary = max(c.canary, paint.Width(clean(pl.Canary)))
			c.step = max(c.step, paint.Width(clean(stepTitle(pl))))
		}
	}
	return columns{min(c.canary, p.width/3), min(c.step, p.width/3)}
}

// summary is a row for each flow at the end, where a person looks first.
func (p *page) summary(flows []verify.FlowResult) {
	if len(flows) < 2 {
		return // the last line says it all
	}
	p.gap()
	names := 0
	for _, f := range flows {
		names = max(names, paint.Width(clean(f.Name)))
	}
	names = min(names, p.width/3)
	for i := range flows {
		f := &flows[i]
		look := looks[f.Verdict]
		p.line(2, span{look.tone, look.symbol + " "}, span{strong, fit(clean(f.Name), names) + "  "},
			span{look.tone, fit(string(f.Verdict), len(verify.VerdictInconclusive)+2)}, span{plain, inNumbers(f)})
	}
}

// inNumbers is a flow in a few words: "1 of 4 values proven hidden, 8 leaks".
func inNumbers(f *verify.FlowResult) string {
	leaks := 0
	for _, g := range f.Findings {
		if g.Leak {
			leaks++
		}
	}
	text := fmt.Sprintf("%d of %s proven hidden", f.Proven(), count(len(f.Plants), "value", "values"))
	switch {
	case leaks > 0:
		text += ", " + count(leaks, "leak", "leaks")
	case f.Verdict == verify.VerdictInconclusive && len(f.Reasons) > 0:
		text += ", " + count(len(f.Reasons), "reason", "reasons") + " above"
	}
	return text
}
