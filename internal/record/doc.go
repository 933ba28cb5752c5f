// Package record makes a flow of what package browser saw a person do, and proposes
// flows for the forms that it saw in an app. It is layer 3 and knows nothing of
// Chrome but what it says. Call [Flow] or [Propose].
//
// Elements are named as Chrome's accessibility tree names them, then by label,
// test id and placeholder, and by a selector last; by which of several they are, or
// their place in the page, only where nothing else names them. Nothing that was typed
// is in the flow: not as a value, and not in a name that repeats it. What opened and
// narrowed a list is one select with its option, and a dialog is answered as the
// person did, from before the step that it came of.
package record
