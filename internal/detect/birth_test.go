package detect

import (
	"testing"

	"github.com/maskproof/maskproof/internal/canary"
)

func TestBirth(t *testing.T) {
	check(t, canary.DOB, "", []sample{
		{text: "Date of birth: 1984-12-27", want: High, value: "1984-12-27"},
		{text: "born on December 27th, 1984 in Ulm", want: High, value: "1984-12-27"},
		{text: "born 27 Dec 1984", want: High, value: "1984-12-27"},
		{text: "DOB 12/27/1984", want: High, value: "1984-12-27"},
		{text: "Geburtsdatum: 27.12.1984", want: High, value: "1984-12-27"},
		{text: "1984-12-27T00:00:00.000Z", want: High, value: "1984-12-27", at: under("birthDate")},
		{text: "05/06/1984", want: High, value: "1984-06-05", at: under("dob")},
		{text: "Date of birth, for example 1984-12-27", want: Low, value: "1984-12-27"},
		{text: "1984-12-27"},
		{text: "12/27/1984", at: under("created")},
		{text: "Date of birth: 2031-01-01"},
		{text: "Date of birth: 1884-01-01"},
		{text: "Date of birth: 1984-13-27"},
		{text: "Date of birth: 1984-00-00"},
		{text: "reborn 1984-12-27"},
		{text: "Date of birth: **/**/1984"},
		{text: "dob 1.1984-12-275"},
		{text: "born in the week of the great flood, which everybody in town remembers, 1984-12-27"},
	})
}
