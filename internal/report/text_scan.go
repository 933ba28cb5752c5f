package report

import (
	"fmt"
	"io"

	"github.com/maskproof/maskproof/internal/scan"
)

// ScanText writes a scan for a person, in the manner of Text. TextOptions.Dir
// is not used.
func ScanText(w io.Writer, r *scan.Report, o TextOptions) error {
	p := newPage(w, o)
	if r.Detect != nil && r.Detect.Alone {
		p.detectedVerdict(r)
	} else {
		p.scanVerdict(r)
	}
	if o.Brief {
		return p.close()
	}
	p.unscanned(r.Unscanned, "what was given")
	p.images(r.Images)
	p.leakBlocks(groups(r.Findings, isLeak), func(g group) {
		p.field(4, labelWidth, "in", plain, g[0].Recording)
		p.where(g)
		p.field(4, labelWidth, "when", plain, moment(g[0]))
	})
	p.noLeaks(r.Findings)
	p.detected(r.Findings)
	p.acceptancesTold(r.Acceptances)
	return p.close()
}

// scanVerdict never says masked: a scan does not know what was typed where.
func (p *page) scanVerdict(r *scan.Report) {
	leaks, accepted := 0, 0
	for _, f := range r.Findings {
		if f.Leak {
			leaks++
		}
		if isAccepted(f) {
			accepted++
		}
	}
	read := fmt.Sprintf("%s and %s read", count(r.Events, "event", "events"), count(r.Strings, "string", "strings"))
	switch {
	case leaks > 0:
		p.line(0, span{bad, "✗ LEAKED"})
		p.para(2, plain, fmt.Sprintf("%s found in %s; %s.", count(distinct(r.Findings, isLeak), "canary", "canaries"), count(leaks, "place", "places"), read))
	case r.Events == 0:
		p.line(0, span{unsure, "? INCONCLUSIVE"})
		p.para(2, plain, "There was no event to read, so nothing is known.")
	case len(r.Unscanned) > 0:
		p.line(0, span{unsure, "? INCONCLUSIVE"})
		p.para(2, plain, fmt.Sprintf("No canary was found in what could be read (%s), but not all could be.", read))
	case accepted > 0:
		p.line(0, span{unsure, "! NOTHING ELSE FOUND"}, span{plain, expiredToo(r.Acceptances)})
		p.para(2, plain, fmt.Sprintf("%s can be read, and somebody answers for that; no other leak of a canary in all of it: %s.", count(accepted, "accepted leak", "accepted leaks"), read))
	case expiredToo(r.Acceptances) != "":
		p.line(0, span{unsure, "! NOTHING FOUND"}, span{plain, expiredToo(r.Acceptances)})
		p.para(2, plain, fmt.Sprintf("No leak of a canary in all of it: %s.", read))
	default:
		p.line(0, span{good, "✓ NOTHING FOUND"})
		p.para(2, plain, fmt.Sprintf("No leak of a canary in all of it: %s. A scan cannot tell whether the values were typed at all: run a scenario for a verdict.", read))
	}
}
