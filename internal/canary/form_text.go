package canary

import "strings"

// name adds the orders and joints in which forms, sort keys and slugs write a
// name of two words or more.
func (l *formList) name(words []string) {
	if len(words) < 2 {
		return
	}
	first, last := strings.Join(words[:len(words)-1], " "), words[len(words)-1]
	l.literal(last + ", " + first)
	l.literal(last + "," + first)
	l.literal(last + " " + first)
	for _, sep := range []string{"", "-", "_", "."} {
		l.literal(strings.Join(words, sep))
	}
}

// address adds the street without its number, which stays the same place, and
// the usual short forms of the last word.
func (l *formList) address(words []string) {
	if len(words) < 3 || digitsOf(words[0]) == "" {
		return
	}
	number, street := words[0], strings.Join(words[1:], " ")
	l.streetName(street)
	l.literal(street + " " + number)
	long, ok := strings.CutSuffix(street, " Street")
	if !ok {
		return
	}
	for _, short := range []string{" St", " Str"} {
		l.literal(number + " " + long + short)
		l.streetName(long + short)
	}
}

// streetName adds a street alone, if it is long enough not to be a word of the
// page.
func (l *formList) streetName(street string) {
	if letters, _ := countLetters(street); letters >= 10 {
		l.literal(street)
	}
}
