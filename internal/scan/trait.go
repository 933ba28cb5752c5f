package scan

// trait is what a look at the bytes of a text says of it. Views name the traits
// they need, so that an ordinary text costs one pass and no view.
type trait uint64

const (
	hasDigit     trait = 1 << iota
	hasUpper           // A to Z
	hasLower           // a to z
	hasSpace           // white space of ASCII
	hasControl         // another control character
	hasPercent         // %
	hasPlus            // +
	hasAmpersand       // &
	hasBackslash       // \
	hasOpening         // { [ "
	hasEquals          // =
	hasJoint           // / - _
	hasMark            // any other mark of ASCII
	hasTilde           // ~, a mark besides
	hasHigh            // a byte above ASCII

	// The rest are shapes: a few characters in a row.

	hasBase64        // two quads of base64 that spell six printable bytes
	hasBase64Turned  // the same from right to left
	hasBase64Rotated // the same with rot13 over it
	hasHex           // six pairs of hexadecimal digits that spell printable bytes
	hasHexTurned     // the same from right to left
	hasHexRotated    // the same with rot13 over it
	hasHexPairs      // three such pairs with separators, or with 0x before them
	hasPairsTurned   // such pairs from right to left
	hasPairsRotated  // such pairs with rot13 over them
	hasCodes         // two numbers of two digits or more, one behind the other
	hasLookalike     // a digit beside a letter that looks like one

	// And these are stretches of letters and digits; see runTraits.

	hasRun     // longRun characters of base64 without a break
	hasMixed   // longRun characters of base64 with upper and lower case or digits
	hasBase32  // a word in one case that base32 may be
	hasLong    // longWord letters and digits
	hasHexRun  // hexadecimal digits that are all of a text, or minHexBytes of them
	upperToken // the text is a token with upper case

	hasToken  // the text is a token of minToken characters or more; see isToken
	onlyBytes // no text has it: views that need it read bytes only
)

// notToken are the traits that a single token of an encoding does not have.
const notToken = hasSpace | hasControl | hasPercent | hasAmpersand | hasBackslash | hasOpening | hasMark | hasHigh

// longRun is how long a run of characters must be for its bytes, if it is
// base64 or the like, to be looked at when they are not text.
const longRun = 12

// isToken says that a text is one word of letters, digits and / - _ + =.
func (t trait) isToken() bool { return t&notToken == 0 }

// traitsOf runs all shapes side by side as bits of two words (the Shift-And
// algorithm of Baeza-Yates and Gonnet): bit n of a word is set while the
// characters before fit the first steps of a shape, and the table says for each
// character which steps it can be.
func traitsOf(text string) trait {
	t := byteTraits
	var seen trait
	var at, hits [2]uint64
	for i := range len(text) {
		b := &t.bytes[text[i]]
		seen |= b.trait
		at[0] = (at[0]<<1 | t.first[0]) & b.steps[0]
		at[1] = (at[1]<<1 | t.first[1]) & b.steps[1]
		hits[0] |= at[0]
		hits[1] |= at[1]
	}
	for _, s := range t.last {
		if hits[s.word]&s.bit != 0 {
			seen |= s.trait
		}
	}
	if seen.isToken() && len(text) >= minToken {
		seen |= hasToken
	}
	return seen
}

// traitTable says what each byte adds.
type traitTable struct {
	bytes [256]struct {
		trait trait
		steps [2]uint64
	}
	first [2]uint64 // the first step of each shape
	last  []shapeEnd
}

type shapeEnd struct {
	trait trait
	word  int
	bit   uint64
}

// byteTraits is written here and nowhere else.
var byteTraits = func() *traitTable {
	t := &traitTable{}
	for c := range 256 {
		t.bytes[c].trait = traitOfByte(byte(c))
	}
	used := [2]int{}
	for _, s := range shapes() {
		word := 0
		if used[0]+len(s.steps) > 64 {
			word = 1
		}
		t.add(s, word, used[word])
		used[word] += len(s.steps)
	}
	return t
}()

func (t *traitTable) add(s shape, word, bit int) {
	t.first[word] |= 1 << bit
	for i, class := range s.steps {
		for c := range 256 {
			if class(byte(c)) {
				t.bytes[c].steps[word] |= 1 << (bit + i)
			}
		}
	}
	t.last = append(t.last, shapeEnd{s.trait, word, 1 << (bit + len(s.steps) - 1)})
}

func traitOfByte(c byte) trait {
	switch {
	case c-'0' <= 9:
		return hasDigit
	case c-'A' < 26:
		return hasUpper
	case c-'a' < 26:
		return hasLower
	case c == ' ' || c-'\t' <= '\r'-'\t':
		return hasSpace
	case c < ' ' || c == 0x7F:
		return hasControl
	case c >= 0x80:
		return hasHigh
	}
	switch c {
	case '%':
		return hasPercent
	case '+':
		return hasPlus
	case '&':
		return hasAmpersand
	case '\\':
		return hasBackslash
	case '{', '[', '"':
		return hasOpening
	case '=':
		return hasEquals
	case '/', '-', '_':
		return hasJoint
	case '~':
		return hasMark | hasTilde
	}
	return hasMark
}
