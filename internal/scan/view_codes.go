package scan

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	minCodes    = 3 // numbers that are all of a text
	minCodesRow = 6 // numbers in a text
)

// readCodes reads lists of numbers as the characters or bytes of a text:
// "[81,88,74]", "81 88 74" and {"0":81,"1":88,"2":74}.
func readCodes(f *frame, _ int, show func(reading)) { codesIn(f.text, show) }

func codesIn(text string, show func(reading)) {
	for at := 0; at < len(text); {
		codes, from, end := codesAt(text, at)
		if len(codes) >= minCodesRow || len(codes) >= minCodes && onlyBrackets(text[:from]) && onlyBrackets(text[end:]) {
			codeReadings(codes, from, show)
		}
		at = max(end, at+1)
	}
}

// onlyBrackets says that there is nothing to read in what stands around a list.
func onlyBrackets(text string) bool { return strings.Trim(text, "[](){}\" \t\r\n") == "" }

// codesAt reads the next list of numbers.
func codesAt(text string, i int) (codes []rune, from, end int) {
	for i < len(text) && !isDigit(text[i]) {
		i++
	}
	from, end = i, i
	for i < len(text) && isDigit(text[i]) {
		v, next := rune(0), i
		for next < len(text) && isDigit(text[next]) && v <= unicode.MaxRune {
			v = v*10 + rune(text[next]-'0')
			next++
		}
		if key := strings.HasPrefix(text[next:], `":`); key {
			for i = next + 2; i < len(text) && text[i] == ' '; i++ {
			}
			end = i
			continue
		}
		if v > unicode.MaxRune {
			return codes, from, next
		}
		codes, end = append(codes, v), next
		for i = next; i < len(text) && i < next+8 && strings.IndexByte(", \t\r\n;\"", text[i]) >= 0; {
			i++
		}
		if i == next {
			break
		}
	}
	return codes, from, end
}

// codeReadings reads the numbers as bytes and, where they are text, as
// characters.
func codeReadings(codes []rune, from int, show func(reading)) {
	raw := make([]byte, 0, len(codes))
	for _, c := range codes {
		raw = append(raw, byte(c))
		if c > 0xFF {
			raw = raw[:0:0]
			break
		}
	}
	if len(raw) == len(codes) && (readable(raw) || len(raw) >= minHexBytes/2) {
		show(reading{text: asString(raw), from: from, bytes: !readable(raw)})
	}
	text := characters(codes)
	switch plain := readable(text); {
	case plain || len(raw) == 0 && slices.Min(codes) >= ' ':
		show(reading{text: asString(text), from: from, bytes: !plain})
	case len(raw) == 0:
		for _, row := range textRows(codes) {
			show(reading{text: asString(characters(codes[row.from:row.to])), from: from, bytes: true})
		}
	}
}

func characters(codes []rune) []byte {
	text := make([]byte, 0, len(codes))
	for _, c := range codes {
		text = utf8.AppendRune(text, c)
	}
	return text
}

// nearCodes belong to a row of letters among numbers of any size, on both sides.
const nearCodes = 64

// textRows are the rows of characters that are on every keyboard, with what stands near.
func textRows(codes []rune) (rows []span) {
	row := 0
	for i, c := range codes {
		if row++; c < ' ' || c > '~' {
			row = 0
		}
		if row < minRun {
			continue
		}
		near := span{max(0, i+1-minRun-nearCodes), min(len(codes), i+1+nearCodes)}
		if last := len(rows) - 1; last >= 0 && near.from <= rows[last].to {
			rows[last].to = near.to
		} else {
			rows = append(rows, near)
		}
	}
	return rows
}
