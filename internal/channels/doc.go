// Package channels reads the corpus of leak channels: small pages, one a way out
// that a value can take into a session recording, what each is expected to show
// under each configuration of the recorder, and what real posthog-js recorded of
// it in real Chrome. Call [Load] first.
//
// It is a layer 1 package and only for tests and for package corpus, which records
// the pages.
//
// # A channel
//
// A channel is one HTML file, NAME.html, with a YAML comment in front:
//
//	channel    what the page does, in words
//	catalogue  numbers of the catalogue of leak channels that it covers
//	start      how its address goes on, such as "?email={{urlquery email}}"
//	steps      what a visitor does, as in a flow file
//	found      per configuration: where the values must be found, "email text,
//	           card input"; "clean", where the recorder masks or blocks them; or
//	           "unrecorded", where it does not record that at all
//	spelled    the ways in which each value stands in the recording; as it is
//	           where this says nothing
//	joined     true where no single string holds the value
//
// Files NAME.PART.EXT are what the page loads besides, as PART.EXT.
//
// [LeftOut] says which channels of the catalogue have no page, and why.
//
// # The twin
//
// All of it is a text/template. {{twin}} is true on the second recording of each
// page, where masking works or the page does it right: there nothing may be found,
// whatever the configuration. Values come in by their kind ({{email}}), near misses
// as {{other "email"}}; the pages know no value by themselves.
package channels
