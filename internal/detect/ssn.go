package detect

import "slices"

// These lists are never written.
var (
	ssnWords = []string{"ssn", "social", "social security", "socialsecurity", "socialsecuritynumber", "tax id", "taxid", "tin", "itin"}

	// voidSSNs were printed in advertisements or stand in every example.
	voidSSNs = []string{"078051120", "219099999", "123456789", "457555462"}
)

// findSSNs looks for three, two and four digits, or nine in one that a word
// tells.
func findSSNs(l *look) {
	for groups, next := l.chain(0); len(groups) > 0; groups, next = l.chain(next) {
		for i := range groups {
			l.ssn(groups, i)
		}
	}
}

func (l *look) ssn(groups []group, i int) {
	n, sep := 1, byte(0)
	if groups[i].len() == 3 {
		n, sep = 3, l.separator(groups, i)
	}
	if i+n > len(groups) || n == 1 && groups[i].len() != 9 || n == 3 && !l.grouped(groups[i:], []int{3, 2, 4}, sep) {
		return
	}
	start, end := groups[i].start, groups[i+n-1].end
	digits := l.digitsOf(groups[i : i+n])
	if !l.standsAlone(groups, i, i+n) || !isSSN(digits) {
		return
	}
	told := l.telling(start, ssnWords)
	switch {
	case told && n == 3:
		l.found(start, end, High, digits, "")
	case sep == '-' && l.telling(start, orderWords):
		l.found(start, end, Low, digits, "")
	case told, sep == '-':
		l.found(start, end, Medium, digits, "")
	}
}

// isSSN knows what the Social Security Administration never issues: area 000,
// 666 and 900 to 999 (there are taxpayer numbers), group 00, serial 0000.
func isSSN(digits string) bool {
	area := digits[:3]
	return area != "000" && area != "666" && area[0] != '9' && digits[3:5] != "00" && digits[5:] != "0000" &&
		!slices.Contains(voidSSNs, digits)
}
