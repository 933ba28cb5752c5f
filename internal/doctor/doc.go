// Package doctor looks at what a run of a scenario needs, one thing at a time, and
// says of each whether it is there and how to mend it: Chrome, the app, a recorder
// that starts in it, PostHog, the key and its scopes, the clock, a place to write.
//
// It is layer 5, between scenario and the command line, and does things as a run
// does them, with the same packages. Call [Examine]. A check is a row of the table in
// check.go; what cannot be looked at because an earlier check failed is
// [Unchecked], never [OK].
package doctor
