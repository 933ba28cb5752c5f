package rrweb

// EventType is the kind of an rrweb event, with rrweb's own numbers
// (packages/types/src/index.ts, EventType).
type EventType int

// The event types of rrweb. NoType stands for "not an rrweb event".
const (
	NoType EventType = iota - 1
	DOMContentLoaded
	Load
	FullSnapshot
	IncrementalSnapshot
	Meta
	Custom
	Plugin
	Asset
)

// IncrementalSource says what an incremental snapshot is about, with rrweb's
// own numbers (packages/types/src/index.ts, IncrementalSource).
type IncrementalSource int

// The incremental sources of rrweb. NoSource stands for "not incremental".
const (
	NoSource IncrementalSource = iota - 1
	Mutation
	MouseMove
	MouseInteraction
	Scroll
	ViewportResize
	Input
	TouchMove
	MediaInteraction
	StyleSheetRule
	CanvasMutation
	Font
	Log
	Drag
	StyleDeclaration
	Selection
	AdoptedStyleSheet
	CustomElement
)

// Event is one rrweb event with its in-event compression undone.
type Event struct {
	Type      EventType
	Source    IncrementalSource // NoSource unless Type is IncrementalSnapshot
	Timestamp int64             // milliseconds since the Unix epoch

	// JSON is the whole event after decoding: every part that PostHog
	// compressed ("cv") stands there as the JSON it held. Pointers of texts and
	// findings are RFC 6901 paths into it.
	JSON []byte

	// Unscanned lists the parts that could not be unpacked. Their raw strings
	// are still visited by Strings, but nobody may claim to have read them.
	Unscanned []Unscanned

	broken   bool // JSON is not valid JSON: it is visited as one string
	metadata bool // JSON is no event, see Metadata
	memory   *memory
}

// Unscanned is one part of an event whose content could not be read.
type Unscanned struct {
	Pointer string `json:"pointer"` // RFC 6901, into Event.JSON
	Reason  string `json:"reason"`
}

// Surface names where in an event a string stands.
type Surface string

// The surfaces.
const (
	SurfaceText      Surface = "text"      // a text node, or a change of one
	SurfaceAttribute Surface = "attribute" // an attribute value
	SurfaceInput     Surface = "input"     // the text of an Input event, or a value attribute of a control
	SurfaceURL       Surface = "url"       // Meta href, $pageview, $url_changed
	SurfaceCSS       Surface = "css"       // style text, rules, declarations, inline style
	SurfaceConsole   Surface = "console"   // rrweb/console@1
	SurfaceNetwork   Surface = "network"   // rrweb/network@1
	SurfacePlugin    Surface = "plugin"    // any other plugin
	SurfaceCustom    Surface = "custom"    // custom events
	SurfaceComment   Surface = "comment"   // HTML comments
	SurfaceScript    Surface = "script"    // the text of script elements, and on* attributes
	SurfaceName      Surface = "name"      // tag, attribute and property names
	SurfaceImage     Surface = "image"     // data: URIs and base64 pixels
	SurfaceCanvas    Surface = "canvas"    // canvas commands
	SurfaceFont      Surface = "font"      // font family, source, descriptors
	SurfaceMobile    Surface = "mobile"    // mobile wireframes
	SurfaceMetadata  Surface = "metadata"  // what stands beside the events: person, distinct_id, lines that were cut
	SurfaceOther     Surface = "other"     // anything no rule above knows
)
