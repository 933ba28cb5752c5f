package flow

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the locator as a person says it: `label "Card number"` or `role
// button "Pay"`.
func (l Locator) String() string {
	switch {
	case l.Label != "":
		return "label " + strconv.Quote(l.Label)
	case l.Role != "" && l.Name != "":
		return "role " + l.Role + " " + strconv.Quote(l.Name)
	case l.Role != "":
		return "role " + l.Role
	case l.Placeholder != "":
		return "placeholder " + strconv.Quote(l.Placeholder)
	case l.Text != "":
		return "text " + strconv.Quote(l.Text)
	case l.TestID != "":
		return "testid " + strconv.Quote(l.TestID)
	case l.CSS != "":
		return "css " + strconv.Quote(l.CSS)
	default:
		return "nothing"
	}
}

// String is the frame as a person says it: `frame title "Secure card frame"`.
func (f Frame) String() string {
	var parts []string
	for _, p := range []struct{ word, text string }{{"title", f.Title}, {"name", f.Name}, {"url", f.URL}} {
		if p.text != "" {
			parts = append(parts, p.word+" "+strconv.Quote(p.text))
		}
	}
	return "frame " + strings.Join(parts, " and ")
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
	if s.Frame != nil {
		title += " in " + s.Frame.String()
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
