// What stands between an element and an action on it.
const box = (el) => { const r = el.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].join(); };
// A hidden page draws no frames; its elements count as still after a while.
const nextFrame = () => new Promise((done) => { requestAnimationFrame(done); setTimeout(done, 200); });
const disabled = (el) => el.matches(":disabled") || !!el.closest?.("[aria-disabled=true]");

// The checks in their order; each says what is wrong, or "".
const attached = (el) => (el.isConnected ? "" : "it was removed from the page");
const isVisible = (el) => (visible(el) ? "" : "it is not visible");
const enabled = (el) => (disabled(el) ? "it is disabled" : "");
const typable = (el) => {
  if (!typed(el) && !el.isContentEditable && !partsOf(el).length) return "it cannot be typed into (not an input, textarea or contenteditable element)";
  if (el.readOnly && deepActive() !== el) el.focus(); // many are so only until then, against autofill
  return el.readOnly ? "it is read-only" : "";
};
const checks = {
  look: [attached, isVisible],
  hover: [attached, isVisible],
  act: [attached, isVisible, enabled],
  type: [attached, isVisible, enabled, typable],
  enabled: [attached, isVisible, enabled],
  touchless: [attached, enabled], // what acts without the mouse, such as an upload
};
const still = new Set(["look", "enabled", "touchless"]); // they do not click, and need not wait
const watched = new WeakMap(); // where an element was, and when the next frame comes

Object.assign(api, {
  // What stands in the way of the action, "" if nothing does, and the element that takes
  // it. For a click it also begins to watch whether the element moves; point says so.
  obstacle: (i, action) => {
    const el = action === "type" ? entryOf(elements[i]) : elements[i], seen = clicked(el);
    const wrong = checks[action].map((check) => check(check === isVisible ? seen : el)).find(Boolean) ?? "";
    if (!wrong && !still.has(action)) watched.set(seen, { box: box(seen), frame: nextFrame() });
    return { wrong, element: el === elements[i] ? i : keep(el) };
  },
  // Returns when the page no longer scrolls.
  rest: async () => {
    await nextFrame();
    for (let last; last !== (last = scrollX + "," + scrollY);) { await nextFrame(); await nextFrame(); }
  },
  // Whether the document at an address is there in full.
  loaded: (url) => document.readyState === "complete" && location.href === url,
});
