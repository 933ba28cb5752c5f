package detect

import (
	"fmt"
	"slices"
)

// Confidence is how sure a find is; see the package comment.
type Confidence string

// The levels of confidence.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// Levels lists them from the lowest to the highest.
func Levels() []Confidence { return []Confidence{Low, Medium, High} }

// ParseConfidence reads a level as users write it.
func ParseConfidence(s string) (Confidence, error) {
	if slices.Contains(Levels(), Confidence(s)) {
		return Confidence(s), nil
	}
	return "", fmt.Errorf("unknown confidence %q, allowed are low, medium, high", s)
}

// AtLeast says that the confidence is the given one or higher.
func (c Confidence) AtLeast(other Confidence) bool { return c.rank() >= other.rank() }

func (c Confidence) rank() int {
	switch c {
	case High:
		return 2
	case Medium:
		return 1
	default:
		return 0
	}
}
