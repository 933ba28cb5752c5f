package scan

import (
	"regexp"
	"strconv"
	"strings"
)

// mostGrowth is by how many percent of its value a fragment of letters may differ
// from the accepted one: values are made anew each run, and are not of one length.
const mostGrowth = 25

// sameExtent says that a fragment shows the part of a value that was accepted, both
// in the words of Finding.Revealed. Digits must be the same. Of letters the shape must
// be, and about the share.
func sameExtent(accepted, now string) bool {
	if accepted == now {
		return true
	}
	if !strings.HasPrefix(accepted, "characters ") || extentNumber.ReplaceAllString(accepted, "0") != extentNumber.ReplaceAllString(now, "0") {
		return false
	}
	was, is := share(accepted), share(now)
	return was >= 0 && is >= 0 && is-was <= mostGrowth
}

var (
	extentNumber = regexp.MustCompile(`\d+`)
	extentRange  = regexp.MustCompile(`(\d+)(?:-(\d+))?(?:,| and| of|$)`)
	extentWhole  = regexp.MustCompile(` of (\d{1,9})$`)
)

// share is how much of a value "characters 1-6 and 13 of 16" shows, in percent; -1
// where the words do not tell.
func share(words string) int {
	whole := extentWhole.FindStringSubmatch(words)
	if whole == nil {
		return -1
	}
	of, _ := strconv.Atoi(whole[1]) // digits only, and never that many
	shown := 0
	for _, r := range extentRange.FindAllStringSubmatch(strings.TrimSuffix(words, whole[0])+" of", -1) {
		from, _ := strconv.Atoi(r[1])
		to, err := strconv.Atoi(r[2])
		if err != nil {
			to = from
		}
		shown += to - from + 1
	}
	if of == 0 {
		return -1
	}
	return 100 * shown / of
}
