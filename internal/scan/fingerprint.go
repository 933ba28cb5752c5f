package scan

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// fingerprintSize is how many bytes of the keyed hash a fingerprint keeps.
const fingerprintSize = 16

// fingerprint hashes what stays the same while the same field leaks in the same
// way at the same place: canary id, kind, match, surface, the views, and the
// places as stable writes them. It holds no value, node id or event index.
//
// The key is Options.Key. It is no secret and need not be one, since nothing
// that is hashed is: it keeps the findings of two scenarios apart.
func (s *Scanner) fingerprint(f *Finding, places ...string) string {
	mac := hmac.New(sha256.New, []byte("maskproof.fingerprint/1\x00"+s.opts.Key))
	for _, part := range append([]string{
		f.Canary, string(f.Kind), string(f.Match), string(f.Surface), strings.Join(f.Via, " "),
	}, places...) {
		mac.Write([]byte(part))
		mac.Write([]byte{0})
	}
	return hex.EncodeToString(mac.Sum(nil)[:fingerprintSize])
}

// changing finds what differs from run to run in selectors, URLs and names: ids
// of databases and frameworks, hashes of builds, the run id in our own stamps.
// The places that CSS counts stay.
var changing = regexp.MustCompile(`:nth-of-type\(\d+\)` +
	`|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}` +
	`|[A-Za-z0-9]*[0-9][A-Za-z0-9]*`)

// stable writes a place without what changes from run to run. Of a place that
// holds a canary nothing is kept.
func (s *Scanner) stable(place string) string {
	if s.tellsCanary(place) {
		return HiddenPlace
	}
	return changing.ReplaceAllStringFunc(place, func(token string) string {
		switch {
		case token[0] == ':':
			return token
		case len(token) >= 8:
			return "0"
		}
		return digitRuns.ReplaceAllString(token, "0")
	})
}

var digitRuns = regexp.MustCompile(`[0-9]+`)
