// Package scenario loads a scenario, the YAML file that names an app, a
// PostHog, the flows to walk and the verdict that is expected, and runs it.
//
// It stands in layer 4 and wires app, PostHog, browser and verify together. The
// one function to call first is [Load].
package scenario
