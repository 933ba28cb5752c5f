package demo

import "maps"

// analytics is what the page's script needs to load and start posthog-js.
type analytics struct {
	Script string         `json:"script"` // URL of array.js
	Token  string         `json:"token"`
	Init   map[string]any `json:"init"` // second argument of posthog.init
}

// analytics returns nil where the shop runs without.
func (o Options) analytics() *analytics {
	if o.PostHog == "" {
		return nil
	}
	init := maskedInit()
	if o.Leaky {
		init = leakyInit()
	}
	init["api_host"] = o.PostHog
	init["person_profiles"] = "identified_only"
	init["capture_pageview"] = "history_change" // the account area's views are pages too
	return &analytics{
		Script: o.PostHog + "/static/array.js",
		Token:  o.Token,
		Init:   merge(init, o.InitOverride),
	}
}

// maskedInit records how the shop is used and nothing that is typed: inputs and
// personal text are masked, and whatever could carry values past the masks
// (console, network bodies and headers, page URLs) is off or filtered.
func maskedInit() map[string]any {
	return map[string]any{
		"enable_recording_console_log":    false,
		"mask_personal_data_properties":   true,
		"custom_personal_data_properties": []string{"email", "name", "phone"},
		"session_recording": map[string]any{
			"maskAllInputs":    true,
			"maskTextSelector": ".ph-mask",
			"recordHeaders":    false,
			"recordBody":       false,
		},
	}
}

// leakyInit is what a team ends up with that wants to see real forms in its
// replays: masking by the type of the field, which misses everything that is
// typed into a plain text field (ever-works/ever-works#1096), and bodies and
// console switched on for debugging (no-human-ai/no_human#383).
func leakyInit() map[string]any {
	return map[string]any{
		"enable_recording_console_log": true,
		"capture_performance":          map[string]any{"network_timing": true},
		"session_recording": map[string]any{
			"maskAllInputs":    false,
			"maskInputOptions": map[string]any{"password": true, "email": true, "tel": true},
			"recordBody":       true,
		},
	}
}

// merge lays over onto base, nested objects field by field.
func merge(base, over map[string]any) map[string]any {
	out := maps.Clone(base)
	for key, value := range over {
		inner, isMap := value.(map[string]any)
		old, wasMap := out[key].(map[string]any)
		if isMap && wasMap {
			value = merge(old, inner)
		}
		out[key] = value
	}
	return out
}
