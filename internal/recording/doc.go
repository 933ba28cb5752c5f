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
//   - bare rrweb events, one object a line, with or without a windowId
//   - one array of any of these, on one line or over many
//
// Lines of different forms may be mixed, and each input may be compressed with
// gzip, zstd or snappy (framed). The forms are those of PostHog's snapshot API
// (PostHog/posthog, session replay shared package, process-all-snapshots.ts).
//
// # Damage
//
// Nothing found is not nothing leaked: a part that is cut, longer than any event
// can be, or no JSON gives a [Damage], and reading goes on behind it. Only the
// outer form is checked here; package rrweb judges the events themselves.
package recording
