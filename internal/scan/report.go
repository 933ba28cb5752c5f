package scan

// Schema names the form of a [Report].
const Schema = "maskproof.scan/1"

// Report is what a scan found: maskproof.scan/1.
type Report struct {
	Schema   string    `json:"schema"`
	Findings []Finding `json:"findings"` // leaks first, then in event order

	// Unscanned lists what was not read in full. While it is not empty, nothing
	// found does not mean nothing leaked.
	Unscanned []Unscanned `json:"unscanned"`

	// Acceptances tells what became of each of the policy's, in its order.
	Acceptances []AcceptanceUse `json:"acceptances"`

	// Detect says how personal data was looked for; nil: it was not.
	Detect *Detection `json:"detect,omitempty"`

	Events  int   `json:"events"`
	Strings int   `json:"strings"` // strings read, not counting their views
	Bytes   int64 `json:"bytes"`   // of decoded events

	Images Images `json:"images"` // pictures found and read
}
