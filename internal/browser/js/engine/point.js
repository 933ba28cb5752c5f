// Where the mouse goes for an element, and what it hits there.

// Runs what may scroll. Chrome hands a click to the frame that was drawn at its
// place last: where there are frames, the new picture must be there first.
const scrolling = async (el, scroll) => {
  const before = box(el);
  scroll();
  if (box(el) !== before && (parent !== self || select("iframe").length)) { await nextFrame(); await nextFrame(); }
};
// What an app draws over the place of a field or of the opener of a list, as a placeholder
// or the chosen option, hands the click on: it is no button, and stands in one small box
// with the field and no other field.
const buttons = "button,a[href],[role=button],[role=option]";
const others = (n, el, css) => n !== el && !within(n, el) && n.matches(css) && visible(n);
const ownCover = (el, hit) => {
  if (!typed(el) && !rich(el) && !el.matches(opensList)) return false;
  let shared = el;
  while (shared && !within(hit, shared)) shared = up(shared);
  if (!shared || shared.matches("body,html,form") || shared.getBoundingClientRect().height > 120) return false;
  if ([...walk(shared)].some((n) => others(n, el, "input,textarea,select,[contenteditable]") && n.ariaHidden !== "true" && n.tabIndex >= 0)) return false;
  for (let n = hit; n && n !== shared; n = up(n)) if (others(n, el, buttons)) return false;
  return true;
};
// What a click at a point hits: "" if that is the element, or the button or link that it
// is a part of. What is neither leaves the click to what is around it.
const miss = (el, { x, y }) => {
  const hit = deepFromPoint(x, y), label = hit?.closest?.("label");
  const button = around(el, "button,a[href],summary,[role=button],[role=link]");
  const takes = hit && (button ? within(hit, button) : within(hit, el) || within(el, hit) && !hit.matches("body,html"));
  if (takes || hit && (label?.control === el || ownCover(el, hit))) return "";
  return "it is covered by " + (hit ? describe(hit) : "nothing");
};
// The largest box of an element: a link that goes over two lines has two, and between them
// is something else.
const largest = (el) => {
  const size = (r) => r.width * r.height;
  return [...el.getClientRects()].reduce((a, b) => (size(b) > size(a) ? b : a), el.getClientRects()[0] ?? el.getBoundingClientRect());
};
const center = (el) => { const r = largest(el); return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; };
const whole = (el) => { const r = el.getBoundingClientRect(); return r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; };
// The middle of what is seen of an element, scrolled into view unless a click would
// hit it where it is.
const middle = async (el) => {
  if (whole(el) && !miss(el, center(el))) return center(el);
  await scrolling(el, () => el.scrollIntoView({ block: "center", inline: "center", behavior: "instant" }));
  const r = largest(el);
  return {
    x: Math.max(r.left, 0) / 2 + Math.min(r.right, innerWidth) / 2,
    y: Math.max(r.top, 0) / 2 + Math.min(r.bottom, innerHeight) / 2,
  };
};

// What a person clicks for a switch that the app hides and draws itself: the label around
// it or beside it, the small box that it stands in, or a label elsewhere.
const drawn = (el) => {
  const all = labelsOf(el).filter(visible), near = all.find((l) => within(el, l) || up(l) === up(el));
  const box = up(el);
  const alone = box && visible(box) && box.getBoundingClientRect().height <= 80 && ![...walk(box)].some((n) => others(n, el, control + "," + buttons));
  return near ?? (alone ? box : all[0]) ?? el;
};
// Where nobody scrolls to: apps put away there what they draw themselves.
const away = (el) => { const r = el.getBoundingClientRect(); return r.right + scrollX <= 0 || r.bottom + scrollY <= 0; };
// What a person clicks for an element: what stands for a hidden switch, the first part of
// a field in parts, what an element without a box shows.
const clicked = (el) => {
  if (el.matches("input[type=checkbox],input[type=radio]") && (!visible(el) || away(el))) return drawn(el);
  if (visible(el) && boxless(el)) return [...inside(el)].find((n) => visible(n) && !boxless(n)) ?? el;
  return (!typed(el) && !el.isContentEditable && partsOf(el)[0]) || el;
};
// A label is clicked where nothing in it takes the click for itself, as a link does.
const clickPoint = async (el) => {
  const p = await middle(el);
  if (el.localName !== "label") return p;
  const r = el.getBoundingClientRect(), link = "a[href],button,select,textarea";
  const free = (x) => { const hit = deepFromPoint(x, p.y); return hit && within(hit, el) && !around(hit, link); };
  return { ...p, x: [p.x, r.left + 4, r.right - 4].find(free) ?? p.x };
};

// Scrolls what is around an element and scrolls, so that a point of it shows there.
const scrollersTo = (el, at) => {
  for (let n = up(el); n && !n.matches("body,html"); n = up(n)) {
    if (getComputedStyle(n).overflow.includes("visible")) continue;
    const r = n.getBoundingClientRect(), p = at();
    if (p.y < r.top || p.y > r.bottom) n.scrollBy({ top: p.y - r.top - r.height / 2, behavior: "instant" });
    if (p.x < r.left || p.x > r.right) n.scrollBy({ left: p.x - r.left - r.width / 2, behavior: "instant" });
  }
};

const reached = new WeakMap();

Object.assign(api, {
  // The point to click, in this frame's viewport, and what is wrong with a click
  // there. An element that moves between two animation frames is not still: what
  // runs before each frame (a script, a transition) has run once between the looks.
  point: async (i) => {
    const el = clicked(elements[i]), watch = watched.get(el);
    watched.delete(el);
    await watch?.frame;
    if (watch && box(el) !== watch.box) return { x: 0, y: 0, wrong: attached(el) || "it is moving" };
    const p = await clickPoint(el);
    return { ...p, wrong: miss(el, p) };
  },
  // Whether the mouse moved over the element since the last call.
  mouseSeen: (i) => {
    const el = elements[i];
    if (!reached.has(el)) {
      reached.set(el, false);
      addEventListener("mousemove", (e) => { if (within(e.composedPath()[0], el) || within(el, e.composedPath()[0])) reached.set(el, true); }, { capture: true, passive: true });
    }
    const seen = reached.get(el);
    reached.set(el, false);
    return seen;
  },
  // The middle of an element where it is now.
  spot: (i) => center(elements[i]),
  intoView: async (i) => void await middle(elements[i]),
  viewport: () => ({ width: innerWidth, height: innerHeight }),
  // Where a point in a frame lies in the document that holds the frame element,
  // scrolled into view, and what covers the frame there.
  outward: async (i, x, y) => {
    const el = elements[i], s = getComputedStyle(el);
    const at = () => {
      const r = el.getBoundingClientRect();
      const inside = (offset, padding, point, scale) => (offset + parseFloat(padding) + point) * scale; // apps show frames smaller, too
      return {
        x: r.left + inside(el.clientLeft, s.paddingLeft, x, r.width / el.offsetWidth),
        y: r.top + inside(el.clientTop, s.paddingTop, y, r.height / el.offsetHeight),
      };
    };
    const seen = (p) => p.x >= 0 && p.y >= 0 && p.x < innerWidth && p.y < innerHeight;
    const hits = () => { const p = at(); return deepFromPoint(p.x, p.y) === el; };
    await scrolling(el, () => {
      if (!hits()) scrollersTo(el, at);
      if (!seen(at())) el.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      if (!hits()) scrollBy({ left: at().x - innerWidth / 2, top: at().y - innerHeight / 2, behavior: "instant" });
    });
    const p = at(), hit = deepFromPoint(p.x, p.y);
    return { ...p, wrong: hit === el ? "" : "its frame is covered by " + (hit ? describe(hit) : "nothing") };
  },
});
