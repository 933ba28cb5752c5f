package scan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostSymbols is how many digits and mask characters a number that is hidden in
// part can have; longer rows are something else.
const mostSymbols = 40

// chain is digits and mask characters in a row, in groups with one or two
// separators between them: "4242 42** **** 4242".
type chain struct {
	symbols [mostSymbols]byte // digits, and '*' for each mask character
	offsets [mostSymbols]int  // where each begins in the text
	ends    [mostSymbols]int  // and where it ends
	groups  [mostSymbols + 1]int
	n       int // symbols
	g       int // groups; groups[g] is n
	masks   int
	bold    int // masks that nothing but a mask looks like: neither x nor #
	long    bool
}

func (c *chain) start() int { return c.offsets[0] }
func (c *chain) end() int   { return c.ends[c.n-1] }

// read reads the chain around the digits at start. Its first and last group are
// dropped where letters touch them.
func (c *chain) read(text string, start int) {
	from := chainBegin(text, start)
	*c = chain{}
	gap := true
	i := from
	for i < len(text) && c.n < mostSymbols {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		symbol, ok := chainSymbol(r)
		if !ok {
			size = chainGap(text[i:])
			if size == 0 {
				break
			}
			gap = true
			i += size
			continue
		}
		if gap {
			c.groups[c.g] = c.n
			c.g++
		}
		c.symbols[c.n], c.offsets[c.n], c.ends[c.n] = symbol, i, i+size
		c.n++
		gap = false
		i += size
	}
	c.long = c.n == mostSymbols
	c.groups[c.g] = c.n
	c.trim(text)
	for i := range c.n {
		if c.symbols[i] == '*' {
			c.masks++
			if b := text[c.offsets[i]]; b != 'x' && b != 'X' && b != '#' {
				c.bold++
			}
		}
	}
}

// trim drops the groups at both ends that belong to a word.
func (c *chain) trim(text string) {
	if c.g > 0 && wordBefore(text, c.offsets[0]) && !countryBefore(text, c.offsets[0]) {
		drop := c.groups[1]
		copy(c.symbols[:], c.symbols[drop:c.n])
		copy(c.offsets[:], c.offsets[drop:c.n])
		copy(c.ends[:], c.ends[drop:c.n])
		for i := range c.g {
			c.groups[i] = c.groups[i+1] - drop
		}
		c.g, c.n = c.g-1, c.n-drop
	}
	if c.g > 0 && wordAfter(text, c.ends[c.n-1]) {
		c.g--
		c.n = c.groups[c.g]
	}
}

// countryBefore says that what ends at i is the country of an IBAN.
func countryBefore(text string, i int) bool {
	return i >= 2 && strings.Trim(text[i-2:i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && !wordBefore(text, i-2)
}

// chainBegin goes back from the digits at start to where their chain begins.
func chainBegin(text string, start int) int {
	begin, gap := start, 0
	for i := start; i > 0 && start-i < 3*mostSymbols; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if _, ok := chainSymbol(r); ok {
			begin, gap = i, 0
			continue
		}
		if gap++; gap > 2 || chainGap(text[i:]) == 0 {
			break
		}
	}
	return begin
}

// chainSymbol reads a digit or a mask character.
func chainSymbol(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r == '*' || r == 'x' || r == 'X' || r == '#':
		return '*', true
	case r < utf8.RuneSelf:
		return 0, false
	}
	return '*', isMaskRune(r)
}

// isMaskRune knows the signs that pages put in place of characters.
func isMaskRune(r rune) bool {
	return strings.ContainsRune("*\u2022\u25cf\u00b7\u2219\u22c5\u2217\u25e6\u26ab\u2b24\u25aa\u25a0\u2588\u2026\uff0a\u00d7", r)
}

// chainGap is the length of the separators at the beginning of a text, 0 if
// there is none or more than two. Dots are none: they make decimals.
func chainGap(text string) int {
	n := 0
	for count := 0; n < len(text); count++ {
		r, size := utf8.DecodeRuneInString(text[n:])
		if r != ' ' && r != '-' && r != '(' && r != ')' && !isDigitSpace(r) {
			break
		}
		if count == 2 {
			return 0
		}
		n += size
	}
	return n
}

// wordBefore says that what begins at i goes on before it, as a word, a decimal
// (".5" in styles and drawings), a colour or an amount.
func wordBefore(text string, i int) bool {
	r, size := utf8.DecodeLastRuneInString(text[:i])
	if r == ',' && i > size {
		return text[i-size-1]-'0' <= 9
	}
	return i > 0 && (isWord(r) || strings.ContainsRune(".#$&%\u20ac\u00a3\u00a5", r))
}

// wordAfter says the same of what ends at i.
func wordAfter(text string, i int) bool {
	r, size := utf8.DecodeRuneInString(text[i:])
	if (r == '.' || r == ',') && i+size < len(text) {
		return text[i+size]-'0' <= 9
	}
	return i < len(text) && (isWord(r) || r == '%')
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
