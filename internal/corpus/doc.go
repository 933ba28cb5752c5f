// Package corpus records the pages of package channels with real posthog-js in
// real Chrome, under each configuration of the recorder and each with its twin. It
// is a layer 4 package over browser and minihog, used by cmd/maskproof-corpus
// alone. Call [Record].
//
// All hosts, shop.test and posthog.test among them, are one server on the
// loopback: names other than localhost, because posthog-js records no requests
// there, and without ports, so that addresses are the same in each recording.
// Values, run id and what a visitor does are the same each time; session ids, times
// and what Chrome measures are not.
package corpus
