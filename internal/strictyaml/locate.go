package strictyaml

import "strings"

// locateBudget bounds the cost of locate; beyond it the place is given less
// precisely.
const locateBudget = 2 << 20

// locate finds where a file that does not parse goes wrong: the first character
// from which on every beginning of the file is wrong in this way. That is the
// brace or quote that is never closed, or the line that does not fit its
// indentation.
func (r *reader) locate(problem error) (line, column int) {
	l := locator{budget: locateBudget, problem: kindOfProblem(problem)}
	upTo := func(n int) string { return strings.Join(r.lines[:n], "\n") + "\n" }
	good := l.longestGood(len(r.lines), upTo)
	before, last := "", []rune(r.lines[good])
	if good > 0 {
		before = upTo(good)
	}
	column = l.longestGood(len(last), func(n int) string { return before + string(last[:n]) + "\n" })
	return good + 1, column + 1
}

// locator is one search for the place of a problem.
type locator struct {
	budget  int
	problem string
}

// longestGood is the largest n below most for which prefix(n) does not have the
// problem; once the budget is spent, the n that was reached.
func (l *locator) longestGood(most int, prefix func(int) string) int {
	for n := most - 1; n > 0; n-- {
		text := prefix(n)
		if l.budget -= cost(text); l.budget <= 0 {
			return n
		}
		if _, err := parseAll([]byte(text)); !l.has(err) {
			return n
		}
	}
	return 0
}

// cost is about how long yaml.v3 takes for text; what it keeps of each open
// bracket makes it slower with every one.
func cost(text string) int {
	return len(text) * (1 + (strings.Count(text, "[")+strings.Count(text, "{"))/256)
}

// has says that err is the problem. An open brace is a problem of its own in
// every beginning of a file that ends inside it, so that only for what a single
// character does wrong another error counts as good.
func (l *locator) has(err error) bool {
	if err == nil || strings.HasPrefix(l.problem, "did not find expected") {
		return err != nil
	}
	return kindOfProblem(err) == l.problem
}

// kindOfProblem is yaml.v3's message without its place and its quotes of the
// file.
func kindOfProblem(err error) string {
	kind, _, _ := strings.Cut(yamlLine.ReplaceAllString(err.Error(), ""), "'")
	return kind
}

// splitLines cuts data where yaml.v3 counts lines: at LF, CRLF, CR, NEL, LS and
// PS (yaml.v3 v3.0.1, yamlprivateh.go, is_break).
func splitLines(data []byte) []string {
	text := strings.TrimPrefix(string(data), "\uFEFF")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.NewReplacer("\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	return strings.Split(text, "\n")
}
