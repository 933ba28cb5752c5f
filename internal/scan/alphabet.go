package scan

import "iter"

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

const (
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowers  = "abcdefghijklmnopqrstuvwxyz"
)

// The alphabets, never written.
var (
	alphabet64 = newAlphabet(letters+lowers+"0123456789+/", letters+lowers+"0123456789-_") // RFC 4648, 4 and 5

	// RFC 4648, 6 and 7, and Crockford's.
	alphabets32 = []*alphabet{
		newAlphabet(letters+"234567", lowers+"234567"),
		newAlphabet("0123456789ABCDEFGHIJKLMNOPQRSTUV", "0123456789abcdefghijklmnopqrstuv"),
		newAlphabet("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "0123456789abcdefghjkmnpqrstvwxyz"),
	}

	alphabet58 = newAlphabet("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz") // Bitcoin's

	alphabetHex   = newAlphabet("0123456789abcdef", "          ABCDEF")
	alphanumerics = newAlphabet("0123456789" + letters + lowers)
)

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
