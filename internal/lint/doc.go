// Package lint says what is wrong with a flow file without a browser, and what is
// legal but suspicious. It is layer 2; scenarios are checked by package scenario.
// Call [Flow].
//
// A mistake keeps a flow from being walked. A warning does not: it is about what
// lets a flow pass and prove little, or break with the next release of the app.
package lint
