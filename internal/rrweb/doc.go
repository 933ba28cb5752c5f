// Package rrweb decodes the events of a session recording and visits every
// string in them, each with the surface it stands on.
//
// It is a layer 0 package: it knows the event format and nothing of files,
// PostHog's API, canaries or the DOM over time. Call [Decode] first (or keep a
// [Decoder] for a whole recording), then [Event.Strings] to read all of it, or
// one of the typed parts ([Fold], [Event.Mutations], …) to rebuild it.
//
// # The format
//
// An event is a JSON object {type, data, timestamp}. Type and data.source
// follow rrweb's packages/types/src/index.ts as forked in the posthog-js
// repository (packages/rrweb, posthog-js 1.449.2). posthog-js compresses parts
// of three kinds of event and marks the event with cv "2024-10" (posthog-js
// 1.449.2, recorder bundle):
//
//	full snapshot      data
//	mutation           data.texts, data.attributes, data.removes, data.adds
//	style sheet rule   data.adds, data.removes
//
// Such a part is a JSON string with one code point U+0000–U+00FF for each byte
// of a gzip stream that holds JSON. Where compression failed the part stays
// plain, so a part is judged by its JSON type and not by cv alone. rrweb's own
// packer (packages/packer) makes one such string, zlib instead of gzip, of the
// whole event.
//
// # What is not read
//
// Nothing found is not nothing leaked: whatever cannot be unpacked is listed in
// [Event.Unscanned] and stays in place as the raw string, which is visited like
// any other.
package rrweb
