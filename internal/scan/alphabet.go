package scan

import (
	"iter"
	"strings"
)

// alphabet gives the value of each character of an encoding, -1 to others.
type alphabet [256]int8

func newAlphabet(characters string, more ...string) *alphabet {
	a := &alphabet{}
	for c := range a {
		a[c] = -1
	}
	for _, list := range append([]string{characters}, more...) {
		for i := range len(list) {
			if list[i] != ' ' {
				a[list[i]] = int8(i)
			}
		}
	}
	return a
}

// with adds a space, which newAlphabet passes over.
func (a *alphabet) with(c byte) *alphabet {
	a[c] = 0
	return a
}

const (
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowers  = "abcdefghijklmnopqrstuvwxyz"

	base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz" // Bitcoin's
)

// The alphabets, never written.
var (
	alphabet64 = newAlphabet(letters+lowers+"0123456789+/", letters+lowers+"0123456789-_") // RFC 4648, 4 and 5

	// RFC 4648, 6 and 7, and Crockford's.
	base32Digits = []string{letters + "234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"}
	alphabets32  = []*alphabet{bothCases(base32Digits[0]), bothCases(base32Digits[1]), bothCases(base32Digits[2])}

	alphabet58 = newAlphabet(base58Digits)

	alphabetHex   = newAlphabet("0123456789abcdef", "          ABCDEF")
	alphanumerics = newAlphabet("0123456789" + letters + lowers)
)

func bothCases(digits string) *alphabet { return newAlphabet(digits, strings.ToLower(digits)) }

func base64Value(c byte) int8 { return alphabet64[c] }

// span is text[from:to].
type span struct{ from, to int }

// runs yields the longest stretches of at least n characters of the alphabet.
func (a *alphabet) runs(text string, n int) iter.Seq[span] {
	return func(yield func(span) bool) {
		for i := 0; i+n <= len(text); i++ {
			if a[text[i+n-1]] < 0 { // no run of n covers it
				i += n - 1
				continue
			}
			from := i
			for from < len(text) && a[text[from]] < 0 {
				from++
			}
			i = from
			for i < len(text) && a[text[i]] >= 0 {
				i++
			}
			if i-from >= n && !yield(span{from, i}) {
				return
			}
		}
	}
}

// all says that the text is of the alphabet.
func (a *alphabet) all(text string) bool {
	for i := range len(text) {
		if a[text[i]] < 0 {
			return false
		}
	}
	return true
}

// bits returns the bytes that the text spells with width bits a character,
// without the bits left over. Characters that are not of the alphabet, such as
// line ends and padding, are passed over.
func (a *alphabet) bits(text string, width uint) []byte {
	out := make([]byte, 0, len(text)*int(width)/8)
	var word uint32
	var n uint
	for i := range len(text) {
		v := a[text[i]]
		if v < 0 {
			continue
		}
		word = word<<width | uint32(v)
		if n += width; n >= 8 {
			n -= 8
			out = append(out, byte(word>>n))
		}
	}
	return out
}
