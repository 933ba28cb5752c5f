// Package fieldkind says from what a form field is called which kind of canary
// belongs into it. It is layer 1: flow files are checked with it, and flows made
// from recordings get their plants from it. Call [Of].
//
// It reads names and never values, and where it does not know, it says so: a
// wrong kind would plant what the app refuses.
package fieldkind

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/maskproof/maskproof/internal/canary"
)

// Field is what is known of a form field; empty where it is not.
type Field struct {
	Type         string   // of an input: password, email, tel, …
	Autocomplete string   // the attribute (WHATWG HTML, Autofill)
	Texts        []string // what names it: label, placeholder, name, id, test id
}

// Of is the kind for a field; "" where nothing says it.
func Of(f Field) canary.Kind {
	for token := range strings.FieldsSeq(strings.ToLower(f.Autocomplete)) {
		if kind, ok := autocomplete()[token]; ok {
			return kind
		}
	}
	if f.Type == "password" {
		return kindOr(inWords(f.Texts, secrets()), canary.Password)
	}
	if kind := inWords(f.Texts, slices.Concat(secrets(), others())); kind != "" {
		return kind
	}
	return map[string]canary.Kind{"email": canary.Email, "tel": canary.Phone}[f.Type]
}

// Sensitive says that a kind is one that nobody should type anything real for.
func Sensitive(kind canary.Kind) bool {
	return slices.ContainsFunc(secrets(), func(w words) bool { return w.kind == kind })
}

// autocomplete are the tokens that name a kind.
func autocomplete() map[string]canary.Kind {
	return map[string]canary.Kind{
		"cc-number": canary.Card, "cc-csc": canary.CVC, "cc-name": canary.Name, "name": canary.Name, "given-name": canary.Name,
		"family-name": canary.Name, "email": canary.Email, "tel": canary.Phone, "tel-national": canary.Phone, "bday": canary.DOB,
		"one-time-code": canary.OTP, "current-password": canary.Password, "new-password": canary.Password,
		"street-address": canary.Address, "address-line1": canary.Address,
	}
}

// words are what a kind's fields are called, in lower case and single spaces.
type words struct {
	kind    canary.Kind
	pattern *regexp.Regexp
}

// secrets come first: "card security code" is no card number.
func secrets() []words {
	return []words{
		{canary.CVC, regexp.MustCompile(`\b(cvc|cvv|cvn|csc|cid|security code|card verification( code| number)?|prüfnummer)\b`)},
		{canary.OTP, regexp.MustCompile(`\b(otp|one time (code|password)|2fa|mfa|(sms|login|verification|confirmation) code)\b`)},
		{canary.Password, regexp.MustCompile(`\b(password|passwd|pwd|pass ?phrase|passwort|mot de passe|contraseña)\b`)},
		{canary.SSN, regexp.MustCompile(`\b(ssn|social security( number| no)?|itin|tax ?id|national id)\b`)},
		{canary.IBAN, regexp.MustCompile(`\b(iban|bank account( number)?)\b`)},
		{canary.DOB, regexp.MustCompile(`\b(dob|bday|birth ?day|birth ?date|date of birth|born|geburtsdatum)\b`)},
		{canary.Card, regexp.MustCompile(`\b((credit|debit)? ?card ?(number|no|num)|cardnumber|ccnumber|cc (number|num)|(credit|debit) card|pan|kartennummer)\b`)},
	}
}

func others() []words {
	return []words{
		{canary.Email, regexp.MustCompile(`\b(e ?)?mail\b`)},
		{canary.Phone, regexp.MustCompile(`\b(phone|telephone|mobile|cell|tel|telefon|handy)\b`)},
		{canary.Address, regexp.MustCompile(`\b(address|street|addr|adresse|straße)\b`)},
		{canary.Name, regexp.MustCompile(`\b((full|first|last|given|family|your|sur)? ?name|name on (the )?card|card ?holder( name)?|surname|recipient)\b`)},
	}
}

// notNames are names of other things than people.
var notNames = regexp.MustCompile(`\b(user|company|business|file|product|project|team|domain|host|nick|list|event)s? ?names?\b`)

func inWords(texts []string, table []words) canary.Kind {
	for _, w := range table {
		for _, text := range texts {
			text = notNames.ReplaceAllString(normal(text), " ")
			if w.pattern.MatchString(text) {
				return w.kind
			}
		}
	}
	return ""
}

// normal takes apart what programmers write together: cardNumber, card_number and
// card-number are "card number".
func normal(text string) string {
	var b strings.Builder
	var last rune
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			b.WriteByte(' ')
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		last = r
	}
	return strings.Join(strings.Fields(strings.ToLower(b.String())), " ")
}

func kindOr(kind, other canary.Kind) canary.Kind {
	if kind != "" {
		return kind
	}
	return other
}
