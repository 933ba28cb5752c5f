package scan

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/maskproof/maskproof/internal/canary"
)

// needle is one text to look for.
type needle struct {
	text   string // ASCII letters in lower case, unless cased
	canary int    // index into Scanner.canaries
	form   canary.Form
	cased  bool   // upper and lower case differ: base64
	view   string // what the text undoes by itself, such as "form-decoded"; "" for none
}

// matches says whether the needle stands in text at start.
func (n *needle) matches(text string, start int) bool {
	if start < 0 || start+len(n.text) > len(text) {
		return false
	}
	if n.cased {
		return text[start:start+len(n.text)] == n.text
	}
	return equalFold(text[start:start+len(n.text)], n.text)
}

// equalFold compares texts of one length, the second without upper-case ASCII.
func equalFold(text, lower string) bool {
	for i := range len(lower) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// needlesOf lists what to look for to find a canary literally: each form as it
// is, folded, without accents, and with plus signs for its spaces; and the
// encodings that are cheaper to look for than to undo.
func needlesOf(index int, c canary.Canary) []needle {
	var list []needle
	for i, form := range c.Forms() {
		if i == 0 {
			list = append(list, encodedNeedles(index, c, form)...)
		}
		if form.Class != canary.Literal {
			continue
		}
		for _, text := range spellings(form.Text) {
			list = append(list, needle{text: text, canary: index, form: form})
			if strings.Contains(text, " ") {
				list = append(list, needle{
					text: strings.ReplaceAll(text, " ", "+"), canary: index, form: form, view: viewForm,
				})
			}
		}
	}
	return list
}

func spellings(text string) []string {
	list := []string{lowerASCII(text)}
	for _, more := range []string{canary.Fold(text), withoutAccents(canary.Fold(text))} {
		if more != list[len(list)-1] && len(more) >= minNeedle {
			list = append(list, more)
		}
	}
	return list
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r | 0x20
		}
		return r
	}, s)
}

func withoutAccents(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
