package detect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
)

// How many bytes before a value are searched for words about it.
const (
	tellingReach = 40
	exampleReach = 64
)

// look is one text being searched by one rule.
type look struct {
	d    *Detector
	text string
	at   Place
	kind canary.Kind
	name string // the words of at.Name, see words; "" until asked for

	groups []group // of the chain being read
}

func (l *look) reset(d *Detector, text string, at Place) {
	l.d, l.text, l.at, l.name = d, text, at, ""
}

// found reports text[start:end] with its shape behind the kind, "" for none.
// What an example shows is low.
func (l *look) found(start, end int, c Confidence, value, shape string) {
	if l.example(start) {
		c = Low
	}
	text := string(l.kind)
	if shape != "" {
		text += ", " + shape
	}
	l.d.keep(Find{Kind: l.kind, Confidence: c, Start: start, End: end, Value: value, Shape: text})
}

// named says that the place's name has one of the words in it.
func (l *look) named(list []string) bool {
	if l.name == "" {
		l.name = l.d.wordsOf(l.at.Name)
	}
	return anyWord(l.name, list)
}

// told says that one of the words stands shortly before start, with no other
// value in between: no number, no line, no other parameter.
func (l *look) told(start int, list []string) bool {
	before := l.text[max(0, start-tellingReach):start]
	for i := len(before) - 1; i > 0; i-- {
		if strings.IndexByte("\n;&,|", before[i]) >= 0 || isDigit(before[i]) && isDigit(before[i-1]) {
			before = before[i+1:]
			break
		}
	}
	return anyWord(words(before), list)
}

// telling says that the name or what stands before says what the value is.
func (l *look) telling(start int, list []string) bool { return l.named(list) || l.told(start, list) }

// example says that the value only shows how one looks.
func (l *look) example(start int) bool {
	if l.at.Name == "placeholder" {
		return true
	}
	before := l.text[max(0, start-exampleReach):start]
	if i := strings.LastIndexAny(before, "\n;&|"); i >= 0 {
		before = before[i+1:]
	}
	return anyWord(words(before), exampleWords)
}

// exampleWords are never written.
var exampleWords = []string{
	"example", "examples", "sample", "test", "testing", "dummy", "demo", "fake", "placeholder", "eg", "e g", "beispiel", "z b",
	"exemple", "lorem", "format", "such as",
}

// anyWord says that one of the words, or of the words in a row, is in a text
// made by words.
func anyWord(text string, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool {
		i := strings.Index(text, w)
		for i >= 0 {
			if text[i-1] == ' ' && text[i+len(w)] == ' ' {
				return true
			}
			next := strings.Index(text[i+1:], w)
			if next < 0 {
				return false
			}
			i += 1 + next
		}
		return false
	})
}

// words splits a text or an identifier ("cardNumber", "e-mail") into its words
// in lower case, with one space before and behind each. Digits are no words.
func words(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	space, lower := true, false
	for _, r := range s {
		letter := unicode.IsLetter(r)
		if !space && (!letter || lower && unicode.IsUpper(r)) {
			b.WriteByte(' ')
			space = true
		}
		if letter {
			b.WriteRune(unicode.ToLower(r))
			space = false
		}
		lower = unicode.IsLower(r)
	}
	if !space {
		b.WriteByte(' ')
	}
	return b.String()
}

// stands says that text[start:end] is not part of a longer word or of a text
// that was masked in part.
func (l *look) stands(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(l.text[:start])
	after, _ := utf8.DecodeRuneInString(l.text[end:])
	return (start == 0 || !sticks(before)) && (end == len(l.text) || !sticks(after))
}

func sticks(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_*•●·#", r)
}
