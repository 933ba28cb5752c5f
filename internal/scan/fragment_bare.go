package scan

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// bare finds digits of the number without masks around them: the group at start
// and its neighbours as far as they go on like the number.
func (n *number) bare(c *chain, text string, start int, at fragmentPlace) (fragment, bool) {
	first := 0
	for first < c.g && c.offsets[c.groups[first]] != start {
		first++
	}
	if first == c.g {
		return fragment{}, false
	}
	from, to := c.groups[first], 0
	for last := first + 1; last <= c.g && c.groups[last]-from < len(n.digits); last++ {
		if !strings.Contains(n.digits, string(c.symbols[from:c.groups[last]])) {
			break
		}
		to = c.groups[last]
	}
	if to == 0 {
		return fragment{}, false
	}
	for first > 0 && strings.Contains(n.digits, string(c.symbols[c.groups[first-1]:to])) && to-c.groups[first-1] < len(n.digits) {
		first--
		from = c.groups[first]
	}
	start = c.offsets[from]
	digits, end := string(c.symbols[from:to]), c.ends[to-1]
	f, ok := n.named(digits, namingOf(text[:start], at.name), at, strings.TrimSpace(text) == text[start:end])
	if !ok && n.kind == canary.Phone && isLocalNumber(c, from, to) && strings.HasSuffix(n.digits, digits) {
		f, ok = n.fragment(between(len(n.digits)-len(digits), len(n.digits), len(n.digits)), 0, 0), true
	}
	f.start, f.end = start, end
	return f, ok
}

// isLocalNumber says that the symbols are a group of three and one of four, and
// no area code before them, which would be another one.
func isLocalNumber(c *chain, from, to int) bool {
	return from == 0 && to == 7 && c.g > 1 && c.groups[1] == 3
}

// named judges bare digits by what stands around them.
func (n *number) named(digits string, around naming, at fragmentPlace, alone bool) (fragment, bool) {
	size, all := len(digits), len(n.digits)
	switch {
	case around.last && size >= 4 && strings.HasSuffix(n.digits, digits):
		return n.fragment(between(all-size, all, all), 0, 0), true
	case around.first && size >= 5 && strings.HasPrefix(n.digits, digits):
		return n.fragment(between(0, size, all), 0, 0), true
	case around.kind == n.kind && n.kind == canary.SSN && size == 5 && strings.HasPrefix(n.digits, digits):
		return n.fragment(between(0, size, all), 0, 0), true
	case strings.Trim(digits, digits[:1]) == "": // 11111111 is typed by anyone
		return fragment{}, false
	case size >= 8, size >= 6 && (at.typed && alone || around.kind == n.kind):
		return n.somewhere(digits), true
	}
	return fragment{}, false
}

// somewhere makes a fragment of digits that may fit at several places, as in
// 4242 4242 4242 4242. What all of them show is certain; a card is shown beyond
// PCI DSS if it is so wherever they belong.
func (n *number) somewhere(digits string) fragment {
	size, all := len(digits), len(n.digits)
	var shown positions
	beyond, fits := true, 0
	for i := range all - size + 1 {
		if n.digits[i:i+size] != digits {
			continue
		}
		here := between(i, i+size, all)
		beyond = beyond && !here.within(pciFirst, pciLast)
		if fits++; fits == 1 {
			shown = here
		} else {
			shown.common(here)
		}
	}
	f := fragment{canary: n.canary, shown: shown, telling: n.kind == canary.Card && beyond}
	if fits > 1 {
		f.part = fmt.Sprintf("%d digits in a row of %d", size, all)
	}
	return f
}
