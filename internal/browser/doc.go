// Package browser drives Chrome through a flow and leaves a flow.Trace. It is
// the only importer of chromedp (layer 2). Call Launch first, then Run once for
// each flow; flows may run at the same time, each in an incognito browser
// context of its own.
//
// What it does that a plain script does not:
//
//   - It hides the two things posthog-js takes for a bot (a user agent with
//     "Headless", navigator.webdriver), and before the first plant it proves
//     that the recorder runs; if it does not, a RecorderError names the cause.
//   - It moves the mouse somewhere harmless first: posthog-js holds a session
//     back that nobody has touched.
//   - It writes markers (custom events with flow.MarkerTag) at the start, at
//     each step and at the end, and leaves a stamp on each planted field.
//   - After each group of plants, and at the end, it has the recorder take a full
//     snapshot, because some leaks show only in the next one; then it waits until
//     the request that carries the end marker was answered. With RunOptions.Record
//     it does so too where nothing is planted, and before each goto.
//   - It numbers each batch that posthog-js sends, notes what the pages told of them,
//     and sends at once what is recorded while a page is left. Of that, what came after
//     the last flush of posthog-js before the next page is there is told by nobody: in
//     production it is not sent at all.
//
// # Stamps
//
// A stamp is an empty attribute on the planted field, named PlantSite.Stamp. A
// blocked element's attributes are not recorded, so everything that encloses the
// field carries the stamp's name with "-up1", "-up2", … too, from the nearest
// outwards, through open shadow roots and same-origin frames. For a field in a
// frame of another origin the "-up" stamps begin at the frame element in the
// parent page. A host whose closed shadow root holds the field has one with "-sealed"
// too, as such a root is not recorded. Names are used, not values, because attribute
// masking stars the values and keeps the names.
//
// # Locators
//
// They are resolved late and strictly, by js/engine.js and the files of js/engine in
// an isolated world of the frame; a role and its name are asked of Chrome's own
// accessibility tree. Closed shadow roots are taken from the protocol's tree of the
// document and handed to the engine, when a locator finds nothing without them.
// Every wait is for a condition with a deadline; nothing sleeps for a fixed time.
//
// # Frames
//
// The way into a frame is walked anew at each look. A frame of another site has a
// target of its own, with the frame's id; it is attached to when it is entered, at
// any depth, and again when it was replaced. Chrome hands the mouse to such a frame
// only once it was drawn, and never answers for keys to one that went away: both are
// waited for and noticed here.
//
// # Watching
//
// What a person does is heard by js/engine/watch.js in an isolated world, of the trusted
// events of each document. Where the page changes under the mouse, a click is told of
// what the mouse went down on. Closed shadow roots that scripts attach are open for
// that world (js/open.js); those that stand in the HTML are not, and what is done there
// is told of their host. Dialogs are the person's to answer.
//
// # Windows
//
// A run has the windows that its pages opened, each with its own recorder; it acts
// in one of them. Before one is closed, and at the end, what it recorded is ended
// with a full snapshot and uploaded.
//
// Where the flow carries or emulates something, or has steps in other windows, the first
// request of a window is held (gate.go): Chrome holds the requests of windows that it
// just opened for the session of the whole browser only. It goes on with the
// flow's headers and login, and as the device and in the language that the flow emulates.
// Meanwhile a session of its own (side.go) has the window emulate the rest, carry the
// headers, and run our script; it does so before any script that the document loads, and
// as a rule before those that stand in it. A side session it is because chromedp 0.23
// waits for an answer to the first command that it sends to a target, and before its
// first document is there a window has none.
//
// A window is attached to when a step looks for it. The side session ends then, and what
// the window emulates is set anew: the page may see its size change for a moment.
//
// # Input
//
// Mouse, touch and keys are real ones, sent by the protocol. Two things are not:
// the list of a <select> and the pickers of dates, times, colours and ranges are
// drawn by the system, so their value is set and the events follow; and autofill is
// one insertion of the whole text, because Chrome's own needs a profile with data.
// A paste is real, copied in a blank page of the same browser.
//
// Facts about posthog-js were read in posthog-js 1.449.2 (dist/array.js,
// dist/lazy-recorder.js) and seen with Chromium 156.
package browser
