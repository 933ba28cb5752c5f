package scan

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// PCI DSS 4.0.1, requirement 3.4.1, lets no more of a card be seen than this.
const pciFirst, pciLast = 6, 4

// number is a canary that is known by its digits.
type number struct {
	canary int
	kind   canary.Kind
	digits string
}

// mostCollapsed is how many mask characters a chain can have that does not spell
// out how much it hides; with more it is a number of another length.
const mostCollapsed = 8

// numberPieces finds parts of numbers.
type numberPieces struct {
	list  []number
	grams [10_000/64 + 1]uint64 // four digits in a row that some number has
	areas [1000/64 + 1]uint64   // first three digits of social security numbers
}

func newNumberPieces(canaries []canary.Canary) (p numberPieces) {
	for i, c := range canaries {
		n := number{i, c.Kind, numberOf(c)}
		if n.digits == "" {
			continue
		}
		p.list = append(p.list, n)
		for k := range len(n.digits) - 3 {
			g := decimal(n.digits[k : k+4])
			p.grams[g/64] |= 1 << (g % 64)
		}
		if c.Kind == canary.SSN {
			g := decimal(n.digits[:3])
			p.areas[g/64] |= 1 << (g % 64)
		}
	}
	return p
}

// numberOf returns the digits of a card, a phone number, a social security
// number or an IBAN that has letters in its country code only; "" for others.
func numberOf(c canary.Canary) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, c.Value)
	least := map[canary.Kind]int{canary.Card: 12, canary.Phone: 9, canary.SSN: 9, canary.IBAN: 12}[c.Kind]
	letters := strings.Trim(strings.ReplaceAll(c.Value, " ", ""), "0123456789")
	if least == 0 || len(d) < least || c.Kind == canary.IBAN && len(letters) != 2 {
		return ""
	}
	return d
}

func decimal(digits string) (n int) {
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// find looks at each group of three digits or more; a shorter one alone says
// nothing.
func (p *numberPieces) find(text string, at fragmentPlace, found func(fragment)) {
	if len(p.list) == 0 {
		return
	}
	for i := 2; i < len(text); {
		if text[i]-'0' > 9 {
			i += 3
			continue
		}
		start, end := i, i+1
		for start > 0 && text[start-1]-'0' <= 9 {
			start--
		}
		for end < len(text) && text[end]-'0' <= 9 {
			end++
		}
		if p.mayBe(text[start:end]) {
			end = max(end, p.findAt(text, start, at, found))
		}
		i = end + 3
	}
}

// mayBe says whether a group can be part of a number, without looking at them.
func (p *numberPieces) mayBe(group string) bool {
	has := func(set []uint64, digits string) bool {
		g := decimal(digits)
		return set[g/64]&(1<<(g%64)) != 0
	}
	switch n := len(group); {
	case n == 3:
		return has(p.areas[:], group)
	case n < 3:
		return false
	default:
		return has(p.grams[:], group[:4]) || has(p.grams[:], group[n-4:])
	}
}

// findAt looks for parts of numbers in the chain around the group at start, and
// returns where the search goes on.
func (p *numberPieces) findAt(text string, start int, at fragmentPlace, found func(fragment)) int {
	var c chain
	c.read(text, start)
	next := start
	for i := range p.list {
		n := &p.list[i]
		f, ok := n.masked(&c)
		if !ok {
			f, ok = n.bare(&c, text, start, at)
		}
		if ok {
			found(f)
			next = max(next, f.end)
		}
	}
	return next
}

// fragment makes a fragment that stands at certain positions.
func (n *number) fragment(shown positions, start, end int) fragment {
	return fragment{
		canary: n.canary, start: start, end: end, shown: shown,
		telling: n.kind == canary.Card && !shown.within(pciFirst, pciLast),
	}
}

// asGoodAsKnown says that the digits that are shown leave too little to guess,
// or show more of a card than PCI DSS lets anyone see.
func (n *number) asGoodAsKnown(shown positions) bool {
	switch n.kind {
	case canary.Card:
		return !shown.within(pciFirst, pciLast)
	case canary.Phone:
		return shown.count() >= max(8, len(n.digits)-3) // seven are a local number
	default:
		return shown.count() >= len(n.digits)-3
	}
}

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
		shown.join(span(len(n.digits)-len(tail), len(n.digits), len(n.digits)))
	}
	start := first
	for g := range c.g {
		head := string(c.symbols[min(c.groups[g], first):first])
		if len(head) >= pciFirst && len(head) < len(n.digits) && strings.HasPrefix(n.digits, head) {
			shown.join(span(0, len(head), len(n.digits)))
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
		f, ok = n.fragment(span(len(n.digits)-len(digits), len(n.digits), len(n.digits)), 0, 0), true
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
		return n.fragment(span(all-size, all, all), 0, 0), true
	case around.first && size >= 5 && strings.HasPrefix(n.digits, digits):
		return n.fragment(span(0, size, all), 0, 0), true
	case around.kind == n.kind && n.kind == canary.SSN && size == 5 && strings.HasPrefix(n.digits, digits):
		return n.fragment(span(0, size, all), 0, 0), true
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
		here := span(i, i+size, all)
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
