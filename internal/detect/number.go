package detect

import "strings"

// group is digits in a row: text[start:end].
type group struct{ start, end int }

func (g group) len() int { return g.end - g.start }

// A chain is groups with one or two separators between them: "4242 4242",
// "(212) 555-0142". A comma or a line end breaks it, and so does a plus sign but
// between two digits.

// isSeparator says what may stand between the groups of one number.
func isSeparator(c byte) bool {
	switch c {
	case ' ', '-', '.', '/', '(', ')':
		return true
	}
	return false
}

// chain returns the next chain that begins at from or later, and where to go on;
// no groups at the end of the text. They are valid until the next call.
func (l *look) chain(from int) (groups []group, next int) {
	l.groups = l.groups[:0]
	i := from
	for i < len(l.text) && !isDigit(l.text[i]) {
		i++
	}
	for i < len(l.text) && isDigit(l.text[i]) {
		start := i
		for i < len(l.text) && isDigit(l.text[i]) {
			i++
		}
		l.groups = append(l.groups, group{start, i})
		next = i
		if i+1 < len(l.text) && l.text[i] == '+' && isDigit(l.text[i+1]) {
			i++
			continue
		}
		for i < len(l.text) && i < next+2 && isSeparator(l.text[i]) {
			i++
		}
	}
	return l.groups, next
}

// numbers returns the traits of the numbers in the text, and how many digits its
// longest chain has.
func (l *look) numbers() (t trait, longest int) {
	for groups, next := l.chain(0); len(groups) > 0; groups, next = l.chain(next) {
		digits := 0
		for _, g := range groups {
			digits += g.len()
			if g.len() == 4 && (l.text[g.start:g.start+2] == "19" || l.text[g.start:g.start+2] == "20") {
				t |= hasYear
			}
		}
		longest = max(longest, digits)
		if g := groups[0]; g.len() >= 2 && g.start >= 2 && isLetter(l.text[g.start-1]) && isLetter(l.text[g.start-2]) {
			t |= hasAccount
		}
	}
	return t, longest
}

// separator is the one byte between two neighbours of a chain, 0 if there are
// two, or if a group is missing.
func (l *look) separator(groups []group, i int) byte {
	if i < 0 || i+1 >= len(groups) || groups[i+1].start != groups[i].end+1 {
		return 0
	}
	return l.text[groups[i].end]
}

// beside says that a group next to groups[i:j] belongs to it by the look of it:
// a dash or a dot is between them.
func (l *look) beside(groups []group, i, j int) bool {
	before, after := l.separator(groups, i-1), l.separator(groups, j-1)
	return before == '-' || before == '.' || after == '-' || after == '.'
}

// standsAlone says that groups[i:j] are not part of a longer number, word or
// amount.
func (l *look) standsAlone(groups []group, i, j int) bool {
	start, end := groups[i].start, groups[j-1].end
	switch {
	case !l.stands(start, end), l.beside(groups, i, j):
		return false
	case start > 0 && strings.IndexByte(".+$", l.text[start-1]) >= 0, end < len(l.text) && l.text[end] == '%':
		return false
	}
	return true
}

// inCode says that text[start:end] is a part of something a machine wrote: a dash
// ties it to a word ("item-4012"), or it is a string of JSON, whose name it has
// when the JSON is taken apart.
func (l *look) inCode(start, end int) bool {
	return start > 0 && strings.IndexByte(`-"`, l.text[start-1]) >= 0 || end < len(l.text) && strings.IndexByte(`-"`, l.text[end]) >= 0
}

// digitsOf returns the digits of groups in a row.
func (l *look) digitsOf(groups []group) string {
	if len(groups) == 1 {
		return l.text[groups[0].start:groups[0].end]
	}
	var digits []byte
	for _, g := range groups {
		digits = append(digits, l.text[g.start:g.end]...)
	}
	return string(digits)
}

func countDigits(groups []group) int {
	n := 0
	for _, g := range groups {
		n += g.len()
	}
	return n
}
