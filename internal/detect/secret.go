package detect

import "strings"

// The least that a value under the name of a secret has: bytes, and bits of
// entropy a byte.
const (
	shortestSecret = 20
	leastEntropy   = 3.5
)

// secretWords are never written.
var secretWords = []string{
	"key", "apikey", "secret", "token", "accesstoken", "authtoken", "password", "passwd", "credential", "credentials", "authorization",
	"bearer", "auth",
}

// findSecrets looks for a value of high entropy under a name that tells, or behind
// a word that does. Private keys and tokens of a known form are left to findKeys.
func findSecrets(l *look) {
	if !strings.Contains(l.text, pemKey) {
		l.tokens(shortestSecret, (*look).secret)
	}
}

func (l *look) secret(start, end int) {
	if token := l.text[start:end]; isRandom(token) && l.telling(start, secretWords) {
		l.found(start, end, Low, token, "under the name of a secret")
	}
}

func isRandom(token string) bool {
	traits := traitsOf(token)
	return traits&(hasDigit|hasLetter) == hasDigit|hasLetter && !isUUID(token) && !strings.HasPrefix(token, jwtStart) &&
		formOf(token) == nil && entropy(token) >= leastEntropy
}

func isUUID(s string) bool {
	return len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-'
}
