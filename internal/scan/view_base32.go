package scan

// readBase32 decodes the alphabets of base32 where a word is in one case.
func readBase32(f *frame, _ int) []reading {
	least := minRun
	if f.traits&hasToken != 0 {
		least = minToken + 1
	}
	var list []reading
	for run := range f.alnums().runs(least) {
		text := f.text[run.from:run.to]
		if !looksBase32(text) {
			continue
		}
		for _, a := range alphabets32 {
			if !a.all(text) {
				continue
			}
			out := a.bits(text, 5)
			if ok := readable(out); ok || len(text) >= wrapped || len(text) >= longRun && f.traits&hasDigit != 0 {
				list = append(list, reading{text: string(out), from: run.from, bytes: !ok})
			}
		}
	}
	return list
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
