package scan

import (
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

// numberPieces finds parts of numbers.
type numberPieces struct {
	list  []number
	grams [10_000/64 + 1]uint64 // four digits in a row that some number has
	areas [1000/64 + 1]uint64   // three digits that begin a social security or phone number
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
		area := max(0, len(n.digits)-10) // of a phone number, behind the country code
		if c.Kind == canary.SSN || c.Kind == canary.Phone {
			g := decimal(n.digits[area : area+3])
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
// nothing. It says whether there was a group to look at.
func (p *numberPieces) find(text string, digits bitmap, at fragmentPlace, found func(fragment)) (near bool) {
	if len(p.list) == 0 {
		return false
	}
	done := 0
	for group := range digits.runs(3) {
		if group.from >= done && p.mayBe(text[group.from:group.to]) {
			near = true
			done = p.findAt(text, group.from, at, found)
		}
	}
	return near
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
