package scenario

import (
	"time"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// Scenario is which app to walk along which flows, which PostHog records it,
// and what is expected.
type Scenario struct {
	Name      string // letters, digits, - and _; part of the run folder's name
	App       App
	PostHog   PostHog
	Recording Recording
	Flows     []string // names in the flows folder, or paths; each once, at least one
	Policy    scan.Policy
	Expect    verify.Verdict
	Seed      *uint64 // of the canaries; nil: a new one for each run

	// Transforms are what the app does to values beside the encodings that
	// maskproof knows.
	Transforms []canary.Transform

	File string // where it was read from, as the user wrote it
}

// App is what is walked. Exactly one field is set.
type App struct {
	URL  string // absolute, http or https; the flows' paths are below it
	Demo string // DemoLeaky or DemoMasked: the demo shop, started by us
}

// The versions of the demo shop.
const (
	DemoLeaky  = "leaky"
	DemoMasked = "masked"
)

// PostHog is where the recording comes from: either Embedded, or Host, Project
// and Key.
type PostHog struct {
	Host     string // of the app, not of ingestion: https://eu.posthog.com
	Project  string // its number, or @current
	Key      posthog.Secret
	Embedded bool // minihog, started by us
}

// Recording says how the recording is got.
type Recording struct {
	Source string        // SourcePostHog
	Wait   time.Duration // for PostHog to have stored it in full
}

// SourcePostHog is the recording that PostHog stored, over its API.
const SourcePostHog = "posthog"

// DefaultWait is for how long a scenario that says nothing waits; PostHog
// usually needs less than a minute.
const DefaultWait = 5 * time.Minute
