// Package devtools reads what the Recorder panel of Chrome DevTools exports as
// JSON and makes a flow of it. It is layer 3. Call [Import].
//
// The format is that of @puppeteer/replay (v3, src/Schema.ts): a title and steps,
// each with a type; elements are named by several selectors, of which some are the
// accessible name (aria/…) or the text (text/…). Its words are kept in the types
// here. What a flow cannot say becomes a comment with the step's number, counted
// from 1 as the panel shows it, and a note for the person who imports.
package devtools
