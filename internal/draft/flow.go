package draft

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/maskproof/maskproof/internal/flow"
)

// Flow is a flow file to be.
type Flow struct {
	Name  string
	Start string
	About []string // comment lines at the top
	Set   Map      // how it is walked, such as emulate
	Steps []Step
}

// Step is one step, or only a comment where Verb is "".
type Step struct {
	Comment string // what a person must know of it; may be several lines
	Verb    flow.Verb
	Value   any // text, Map, or a list of them
	More    Map // keys beside the verb
}

// Write writes the file.
func (f *Flow) Write(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# yaml-language-server: $schema=flow.schema.json\n")
	for _, line := range f.About {
		comment(&b, "", line)
	}
	fmt.Fprintf(&b, "version: 1\nname: %s\nstart: %s\n", inline(f.Name), inline(f.Start))
	for _, p := range f.Set {
		fmt.Fprintf(&b, "%s: %s\n", p.Key, inline(p.Value))
	}
	b.WriteString("steps:\n")
	for _, s := range f.Steps {
		s.write(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String is the step as it stands in a file, without the margin.
func (s Step) String() string {
	var b strings.Builder
	s.write(&b)
	return strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(b.String()), "  "), "\n  ", "\n")
}

func (s Step) write(b *strings.Builder) {
	if s.Comment != "" {
		comment(b, "  ", s.Comment)
	}
	if s.Verb == "" {
		return
	}
	fmt.Fprintf(b, "  - %s: %s\n", s.Verb, inline(s.Value))
	for _, p := range s.More {
		fmt.Fprintf(b, "    %s: %s\n", p.Key, inline(p.Value))
	}
}

// comment writes lines that nothing in the text can end.
func comment(b *strings.Builder, indent, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
				return ' '
			}
			return r
		}, line)
		b.WriteString(indent + strings.TrimRight("# "+line, " ") + "\n")
	}
}

// NameOf makes a flow's name of a title: "Checkout, as guest" is checkout-as-guest.
func NameOf(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	name := strings.Join(words, "-")
	for len(name) > 60 {
		_, size := lastRune(name)
		name = name[:len(name)-size]
	}
	if name == "" {
		return "recorded"
	}
	return strings.Trim(name, "-")
}
