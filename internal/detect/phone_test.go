package detect

import (
	"testing"

	"github.com/maskproof/maskproof/internal/canary"
)

func TestPhone(t *testing.T) {
	check(t, canary.Phone, "", []sample{
		{text: "+49 1522 9317462", want: Medium, value: "+4915229317462"},
		{text: "+1 (415) 736-2958", want: Medium, value: "+14157362958"},
		{text: "tel:+14157362958", want: High, value: "+14157362958"},
		{text: "+14157362958", want: High, value: "+14157362958", at: under("phone_number")},
		{text: "+14157362958", want: High, value: "+14157362958", at: typed()},
		{text: "Mobile: +44 7911 234567", want: High, value: "+447911234567"},
		{text: "call (415) 736-2958 now", want: Medium, value: "+14157362958"},
		{text: "4157362958", want: Medium, value: "+14157362958", at: under("mobile")},
		{text: "+1 415 736 2958 / 24", want: Medium, value: "+14157362958"},
		{text: "+1 800 736 2958", want: Low, value: "+18007362958"},
		{text: "e.g. +49 1522 9317462", want: Low, value: "+4915229317462"},
		{text: "4157362958"},
		{text: "(415) 736-2958"},
		{text: "+1 212 555-0142"},
		{text: "+44 7700 900123"},
		{text: "phone 12"},
		{text: "4157362958", at: under("phone_id")},
		{text: "1795000000", at: under("phone_verified_at")},
		{text: "a+14157362958"},
		{text: "2026-11-24T18:00:00+0100"},
		{text: "+1795000000000"},
		{text: "1+14157362958"},
		{text: "+14157362958123456"},
		{text: "phone: 0f4157362958aa"},
		{text: "call $4157362958"},
		{text: "+1 *** *** 2958"},
		{text: "+1.5"},
	})
}

func TestPhoneInItsRegion(t *testing.T) {
	check(t, canary.Phone, "US", []sample{
		{text: "(415) 736-2958", want: Medium, value: "+14157362958"},
		{text: "415.736.2958", want: Medium, value: "+14157362958"},
		{text: "phone 4157362958", want: High, value: "+14157362958"},
		{text: "4157362958", want: Low, value: "+14157362958"},
		{text: "+49 1522 9317462", want: Medium, value: "+4915229317462"},
		{text: "(212) 555-0142"},
		{text: "415-736-2958-1"},
		{text: "115-736-2958"},
		{text: "0.4157362958"},
		{text: "$4157362958"},
	})
	check(t, canary.Phone, "DE", []sample{
		{text: "01522 9317462", want: Medium, value: "+4915229317462"},
		{text: "Telefon 030 23125123", want: High, value: "+493023125123"},
	})
}
