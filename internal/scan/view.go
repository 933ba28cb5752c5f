package scan

import (
	"slices"
	"unsafe"
)

// view is one way to read a string. Add a row to viewTable to teach the scanner
// another one.
type view struct {
	name  string // in Finding.Via, unless the reading has a name of its own
	needs trait  // all of these must be present
	some  trait  // and at least one of these, unless it is bytes that are read
	plain bool   // normalises and does not decode: what it shows was readable before
	guess bool   // short texts have such a reading by chance
	any   bool   // and so has every other text
	bytes bool   // reads what is no text; all others read text only
	parts bool   // reads what is read in parts from then on; all others read those

	// read shows the readings of a frame's text one by one; none if the view does not
	// apply or changes nothing. None may be longer than limit bytes. Once it has shown
	// one, the text and the bitmaps of the frame may be gone.
	read func(f *frame, limit int, show func(reading))

	// origin returns where in text the byte of a reading comes from; nil where
	// the reading comes from one place, its from.
	origin func(text string, at int) int
}

// applies says whether the view may show something of a frame.
func (v *view) applies(f *frame) bool {
	switch {
	case f.settled && !v.parts:
		return false
	case f.bytes:
		return v.bytes && f.traits&v.needs == v.needs
	}
	return f.traits&v.needs == v.needs && f.traits&v.some != 0
}

// reading is a text that a view shows.
type reading struct {
	text  string
	name  string // the key it stands under, where the view knows one
	front string // what stands before it, where that may name it
	via   string // the view's name, where it has several
	from  int    // where in the text that was read the encoding begins
	to    int    // where it ends, if that matters: the text is what the view makes of this part
	part  bool   // it stands so in the text that was read, or is the rest of it
	piece bool   // of a long text, as it is or turned; see piece.go
	known bool   // it was searched with the text that was read, of which it is a part
	bytes bool   // it is not text, as far as one can tell
	cut   string // why it is not all; "" if it is

	again  func(text string) string      // makes it of the text that was read; nil where that is not simple
	origin func(text string, at int) int // where in that, or in the part of it, a byte comes from; nil: see the view
}

// The names of the views that other files use.
const (
	viewFolded    = "case-folded"
	viewDigits    = "digits"
	viewForm      = "form-decoded"
	viewBase64    = "base64"
	viewHex       = "hex"
	viewJSON      = "json"
	viewPairs     = "pairs"
	viewPrintable = "printable"
	viewRot13     = "rot13"
	viewReversed  = "reversed"
	viewUTF16     = "utf-16"
	viewRest      = "" // never in Finding.Via: less of a text is no other form of it
)

// viewTable lists the views. The plain ones come first and in the order in
// which they build on each other: a later one reads what an earlier one shows.
// They hold the memory of their decoders, so each reader has its own.
func viewTable(d documents) []view {
	return anyWhere(slices.Concat([]view{
		{name: viewBase64, needs: hasMixed, parts: true, read: readFiles},
		{name: viewRest, needs: hasMixed, plain: true, parts: true, read: readRest, origin: restOrigin},
		{name: viewJSON, parts: true, read: d.read},
		{name: "packed", some: hasControl, bytes: true, read: newUnpacker().read}, // before what takes bytes for text
		{name: "invisible-removed", needs: hasHigh, plain: true, read: whole(readVisible), origin: prefixOrigin(readVisible)},
		{name: "nfkc", needs: hasHigh, plain: true, read: whole(readPlain), origin: prefixOrigin(readPlain)},
		{name: viewFolded, needs: hasHigh, plain: true, read: whole(readFolded), origin: prefixOrigin(readFolded)},
		{name: "lookalike-digits", needs: hasLookalike, plain: true, read: whole(readLookalikes), origin: sameOrigin},
		{name: "ascii85", needs: hasTilde, read: readMarked85}, // before escapes, of which it is full by chance
		{name: "ascii85", needs: hasMark, guess: true, read: readBase85},
		{name: viewJSON, needs: hasOpening, bytes: true, read: readJSON},
	}, escapeViews(), []view{
		{name: viewPairs, needs: hasEquals, guess: true, read: readPairs},
		{name: viewBase64, some: hasBase64 | hasMixed | upperToken, read: readBase64},
		{name: viewHex, some: hasHex | hasHexPairs | hasHexRun, guess: true, read: readHex},
		{name: "base32", some: hasBase32, guess: true, read: readBase32},
		{name: "base58", some: hasMixed | hasToken, guess: true, read: readBase58},
		{name: "char-codes", needs: hasCodes, guess: true, read: readCodes},
		{name: "lz-string", some: hasMixed | upperToken | hasHigh, guess: true, bytes: true, read: readLZ},
		{name: viewUTF16, some: hasControl | hasHigh, guess: true, bytes: true, read: readUTF16},
		{name: viewPrintable, some: onlyBytes, guess: true, bytes: true, read: readPrintable},
		{name: viewReversed, some: turns, guess: true, any: true, bytes: true, read: readTurned},
	}))
}

// anyWhere lets the views that do not say what they need some of read any text.
func anyWhere(list []view) []view {
	for i := range list {
		if list[i].some == 0 {
			list[i].some = ^trait(0)
		}
	}
	return list
}

// escapeViews undo escapes that stand anywhere in a text.
func escapeViews() []view {
	var list []view
	for _, v := range []struct {
		name   string
		needs  trait
		escape escape
	}{
		{"url-decoded", hasPercent, percentEscape},
		{viewForm, hasPercent | hasPlus, formEscape},
		{"html-decoded", hasAmpersand, htmlEscape},
		{"unescaped", hasBackslash, scriptEscape},
		{"css-unescaped", hasBackslash, cssEscape},
		{"quoted-printable", hasEquals, quotedEscape},
		{"quoted-printable", hasEquals | hasSpace, softBreak},
	} {
		list = append(list, view{name: v.name, needs: v.needs, read: v.escape.readPieces, origin: v.escape.origin})
	}
	return list
}

// whole makes the read of a view that decodes a text as a whole.
func whole(decode func(string) string) func(*frame, int, func(reading)) {
	return func(f *frame, _ int, show func(reading)) {
		if decoded := decode(f.text); decoded != f.text {
			show(reading{text: decoded, again: decode})
		}
	}
}

// asString shares the memory of bytes that do not change while the string is used.
func asString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func sameOrigin(_ string, at int) int { return at }

// prefixOrigin works for decoders that read from left to right: it looks for the
// shortest beginning of the text that shows the byte.
func prefixOrigin(decode func(string) string) func(string, int) int {
	return func(text string, at int) int {
		low, high := 0, len(text)
		for low < high {
			if mid := (low + high) / 2; len(decode(text[:runeStart(text, mid+1)])) > at {
				high = mid
			} else {
				low = mid + 1
			}
		}
		return runeStart(text, low)
	}
}
