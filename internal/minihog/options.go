package minihog

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// Options says what a Server is. Its zero value is a PostHog with project "1",
// token DefaultToken, recording on, and a private API that refuses every key.
type Options struct {
	Assets    *Assets // nil: every script is a 404
	ProjectID string  // "" means "1"
	Token     string  // public project token; "" means DefaultToken
	Keys      []Key   // personal API keys that open the private API

	Recording Recording // what remote config tells the recorder
	Faults    *Faults   // bad days to begin with; nil: none. See Server.SetFaults

	// IngestionOnly makes the server an ingestion host, such as
	// eu.i.posthog.com: the private API is not there.
	IngestionOnly bool

	Clock func() time.Time // nil means time.Now
	Log   func(string)     // one line a request that went wrong; nil: silence
}

// DefaultToken is the project token of a Server that was given none.
const DefaultToken = "phc_minihog0000000000000000000000000000000000"

// The scopes that the private API asks for (PostHog/posthog, posthog/scopes.py).
const (
	ScopeRecordingRead  = "session_recording:read"
	ScopeRecordingWrite = "session_recording:write"
	ScopeProjectRead    = "project:read"
)

// Key is a personal API key and what it may do. It prints as *** everywhere.
type Key struct {
	Value  string
	Scopes []string // "*" means all; write includes read
}

// Format writes *** for every verb.
func (Key) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "***") }

// MarshalText gives ***, so that the key is in no JSON or YAML.
func (Key) MarshalText() ([]byte, error) { return []byte("***"), nil }

// may tells whether the key covers a scope.
func (k Key) may(scope string) bool {
	if slices.Contains(k.Scopes, "*") || slices.Contains(k.Scopes, scope) {
		return true
	}
	return scope == ScopeRecordingRead && slices.Contains(k.Scopes, ScopeRecordingWrite)
}

// Recording is the project's replay settings, as remote config hands them to
// posthog-js and as the project settings of the private API show them.
type Recording struct {
	Off     bool    // remote config says sessionRecording: false
	Console bool    // console lines are recorded
	Network Network // what of requests is recorded
	Canvas  bool

	// Masking is the server side of masking: maskAllInputs (bool),
	// maskTextSelector, blockSelector (strings); nil: none.
	Masking map[string]any

	SampleRate      string        // "0.00" to "1.00"; "" means not sampled
	MinimumDuration time.Duration // recordings shorter than this are not sent
	Script          string        // recorder script; "" means "posthog-recorder"

	// Extra are further fields of remote config's sessionRecording object
	// (linkedFlag, urlTriggers, …); they win over the fields above.
	Extra map[string]any
}

// Network says what is recorded of the page's requests.
type Network struct {
	Timing  bool // the requests themselves: URL, method, status, times
	Headers bool
	Body    bool
}

func (o Options) withDefaults() Options {
	if o.ProjectID == "" {
		o.ProjectID = "1"
	}
	if o.Token == "" {
		o.Token = DefaultToken
	}
	if o.Recording.Script == "" {
		o.Recording.Script = "posthog-recorder"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = func(string) {}
	}
	return o
}
