// Package record makes a flow of what package browser saw a person do, and proposes
// flows for the forms that it saw in an app. It is layer 3 and knows nothing of
// Chrome but what it says. Call [Flow] or [Propose].
//
// Elements are named as Chrome's accessibility tree names them, then by label,
// test id and placeholder, and by a selector last. Nothing that was typed is in the
// flow: not as a value, and not in a name that repeats it.
package record
