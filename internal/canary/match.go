package canary

import "strings"

// Matches says whether s, the current text of a field, holds the value and
// nothing else, in any of its forms. Fields that reformat what is typed still
// match.
func (c Canary) Matches(s string) bool {
	text := strings.Join(strings.Fields(Fold(s)), " ")
	figures, plain := digitsOf(text), isNumber(text)
	for _, f := range c.Forms() {
		if f.Class == Digits && plain && figures == f.Text {
			return true
		}
		if f.Class == Literal && text == strings.Join(strings.Fields(Fold(f.Text)), " ") {
			return true
		}
	}
	return false
}

// AtHome is a phone number as one dials it in its own country. It is "" for what is none,
// and for numbers outside North America, which do not tell where the country code ends.
func (c Canary) AtHome() string {
	national, ok := strings.CutPrefix(c.Value, "+1")
	if c.Kind != Phone || !ok {
		return ""
	}
	return strings.TrimSpace(national)
}

// isNumber says that s is digits and what people put between them.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789 -./()+_\u2010\u2011\u2012\u2013") == ""
}
