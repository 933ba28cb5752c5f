package draft

import (
	"net/url"
	"regexp"
	"strings"
)

// changing is a part of a path that is another one at the next walk: an id, a
// number, a name that holds digits, a code in capitals.
var changing = regexp.MustCompile(`\d{3,}|^[0-9a-fA-F-]{8,}$|[A-Za-z]+\d+[A-Za-z0-9]*\d|[@%=]|^[A-Za-z0-9_-]{16,}$|^[A-Z0-9]{8,}$|^\d+$`)

// Stable is what of an address is there at the next walk too: its path up to the
// first part that looks made for one visit. "" where that is nothing.
func Stable(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return ""
	}
	parts := strings.Split(u.EscapedPath(), "/")
	for i, part := range parts {
		if changing.MatchString(part) && part != "" {
			parts = append(parts[:i], "")
			break
		}
	}
	if path := strings.Join(parts, "/"); path != "/" {
		return path
	}
	return ""
}

// Below is the address as a flow has it: a path where it stands below origin, such
// as https://shop.test, else the whole, without what follows a #.
func Below(origin, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Fragment, u.RawFragment = "", ""
	if Origin(address) != origin {
		return u.String()
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// Origin is scheme, host and port of an address; "" where it is none of the web.
func Origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
