// Package live draws what is under way on a terminal: the flows of a run with what
// each is at, and how far a scan of files is. What stands there is a value with a
// pure function from it to the rows of a frame; [Screen] paints the frames over each
// other.
//
// It is a layer 1 package and knows nothing of runs: package cli translates. It asks
// the terminal nothing, hides nothing of it and changes none of its modes, so that
// whatever ends the process leaves it as it was. The one function to call first is
// [NewScreen].
package live
