package scan

import (
	"slices"
	"strings"
)

// shape is a trait that shows in a few characters in a row.
type shape struct {
	trait trait
	steps []func(byte) bool
}

// shapes lists the shapes. Each tells an encoding of printable ASCII from words,
// numbers and names, which hardly ever have one; that is all the cost an
// ordinary text has from the encodings.
func shapes() []shape {
	base64 := repeat(2, base64First, base64Second, base64Third, isBase64)
	hex := repeat(minHexText/2, hexFirst, isHex)
	pairs := append(repeat(2, isHex, isHex, isPairSeparator), isHex, isHex)
	literal := []func(byte) bool{oneOfBytes("0"), oneOfBytes("xX"), isHex, isHex, oneOfBytes(" ,;")}
	turnedLiteral := []func(byte) bool{oneOfBytes(" ,;"), isHexOrRotated, isHexOrRotated, oneOfBytes("xXkK"), oneOfBytes("0")} // also rotated
	return []shape{
		{hasBase64, base64}, {hasBase64Turned, turned(base64)}, {hasBase64Rotated, rotated(base64)},
		{hasHex, hex}, {hasHexTurned, turned(hex)}, {hasHexRotated, rotated(hex)},
		{hasHexPairs, append(repeat(2, isHex, isHex, isPairSeparator), isHex, isHex)}, {hasPairsTurned, turned(pairs)}, {hasPairsRotated, rotated(pairs)},
		{hasHexPairs, literal}, {hasPairsTurned, turnedLiteral}, {hasPairsRotated, rotated(literal)},
		{hasCodes, []func(byte) bool{isDigit, isDigit, isCodeSeparator, isDigit, isDigit}},
		{hasCodes, []func(byte) bool{isDigit, isDigit, isCodeSeparator, isCodeSeparator, isDigit, isDigit}},
		{hasCodes, []func(byte) bool{isDigit, oneOfBytes(","), oneOfBytes("0"), oneOfBytes(","), isDigit}}, // UTF-16 in bytes
		{hasCodes, []func(byte) bool{isDigit, oneOfBytes(`"`), oneOfBytes(":"), isDigit, isDigit}},
		{hasLookalike, []func(byte) bool{isDigit, isLookalikeByte}},
		{hasLookalike, []func(byte) bool{isLookalikeByte, isDigit}},
		{hasControl, []func(byte) bool{oneOfBytes("\xC2"), func(c byte) bool { return c < 0xA0 && c >= 0x80 }}}, // U+0080 to U+009F
	}
}

func repeat(n int, steps ...func(byte) bool) []func(byte) bool { return slices.Repeat(steps, n) }

func turned(steps []func(byte) bool) []func(byte) bool {
	steps = slices.Clone(steps)
	slices.Reverse(steps)
	return steps
}

func rotated(steps []func(byte) bool) []func(byte) bool {
	var list []func(byte) bool
	for _, class := range steps {
		list = append(list, func(c byte) bool { return class(rot13(c)) })
	}
	return list
}

func oneOfBytes(set string) func(byte) bool {
	return func(c byte) bool { return strings.IndexByte(set, c) >= 0 }
}

// The first three characters of a base64 quad that spells bytes from 0x20 to
// 0x7F; of the fourth any will do.

func base64First(c byte) bool  { v := base64Value(c); return v >= 0x20>>2 && v <= 0x7F>>2 }
func base64Second(c byte) bool { v := base64Value(c); return v >= 0 && v&15 >= 2 && v&15 <= 7 }
func base64Third(c byte) bool  { v := base64Value(c); return v >= 0 && v&3 <= 1 }
func isBase64(c byte) bool     { return base64Value(c) >= 0 }

func hexFirst(c byte) bool       { return c >= '2' && c <= '7' }
func isHex(c byte) bool          { return c-'0' <= 9 || c|0x20-'a' < 6 }
func isHexOrRotated(c byte) bool { return isHex(c) || isHex(rot13(c)) }

func isDigit(c byte) bool { return c-'0' <= 9 }

func isPairSeparator(c byte) bool { return strings.IndexByte(" :-,.", c) >= 0 }
func isCodeSeparator(c byte) bool { return strings.IndexByte(" ,;\n\r\t", c) >= 0 }
