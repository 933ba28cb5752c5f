package demo

import (
	"strconv"
	"strings"
	"time"
)

// cardSummary is what a payment provider tells a shop about a card.
type cardSummary struct {
	Brand string `json:"brand"`
	Last4 string `json:"last4"`
}

// brandOf names the brand of a card number by its first digits.
func brandOf(digits string) string {
	switch {
	case strings.HasPrefix(digits, "4"):
		return "Visa"
	case strings.HasPrefix(digits, "34"), strings.HasPrefix(digits, "37"):
		return "American Express"
	case strings.HasPrefix(digits, "5"), strings.HasPrefix(digits, "2"):
		return "Mastercard"
	case strings.HasPrefix(digits, "6"):
		return "Discover"
	}
	return "Card"
}

// isCard says whether digits are a card number: 13 to 19 digits that satisfy
// Luhn's checksum.
func isCard(digits string) bool {
	if len(digits) < 13 || len(digits) > 19 {
		return false
	}
	sum := 0
	for i, r := range digits {
		d := int(r - '0')
		if (len(digits)-i)%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// isCurrent says whether an expiry of four digits, month then year, has not
// passed at the given time. A card is good to the end of its month.
func isCurrent(digits string, now time.Time) bool {
	if len(digits) != 4 {
		return false
	}
	month, _ := strconv.Atoi(digits[:2])
	year, _ := strconv.Atoi(digits[2:])
	if month < 1 || month > 12 {
		return false
	}
	end := time.Date(2000+year, time.Month(month)+1, 1, 0, 0, 0, 0, time.UTC)
	return now.Before(end)
}

// isCVC says whether digits may be the security code of such a card.
func isCVC(digits, brand string) bool {
	if brand == "American Express" {
		return len(digits) == 4
	}
	return len(digits) == 3
}
