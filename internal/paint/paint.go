// Package paint makes text for terminals: what a piece of it means as a colour, and
// foreign text that is safe to show and as wide as it should be.
//
// It is a layer 0 package. The one function to call first is [Clean].
package paint

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Tone is what a piece of text means. Nothing is said by a tone alone: each stands
// beside a sign or a word, since logs have no colour and some readers see none.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Dim
	Strong
	Good
	Unsure
	Bad
)

// Paint gives a text the colour of a tone. Blue, yellow and orange are told apart by
// those who cannot tell red from green; the three stand in the 256 colours of every
// terminal and can be read on black and on white.
func (t Tone) Paint(s string) string {
	style := lipgloss.NewStyle()
	switch {
	case t == Plain || s == "":
		return s
	case t == Dim:
		style = style.Faint(true)
	case t == Strong:
		style = style.Bold(true)
	case t == Good:
		style = style.Foreground(lipgloss.Color("33"))
	case t == Unsure:
		style = style.Foreground(lipgloss.Color("178"))
	case t == Bad:
		style = style.Bold(true).Foreground(lipgloss.Color("202"))
	}
	return style.Render(s)
}

// Clean makes foreign text safe to show on one line: control characters and
// those that reorder or hide text become a visible stand-in.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.In(r, unicode.Zl, unicode.Zp):
			return '\uFFFD'
		}
		return r
	}, s)
}

// Width is how many columns a clean text takes; wide characters take two.
func Width(s string) int { return ansi.StringWidth(s) }

// Fit pads a clean text to a width in columns, or cuts it and says so with an
// ellipsis.
func Fit(s string, columns int) string {
	if columns <= 0 {
		return ""
	}
	s = ansi.Truncate(s, columns, "…")
	return s + strings.Repeat(" ", max(0, columns-Width(s)))
}
