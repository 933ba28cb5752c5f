package detect

// trait is what the bytes of a text say of it. Rules name the traits they need.
type trait uint8

const (
	hasDigit trait = 1 << iota
	hasLetter
	hasAt
	hasDot
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

// enough digits for every rule; they are not counted further.
const enough = 16

// glance returns the traits of a text and how many digits it has, up to enough
// of them or a few more.
func glance(text string) (t trait, digits int) {
	rest := text
	for len(rest) >= 8 { // eight loads at a time do not wait for each other
		t |= traitTable[rest[0]] | traitTable[rest[1]] | traitTable[rest[2]] | traitTable[rest[3]] |
			traitTable[rest[4]] | traitTable[rest[5]] | traitTable[rest[6]] | traitTable[rest[7]]
		rest = rest[8:]
	}
	for i := range len(rest) {
		t |= traitTable[rest[i]]
	}
	if t&hasDigit == 0 {
		return t, 0
	}
	for i := 0; i < len(text) && digits < enough; i++ {
		digits += int(traitTable[text[i]] & hasDigit)
	}
	return t, digits
}

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isDigit(c) || isLetter(c) || c == '_' }
