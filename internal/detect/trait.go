package detect

// trait is what the bytes of a text say of it. Rules name the traits they need.
type trait uint8

const (
	hasDigit trait = 1 << iota
	hasLetter
	hasAt
	hasDot

	// What the numbers of a text have, see look.numbers.
	hasYear    // four digits that may be a year
	hasAccount // two letters and two digits begin a word
)

// traitTable is written here and nowhere else.
var traitTable = func() (table [256]trait) {
	for c := range 256 {
		switch {
		case isDigit(byte(c)):
			table[c] = hasDigit
		case isLetter(byte(c)):
			table[c] = hasLetter
		}
	}
	table['@'], table['.'] = hasAt, hasDot
	return table
}()

// traitsOf returns the traits that single bytes have.
func traitsOf(text string) (t trait) {
	for len(text) >= 8 { // eight loads at a time do not wait for each other
		t |= traitTable[text[0]] | traitTable[text[1]] | traitTable[text[2]] | traitTable[text[3]] |
			traitTable[text[4]] | traitTable[text[5]] | traitTable[text[6]] | traitTable[text[7]]
		text = text[8:]
	}
	for i := range len(text) {
		t |= traitTable[text[i]]
	}
	return t
}

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isDigit(c) || isLetter(c) || c == '_' }
