// Package demo is a small real shop to try maskproof on, in two versions that
// look alike: one that leaks what its customers type into PostHog session
// recordings in the ways real apps do, and the same shop done right.
//
// It stands in layer 2 and imports nothing of this module. Call New first: its
// handler serves the shop on any host and the payment provider, whose card
// frame the checkout embeds, on every host that starts with "pay.". The account
// area (/account) is a single page in plain JavaScript, with what such apps bring
// along: a dialog at the end of the body, shadow roots, an editor, a code in
// boxes, a date mask, a popup, and the card frame within another one. The two
// hosts must be different sites (shop.test and pay.test, not two ports of one
// host), because that is what makes the card frame cross-site in Chrome.
//
// Everything that the versions differ in lies in assets/leaky and
// assets/masked, file beside file of the same name; what they share lies in
// assets/common. Three differences are Go, since the server makes them: the
// init options (analytics.go), the address after signup (signup.go) and the
// table of known answers (leaks.go).
//
// Facts of posthog-js that the pages rest on, from dist/ of posthog-js 1.449.2:
// array.js puts an instance at window.posthog whose init starts it (array.js);
// the class ph-mask masks text, ph-no-capture blocks an element, and
// maskInputOptions counts only where maskAllInputs is false
// (posthog-recorder.js); a network body that holds a Luhn-valid card, a
// plausible SSN or a word such as "password" is not recorded at all
// (posthog-recorder.js).
package demo
