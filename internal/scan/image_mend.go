package scan

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/maskproof/maskproof/internal/canary"
)

// The least that is mended: what is shorter, or guarded, must be read right.
const (
	leastMended = 8 // characters of a text
	leastNumber = 9 // digits
)

// perMistake is how many characters may hold one that was misread altogether;
// there are mostMistakes at most, and never in a digit.
const (
	perMistake   = 16
	mostMistakes = 2
)

// mender puts canaries right that text recognition misread, so that the views
// and the redaction of excerpts see them as everywhere else. It compares by
// [alike] and without white space, and forgives a long canary a few characters
// more. Random values do not meet such a text by chance: of eight characters
// each is one of some twenty that are told apart.
type mender struct{ needles []mendNeedle }

// mendNeedle is one form of a canary as it is compared.
type mendNeedle struct {
	canary   int
	form     string
	digits   bool
	letters  []rune
	prices   []int // of each letter, where it is misread or missing
	mistakes int
}

func newMender(canaries []canary.Canary) *mender {
	m := &mender{}
	for i, c := range canaries {
		seen := map[string]bool{}
		for _, f := range c.Forms() {
			n := mendNeedle{canary: i, form: f.Text, digits: f.Class == canary.Digits}
			if !n.digits && !strings.ContainsFunc(f.Text, unicode.IsLetter) {
				continue // a spelling of a number, which is another form
			}
			size := len([]rune(f.Text))
			n.mistakes = min(size/perMistake, mostMistakes)
			n.letters = newBlurred(f.Text, n.digits).letters
			least := leastMended
			if n.digits {
				least, n.mistakes = leastNumber, 0
			}
			n.prices = n.pricesOf()
			if key := string(n.letters); f.Guard == canary.Anywhere && size >= least && !seen[key] {
				seen[key] = true
				m.needles = append(m.needles, n)
			}
		}
	}
	slices.SortStableFunc(m.needles, func(a, b mendNeedle) int { return cmp.Compare(len(b.letters), len(a.letters)) })
	return m
}

// pricesOf makes every digit dearer than all mistakes together.
func (n *mendNeedle) pricesOf() []int {
	b := newBlurred(n.form, n.digits)
	prices := make([]int, len(b.letters))
	for i, start := range b.starts {
		if prices[i] = 1; n.form[start]-'0' <= 9 {
			prices[i] = n.mistakes + 1
		}
	}
	return prices
}

// misread is where a canary stands in a text, in bytes.
type misread struct {
	start, end int
	needle     *mendNeedle
}

// mend returns the text with every misread canary in its own form, and which
// canaries those are.
func (m *mender) mend(text string) (string, map[int]bool) {
	words, numbers := newBlurred(text, false), newBlurred(text, true)
	var spans []misread
	for i := range m.needles {
		n := &m.needles[i]
		in := words
		if n.digits {
			in = numbers
		}
		in.find(n, func(start, end int) {
			if !slices.ContainsFunc(spans, func(s misread) bool { return start < s.end && s.start < end }) {
				spans = append(spans, misread{start, end, n})
			}
		})
	}
	slices.SortFunc(spans, func(a, b misread) int { return cmp.Compare(a.start, b.start) })
	var out strings.Builder
	mended, from := map[int]bool{}, 0
	for _, s := range spans {
		if s.needle.readable(text[s.start:s.end]) {
			continue
		}
		out.WriteString(text[from:s.start])
		out.WriteString(s.needle.form)
		from, mended[s.needle.canary] = s.end, true
	}
	out.WriteString(text[from:])
	return out.String(), mended
}

// readable says that the matcher sees the needle in the text as it stands.
func (n *mendNeedle) readable(text string) bool {
	if !n.digits {
		return strings.EqualFold(text, n.form)
	}
	digits := strings.NewReplacer(" ", "", "-", "").Replace(text)
	return digits == n.form && !strings.Contains(text, "  ")
}

// blurred is a text in classes of characters that look alike.
type blurred struct {
	text    string
	letters []rune
	starts  []int // of each letter's character in the text, in bytes
	ends    []int
}

// newBlurred leaves white space out; in numbers also what stands between
// digits, but not line ends: what stands below each other is not one number.
func newBlurred(text string, number bool) *blurred {
	b := &blurred{text: text}
	for i, r := range text {
		end := i + len(string(r))
		switch {
		case number && strings.ContainsRune(" \t-.,()+/", r), !number && unicode.IsSpace(r):
			continue
		}
		for _, letter := range alike(unicode.ToLower(r)) {
			b.letters, b.starts, b.ends = append(b.letters, letter), append(b.starts, i), append(b.ends, end)
		}
	}
	return b
}

// alike returns the class of a character, which may be two characters.
func alike(r rune) []rune {
	switch r {
	case '0', 'o':
		return []rune("o")
	case '1', 'l', 'i', '|', '!':
		return []rune("l")
	case '2', 'z':
		return []rune("z")
	case '5', 's', '$', '§':
		return []rune("s")
	case '8', 'b', 'ß':
		return []rune("b")
	case '9', 'g', 'q':
		return []rune("g")
	case 'u', 'v':
		return []rune("v")
	case 'w':
		return []rune("vv")
	case 'm':
		return []rune("rn")
	case '@', '©', '®':
		return []rune("@")
	case '.', ',':
		return []rune(".")
	case '-', '–', '—', '_', '~':
		return []rune("-")
	}
	return []rune{r}
}

// find calls found for each place where the needle stands, in bytes of the text.
func (b *blurred) find(n *mendNeedle, found func(start, end int)) {
	for from := 0; from < len(b.letters); {
		start, end := b.next(n, from)
		if end < 0 {
			return
		}
		if from = end; n.digits && !b.alone(n, start, end) {
			continue
		}
		found(b.starts[start], b.ends[end-1])
	}
}

// alone keeps the rule of numbers: a short one must not begin or end within
// another.
func (b *blurred) alone(n *mendNeedle, start, end int) bool {
	from, to := b.starts[start], b.ends[end-1]
	return len(n.form) >= freeDigits ||
		(from == 0 || b.text[from-1]-'0' > 9) && (to == len(b.text) || b.text[to]-'0' > 9)
}

// next returns the nearest place from a letter on where the needle stands with
// the fewest mistakes; end is -1 if there is none. It is Sellers' algorithm: row
// i has for each beginning of the needle the fewest mistakes of a text that ends
// at letter i, and where that text begins.
func (b *blurred) next(n *mendNeedle, from int) (start, end int) {
	if n.mistakes == 0 {
		return b.exactly(n.letters, from)
	}
	cost, begin := make([]int, len(n.letters)+1), make([]int, len(n.letters)+1)
	begin[0] = from
	for j, price := range n.prices {
		cost[j+1], begin[j+1] = cost[j]+price, from
	}
	best := n.mistakes + 1
	end = -1
	for i := from; i < len(b.letters) && (end < 0 || i <= end+n.mistakes); i++ {
		diagonal, origin := cost[0], i
		begin[0] = i + 1
		for j, letter := range n.letters {
			wrong := n.prices[j]
			if letter == b.letters[i] {
				wrong = 0
			}
			c, at := diagonal+wrong, origin
			diagonal, origin = cost[j+1], begin[j+1]
			if left := cost[j] + n.prices[j]; left < c { // letter is missing from the text
				c, at = left, begin[j]
			}
			if up := cost[j+1] + 1; up < c { // text has one too many
				c, at = up, begin[j+1]
			}
			cost[j+1], begin[j+1] = c, at
		}
		if c := cost[len(n.letters)]; c < best {
			best, start, end = c, begin[len(n.letters)], i+1
		}
	}
	return start, end
}

// exactly is next without mistakes.
func (b *blurred) exactly(letters []rune, from int) (start, end int) {
	for i := from; i+len(letters) <= len(b.letters); i++ {
		if b.letters[i] == letters[0] && slices.Equal(b.letters[i:i+len(letters)], letters) {
			return i, i + len(letters)
		}
	}
	return 0, -1
}
