package flow

import (
	"strings"
	"time"
)

// Flow is one scripted walk through an app.
type Flow struct {
	Name  string // unique in a scenario, such as "checkout"
	Start string // where it begins: an absolute URL or a path below the app's URL
	Steps []Step // at least one
	File  string // where it was read from, as the user wrote it
}

// Verb is what a step does, named with Playwright's words.
type Verb string

// The verbs.
const (
	Goto       Verb = "goto"
	Fill       Verb = "fill" // replaces the content with the value, typed key by key
	Type       Verb = "type" // types at the end of what is there
	Press      Verb = "press"
	Click      Verb = "click"
	Check      Verb = "check"
	Uncheck    Verb = "uncheck"
	Select     Verb = "select"
	Hover      Verb = "hover"
	WaitFor    Verb = "wait_for"
	Expect     Verb = "expect"
	Checkpoint Verb = "checkpoint"
)

// Step is one action or wait of a flow.
type Step struct {
	Verb     Verb
	Name     string        // what a person calls it; "" if the file gives none
	Timeout  time.Duration // how long it may take; 0 means the default
	Optional bool          // a failure is noted and the flow goes on
	Frames   Frames        // the frame to act in; empty: the page itself
	Locator  *Locator      // the element to act on; nil for goto, press without one, wait_for, expect, checkpoint

	// Plant is set where the step types a canary; Value holds literal input
	// otherwise: text for fill and type, the option for select, the key for
	// press, the URL for goto, the name for checkpoint.
	Plant *Plant
	Value string

	Condition *Condition // of wait_for and expect
	Line      int        // 1-based, in Flow.File
	Column    int        // 1-based
}

// Plant asks for one canary to be typed.
type Plant struct {
	Kind string // one of the canary kinds

	// Lookalike asks for a value that has the kind's form but fails its
	// checksum (a card that is not Luhn-valid, say): posthog-js scrubs network
	// bodies that hold a valid card, and only the look-alike shows what leaks
	// beside it.
	Lookalike bool
}

// Locator says how a step finds exactly one element. Exactly one strategy is
// set; Name goes with Role. What follows the strategies narrows it down.
type Locator struct {
	Label       string
	Role        string
	Name        string
	Placeholder string
	Text        string
	Alt         string
	Title       string
	TestID      string
	CSS         string
	XPath       string

	HasText string    // only elements that show this text
	Nth     int       // which of several, 1-based in page order; Last is the last one; 0: there must be one
	Within  *Locator  // only elements inside this one
	Or      []Locator // tried in order where this one does not find exactly one element
}

// Last is the Nth of the last element.
const Last = -1

// Frame names a frame; what is set must match one frame, or Any is set alone.
type Frame struct {
	Title string // title attribute of the frame element
	Name  string // name attribute of the frame element
	URL   string // substring of the frame's URL
	Any   bool   // whichever frame has the element
}

// Frames is the way into a frame, outermost first. Each is looked for among the
// frames of the one before, the nearest first; empty is the page itself.
type Frames []Frame

// Any says that the frame is whichever has the element.
func (fs Frames) Any() bool { return len(fs) == 1 && fs[0].Any }

// Matches says whether a frame of this title, name and URL is meant.
func (f Frame) Matches(title, name, url string) bool {
	if f.Any {
		return false
	}
	return (f.Title == "" || strings.EqualFold(strings.Join(strings.Fields(f.Title), " "), title)) &&
		(f.Name == "" || f.Name == name) && (f.URL == "" || strings.Contains(url, f.URL))
}

// Condition is what wait_for and expect look for. Exactly one field is set.
type Condition struct {
	Text    string   // visible text that contains this
	URL     string   // the page URL contains this
	Visible *Locator // exactly one such element is visible
	Hidden  *Locator // no such element is visible
}
