package scan

import (
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
)

// freeDigits is how many digits a number must have to count wherever it stands
// in a chain; shorter ones must begin and end with a group.
const freeDigits = 12

// digitNeedle is a number to look for among digit groups.
type digitNeedle struct {
	digits string
	canary int
	form   canary.Form
	view   string // what the number undoes by itself: "reversed"; "" for none
}

// digitNeedles lists the numbers of a canary, and backwards those that are no
// other number then.
func digitNeedles(index int, c canary.Canary) []digitNeedle {
	var list []digitNeedle
	for _, f := range c.Forms() {
		if f.Class != canary.Digits {
			continue
		}
		list = append(list, digitNeedle{f.Text, index, f, ""})
		if turned := reversed(f.Text); f.Guard == canary.Anywhere && turned != f.Text {
			list = append(list, digitNeedle{turned, index, f, viewReversed})
		}
	}
	return list
}

// digitIndex finds numbers whatever separates their digits; the package comment
// has the rule.
type digitIndex struct {
	needles []digitNeedle
	lengths uint64           // bit n: a needle of n digits, below freeDigits, exists
	bits    [1 << 6]uint64   // by digitSlot: whether short may have the key
	short   map[uint64][]int // needles of fewer than freeDigits, by digitKey
	long    *gramIndex       // the rest
	longIDs []int

	recent recentGroups // these two are reused from text to text
	chain  digitChain
}

// newDigitIndex returns nil if there is nothing to look for.
func newDigitIndex(needles []digitNeedle) *digitIndex {
	if len(needles) == 0 {
		return nil
	}
	x := &digitIndex{needles: needles, short: map[uint64][]int{}}
	var long []string
	for i, n := range needles {
		if len(n.digits) >= freeDigits {
			long = append(long, n.digits)
			x.longIDs = append(x.longIDs, i)
			continue
		}
		var value uint64
		for _, c := range []byte(n.digits) {
			value = value*10 + uint64(c-'0')
		}
		key := digitKey(value, len(n.digits))
		x.lengths |= 1 << len(n.digits)
		x.bits[digitSlot(key)/64] |= 1 << (digitSlot(key) % 64)
		x.short[key] = append(x.short[key], i)
	}
	x.long = newGramIndex(long, longStep)
	return x
}

// digitKey packs a number of up to eleven digits with their count, since
// leading zeros count.
func digitKey(value uint64, length int) uint64 { return value<<4 | uint64(length) }

func digitSlot(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> 52 }

// find calls found for each occurrence; start and end are bytes of text.
func (x *digitIndex) find(text string, digits bitmap, found func(n *digitNeedle, start, end int)) {
	for i := digits.next(0); i >= 0; {
		i = digits.next(x.findChain(text, i, found))
	}
}

// findChain searches the chain that begins at start and returns where it ends.
func (x *digitIndex) findChain(text string, start int, found func(n *digitNeedle, start, end int)) int {
	recent, total := &x.recent, 0
	recent.n = 0
	for i := start; ; {
		g, end := readGroup(text, i)
		total += g.size
		if recent.n > 0 || mayGoOn(text, end) {
			recent.push(g)
			x.findShort(end, found)
		} else {
			x.findGroup(g, end, found) // most groups stand alone
		}
		next := end
		if mayGoOn(text, end) {
			next += separator(text[end:])
		}
		if next == end || next >= len(text) || text[next]-'0' > 9 {
			if total >= freeDigits && x.long != nil {
				x.findLong(text[:end], start, found)
			}
			return end
		}
		i = next
	}
}

// mayGoOn says that a separator may stand at i; see separator.
func mayGoOn(text string, i int) bool {
	return i < len(text) && (text[i] <= '/' || text[i] >= utf8.RuneSelf)
}

// readGroup reads the digits at i and returns where they end.
func readGroup(text string, i int) (g digitGroup, end int) {
	g.offset = i
	for i < len(text) && text[i]-'0' <= 9 {
		g.value = g.value*10 + uint64(text[i]-'0') // overflow only where it is not used
		i++
	}
	g.size = i - g.offset
	return g, i
}

// recentGroups is a ring of the last groups of a chain. Each has a digit at
// least, so no number below freeDigits spans more than the ring holds.
type recentGroups struct {
	ring [16]digitGroup
	n    int
}

type digitGroup struct {
	offset int    // of its first digit in the text
	size   int    // digits
	value  uint64 // as a number, if size is below freeDigits
}

func (r *recentGroups) push(g digitGroup) {
	r.ring[r.n%len(r.ring)] = g
	r.n++
}

// findShort tries the last group as an end and each group border up to eleven
// digits before it as a beginning.
func (x *digitIndex) findShort(end int, found func(n *digitNeedle, start, end int)) {
	var number digitGroup
	scale := uint64(1)
	for k := x.recent.n - 1; k >= 0; k-- {
		g := &x.recent.ring[k%len(x.recent.ring)]
		if number.size += g.size; number.size >= freeDigits {
			return
		}
		number.value += g.value * scale
		number.offset = g.offset
		x.findGroup(number, end, found)
		for range g.size {
			scale *= 10
		}
	}
}

// findGroup looks one number up.
func (x *digitIndex) findGroup(g digitGroup, end int, found func(n *digitNeedle, start, end int)) {
	if g.size >= freeDigits || x.lengths&(1<<g.size) == 0 {
		return
	}
	key := digitKey(g.value, g.size)
	if slot := digitSlot(key); x.bits[slot/64]&(1<<(slot%64)) == 0 {
		return
	}
	for _, id := range x.short[key] {
		found(&x.needles[id], g.offset, end)
	}
}

// findLong searches the chain that begins at start and ends with the text.
func (x *digitIndex) findLong(text string, start int, found func(n *digitNeedle, start, end int)) {
	c := &x.chain
	c.read(text, start)
	findGrams(x.long, c.digits, func(pattern, start int) {
		n := &x.needles[x.longIDs[pattern]]
		end := start + len(n.digits)
		if start >= 0 && end <= len(c.digits) && string(c.digits[start:end]) == n.digits {
			found(n, c.offsets[start], c.offsets[end-1]+1)
		}
	})
}

// digitChain is the digits of a chain without what separates them.
type digitChain struct {
	digits  []byte
	offsets []int // of each digit in the text
}

func (c *digitChain) read(text string, start int) {
	c.digits, c.offsets = c.digits[:0], c.offsets[:0]
	for i := start; i < len(text); i++ {
		if text[i]-'0' <= 9 {
			c.digits = append(c.digits, text[i])
			c.offsets = append(c.offsets, i)
		}
	}
}

// separator returns the length of the separator at the beginning of text: one or
// two of the characters that people and forms put between digits.
func separator(text string) int {
	n := 0
	for range 2 {
		if n == len(text) {
			return n
		}
		switch c := text[n]; {
		case c <= '/' && (c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+'):
			n++
		case c < utf8.RuneSelf:
			return n
		default:
			r, size := utf8.DecodeRuneInString(text[n:])
			if !isDigitSpace(r) {
				return n
			}
			n += size
		}
	}
	return n
}

// isDigitSpace knows the spaces and dashes beyond ASCII that number formats use.
func isDigitSpace(r rune) bool {
	return r == 0xA0 || r >= 0x2000 && r <= 0x200A || r >= 0x2010 && r <= 0x2015 || r == 0x202F || r == 0x205F ||
		r == 0x2212 || r == 0x3000
}
