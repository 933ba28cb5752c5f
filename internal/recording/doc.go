// Package recording reads and writes recordings as files and streams.
//
// It is a layer 1 package. Call [Read] first: it finds out by content what it is
// given and yields one stored event after the other, still encoded, without ever
// loading the whole. [Find] makes a list of files of what a user names, and
// [Writer] writes the form that PostHog stores today.
//
// # Forms
//
//   - PostHog's snapshot lines, version 2: ["windowId", event]
//   - version 1: {"window_id": "…", "data": [event, …]}, also spelled windowId
//   - bare rrweb events, one object a line or pretty-printed, with or without a
//     windowId
//   - one array of any of these, on one line or over many
//   - what PostHog's player exports: {"version", "data": {"person", "snapshots"}},
//     and the older snapshotsByWindowId
//   - {"events": [event, …]} and the like, see roleOf
//   - requests of posthog-js that were captured: one event, an array or a batch of
//     them, as JSON, gzip, or a form with base64
//
// Lines of different forms may be mixed, and each input may be compressed with
// gzip, zstd or snappy: framed, one raw block, or blocks with their lengths, as
// PostHog's API answers decompress=false. Arrays and exports are read item by
// item. The forms are those of PostHog's snapshot API (PostHog/posthog, session
// replay shared package, process-all-snapshots.ts) and player
// (scenes/session-recordings/file-playback/types.ts).
//
// What stands beside events in such objects is yielded as metadata.
//
// # Damage
//
// Nothing found is not nothing leaked: a part that is cut, longer than any event
// can be, or no JSON gives a [Damage], and reading goes on behind it. Only the
// outer form is checked here; package rrweb judges the events themselves.
package recording
