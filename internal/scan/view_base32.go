package scan

// readBase32 decodes the alphabets of base32 where a word is in one case.
func readBase32(f *frame, _ int, show func(reading)) {
	least, traits := minRun, f.traits
	if traits&hasToken != 0 {
		least = minToken + 1
	}
	all := f.text
	for run := range f.alnums().runs(least) {
		text := all[run.from:run.to]
		if !looksBase32(text) {
			continue
		}
		for _, a := range alphabets32 {
			if !a.all(text) {
				continue
			}
			out := a.bits(text, 5)
			if ok := readable(out); ok || len(text) >= wrapped || len(text) >= longRun && traits&hasDigit != 0 {
				show(reading{text: asString(out), from: run.from, bytes: !ok})
			}
		}
	}
}

// looksBase32 says that a word is in one case and, if that is lower, has digits
// in it.
func looksBase32(word string) bool {
	var t trait
	for i := range len(word) {
		t |= byteTraits.bytes[word[i]].trait
	}
	switch {
	case t&(hasUpper|hasLower) == hasUpper|hasLower, t == hasDigit:
		return false
	case t&hasUpper != 0:
		return true
	}
	return t&hasDigit != 0 && !alphabetHex.all(word)
}
