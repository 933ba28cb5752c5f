package detect

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// oldest is the greatest age that a date of birth may make, in years.
const oldest = 120

// birthReach is how many bytes of a text are searched for a date behind the word
// that tells.
const birthReach = 48

// birthWords are never written.
var birthWords = []string{
	"dob", "birth", "birthday", "birthdate", "dateofbirth", "bday", "born", "geburtsdatum", "geburtstag", "geboren", "naissance",
	"nacimiento", "nascita",
}

// A date in figures, and one with the name of its month. They are never written.
var (
	figures = regexp.MustCompile(`\b(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?:\b|T\d)`)
	written = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})\.?,? (\d{4})|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))\b`)
)

// findBirths looks for a date under a name that tells, or shortly behind a word
// that does.
func findBirths(l *look) {
	if l.named(birthWords) {
		l.birth(0, len(l.text))
		return
	}
	lower := strings.ToLower(l.text)
	if len(lower) != len(l.text) {
		return // the offsets of some foreign letters differ; a view folds them first
	}
	for _, w := range birthWords {
		for i := strings.Index(lower, w); i >= 0; {
			from := i + len(w)
			if l.stands(i, from) {
				l.birth(from, min(len(l.text), from+birthReach))
			}
			next := strings.Index(lower[from:], w)
			if next < 0 {
				break
			}
			i = from + next
		}
	}
}

// birth reports the first date in text[from:to] if somebody may be born on it.
func (l *look) birth(from, to int) {
	text := l.text[from:to]
	at := figures.FindStringSubmatchIndex(text)
	if at == nil {
		at = written.FindStringSubmatchIndex(text)
	}
	if at == nil {
		return
	}
	start, end := from+at[0], from+lastGroup(at)
	for _, date := range readings(submatches(text, at)) {
		if l.isAge(date) {
			l.found(start, end, High, date.Format(time.DateOnly), "")
			return
		}
	}
}

// lastGroup is where the last group of a match ends, before what only follows.
func lastGroup(at []int) int {
	end := 0
	for i := 3; i < len(at); i += 2 {
		end = max(end, at[i])
	}
	return end
}

func submatches(text string, at []int) []string {
	var parts []string
	for i := 2; i < len(at); i += 2 {
		if at[i] >= 0 {
			parts = append(parts, text[at[i]:at[i+1]])
		}
	}
	return parts
}

// readings are the dates that three parts may mean: year first or last, day and
// month in either order.
func readings(parts []string) []time.Time {
	if len(parts) != 3 {
		return nil
	}
	if len(parts[0]) == 4 && isDigit(parts[0][0]) {
		parts[0], parts[2] = parts[2], parts[0]
	}
	var dates []time.Time
	for _, order := range [][2]string{{parts[0], parts[1]}, {parts[1], parts[0]}} {
		if date, ok := dateOf(order[0], order[1], parts[2]); ok {
			dates = append(dates, date)
		}
	}
	return dates
}

func dateOf(day, month, year string) (time.Time, bool) {
	if !isDigit(month[0]) {
		m, err := time.Parse("Jan", strings.ToUpper(month[:1])+strings.ToLower(month[1:3]))
		if err != nil {
			return time.Time{}, false
		}
		month = strconv.Itoa(int(m.Month()))
	}
	date, err := time.Parse("2006-1-2", fmt.Sprintf("%s-%s-%s", year, strings.TrimLeft(month, "0"), strings.TrimLeft(day, "0")))
	return date, err == nil
}

// isAge says that one born on the date may have been alive when it was recorded.
func (l *look) isAge(date time.Time) bool {
	if l.at.Time == 0 {
		return date.Year() >= 1900
	}
	now := time.UnixMilli(l.at.Time)
	return date.Before(now) && date.After(now.AddDate(-oldest, 0, 0))
}
