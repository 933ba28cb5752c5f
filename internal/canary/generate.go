package canary

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// generate makes a value of a kind from the source alone.
func generate(kind Kind, src *source) string {
	switch kind {
	case Email:
		return src.letters(10) + "." + src.letters(8) + "@" + src.letters(8) + ".example.com"
	case Password:
		return src.pick(upperLetters, 1) + src.letters(10) + "!" + src.digits(4) + src.pick(upperLetters, 1)
	case Name:
		return src.word() + " " + src.word()
	case Address:
		return strconv.Itoa(1000+src.intn(9000)) + " " + src.word() + " Street"
	case DOB:
		return birthday(src)
	case CVC:
		return securityCode(src)
	case OTP:
		return strconv.Itoa(100_000 + src.intn(900_000))
	case Text:
		return strings.Join([]string{src.letters(9), src.letters(9), src.letters(9)}, " ")
	default:
		return generateNumber(kind, src)
	}
}

// birthday is of an adult. Its day is above 12, so that no order of day and
// month can be taken for another date.
func birthday(src *source) string {
	year, month, day := 1945+src.intn(55), 1+src.intn(12), 13+src.intn(16)
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// securityCode avoids the numbers that stand on many pages: round ones, colour
// and HTTP codes. Its three digits differ from each other.
func securityCode(src *source) string {
	for {
		n := 101 + src.intn(898)
		a, b, c := n/100, n/10%10, n%10
		if a != b && b != c && a != c && c != 0 && !strings.Contains(" 123 192 201 204 206 255 256 301 302 304 307 308 401 403 404 405 409 413 429 501 502 503 504 127 128 512 768 ", fmt.Sprintf(" %d ", n)) {
			return strconv.Itoa(n)
		}
	}
}
