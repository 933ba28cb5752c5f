package verify

import (
	"encoding/json"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// sessionOptions is the tag of the custom event in which the recorder states the
// options that are in force (posthog-js 1.449.2, lazy-loaded-session-recorder.ts):
// neither the page's nor the project's say that.
const sessionOptions = "$session_options"

// maskingOptions are those that decide what a recording shows.
var maskingOptions = []string{
	"maskAllInputs", "maskInputOptions", "maskInputFn", "maskTextClass", "maskTextSelector", "maskTextFn",
	"maskAllElementAttributes", "maskAttributeFn", "blockClass", "blockSelector", "ignoreClass",
	"recordCanvas", "recordCrossOriginIframes", "inlineStylesheet", "collectFonts",
}

// inForce reads the masking options out of an event; nil if it states none.
func inForce(ev *rrweb.Event) []Option {
	if ev.Type != rrweb.Custom {
		return nil
	}
	tag, payload, err := ev.CustomEvent()
	var stated struct {
		Options map[string]json.RawMessage `json:"sessionRecordingOptions"`
		Plugins []string                   `json:"activePlugins"`
	}
	if err != nil || tag != sessionOptions || json.Unmarshal(payload, &stated) != nil {
		return nil
	}
	var list []Option
	for _, name := range maskingOptions {
		if value, ok := stated.Options[name]; ok {
			list = append(list, Option{name, inWords(value)})
		}
	}
	for _, plugin := range stated.Plugins {
		list = append(list, Option{"plugin", plugin})
	}
	return list
}

// inWords is an option's value; functions and patterns leave an empty object.
func inWords(value json.RawMessage) string {
	if string(value) == "{}" {
		return "a function or pattern"
	}
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	return string(value)
}
