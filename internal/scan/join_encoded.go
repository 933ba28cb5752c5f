package scan

import (
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/replay"
)

// leastBroken is how many characters an encoding has that is looked for over the
// borders of parts.
const leastBroken = 16

// token is a row of parts in which one run of base64, hex or the like goes on.
type token struct {
	first, last int // parts
	text        string
	begins      []begin
}

// begin is where in a token a part begins.
type begin struct{ offset, part int }

// encoded looks for what the borders of the run break: encoded values, and
// digests. It reads no other text than the runs that a border is in, which in
// pages for people are hardly longer than a word.
func (j *joiner) encoded(at *site) {
	for i := 0; i+1 < len(j.run.Parts); i++ {
		if _, ok := j.goesOn(i); !ok {
			continue
		}
		t := j.tokenFrom(i)
		if len(t.text) >= leastBroken {
			j.readToken(at, t)
		}
		i = t.last - 1
	}
}

// goesOn returns the part in which an encoding may go on behind another: without
// anything but a line end between them or, from block to block, after a whole
// line of it.
func (j *joiner) goesOn(part int) (next int, ok bool) {
	before, behind := strings.TrimRight(j.run.Parts[part].Text, lineEnds), ""
	if before == "" || !isEncoded(before[len(before)-1]) {
		return 0, false
	}
	for next = part + 1; behind == "" && next < len(j.run.Parts); next++ {
		behind = strings.TrimLeft(j.run.Parts[next].Text, lineEnds)
	}
	if behind == "" || !isEncoded(behind[0]) {
		return 0, false
	}
	return next - 1, j.run.Join == replay.Inline || len(before) >= wrapped && tailStart(before) == 0
}

const lineEnds = "\r\n"

// tokenFrom gathers the encoding that goes on behind a part, without line ends.
func (j *joiner) tokenFrom(first int) token {
	var b strings.Builder
	text := strings.Trim(j.run.Parts[first].Text, lineEnds)
	b.WriteString(text[tailStart(text):])
	t := token{first: first, last: first, begins: []begin{{0, first}}}
	for whole := true; whole; {
		next, ok := j.goesOn(t.last)
		if !ok {
			break
		}
		t.last, t.begins = next, append(t.begins, begin{b.Len(), next})
		text := strings.Trim(j.run.Parts[next].Text, lineEnds)
		end := headEnd(text)
		b.WriteString(text[:end])
		whole = end == len(text)
	}
	t.text = b.String()
	return t
}

// isEncoded says that a character may stand in an encoded value: of base64 in any
// alphabet, percent signs, and the dots of a JWT.
func isEncoded(c byte) bool {
	return isAlphanumeric(c) || strings.IndexByte("+/-_=%.", c) >= 0
}

func tailStart(text string) int {
	i := len(text)
	for i > 0 && isEncoded(text[i-1]) {
		i--
	}
	return i
}

func headEnd(text string) int {
	i := 0
	for i < len(text) && isEncoded(text[i]) {
		i++
	}
	return i
}

// readToken reads a token as one string. What its characters show as they are or
// turned around is for the rule of joined text to judge.
func (j *joiner) readToken(at *site, t token) {
	if j.reader == nil {
		s := j.scanner
		j.reader = newReader(s.reader.matcher, s.opts.Canaries, s.opts.Transforms)
	}
	hits, cut := j.reader.read(t.text, "", false)
	if cut != "" {
		j.scanner.Unscanned(Unscanned{Event: at.event, Pointer: at.pointer(), Reason: cut})
	}
	for _, h := range slices.Clone(hits) {
		if h.match != Hashed && h.match != Encoded || slices.Contains(h.via, viewReversed) {
			continue
		}
		if first, ok := j.brokenAt(t, &h); ok {
			j.reportToken(at, t, first, h)
		}
	}
}

// brokenAt returns the part in which a value begins; false if one of the parts
// shows it by itself.
func (j *joiner) brokenAt(t token, h *hit) (first int, ok bool) {
	for i := t.first; i <= t.last; i++ {
		alone, _ := j.reader.read(j.run.Parts[i].Text, "", false)
		if slices.ContainsFunc(alone, func(one hit) bool { return one.canary == h.canary }) {
			return 0, false
		}
	}
	for _, b := range t.begins {
		if b.offset <= h.offset {
			first = b.part
		}
	}
	return first, true
}

func (j *joiner) reportToken(at *site, t token, first int, h hit) {
	found := joinedHit{occurrence: h.occurrence, first: first, last: t.last}
	for i := first; i <= t.last; i++ {
		found.nodes = append(found.nodes, j.run.Parts[i].Node)
	}
	if j.isFound(at, &found) {
		return
	}
	h.via, h.offset = append([]string{string(j.run.Join)}, h.via...), 0
	at.surface, at.name, at.text, at.node = j.surface, j.run.Name, nil, found.nodes[0]
	j.scanner.report(at, &h)
	j.use(at, h.canary, found.nodes)
}
