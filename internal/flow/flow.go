package flow

import "time"

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
	Frame    *Frame        // nil: the page itself
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
// set; Name goes with Role.
type Locator struct {
	Label       string
	Role        string
	Name        string
	Placeholder string
	Text        string
	TestID      string
	CSS         string
}

// Frame names the frame that a step acts in; at least one field is set, and all
// that are set must match one frame.
type Frame struct {
	Title string // title attribute of the frame element
	Name  string // name attribute of the frame element
	URL   string // substring of the frame's URL
}

// Condition is what wait_for and expect look for. Exactly one field is set.
type Condition struct {
	Text    string   // visible text that contains this
	URL     string   // the page URL contains this
	Visible *Locator // exactly one such element is visible
	Hidden  *Locator // no such element is visible
}
