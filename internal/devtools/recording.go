package devtools

import (
	"encoding/json"
	"errors"
	"fmt"
)

// recording is an exported file, a UserFlow.
type recording struct {
	Title             string `json:"title"`
	SelectorAttribute string `json:"selectorAttribute"`
	Steps             []step `json:"steps"`
}

// step is one step of any type, with the fields of all of them.
type step struct {
	Type           string     `json:"type"`
	Timeout        float64    `json:"timeout"` // milliseconds
	AssertedEvents []asserted `json:"assertedEvents"`
	Target         string     `json:"target"` // main, or the URL of a window or of a frame of another site
	Frame          []int      `json:"frame"`  // the way into a frame of the same site, by position
	Selectors      []selector `json:"selectors"`

	DeviceType string `json:"deviceType"` // of click and doubleClick: mouse, pen, touch
	Button     string `json:"button"`     // primary, auxiliary, secondary, back, forward
	Value      string `json:"value"`      // of change
	Key        string `json:"key"`        // of keyDown and keyUp
	URL        string `json:"url"`        // of navigate
	Name       string `json:"name"`       // of customStep

	Operator   string          `json:"operator"` // of waitForElement: >=, ==, <=
	Count      *int            `json:"count"`
	Visible    *bool           `json:"visible"`
	Properties json.RawMessage `json:"properties"`
	Attributes json.RawMessage `json:"attributes"`

	Width    int     `json:"width"` // of setViewport
	Height   int     `json:"height"`
	Download float64 `json:"download"` // of emulateNetworkConditions: bytes a second
	Upload   float64 `json:"upload"`
	Latency  float64 `json:"latency"` // milliseconds
}

type asserted struct {
	Type string `json:"type"` // navigation
	URL  string `json:"url"`
}

// selector is the way to an element: one selector, or several of which each looks
// inside what the one before found, or in its shadow root.
type selector []string

func (s *selector) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*s = selector{one}
		return nil
	}
	var many []string
	if err := json.Unmarshal(data, &many); err != nil {
		return err
	}
	*s = many
	return nil
}

// main says that the step is one of the page itself.
func (s step) main() bool { return s.Target == "" || s.Target == "main" }

func parse(data []byte) (*recording, error) {
	var r recording
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("it is no JSON of the Recorder: %w", err)
	}
	if len(r.Steps) == 0 {
		return nil, errors.New("it has no steps: in the Recorder panel of DevTools choose Export, JSON")
	}
	for i, s := range r.Steps {
		if s.Type == "" {
			return nil, fmt.Errorf("step %d has no type: in the Recorder panel of DevTools choose Export, JSON", i+1)
		}
	}
	return &r, nil
}
