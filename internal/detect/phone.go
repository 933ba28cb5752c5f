package detect

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// The digits of a phone number with its country code (E.164 allows 15), and the
// groups it may be written in.
const (
	shortestPhone    = 7
	longestPhone     = 15
	mostPhoneGroups  = 6
	noRegion         = phonenumbers.UNKNOWN_REGION
	guessedRegion    = "US"
	fewestForNoTrunk = 10
)

// These lists are never written.
var (
	phoneWords = []string{
		"phone", "phones", "telephone", "phonenumber", "tel", "mobile", "cell", "cellphone", "fax", "whatsapp", "sms", "msisdn", "call",
		"telefon", "telefonnummer", "handy", "rufnummer", "mobil", "telefono", "teléfono", "téléphone", "portable",
	}

	// notPhoneWords make a number under such a name something about a phone.
	notPhoneWords = []string{"id", "ids", "at", "time", "timestamp", "count", "version", "length", "order", "price", "hash"}

	// fictional begin numbers that regulators keep for drama: Ofcom, ACMA.
	fictional = []string{
		"+447700900", "+442079460", "+441134960", "+441144960", "+441154960", "+441164960", "+441174960", "+441184960", "+441214960",
		"+441314960", "+441414960", "+441514960", "+441614960", "+441914980", "+441632960", "+448081570", "+449098790", "+443069990",
		"+61491570", "+61491571", "+61491572", "+61491573", "+61491574", "+61491575", "+61255501", "+61355501", "+61755501", "+61855501",
	}
)

// findPhones reads the chains that begin with a plus sign, and those that a word
// or the region make a phone number.
func findPhones(l *look) {
	for groups, next := l.chain(0); len(groups) > 0; groups, next = l.chain(next) {
		for len(groups) > 0 {
			groups = groups[l.phone(groups):]
		}
	}
}

// phone reports a number that begins with the first of the groups and returns
// how many of them are done with.
func (l *look) phone(groups []group) int {
	if countDigits(groups) < shortestPhone {
		return len(groups)
	}
	start := groups[0].start
	if start > 0 && l.text[start-1] == '+' {
		return l.try(groups, start-1, phonenumbers.UNKNOWN_REGION, l.plusConfidence(start-1))
	}
	if start > 0 && l.text[start-1] == '(' {
		start--
	}
	if start > 0 && strings.IndexByte("$€£¥,", l.text[start-1]) >= 0 {
		return len(groups)
	}
	told := l.telling(start, phoneWords) && !l.named(notPhoneWords)
	switch {
	case told && l.d.region != "":
		return l.try(groups, start, l.d.region, High)
	case told && countDigits(groups) >= fewestForNoTrunk:
		return l.try(groups, start, guessedRegion, Medium)
	case l.d.region != "" && countDigits(groups) <= longestPhone:
		return l.whole(groups, start, l.d.region)
	}
	return len(groups)
}

// plusConfidence is for a number with a plus sign at start.
func (l *look) plusConfidence(start int) Confidence {
	if l.at.Surface == "input" || l.telling(start, phoneWords) {
		return High
	}
	return Medium
}

// try looks for the longest number made of the first groups and returns how many
// groups it has; one if there is none.
func (l *look) try(groups []group, start int, region string, c Confidence) int {
	for n := min(len(groups), mostPhoneGroups); n > 0; n-- {
		digits := countDigits(groups[:n])
		if digits < shortestPhone || digits > longestPhone {
			continue
		}
		if l.valid(start, groups[n-1].end, region, c) {
			return n
		}
	}
	return 1
}

// whole takes all groups for one number of the region: without a word for it,
// only what is written like a number is more than a shape.
func (l *look) whole(groups []group, start int, region string) int {
	c := Low
	if len(groups) > 1 && (l.text[start] == '(' || l.text[start] == '0' || l.likeAmerican(groups)) {
		c = Medium
	}
	if len(groups) <= mostPhoneGroups {
		l.valid(start, groups[len(groups)-1].end, region, c)
	}
	return len(groups)
}

// likeAmerican says that the groups are those of 212-555-0142 or 1-212-555-0142.
func (l *look) likeAmerican(groups []group) bool {
	n := len(groups)
	return n >= 3 && groups[n-1].len() == 4 && groups[n-2].len() == 3 && groups[n-3].len() == 3 &&
		(n == 3 || n == 4 && l.digitsOf(groups[:1]) == "1")
}

// valid reports text[start:end] if it is a number that could be called.
func (l *look) valid(start, end int, region string, c Confidence) bool {
	if !l.stands(start, end) || start > 0 && l.text[start-1] == '+' {
		return false
	}
	number, err := phonenumbers.Parse(l.text[start:end], region)
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return false
	}
	value := phonenumbers.Format(number, phonenumbers.E164)
	if isFictional(value) {
		return true // known for what it is, so no part of it is tried again
	}
	switch phonenumbers.GetNumberType(number) {
	case phonenumbers.TOLL_FREE, phonenumbers.SHARED_COST, phonenumbers.PREMIUM_RATE, phonenumbers.UAN:
		c = Low // of a company
	}
	l.found(start, end, c, value, phonenumbers.GetRegionCodeForNumber(number))
	return true
}

// isFictional also knows 555-0100 to 555-0199 behind every area code of North
// America.
func isFictional(e164 string) bool {
	if len(e164) == 12 && e164[:2] == "+1" && e164[5:10] == "55501" {
		return true
	}
	for _, prefix := range fictional {
		if strings.HasPrefix(e164, prefix) {
			return true
		}
	}
	return false
}
