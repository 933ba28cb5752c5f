package report

import (
	"fmt"

	"github.com/maskproof/maskproof/internal/scan"
)

// toLookAfter is the title above acceptances that do nothing, or no more.
const toLookAfter = "Accepted leaks to look after"

// idleAcceptances says of each acceptance that does not do its work why.
func idleAcceptances(list []scan.AcceptanceUse) []string {
	var lines []string
	for _, a := range list {
		if text := idle(a); text != "" {
			lines = append(lines, fmt.Sprintf("what %s accepted (%s%s, fingerprint %s) %s", a.Owner, acceptedWhat(a.Acceptance), a.Reason, a.Fingerprint, text))
		}
	}
	return lines
}

func acceptedWhat(a scan.Acceptance) string {
	if a.Canary == "" {
		return ""
	}
	return a.Canary + ": "
}

func idle(a scan.AcceptanceUse) string {
	switch a.State {
	case scan.AcceptanceExpired:
		return fmt.Sprintf("expired on %s: %s", a.Expires, expiredFor(a.Findings))
	case scan.AcceptanceChanged:
		return "is not what stands there now, so it is a leak: mend it, or accept it anew"
	case scan.AcceptanceUnused:
		return "matches no finding: remove it if the place is mended"
	}
	return ""
}

func expiredFor(findings int) string {
	if findings == 0 {
		return "it matches no finding, so remove it; the run fails until then"
	}
	return count(findings, "finding counts", "findings count") + " again; mend it, or have somebody answer for it anew"
}

// expiredToo follows a verdict where acceptances are over; "" where none is.
func expiredToo(list []scan.AcceptanceUse) string {
	n := 0
	for _, a := range list {
		if a.State == scan.AcceptanceExpired {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return "; " + count(n, "acceptance has", "acceptances have") + " expired"
}

// acceptancesTold names the acceptances that need somebody.
func (p *page) acceptancesTold(list []scan.AcceptanceUse) {
	lines := idleAcceptances(list)
	if len(lines) == 0 {
		return
	}
	p.gap()
	p.line(0, span{unsure, toLookAfter})
	for _, line := range lines {
		p.field(2, 2, "-", plain, line)
	}
}
