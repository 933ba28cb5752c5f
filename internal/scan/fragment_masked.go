package scan

import (
	"bytes"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// mostCollapsed is how many mask characters a chain can have that does not spell
// out how much it hides; with more it is a number of another length.
const mostCollapsed = 8

// masked finds the number in a chain that hides a part of it.
func (n *number) masked(c *chain) (fragment, bool) {
	if c.n == 0 || c.masks == 0 || c.long {
		return fragment{}, false
	}
	if shown, ok := n.inFull(c); ok {
		return n.fragment(shown, c.start(), c.end()), true
	}
	if n.kind != canary.Card && n.kind != canary.IBAN || c.bold < 1 && c.masks < 4 || c.masks > mostCollapsed || c.n == len(n.digits) {
		return fragment{}, false
	}
	return n.collapsed(c)
}

// inFull matches a chain with a mask character for each digit that is hidden:
// the whole chain, and of a card or IBAN any groups of it with all its masks. A phone number may
// stand there without its country code.
func (n *number) inFull(c *chain) (positions, bool) {
	for first := range c.g {
		for last := c.g; last > first; last-- {
			from, to := c.groups[first], c.groups[last]
			whole := first == 0 && last == c.g
			if !whole && (n.kind != canary.Card && n.kind != canary.IBAN || c.masksIn(from, to) < c.masks) {
				continue
			}
			skip := len(n.digits) - (to - from)
			if skip < 0 || skip > 0 && (n.kind != canary.Phone || skip > 3) {
				continue
			}
			if shown, ok := n.matches(c.symbols[from:to], skip); ok {
				return shown, true
			}
		}
	}
	return nil, false
}

func (c *chain) masksIn(from, to int) int {
	return bytes.Count(c.symbols[from:to], []byte("*"))
}

// matches holds symbols against the digits from an index on. It takes at least
// four digits and two mask characters, or eight digits.
func (n *number) matches(symbols []byte, skip int) (positions, bool) {
	shown := make(positions, len(n.digits))
	for i, s := range symbols {
		if s != '*' && s != n.digits[skip+i] {
			return nil, false
		}
		shown[skip+i] = s != '*'
	}
	digits := shown.count()
	return shown, digits >= 4 && len(symbols)-digits >= 2 || digits >= 8 && digits < len(symbols)
}

// collapsed matches a chain whose masks do not say how much they hide:
// "•••• 4242", "424242…4242". Where it shows a wrong beginning or end it is
// another number.
func (n *number) collapsed(c *chain) (fragment, bool) {
	first, last := 0, c.n-1
	for c.symbols[first] != '*' {
		first++
	}
	for c.symbols[last] != '*' {
		last--
	}
	shown := make(positions, len(n.digits))
	end := c.groupEnd(last + 1)
	if tail := string(c.symbols[last+1 : end]); len(tail) >= 4 {
		if !strings.HasSuffix(n.digits, tail) {
			return fragment{}, false
		}
		shown.join(between(len(n.digits)-len(tail), len(n.digits), len(n.digits)))
	}
	start := first
	for g := range c.g {
		head := string(c.symbols[min(c.groups[g], first):first])
		if len(head) >= pciFirst && len(head) < len(n.digits) && strings.HasPrefix(n.digits, head) {
			shown.join(between(0, len(head), len(n.digits)))
			start = c.groups[g]
			break
		}
	}
	ellipsis := c.ends[first]-c.offsets[first] == len("\u2026") && c.masks == 1
	if shown.count() == 0 || c.masks < 2 && !ellipsis {
		return fragment{}, false
	}
	return n.fragment(shown, c.offsets[start], c.ends[max(end, last+1)-1]), true
}

// groupEnd is where the group ends that the symbol before index i belongs to, or
// the one behind it where that ends there: "**** 4242".
func (c *chain) groupEnd(i int) int {
	for g := range c.g {
		if c.groups[g+1] > i {
			return c.groups[g+1]
		}
	}
	return c.n
}
