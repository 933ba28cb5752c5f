package flow

import (
	"strings"
	"time"
)

// Flow is one scripted walk through an app.
type Flow struct {
	Name    string // unique in a scenario, such as "checkout"
	Start   string // where it begins: an absolute URL or a path below the app's URL
	Steps   []Step // at least one
	File    string // where it was read from, as the user wrote it
	Emulate Emulation
	Headers []Header // sent with each request to the app's own origin
	User    string   // of HTTP basic auth for the app's own origin; "" for none
	Pass    Secret

	// StorageState is a file with cookies and local storage to begin with, as
	// storage_state saves it, relative to File; "" for none.
	StorageState string
}

// Header is one HTTP header.
type Header struct {
	Name  string
	Value Secret
}

// Secret is a text that must not reach a log or a report: it prints as ***.
type Secret string

func (Secret) String() string   { return "***" }
func (Secret) GoString() string { return "***" }

// Verb is what a step does, named with Playwright's words where it has one.
type Verb string

// The verbs.
const (
	Goto           Verb = "goto"
	Back           Verb = "back"
	Reload         Verb = "reload"
	Fill           Verb = "fill" // replaces the content with the value, typed key by key
	Type           Verb = "type" // types at the end of what is there
	Paste          Verb = "paste"
	Clear          Verb = "clear"
	Autofill       Verb = "autofill"
	Press          Verb = "press"
	Click          Verb = "click"
	DoubleClick    Verb = "dblclick"
	Tap            Verb = "tap"
	Check          Verb = "check"
	Uncheck        Verb = "uncheck"
	Select         Verb = "select"
	Upload         Verb = "upload"
	Hover          Verb = "hover"
	Drag           Verb = "drag"
	Scroll         Verb = "scroll"
	Focus          Verb = "focus"
	Blur           Verb = "blur"
	RevealPassword Verb = "reveal_password"
	WaitFor        Verb = "wait_for"
	Expect         Verb = "expect"
	Consent        Verb = "consent"
	Dialog         Verb = "dialog"
	Tab            Verb = "tab"
	Cookie         Verb = "cookie"
	StorageState   Verb = "storage_state"
	Emulate        Verb = "emulate"
	Stripe3DS      Verb = "stripe_3ds"
	Checkpoint     Verb = "checkpoint"
	Eval           Verb = "eval"

	// These hold other steps.
	Within     Verb = "within"
	Repeat     Verb = "repeat"
	IfVisible  Verb = "if_visible"
	Use        Verb = "use"
	StripeCard Verb = "stripe_card"
)

// Step is one action or wait of a flow, or a group of them.
type Step struct {
	Verb     Verb
	Name     string        // what a person calls it; "" if the file gives none
	Timeout  time.Duration // how long it may take; 0 means the default
	Optional bool          // a failure is noted and the flow goes on
	Frames   Frames        // the frame to act in; empty: the page itself
	Locator  *Locator      // the element to act on; nil where there is none
	To       *Locator      // of drag: where to drop; of reveal_password: what shows it, nil to look for it

	// Plant is set where the step types a canary; Value holds literal input
	// otherwise: text for what types, the option for select, the key for press,
	// the URL for goto, the word of consent, dialog, scroll, tab and stripe_3ds,
	// the name for checkpoint, the script of eval, the file of use.
	Plant *Plant
	Value string

	Delay     time.Duration // of what types: between two keys
	Answer    string        // of dialog: the text for a prompt
	Files     []string      // of upload and storage_state, relative to the file of the step
	Condition *Condition    // of wait_for and expect; of repeat: when to stop early, or nil
	Cookie    *CookieValue
	Emulate   *Emulation
	Window    *Window // of tab, nil to close the current one

	Steps []Step // of a group
	Times int    // of repeat, from 1

	File   string // of a step from another file, which use names; "" means Flow.File
	Line   int    // 1-based, in that file
	Column int    // 1-based
}

// CookieValue is a cookie to set.
type CookieValue struct {
	Name, Value string
	Domain      string // "": the app's
	Path        string // "": all
}

// Window says which tab or window to go on in; one field is set.
type Window struct {
	Index int    // 1-based, in the order of opening
	URL   string // part of its URL
	Title string // part of its title
}

// Emulation is what the browser pretends to be; zero fields change nothing.
type Emulation struct {
	Device        string // name of a device of Chrome's list, such as "iPhone 15"
	Width, Height int    // of the viewport, CSS pixels; both or neither
	Locale        string // BCP 47, such as "de-DE"
	Timezone      string // IANA, such as "Europe/Berlin"
	Scheme        string // light or dark
	Network       string // online, offline, slow-3g, fast-3g or slow-4g
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

// Condition is what wait_for and expect look for. Exactly one field is set,
// beside Of, Method and Status.
type Condition struct {
	Text     string   // visible text that contains this
	URL      string   // the page URL contains this
	Title    string   // the page's title contains this
	Visible  *Locator // exactly one such element is visible
	Hidden   *Locator // no such element is visible
	Enabled  *Locator // exactly one such element is visible and enabled
	Count    *int     // so many elements Of are visible
	Value    *string  // the field Of holds exactly this
	Request  string   // a request whose URL contains this was sent since the step before began
	Response string   // the same, and it was answered

	Of     *Locator
	Status int // of the response; 0: any
}
