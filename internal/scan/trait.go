package scan

// trait is what a look at the bytes of a text says of it. Views name the traits
// they need, so that an ordinary text costs one pass and no view.
type trait uint8

const (
	hasDigit     trait = 1 << iota
	hasPercent         // %
	hasPlus            // +
	hasAmpersand       // &
	hasBackslash       // \
	hasOpening         // { [ "
	hasHigh            // a byte above ASCII
)

// traitTable is written here and nowhere else.
var traitTable = func() (table [256]trait) {
	for c := range 256 {
		switch {
		case c >= '0' && c <= '9':
			table[c] = hasDigit
		case c >= 0x80:
			table[c] = hasHigh
		}
	}
	table['%'], table['+'], table['&'], table['\\'] = hasPercent, hasPlus, hasAmpersand, hasBackslash
	table['{'], table['['], table['"'] = hasOpening, hasOpening, hasOpening
	return table
}()

func traitsOf(text string) trait {
	var t trait
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
