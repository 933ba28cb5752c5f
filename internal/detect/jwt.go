package detect

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// jwtStart is base64url of `{"`, with which each header begins.
const jwtStart = "eyJ"

// sampleSignature is that of the token on jwt.io.
const sampleSignature = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"

// claims are those of RFC 7519 that say how much a token is worth.
type claims struct {
	Expires *float64 `json:"exp"` // seconds since the Unix epoch
	Role    string   `json:"role"`
}

func findJWTs(l *look) {
	for i := strings.Index(l.text, jwtStart); i >= 0; {
		end := max(l.jwt(i), i+len(jwtStart))
		next := strings.Index(l.text[end:], jwtStart)
		if next < 0 {
			return
		}
		i = end + next
	}
}

// jwt reports a token that begins at start and returns where it ends; 0 if there
// is none.
func (l *look) jwt(start int) int {
	head := l.token(start)
	body := l.token(head + 1)
	end := l.token(body + 1)
	if head >= len(l.text) || l.text[head] != '.' || body >= len(l.text) || l.text[body] != '.' || !l.stands(start, end) {
		return 0
	}
	var header struct {
		Alg string `json:"alg"`
	}
	var c claims
	if !decodePart(l.text[start:head], &header) || header.Alg == "" || !decodePart(l.text[head+1:body], &c) {
		return 0
	}
	if signature := l.text[body+1 : end]; signature != sampleSignature && (signature != "" || header.Alg == "none") {
		confidence, shape := c.worth(l.at.Time)
		l.found(start, end, confidence, l.text[start:end], shape)
	}
	return end
}

// worth is how sure it is that the token opened something when it was recorded.
func (c claims) worth(now int64) (Confidence, string) {
	switch {
	case c.Role == "anon":
		return Low, "for an anonymous role"
	case c.Expires == nil:
		return High, "never expires"
	}
	expires := time.Unix(int64(*c.Expires), 0).UTC()
	shape := "expires " + expires.Format(time.RFC3339)
	if now != 0 && expires.After(time.UnixMilli(now)) {
		return High, shape
	}
	return Medium, shape
}

func decodePart(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(raw, into) == nil
}

// token is where the characters of base64url that begin at start end.
func (l *look) token(start int) int {
	end := min(start, len(l.text))
	for end < len(l.text) && isToken(l.text[end]) {
		end++
	}
	return end
}

func isToken(c byte) bool { return isWord(c) || c == '-' }
