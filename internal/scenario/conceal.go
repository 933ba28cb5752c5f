package scenario

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// keyLike is a PostHog key wherever it stands: personal (phx_), project (phc_)
// and project secret (phs_) keys, OAuth tokens (pha_, phr_).
var keyLike = regexp.MustCompile(`\bph[a-z]_[A-Za-z0-9_-]+`)

// userInfo is what stands before the host of a URL.
var userInfo = regexp.MustCompile(`://[^/\s@]+@`)

// secretKey is a key whose value is secret, however it is mistyped.
var secretKey = regexp.MustCompile(`(?i)(?:key|token|secret|pass|auth)[\w-]*["']?\s*:\s*`)

// reference is a value that is nothing but a variable.
var reference = regexp.MustCompile(`^(?:"\$\{\w*\}"|'\$\{\w*\}'|\$\{\w*\}(?:[,}\s]|$))`)

// conceal stars what a piece of a scenario may hold of an API key. It goes by
// lines and not by values, because a file that is no YAML has no values, and
// rather stars too much.
func conceal(text string) string {
	text = keyLike.ReplaceAllStringFunc(text, stars)
	text = userInfo.ReplaceAllStringFunc(text, func(part string) string {
		return "://" + stars(part[len("://"):len(part)-1]) + "@"
	})
	if continues(text) {
		return stars(text)
	}
	for at := 0; ; {
		place := secretKey.FindStringIndex(text[at:])
		if place == nil {
			return text
		}
		at += place[1]
		if !reference.MatchString(text[at:]) {
			return text[:at] + stars(text[at:])
		}
	}
}

// continues says that a line has no key, so that it may be the rest of a value.
func continues(text string) bool {
	bare := strings.TrimSpace(text)
	return strings.HasPrefix(text, " ") && bare != "" && !strings.Contains(text, ":") && !strings.HasPrefix(bare, "- ") &&
		!strings.HasPrefix(bare, "#")
}

// stars keeps the length in characters, so that columns stay right.
func stars(text string) string {
	return strings.Repeat("*", utf8.RuneCountInString(text))
}
