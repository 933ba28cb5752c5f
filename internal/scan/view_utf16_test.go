package scan

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// Text in a row of bytes that is none as a whole is read, in both orders, whatever stands
// before and behind it.
func TestTextInsideRowsOfUnits(t *testing.T) {
	const odd = "\uFF00\uFFF8\uFF00\uFFF7" // in the plane of full-width digits and nothing
	wide := func(number string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, number)
	}
	for _, value := range []string{"4242424242424242", "5200 8282 8282 8210", "4000-0566-5566-5556"} {
		for _, text := range []string{wide(value), odd + wide(value), wide(value) + odd, odd + wide(value) + odd, odd + wide(value[:9]) + value[9:] + odd} {
			for low := range 2 {
				for shift := range 2 {
					data := strings.Repeat("\x80", shift) + bytesOf(text, low)
					var rows []reading
					utf16Rows(data, func(r reading) { rows = append(rows, r) })
					shown := slices.ContainsFunc(rows, func(r reading) bool {
						return strings.Contains(wide(r.text), wide(value)) && strings.HasPrefix(data[max(0, r.from):], bytesOf(r.text, low))
					})
					require.True(t, shown, "%q low %d shift %d: %q", text, low, shift, rows)
				}
			}
		}
	}
}

func bytesOf(text string, low int) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		pair := []byte{byte(u >> 8), byte(u)}
		b = append(b, pair[low], pair[1-low])
	}
	return string(b)
}
