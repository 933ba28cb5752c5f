// Package replay rebuilds the documents of a recording from its events, as they
// were at each moment.
//
// It is a layer 1 package over rrweb. Call [New] first, hand each
// event to [Player.Apply] in recording order, and ask in between: what the
// recording shows of a stamped field ([Player.Field]), or where in the page a
// node stands ([Player.Selector]).
//
// # Rules of the format
//
// Mutations are applied as rrweb's player does (posthog-js 1.449.2,
// packages/rrweb/rrweb, replay/index.ts): removes, adds, texts, attributes. Node
// ids are unique within one page load of one window only, so everything of a
// window is dropped with each full snapshot. The document of an iframe arrives
// as an add under the iframe element; a child of a shadow root is an add under
// the host with isShadow. Events for nodes nobody has seen are kept as orphans
// or passed over: the recorder sends such events, and they are no error.
//
// Shadow trees and frame documents hang beside their host and not in its
// children, as in a browser.
package replay
