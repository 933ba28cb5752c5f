package canary

import (
	"strconv"
	"strings"
)

// card adds the number in any grouping, and the two ways in which number
// formatting writes it: in thousands, and with an exponent (ECMA-262,
// Number::toString, and Go's %v).
func (l *formList) card(digits string) {
	l.number(digits, 12)
	if len(digits) < 12 {
		return
	}
	for _, sep := range []string{",", ".", "'", "\u2019", "_", " "} {
		l.literal(groupFromRight(digits, sep))
	}
	mantissa := digits[:1] + "." + strings.TrimRight(digits[1:], "0")
	for _, exp := range []string{"e", "e+"} {
		l.literal(mantissa + exp + strconv.Itoa(len(digits)-1))
	}
}

func groupFromRight(digits, sep string) string {
	first := (len(digits)-1)%3 + 1
	parts := []string{digits[:first]}
	for i := first; i < len(digits); i += 3 {
		parts = append(parts, digits[i:i+3])
	}
	return strings.Join(parts, sep)
}

// phone adds the number as dialled from abroad and at home. Only North
// American numbers tell where the country code ends; of others every length
// from one to three is tried.
func (l *formList) phone(value string) {
	all := digitsOf(value)
	l.number(all, 9)
	if !strings.HasPrefix(strings.TrimSpace(value), "+") {
		if len(all) == 10 {
			l.number("1"+all, 9)
		}
		if national, ok := strings.CutPrefix(all, "0"); ok {
			l.number(national, 9)
		}
		return
	}
	l.number("00"+all, 9)
	l.number("011"+all, 9)
	if strings.HasPrefix(all, "1") {
		l.number(all[1:], 9)
		return
	}
	for code := 1; code <= 3 && code < len(all); code++ {
		l.number(all[code:], 9)
		l.number("0"+all[code:], 9)
	}
}

// iban adds the paper form, which is in groups of four, and the digits alone
// where nothing but the country code is letters.
func (l *formList) iban(value string) {
	compact := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, value)
	l.literal(compact)
	for _, sep := range []string{" ", "-", "."} {
		l.literal(groupFromLeft(compact, 4, sep))
	}
	if d := digitsOf(compact); len(d) == len(compact)-2 {
		l.number(d, 12)
	}
}

func groupFromLeft(s string, size int, sep string) string {
	var parts []string
	for len(s) > size {
		parts = append(parts, s[:size])
		s = s[size:]
	}
	return strings.Join(append(parts, s), sep)
}
