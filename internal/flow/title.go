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

// String is the condition as a person says it: `text "Thank you"`, `hidden role
// dialog` or `count 3 of css "li"`.
func (c Condition) String() string {
	for _, l := range []struct {
		word string
		of   *Locator
	}{{"visible", c.Visible}, {"hidden", c.Hidden}, {"enabled", c.Enabled}} {
		if l.of != nil {
			return l.word + " " + l.of.String()
		}
	}
	switch {
	case c.Count != nil && c.Of != nil:
		return fmt.Sprintf("count %d of %s", *c.Count, c.Of)
	case c.Value != nil && c.Of != nil:
		return fmt.Sprintf("value of %s", c.Of)
	case c.Status != 0:
		return fmt.Sprintf("response %q with status %d", c.Response, c.Status)
	}
	for _, t := range [][2]string{{"url", c.URL}, {"title", c.Title}, {"request", c.Request}, {"response", c.Response}} {
		if t[1] != "" {
			return t[0] + " " + strconv.Quote(t[1])
		}
	}
	return "text " + strconv.Quote(c.Text)
}

// String is the window as a person says it: `2` or `url "/help"`.
func (w Window) String() string {
	switch {
	case w.URL != "":
		return "url " + strconv.Quote(w.URL)
	case w.Title != "":
		return "title " + strconv.Quote(w.Title)
	}
	return strconv.Itoa(w.Index)
}

// Title is what reports call the step: the name that the file gives, or its
// verb and what it acts on, such as `fill label "Card number"`. It never holds
// the text that a step types.
func (s Step) Title() string {
	if s.Name != "" {
		return s.Name
	}
	title := string(s.Verb) + s.object()
	if len(s.Frames) > 0 && s.Verb != Stripe3DS {
		title += " in " + s.Frames.String()
	}
	return title
}

func (s Step) object() string {
	switch {
	case s.Verb == Repeat:
		return fmt.Sprintf(" %d times", s.Times)
	case s.Condition != nil:
		return " " + s.Condition.String()
	case s.Verb == Press && s.Locator != nil:
		return fmt.Sprintf(" %s on %s", s.Value, s.Locator)
	case s.Verb == Select && s.Locator != nil:
		return fmt.Sprintf(" %q of %s", s.Value, s.Locator)
	case s.Verb == Drag && s.Locator != nil && s.To != nil:
		return fmt.Sprintf(" %s to %s", s.Locator, s.To)
	case s.Verb == Upload && s.Locator != nil:
		return fmt.Sprintf(" %s to %s", strings.Join(s.Files, ", "), s.Locator)
	case s.Verb == Stripe3DS:
		return " " + s.Value
	case s.Locator != nil:
		return " " + s.Locator.String()
	case s.Verb == Checkpoint:
		return " " + strconv.Quote(s.Value)
	case s.Window != nil:
		return " " + s.Window.String()
	case s.Cookie != nil:
		return " " + s.Cookie.Name
	case s.Verb == StorageState:
		return " " + s.Value + " " + strings.Join(s.Files, "")
	case s.Verb == Eval, s.Value == "":
		return ""
	default:
		return " " + s.Value
	}
}
