package detect

import (
	"testing"

	"github.com/maskproof/maskproof/internal/canary"
)

func TestSSN(t *testing.T) {
	check(t, canary.SSN, "", []sample{
		{text: "536-22-8741", want: Medium, value: "536228741"},
		{text: "SSN: 536-22-8741", want: High, value: "536228741"},
		{text: "Social Security 536 22 8741", want: High, value: "536228741"},
		{text: "536-22-8741", want: High, value: "536228741", at: under("ssn")},
		{text: "536228741", want: Medium, value: "536228741", at: under("socialSecurityNumber")},
		{text: "Format 536-22-8741", want: Low, value: "536228741"},
		{text: "SKU 536-22-8741", want: Low, value: "536228741"},
		{text: "536228741"},
		{text: "536 22 8741"},
		{text: "000-22-8741"},
		{text: "666-22-8741"},
		{text: "912-34-5678"},
		{text: "536-00-8741"},
		{text: "536-22-0000"},
		{text: "078-05-1120"},
		{text: "1-536-22-8741"},
		{text: "536-22-8741-2"},
		{text: "536-22-87412"},
		{text: "a536-22-8741"},
		{text: "***-**-8741"},
	})
}
