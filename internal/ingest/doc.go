// Package ingest decodes the requests with which posthog-js delivers events and
// recordings.
//
// It is a layer 0 package, used by the embedded PostHog, by whoever listens on the
// wire, and by package recording for requests that were kept as files. Call [Decode] first.
//
// # The format
//
// posthog-js 1.449.2 (packages/browser, request queue and recorder) sends JSON
// as gzip with content type text/plain and, other than older versions, without a
// compression parameter; as base64 in the form field data with
// compression=base64; or plain. PostHog's capture server (rust/capture,
// events/recordings.rs and payload/) knows gzip by its first bytes as well. The
// JSON is an array of events, one event, or {api_key, batch: [event, …]}.
// Compressed bodies may have 25 MB at most.
package ingest
