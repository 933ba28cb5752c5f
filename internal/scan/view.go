package scan

// view is one way to read a string. Add a row to viewTable to teach the scanner
// another one.
type view struct {
	name  string // in Finding.Via
	needs trait  // all of these must be present
	plain bool   // normalises and does not decode: what it shows was readable before

	// read returns the readings of a text; none if the view does not apply or
	// changes nothing.
	read func(text string) []reading
}

// reading is a text that a view shows.
type reading struct {
	text string
	name string // the key it stands under, where the view knows one
}

// The names of the views that other files use.
const (
	viewFolded = "case-folded"
	viewDigits = "digits"
	viewForm   = "form-decoded"
)

// viewTable lists the views. The plain ones come first and in the order in
// which they build on each other: a later one reads what an earlier one shows.
func viewTable() []view {
	return []view{
		{name: "invisible-removed", needs: hasHigh, plain: true, read: readVisible},
		{name: "nfkc", needs: hasHigh, plain: true, read: readPlain},
		{name: viewFolded, needs: hasHigh, plain: true, read: readFolded},
		{name: "url-decoded", needs: hasPercent, read: readURL},
		{name: viewForm, needs: hasPercent | hasPlus, read: readForm},
		{name: "html-decoded", needs: hasAmpersand, read: readHTML},
		{name: "json", needs: hasOpening, read: readJSON},
		{name: "unescaped", needs: hasBackslash, read: readEscaped},
	}
}

// only returns the one reading of a view that decodes a text as a whole.
func only(text, decoded string) []reading {
	if decoded == text {
		return nil
	}
	return []reading{{text: decoded}}
}
