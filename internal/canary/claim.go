package canary

import "strings"

// sharedRun is how many characters in a row two canaries may not share.
const sharedRun = 6

// claims lists what a value takes from its set: itself, the last four digits of
// numbers that are shown by them, and every run of six letters or digits that
// the kind leaves to chance.
func claims(kind Kind, value string) []string {
	list := []string{"value " + value}
	switch kind {
	case Card, Phone, SSN, IBAN:
		d := digitsOf(value)
		list = append(list, "last "+d[len(d)-4:])
	case CVC, DOB:
		return list
	}
	if kind == Phone {
		return append(list, "area "+value[3:6]) // the rest is fixed
	}
	return append(list, runs(randomPart(kind, value))...)
}

// randomPart drops what all values of a kind have in common.
func randomPart(kind Kind, value string) string {
	switch kind {
	case Email:
		return strings.TrimSuffix(value, ".example.com")
	case Address:
		return strings.TrimSuffix(value, " Street")
	default:
		return value
	}
}

func runs(s string) []string {
	s = strings.ToLower(s)
	var list []string
	for i := 0; i+sharedRun <= len(s); i++ {
		list = append(list, "run "+s[i:i+sharedRun])
	}
	return list
}

// digitsOf returns the ASCII digits of s.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
