package detect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// The limits of RFC 5321 section 4.5.3.1, in bytes.
const (
	longestLocal  = 64
	longestDomain = 255
)

// These lists are never written.
var (
	emailWords = []string{"email", "emails", "mail", "mailto", "login", "username", "user", "userid", "to", "from", "contact"}

	// roleNames are local parts that a site has for itself and no person for theirs.
	roleNames = strings.Fields(`abuse accounts admin administrator alerts billing bounce bounces careers contact customercare
		customerservice daemon do-not-reply donotreply enquiries events feedback git hello help helpdesk hi hostmaster hr info
		inquiries invoices jobs kontakt legal mail mailer-daemon marketing media news newsletter no-reply noc noreply notification
		notifications office orders postmaster press privacy reply root sales security service shop subscribe support team
		unsubscribe updates webmaster`)

	// sampleDomains stand for any domain in forms and help texts.
	sampleDomains = strings.Fields(`domain.com yourdomain.com mydomain.com company.com yourcompany.com mycompany.com acme.com
		test.com foo.com bar.com site.com yoursite.com mysite.com website.com sample.com corp.com host.com server.com`)
	sampleNames = strings.Fields(`you your yourname your.name name user username someone somebody me foo bar test tester email
		address firstname.lastname first.last jdoe john.doe jane.doe johndoe janedoe`)
)

// findEmails looks at each at sign.
func findEmails(l *look) {
	for i := strings.IndexByte(l.text, '@'); i >= 0; {
		end := l.email(i)
		next := strings.IndexByte(l.text[end:], '@')
		if next < 0 {
			return
		}
		i = end + next
	}
}

// email reports an address with its at sign at i and returns where to go on.
func (l *look) email(i int) int {
	start, end := l.localStart(i), i+1
	for end < len(l.text) && isDomain(l.text[end]) {
		end++
	}
	local := strings.TrimLeft(l.text[start:i], ".'-")
	start = i - len(local)
	domain := strings.ToLower(strings.TrimRight(l.text[i+1:end], ".-"))
	end = i + 1 + len(domain)
	if !l.stands(start, end) || !isLocalPart(local) || !isPublicDomain(domain) || l.inURL(start, end) {
		return i + 1
	}
	l.found(start, end, l.emailConfidence(start, strings.ToLower(local), domain), strings.ToLower(local)+"@"+domain, "")
	return end
}

// localStart goes back from the at sign over what may stand in an address
// without quotes (RFC 5322, atext; RFC 6531), but for those signs that stand
// around addresses more often than in them.
func (l *look) localStart(i int) int {
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(l.text[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-+'", r) {
			return i
		}
		i -= size
	}
	return 0
}

func isDomain(c byte) bool { return isDigit(c) || isLetter(c) || c == '.' || c == '-' }

func isLocalPart(s string) bool {
	return s != "" && len(s) <= longestLocal && !strings.HasSuffix(s, ".") && !strings.Contains(s, "..")
}

// isPublicDomain says that a domain may exist: below a suffix that ICANN knows, or one
// itself that its owner lends to others, and not set aside by RFC 2606.
func isPublicDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 || len(domain) > longestDomain {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	suffix, icann := publicsuffix.PublicSuffix(domain)
	if !icann && !strings.Contains(suffix, ".") || icann && suffix == domain {
		return false
	}
	owner := labels[len(labels)-2]
	return owner != "example" && !isScale(labels[0])
}

// isScale says that a label is the "2x" of logo@2x.png: some endings of files
// are public suffixes too.
func isScale(label string) bool {
	return len(label) > 1 && label[len(label)-1] == 'x' && strings.Trim(label[:len(label)-1], "0123456789") == ""
}

// inURL says that the address is the user and host of a URL, as in
// "https://key@host.com/7".
func (l *look) inURL(start, end int) bool {
	before := l.text[max(0, start-longestDomain):start]
	i := strings.LastIndex(before, "://")
	return i >= 0 && !strings.ContainsAny(before[i+3:], "/?# \t\n\"'")
}

func (l *look) emailConfidence(start int, local, domain string) Confidence {
	name, _, _ := strings.Cut(local, "+")
	switch {
	case slices.Contains(roleNames, name), slices.Contains(sampleDomains, domain), slices.Contains(sampleNames, name):
		return Low
	case len(name) >= 20 && strings.Trim(name, "0123456789abcdef-") == "":
		return Low // the id of a message or a mailbox of a machine
	case l.at.Surface == "input", l.telling(start, emailWords):
		return High
	}
	return Medium
}
