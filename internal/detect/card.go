package detect

import "slices"

// cardWords are never written.
var cardWords = []string{
	"card", "cards", "pan", "cc", "ccnum", "ccnumber", "cardnumber", "cardnum", "creditcard", "credit", "debit", "visa", "mastercard",
	"amex", "karte", "kreditkarte", "kartennummer", "carte", "tarjeta",
}

// orderWords name numbers that are no cards.
var orderWords = []string{
	"id", "ids", "order", "orders", "ref", "reference", "tracking", "invoice", "transaction", "session", "request", "req", "trace", "sku",
	"time", "timestamp", "ts", "at", "version", "gift", "isbn", "ean", "imei", "shipment", "ticket", "no", "bestellung",
}

// findCards tries each group of a chain as a whole card, and each group as the
// first of a card that is written in groups.
func findCards(l *look) {
	for groups, next := l.chain(0); len(groups) > 0; groups, next = l.chain(next) {
		for i := 0; i < len(groups); i++ {
			if n := l.card(groups, i); n > 0 {
				i += n - 1
			}
		}
	}
}

// card reports a card that begins with groups[i] and returns of how many groups
// it is; 0 if there is none.
func (l *look) card(groups []group, i int) int {
	n := l.cardGroups(groups[i:])
	if n == 0 {
		return 0
	}
	card := groups[i : i+n]
	start, end := card[0].start, card[n-1].end
	if !l.standsAlone(groups, i, i+n) {
		return 0
	}
	digits := l.digitsOf(card)
	issuer := networkOf(digits)
	if issuer == "" || !luhn(digits) || isTestCard(digits) {
		return 0
	}
	row := n > 1 && l.inRow(groups, i, i+n)
	l.found(start, end, l.cardConfidence(start, end, n > 1, row), digits, issuer+", ends in "+digits[len(digits)-4:])
	return n
}

// cardGroups says how many groups make a card by their lengths: one, or those of
// printed cards with the same space or dash between them, or a plus sign, which is a space in a
// query.
func (l *look) cardGroups(groups []group) int {
	if n := groups[0].len(); n >= 12 && n <= 19 {
		return 1
	}
	sep := l.separator(groups, 0)
	if sep != ' ' && sep != '-' && sep != '+' {
		return 0
	}
	for _, printed := range [][]int{{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}} {
		if l.grouped(groups, printed, sep) {
			return len(printed)
		}
	}
	return 0
}

func (l *look) grouped(groups []group, lengths []int, sep byte) bool {
	if len(groups) < len(lengths) {
		return false
	}
	for i, n := range lengths {
		if groups[i].len() != n || i > 0 && l.separator(groups, i-1) != sep {
			return false
		}
	}
	return true
}

// mostBehind is how many groups may follow a card: month, year, security code.
const mostBehind = 3

// inRow says that a card in groups stands in a row of numbers, where four of
// them add up to a card by chance.
func (l *look) inRow(groups []group, i, j int) bool {
	return l.separator(groups, i-1) != 0 || len(groups)-j > mostBehind ||
		j < len(groups) && groups[j].len() >= groups[j-1].len()
}

func (l *look) cardConfidence(start, end int, grouped, row bool) Confidence {
	switch {
	case l.telling(start, cardWords):
		return High
	case row, l.inCode(start, end), l.telling(start, orderWords):
		return Low
	case grouped:
		return High
	case l.at.Content:
		return Medium
	}
	return Low // one in thirty numbers of sixteen digits passes
}

// luhn is the check of ISO/IEC 7812-1 annex B.
func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func isTestCard(digits string) bool { return slices.Contains(testCards, digits) }
