package canary

import (
	"strings"
	"unicode/utf8"
)

// Class says how a form is compared.
type Class int

// The classes of forms.
const (
	Literal Class = iota // letter by letter, without case
	Digits               // with the digits of neighbouring groups
)

// Guard says when an occurrence of a form counts; see the package comment.
type Guard int

// The guards, from the most to the least lenient.
const (
	Anywhere Guard = iota
	Bounded
	Telling
)

// Form is one spelling that counts as a canary's value.
type Form struct {
	Text  string // as it is written; digits only where Class is Digits
	Class Class
	Guard Guard
	kind  Kind
}

// Forms returns every spelling that counts as the same value, the value itself
// first (of a code, its digits), without repetitions. Case and Unicode compatibility forms are not
// listed: whoever compares folds both sides with [Fold].
func (c Canary) Forms() []Form {
	l := &formList{kind: c.Kind, seen: map[Form]bool{}}
	if l.code(c.Value) {
		return l.forms
	}
	l.literal(c.Value)
	l.literal(strings.TrimSpace(c.Value))
	switch c.Kind {
	case Card:
		l.card(digitsOf(c.Value))
	case Phone:
		l.phone(c.Value)
	case SSN:
		l.number(digitsOf(c.Value), 9)
	case IBAN:
		l.iban(c.Value)
	case DOB:
		l.date(c.Value)
	case Name:
		l.name(strings.Fields(c.Value))
	case Address:
		l.address(strings.Fields(c.Value))
	}
	return l.forms
}

// formList collects forms of one kind without repetitions.
type formList struct {
	kind  Kind
	forms []Form
	seen  map[Form]bool
}

func (l *formList) add(f Form) {
	f.kind = l.kind
	if l.seen[f] || len(l.forms) > 0 && utf8.RuneCountInString(f.Text) < shortestValue {
		return
	}
	l.seen[f] = true
	l.forms = append(l.forms, f)
}

func (l *formList) literal(text string) {
	l.add(Form{Text: text, Class: Literal, Guard: l.guard(text)})
}

// number adds a digits form if the number is long enough not to be met by
// chance between other numbers.
func (l *formList) number(digits string, least int) {
	if len(digits) >= least {
		l.add(Form{Text: digits, Class: Digits, Guard: Anywhere})
	}
}

// code adds the only form of a security or one-time code that is a number: its
// digits, in one group or several ("123 456"). It says whether it did.
func (l *formList) code(value string) bool {
	d := digitsOf(value)
	if l.kind != CVC && l.kind != OTP || !isNumber(value) || len(d) < shortestValue {
		return false
	}
	l.add(Form{Text: d, Class: Digits, Guard: Telling})
	return true
}

// guard is Telling for codes, Bounded for short texts and for numbers that
// other numbers could hold, and Anywhere else.
func (l *formList) guard(text string) Guard {
	letters, figures := countLetters(text)
	switch {
	case l.kind == CVC || l.kind == OTP:
		return Telling
	case letters+figures < 6, letters == 0 && figures < 12, l.kind == DOB:
		return Bounded
	default:
		return Anywhere
	}
}

func countLetters(s string) (letters, figures int) {
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			figures++
		case isLetter(r) || r >= utf8.RuneSelf:
			letters++
		}
	}
	return letters, figures
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }
