package scan

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// viewLength is in Finding.Via where nothing but a length shows.
const viewLength = "mask-length"

// maskLengths notes fields whose mask is as long as the value behind it. Only
// fields that the run has stamped are told: of another mask nobody knows what it
// hides. It is information and never a leak, one finding a canary.
func (s *Scanner) maskLengths(at *site) {
	if s.opts.Policy.Fragments == "off" {
		return
	}
	for i := range s.opts.Canaries {
		c := &s.opts.Canaries[i]
		stamp := s.opts.Stamps[c.ID]
		if stamp == "" || s.measured[c.ID] || !tellingLength(c.Kind) || before(at, c) {
			continue
		}
		field := s.player.Field(at.window, stamp)
		size := len(utf16.Encode([]rune(c.Value)))
		if field.Kind == replay.Present && field.Node == at.ev.NodeAt("/data/text") && maskSize(field.Value) == size {
			s.measured[c.ID] = true
			s.lengths = append(s.lengths, s.lengthFinding(at, c, field, size))
		}
	}
}

// tellingLength says that the length of such a value helps who guesses it: people
// choose it, or there are few.
func tellingLength(kind canary.Kind) bool {
	switch kind {
	case canary.Password, canary.Name, canary.CVC, canary.OTP:
		return true
	}
	return false
}

// maskSize is how many UTF-16 units a text of one mask character has, as
// posthog-js counts them; 0 for another text.
func maskSize(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.IsLetter(first) || unicode.IsDigit(first) || unicode.IsSpace(first) || strings.Trim(text, string(first)) != "" {
		return 0
	}
	return len(utf16.Encode([]rune(text)))
}

func (s *Scanner) lengthFinding(at *site, c *canary.Canary, field replay.Sighting, size int) Finding {
	f := Finding{
		Canary: c.ID, Kind: c.Kind, Match: Fragment, Surface: rrweb.SurfaceInput, Via: []string{viewLength},
		Recording: s.opts.Recording, Window: at.window, Event: at.event, Timestamp: at.timestamp, Pointer: "/data/text",
		Node: field.Node, Selector: field.Selector, Excerpt: field.Value,
		Revealed: fmt.Sprintf("its length: %d characters", size), Count: 1, LastTimestamp: at.timestamp,
	}
	f.Fingerprint = s.fingerprint(&f, s.stable(f.Selector))
	return f
}
