package detect

import "net/netip"

// findAddresses looks for four groups with dots between them.
func findAddresses(l *look) {
	for groups, next := l.chain(0); len(groups) > 0; groups, next = l.chain(next) {
		for i := range groups {
			if i+4 > len(groups) || l.separator(groups, i) != '.' || l.separator(groups, i+1) != '.' || l.separator(groups, i+2) != '.' {
				continue
			}
			start, end := groups[i].start, groups[i+3].end
			if a, err := netip.ParseAddr(l.text[start:end]); err == nil && isPublic(a) && l.standsAlone(groups, i, i+4) {
				l.found(start, end, Low, a.String(), "")
			}
		}
	}
}

// isPublic leaves out what nobody has alone, and the ranges of RFC 5737 for
// documentation.
func isPublic(a netip.Addr) bool {
	for _, p := range [][4]byte{{192, 0, 2}, {198, 51, 100}, {203, 0, 113}} {
		if netip.PrefixFrom(netip.AddrFrom4(p), 24).Contains(a) {
			return false
		}
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && a.As4()[0] != 0
}
