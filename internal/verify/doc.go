// Package verify joins what a flow did (its trace) with what the recording shows
// (findings, sightings of stamped fields, coverage) into outcomes and verdicts.
// It is layer 3. Call NewExaminer, feed it every stored event, and pass what it
// saw to Judge; Judge and Worst are pure functions, and verdict_test.go holds
// their truth table.
//
// The rule above all: nothing found is not nothing leaked. A verdict of masked
// needs proof of each of these, and lists what is missing otherwise:
//
//   - every plant was typed and its field is shown masked, blocked, ignored or
//     unrecorded after it;
//   - the run's start and end markers are in the recording;
//   - a full snapshot was decoded, and one of them after the last plant: some
//     leaks show only in the next snapshot;
//   - no part of the recording is unscanned, and PostHog delivered it whole.
package verify
