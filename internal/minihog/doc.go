// Package minihog is the embedded stand-in for PostHog: it serves the real
// posthog-js, takes in what posthog-js posts, stores recordings in blocks as
// PostHog does, and answers the part of PostHog's private API that package
// posthog uses. Tests give it PostHog's bad days through Faults.
//
// It stands in layer 2 and uses ingest, never posthog: client and server share
// no code, so that a mistake in one cannot hide in the other.
//
// Begin with LoadAssets (the pinned posthog-js) and New, which returns an
// http.Handler. Everything is kept in memory and gone with the Server.
//
// The outside formats it mimics, with where they were read:
//
//   - private API routes, error bodies, block framing: PostHog/posthog,
//     posthog/session_recordings/session_recording_api.py at 004ffdf6
//   - ingestion answers: PostHog/posthog, rust/capture/src (mid 2026)
//   - remote config: posthog-js 1.449.2 dist/array.js and PostHog/posthog,
//     posthog/models/remote_config.py
//
// What it does not do: analytics queries, persons, sharing, billing. A path it
// does not know is a 404 and a line in the log, never an empty success.
package minihog
