package flow

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the locator as a person says it: `label "Card number"`, `role button
// "Pay"` or `text "Remove", 2nd, within role dialog`.
func (l Locator) String() string {
	text := l.strategy()
	if l.HasText != "" {
		text += " with text " + strconv.Quote(l.HasText)
	}
	if l.Nth != 0 {
		text += ", " + ordinal(l.Nth)
	}
	if l.Within != nil {
		text += ", within " + l.Within.String()
	}
	for _, other := range l.Or {
		text += " or " + other.String()
	}
	return text
}

// First is the locator without its fallbacks.
func (l Locator) First() Locator {
	l.Or = nil
	return l
}

func (l Locator) strategy() string {
	if l.Role != "" {
		return strings.TrimSpace("role " + l.Role + " " + quoted(l.Name))
	}
	for _, s := range []struct{ word, text string }{
		{"label", l.Label}, {"placeholder", l.Placeholder}, {"text", l.Text}, {"alt", l.Alt},
		{"title", l.Title}, {"testid", l.TestID}, {"css", l.CSS}, {"xpath", l.XPath},
	} {
		if s.text != "" {
			return s.word + " " + strconv.Quote(s.text)
		}
	}
	return "nothing"
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return strconv.Quote(text)
}

func ordinal(n int) string {
	switch {
	case n == Last:
		return "last"
	case n%10 == 1 && n%100 != 11:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2 && n%100 != 12:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3 && n%100 != 13:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}

// String is the frame as a person says it: `frame title "Secure card frame"`.
func (f Frame) String() string {
	if f.Any {
		return "any frame"
	}
	var parts []string
	for _, p := range []struct{ word, text string }{{"title", f.Title}, {"name", f.Name}, {"url", f.URL}} {
		if p.text != "" {
			parts = append(parts, p.word+" "+strconv.Quote(p.text))
		}
	}
	return "frame " + strings.Join(parts, " and ")
}

// String is the way into the frame: `frame title "Pay" > frame name "card"`.
func (fs Frames) String() string {
	words := make([]string, len(fs))
	for i, f := range fs {
		words[i] = f.String()
	}
	return strings.Join(words, " > ")
}

// String is the condition as a person says it: `text "Thank you"` or `hidden
// role dialog`.
func (c Condition) String() string {
	switch {
	case c.Visible != nil:
		return "visible " + c.Visible.String()
	case c.Hidden != nil:
		return "hidden " + c.Hidden.String()
	case c.URL != "":
		return "url " + strconv.Quote(c.URL)
	default:
		return "text " + strconv.Quote(c.Text)
	}
}

// Title is what reports call the step: the name that the file gives, or its
// verb and what it acts on, such as `fill label "Card number"`. It never holds
// the text that a step types.
func (s Step) Title() string {
	if s.Name != "" {
		return s.Name
	}
	title := string(s.Verb) + s.object()
	if len(s.Frames) > 0 {
		title += " in " + s.Frames.String()
	}
	return title
}

func (s Step) object() string {
	switch {
	case s.Condition != nil:
		return " " + s.Condition.String()
	case s.Verb == Press && s.Locator != nil:
		return fmt.Sprintf(" %s on %s", s.Value, s.Locator)
	case s.Verb == Select && s.Locator != nil:
		return fmt.Sprintf(" %q of %s", s.Value, s.Locator)
	case s.Locator != nil:
		return " " + s.Locator.String()
	case s.Verb == Checkpoint:
		return " " + strconv.Quote(s.Value)
	default:
		return " " + s.Value
	}
}
