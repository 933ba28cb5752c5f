package scan

import "strings"

// longWord is how many letters and digits in a row are a word no longer, but
// digits of an encoding, if they are those.
const longWord = 16

// runTraits says which encodings without a shape, of bytes or in one case, may be
// in a text, by its stretches of letters and digits. The rest of a look must be
// done.
func runTraits(text string, l *look) (t trait) {
	token := l.traits&hasToken != 0
	if token && l.traits&hasUpper != 0 {
		t |= upperToken
	}
	if !token && l.traits&hasUpper != 0 {
		t |= shortRun(text, l)
	}
	if l.words().has(longRun) {
		t |= hasRun | mixedRun(text, l)
	}
	least := minRun
	if token {
		least = minToken + 1
	}
	if !l.alnums().has(least) {
		return t
	}
	for run := range l.alnums().runs(least) {
		if mayBeBase32(text, l, run) {
			t |= hasBase32
			break
		}
	}
	if l.alnums().has(longWord) {
		t |= hasLong
	}
	if token && len(text)%2 == 0 && len(text) >= minHexToken && l.hexes().all(span{0, len(text)}) ||
		t&hasLong != 0 && l.hexes().has(minHexBytes) {
		t |= hasHexRun
	}
	return t
}

// shortRun looks for runs as isShort64 knows them.
func shortRun(text string, l *look) trait {
	for run := range l.words().runs(minRun) {
		if l.uppers().any(run) && isShort64(text[run.from:run.to]) {
			return hasBase64
		}
	}
	return 0
}

// mixedRun looks for runs as isMixed knows them, or that may be one with the next
// line, and for full-width forms.
func mixedRun(text string, l *look) trait {
	if strings.Contains(text, wide64) {
		return hasMixed
	}
	if l.traits&hasUpper == 0 || l.traits&(hasLower|hasDigit) == 0 {
		return 0
	}
	if l.traits&hasSpace != 0 && strings.Contains(text, "\n") {
		return hasMixed
	}
	for run := range l.words().runs(longRun) {
		if l.uppers().any(run) {
			return hasMixed
		}
	}
	return 0
}

func mayBeBase32(text string, l *look, run span) bool {
	upper := l.uppers().any(run)
	return (upper || l.digits().any(run) && !l.hexes().all(run)) && looksBase32(text[run.from:run.to])
}
