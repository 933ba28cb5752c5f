package scan

import (
	"html"
	"strings"
)

// htmlEscape is character references: named, decimal and hexadecimal, with the
// semicolon or, where HTML allows it, without.
var htmlEscape = escape{
	marks: "&",
	at: func(out []byte, text string, i int) ([]byte, int) {
		end := i + 1
		if end < len(text) && text[end] == '#' {
			end++
		}
		for end < len(text) && isAlphanumeric(text[end]) {
			end++
		}
		if end < len(text) && text[end] == ';' {
			end++
		}
		if decoded := html.UnescapeString(text[i:end]); decoded != text[i:end] {
			return append(out, decoded...), end - i
		}
		return out, 0
	},
	present: hasReference,
}

// hasReference looks for what html.UnescapeString might decode; in URLs, where
// most ampersands stand, that is nothing.
func hasReference(text string) bool {
	for {
		_, rest, ok := strings.Cut(text, "&")
		if !ok || rest == "" {
			return false
		}
		n := 0
		for n < len(rest) && isAlphanumeric(rest[n]) {
			n++
		}
		if rest[0] == '#' || n > 0 && n < len(rest) && rest[n] == ';' || bareReference(rest[:n]) {
			return true
		}
		text = rest
	}
}

// bareReference says that a name begins with one that needs no semicolon.
func bareReference(name string) bool {
	if len(name) < 2 || !bareBegins[bareSlot(name)] {
		return false
	}
	for n := 2; n <= min(6, len(name)); n++ {
		if bareNames[name[:n]] {
			return true
		}
	}
	return false
}

// bareBegins says whether a name of bareNames may begin so, by bareSlot.
var bareBegins = func() (begins [1 << 15]bool) {
	for name := range bareNames {
		for c := range 32 {
			begins[bareSlot((name + string(rune('`'+c)))[:3])] = true
		}
	}
	return begins
}()

// bareSlot packs the first three characters, in either case.
func bareSlot(name string) (slot int) {
	for i := range 3 {
		slot <<= 5
		if i < len(name) {
			slot |= int(name[i] & 31)
		}
	}
	return slot
}

// bareNames are the character references without semicolon (HTML Living
// Standard, 13.5), never written.
var bareNames = func() map[string]bool {
	names := map[string]bool{}
	for name := range strings.FieldsSeq(`AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave
		Euml GT Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc
		Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren deg
		divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr
		micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg
		sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml`) {
		names[name] = true
	}
	return names
}()
