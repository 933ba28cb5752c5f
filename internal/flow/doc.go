// Package flow parses and checks flow files, the YAML in which people script a
// walk through their app, and holds the trace that running one leaves.
//
// It stands in layer 0, above strictyaml only: it knows the words of a flow and
// nothing of Chrome. The one function to call first is [Parse].
//
// What within, use and stripe_card say is worked out while parsing: their steps are
// narrowed down or read in, so that running such a group is running its steps.
// [Flow.Numbered] gives the steps their numbers, which everything else goes by.
//
// A file that Parse takes is right in every part: each step has one verb with
// everything the verb needs and nothing that makes no sense with it, so package
// browser need not check again. Verbs and locators are Playwright's words
// (playwright.dev, Actions and Locators, v1.50); a key of press is named as
// KeyboardEvent.key is (W3C UI Events KeyboardEvent key Values).
package flow
