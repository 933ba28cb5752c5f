package detect

import (
	"math"
	"strings"
)

// alphabet says which bytes a key has behind its prefix.
type alphabet func(c byte) bool

// keyForm is how an issuer's keys look.
type keyForm struct {
	prefix            string
	shortest, longest int // bytes behind the prefix
	alphabet          alphabet
	issuer            string
}

// keyForms are what issuers document, longer prefixes before shorter ones. Keys
// that are public by design (pk_live_, phc_) are not in it. It is never written.
var keyForms = []keyForm{
	{"AKIA", 16, 16, isUpperOrDigit, "AWS access key"}, {"ASIA", 16, 16, isUpperOrDigit, "AWS session key"},
	{"sk_live_", 16, 120, isAlnum, "Stripe secret key"}, {"rk_live_", 16, 120, isAlnum, "Stripe restricted key"},
	{"whsec_", 24, 64, isAlnum, "Stripe webhook secret"},
	{"github_pat_", 40, 100, isWord, "GitHub token"}, {"ghp_", 36, 40, isAlnum, "GitHub token"}, {"gho_", 36, 40, isAlnum, "GitHub token"},
	{"ghu_", 36, 40, isAlnum, "GitHub token"}, {"ghs_", 36, 40, isAlnum, "GitHub token"}, {"ghr_", 36, 80, isAlnum, "GitHub token"},
	{"glpat-", 20, 64, isToken, "GitLab token"},
	{"xoxb-", 20, 120, isToken, "Slack token"}, {"xoxp-", 20, 120, isToken, "Slack token"}, {"xoxa-", 20, 120, isToken, "Slack token"},
	{"xoxr-", 20, 120, isToken, "Slack token"}, {"xoxs-", 20, 120, isToken, "Slack token"}, {"xapp-", 20, 160, isToken, "Slack token"},
	{"AIza", 35, 35, isToken, "Google API key"}, {"GOCSPX-", 28, 28, isToken, "Google client secret"},
	{"phx_", 32, 64, isAlnum, "PostHog personal API key"}, {"phs_", 32, 64, isAlnum, "PostHog secret key"},
	{"sk-ant-", 80, 140, isToken, "Anthropic key"}, {"sk-proj-", 40, 200, isToken, "OpenAI key"},
	{"sk-svcacct-", 40, 200, isToken, "OpenAI key"}, {"sk-", 48, 48, isAlnum, "OpenAI key"},
	{"npm_", 36, 36, isAlnum, "npm token"}, {"hf_", 34, 40, isAlnum, "Hugging Face token"}, {"dop_v1_", 64, 64, isAlnum, "DigitalOcean token"},
	{"shpat_", 32, 32, isAlnum, "Shopify token"}, {"shpss_", 32, 32, isAlnum, "Shopify secret"}, {"sq0csp-", 43, 43, isToken, "Square secret"},
}

// shortestKey is how many bytes a key has at least, its prefix counted.
const shortestKey = 16

func findKeys(l *look) {
	l.tokens(shortestKey, (*look).key)
	l.privateKeys()
}

// tokens visits each token of at least so many bytes. One of that length covers
// one of the places where it looks.
func (l *look) tokens(least int, visit func(l *look, start, end int)) {
	for i := least - 1; i < len(l.text); {
		if !isToken(l.text[i]) {
			i += least
			continue
		}
		start, end := i, l.token(i)
		for start > 0 && isToken(l.text[start-1]) {
			start--
		}
		if end-start >= least {
			visit(l, start, end)
		}
		i = end + least
	}
}

func (l *look) key(start, end int) {
	token := l.text[start:end]
	f := formOf(token)
	if f != nil && l.stands(start, end) && !isSampleKey(token[len(f.prefix):]) {
		l.found(start, end, l.keyConfidence(f), token, f.issuer)
	}
}

// formOf returns the form that a token has; nil for none.
func formOf(token string) *keyForm {
	if !startsKey(token[0]) {
		return nil
	}
	for i := range keyForms {
		f := &keyForms[i]
		body, ok := strings.CutPrefix(token, f.prefix)
		if ok && len(body) >= f.shortest && len(body) <= f.longest && allBut(body, 0, f.alphabet) {
			return f
		}
	}
	return nil
}

// startsKey is the first look at a token; it must hold for all of keyForms.
func startsKey(c byte) bool {
	switch c {
	case 'A', 'G', 'd', 'g', 'h', 'n', 'p', 'r', 's', 'w', 'x':
		return true
	}
	return false
}

// keyConfidence is lower for Google's keys: those for maps stand in every page
// that shows one.
func (l *look) keyConfidence(f *keyForm) Confidence {
	switch {
	case f.prefix != "AIza":
		return High
	case strings.Contains(l.text, "googleapis.com"), strings.Contains(l.text, "google.com/maps"):
		return Low
	}
	return Medium
}

// pemKey ends the first line of a private key (RFC 7468).
const pemKey = "PRIVATE KEY-----"

// privateKeys looks for PEM blocks that have at least a line in them.
func (l *look) privateKeys() {
	for i := strings.Index(l.text, pemKey); i >= 0; {
		start := i + len(pemKey)
		end := l.pemEnd(start)
		if body := strings.Trim(l.text[start:end], "\\nr\r\n "); len(body) >= 64 {
			l.found(start, end, High, body[:64], "private key")
		}
		next := strings.Index(l.text[end:], pemKey)
		if next < 0 {
			return
		}
		i = end + next
	}
}

// pemEnd is where the base64 from start on ends, with its line ends as they are or
// escaped.
func (l *look) pemEnd(start int) int {
	for start < len(l.text) && (isBase64(l.text[start]) || strings.IndexByte("\\ \r\n\t", l.text[start]) >= 0) {
		start++
	}
	return start
}

// isSampleKey says that a key stands for any: the word is in it, or it is not
// random.
func isSampleKey(body string) bool {
	lower := strings.ToLower(body)
	return strings.Contains(lower, "example") || strings.Contains(lower, "xxxx") || strings.Contains(lower, "1234567890") ||
		entropy(body) < min(3, 0.75*math.Log2(float64(len(body))))
}

// entropy is Shannon's, in bits a byte, of the text's own bytes.
func entropy(s string) float64 {
	var counts [256]int
	for i := range len(s) {
		counts[s[i]]++
	}
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(s))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}

// allBut says that all bytes but the first few are of an alphabet.
func allBut(s string, first int, a alphabet) bool {
	for i := first; i < len(s); i++ {
		if !a(s[i]) {
			return false
		}
	}
	return true
}

func isAlnum(c byte) bool        { return isDigit(c) || isLetter(c) }
func isUpperOrDigit(c byte) bool { return isDigit(c) || c >= 'A' && c <= 'Z' }
func isBase64(c byte) bool       { return isAlnum(c) || c == '+' || c == '/' || c == '=' }
