package canary

import (
	"strings"
	"time"
)

// dateLayouts are the spellings of a date in which every part can be told:
// year first, and month or day first with each separator, with and without
// leading zeros; two-digit years only with them, since "1.2.90" is also a
// version; and the long forms of English date pickers.
func dateLayouts() []string {
	layouts := []string{
		"20060102", "01022006", "02012006",
		"January 2, 2006", "January 2 2006", "2 January 2006", "January 02, 2006", "02 January 2006",
		"Jan 2, 2006", "Jan 2 2006", "2 Jan 2006", "Jan 02, 2006", "02 Jan 2006", "Jan 02 2006",
		"02-Jan-2006", "2-Jan-2006", "2006 Jan 02", "2006 January 2", "2. January 2006",
	}
	for _, sep := range []string{"-", "/", ".", " ", ". "} {
		for _, order := range []string{
			"2006 01 02", "2006 1 2", "01 02 2006", "1 2 2006", "02 01 2006", "2 1 2006", "01 02 06", "02 01 06",
		} {
			if sep == " " && strings.HasSuffix(order, " 06") || sep == ". " && order[0] != '0' && order[0] != '2' {
				continue // six loose digits in a row; not a date as people write it
			}
			layouts = append(layouts, strings.ReplaceAll(order, " ", sep))
		}
	}
	return layouts
}

// date adds the spellings of a date that is written as YYYY-MM-DD, MM/DD/YYYY or
// DD.MM.YYYY. Of another value nothing but the value itself is known.
func (l *formList) date(value string) {
	for _, layout := range []string{time.DateOnly, "01/02/2006", "02.01.2006", "1/2/2006", "2.1.2006", time.RFC3339} {
		day, err := time.Parse(layout, strings.TrimSpace(value))
		if err != nil {
			continue
		}
		for _, layout := range dateLayouts() {
			l.literal(day.Format(layout))
		}
		l.ordinal(day)
		return
	}
}

// ordinal adds "December 27th, 1984".
func (l *formList) ordinal(day time.Time) {
	suffix := "th"
	switch n := day.Day(); {
	case n%10 == 1 && n != 11:
		suffix = "st"
	case n%10 == 2 && n != 12:
		suffix = "nd"
	case n%10 == 3 && n != 13:
		suffix = "rd"
	}
	l.literal(day.Format("January 2") + suffix + day.Format(", 2006"))
	l.literal(day.Format("2") + suffix + day.Format(" January 2006"))
}
