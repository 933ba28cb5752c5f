// Package replay rebuilds the documents of a recording from its events, as they
// were at each moment, and says which texts a person reads together there.
//
// It is a layer 1 package over rrweb. Call [New] first, hand each event to
// [Player.Apply] in recording order, and ask in between: what the recording
// shows of a stamped field ([Player.Field]), where in the page a node stands
// ([Player.Selector]) and what stands around it ([Player.Around]), and what the
// last event made readable that no string of it shows ([Player.Runs]).
//
// # Rules of the format
//
// Mutations are applied as rrweb's player does (posthog-js 1.449.2,
// packages/rrweb/rrweb, replay/index.ts): removes, adds, texts, attributes. Node
// ids are unique within one page load of one window only, so everything of a
// window is dropped with each full snapshot. The document of an iframe arrives
// as an add under the iframe element; a child of a shadow root is an add under
// the host with isShadow. Events for nodes nobody has seen are kept as orphans
// or passed over: the recorder sends such events, and they are no error. What has
// a wrong form is an error that names it, and the rest is applied. The order of
// the recording counts, not the timestamps.
//
// Shadow trees and frame documents hang beside their host and not in its
// children, as in a browser.
//
// # Runs
//
// A run is a row of texts in one order: the texts of one line (inline elements, by
// the style that browsers give their tags, comments and soft breaks do not end it),
// the children of one element, the cells of a row and of a column, the same
// attribute of siblings, the attributes of one element, the values of controls that
// stand together in the order of the page and in that of typing, the single
// characters that one node showed one after the other, the labels of what was
// clicked. Only what stands around a change is read again, after a full snapshot all
// of it once, each part a fixed number of times. Whoever searches the runs judges
// whether a row adds up.
//
// # Memory
//
// A player keeps no event: strings of a page are copied. Beside the pages it
// keeps of each window the last 64 characters that a node showed, of 1024 nodes;
// the last 64 clicks, taps and values of controls outside of the page; 4 MiB of
// nodes whose parent did not come; and the values of the controls in the page.
// All pages together take at most 24 MiB and four times the largest event: above
// that those of the windows that are silent for longest are given up, with an
// error that says so.
package replay
