package record

import (
	"net/url"
	"slices"
	"strings"
)

// The words of paths, by what a page of that name promises.
var (
	// A link may do what it says.
	doing = words("logout log-out signout sign-out delete remove unsubscribe cancel deactivate revoke reset add buy export download disconnect")
	// Here people type what is theirs.
	personal = words("signup sign-up register registration join checkout payment pay billing profile account settings onboarding apply donate booking order enroll")
	formal   = words("login signin sign-in contact support subscribe newsletter address cart basket quote demo trial invite feedback")
)

func words(list string) []string { return strings.Fields(list) }

// Rank says how much a path of an app promises to ask for something personal: below 0
// for one that may do something when it is opened, and must not be.
func Rank(path string) int {
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	path = strings.ReplaceAll(strings.ToLower(path), "_", "-")
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '.' })
	has := func(list []string) bool {
		return slices.ContainsFunc(parts, func(part string) bool {
			return slices.Contains(list, part) || slices.ContainsFunc(list, func(w string) bool {
				return strings.HasPrefix(part, w+"-") || strings.HasSuffix(part, "-"+w)
			})
		})
	}
	switch {
	case has(doing), strings.Contains(path, "logout"):
		return -1
	case has(personal):
		return 3
	case has(formal):
		return 2
	case len(parts) <= 1:
		return 1
	}
	return 0
}
