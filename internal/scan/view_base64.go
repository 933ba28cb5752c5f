package scan

import (
	"iter"
	"strings"
	"unicode/utf8"
)

const (
	minToken = 4  // characters of an encoding that is all of a text
	minRun   = 8  // characters of one that stands in a text
	wrapped  = 16 // characters of a line that the next one goes on
	segments = 4  // parts of a path that are tried
)

// wide64 is how a full-width form begins in base64, which may have no upper case.
const wide64 = "77y"

// readBase64 decodes base64 in both alphabets, padded or not, in one line or
// several. Where printable text is in it, it is found at any of the four
// alignments; other bytes only where the run begins, or a part of a path.
func readBase64(f *frame, _ int, show func(reading)) {
	all, token := f.text, f.traits&upperToken != 0
	least := minRun
	if token {
		least = minToken
	}
	for run := range wrappedRuns(all, least) {
		text := all[run.from:run.to]
		known := isText64(text)
		whole := token || isMixed(text) || strings.HasPrefix(text, wide64) || isShort64(text)
		for from := range starts64(text, whole) {
			if r := base64Reading(text, run.from, from); from == 0 || !known || utf8.ValidString(r.text) {
				show(r)
			}
		}
	}
}

// starts64 yields where something may begin in a run, which is read from its beginning on if
// it may be all one thing.
func starts64(run string, whole bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, from := range shapedStarts(run) {
			if (!whole || from%4 != 0) && !yield(from) {
				return
			}
		}
		if whole {
			partStarts(run)(yield)
		}
	}
}

// isText64 says that a long run is base64 of text from its first character to its last. At
// another alignment or turned around, it is something else only if it shows text there too, as
// what has few different characters may.
func isText64(run string) bool {
	const head = 16
	return len(run) >= minMedia && readable(alphabet64.bits(run[:head], 6)) && readable(alphabet64.bits(run, 6))
}

// shows64 says that a run of base64 shows text at some alignment.
func shows64(run string) bool {
	for i := range 4 {
		if utf8.Valid(alphabet64.bits(run[i:], 6)) {
			return true
		}
	}
	return false
}

// base64Reading decodes run[from:].
func base64Reading(run string, offset, from int) reading {
	out := alphabet64.bits(run[from:], 6)
	return reading{text: asString(out), via: viewBase64, from: offset + from, bytes: !readable(out)}
}

// wrappedRuns yields the runs of base64, going on over line ends.
func wrappedRuns(text string, least int) iter.Seq[span] {
	return func(yield func(span) bool) {
		var open span
		for run := range alphabet64.runs(text, least) {
			if gap := text[open.to:run.from]; open.to > 0 && len(gap) < 8 && strings.Contains(gap, "\n") && strings.TrimSpace(gap) == "" {
				open.to = run.to
			} else {
				if open.to > 0 && !yield(open) {
					return
				}
				open = run
			}
			open.to = shortLine(text, open.to, run)
		}
		if open.to > 0 {
			yield(open)
		}
	}
}

// shortLine adds the last line of wrapped base64, which may be too short to be a
// run.
func shortLine(text string, end int, line span) int {
	rest := strings.TrimLeft(text[end:], " \t\r\n")
	gap := text[end : len(text)-len(rest)]
	if line.to-line.from < wrapped || !strings.Contains(gap, "\n") {
		return end
	}
	n := 0
	for n < len(rest) && n < minRun && isBase64(rest[n]) {
		n++
	}
	if n == 0 || n >= minRun {
		return end
	}
	return end + len(gap) + n
}

// shapedStarts returns where quads begin that spell text: the first of each
// alignment, with the quads before that do as well.
func shapedStarts(run string) []int {
	var starts []int
	var taken [4]bool
	n := 0 // quads in a row, for each start below
	for i := 0; i+8 <= len(run); i++ {
		if taken[i%4] || !printableQuad(run, i) || !printableQuad(run, i+4) {
			continue
		}
		taken[i%4] = true
		starts = append(starts, i)
		if n++; n == len(taken) {
			break
		}
	}
	return starts
}

func printableQuad(text string, i int) bool {
	return base64First(text[i]) && base64Second(text[i+1]) && base64Third(text[i+2]) && isBase64(text[i+3])
}

// partStarts yields the beginning of the run and of the first parts of a path.
func partStarts(run string) iter.Seq[int] {
	return func(yield func(int) bool) {
		from := 0
		for range segments {
			if !yield(from) {
				return
			}
			n := strings.IndexByte(run[from:], '/')
			if from += n + 1; n < 0 || len(run)-from < minRun {
				return
			}
		}
	}
}

// isShort64 says that a run that is too short for isMixed is base64 of a text. Shapes see
// that in it only where six bytes in a row are ASCII.
func isShort64(run string) bool {
	return len(run) < longRun && readable(alphabet64.bits(run, 6))
}

// isMixed says that a run looks like an encoding of bytes: long, with upper case
// and lower case or digits.
func isMixed(run string) bool {
	if len(run) < longRun {
		return false
	}
	var t trait
	for i := range min(len(run), 256) {
		t |= byteTraits.bytes[run[i]].trait
	}
	return t&hasUpper != 0 && t&(hasLower|hasDigit) != 0
}
