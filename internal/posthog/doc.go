// Package posthog reads recordings and settings from PostHog's private API, and
// deletes recordings. It speaks to PostHog Cloud, to self-hosted builds and to
// minihog over the same code path.
//
// It stands in layer 2 and knows nothing of rrweb: a recording leaves it as the
// JSONL lines that PostHog stored, for package recording to read.
//
// Begin with New, then Client.Check before a run and Client.Fetch after it.
//
// PostHog answers 200 for a range of blocks of which it could not read some,
// and 200 with no sources when its listing broke. So Fetch asks for undecoded
// blocks and counts them, takes an empty list for an error, and calls a
// recording complete only when the caller has seen the end in the data and the
// list of blocks stands still.
//
// The outside formats were read in PostHog/posthog at 004ffdf6:
//
//   - posthog/session_recordings/session_recording_api.py: routes, block ranges,
//     framing (4-byte big-endian length and snappy), 404, 410 and 502
//   - posthog/rate_limit.py, posthog/settings/session_replay.py: throttles
//   - posthog/scopes.py: scopes; PostHog/drf-exceptions-hog: error bodies
package posthog
