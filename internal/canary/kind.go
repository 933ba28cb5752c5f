package canary

import (
	"fmt"
	"slices"

	"github.com/agnivade/levenshtein"
)

// Kinds lists all kinds, in the order in which help texts show them.
func Kinds() []Kind {
	return []Kind{Email, Password, Card, CVC, Name, Phone, SSN, Address, DOB, IBAN, OTP, Text}
}

// ParseKind reads a kind as users write it. The error names the nearest kind.
func ParseKind(s string) (Kind, error) {
	if slices.Contains(Kinds(), Kind(s)) {
		return Kind(s), nil
	}
	return "", fmt.Errorf("unknown kind %q, did you mean %q?", s, nearestKind(s))
}

func nearestKind(s string) Kind {
	return slices.MinFunc(Kinds(), func(a, b Kind) int {
		return levenshtein.ComputeDistance(s, string(a)) - levenshtein.ComputeDistance(s, string(b))
	})
}

// hasChecksum says whether a look-alike of the kind exists: a value of the same
// shape whose checksum fails.
func (k Kind) hasChecksum() bool { return k == Card || k == IBAN }
