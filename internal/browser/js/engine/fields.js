// The fields that a person could type into now.
const untyped = new Set(["hidden", "submit", "button", "reset", "image", "checkbox", "radio", "file", "range", "color"]);
const rich = (el) => el.isContentEditable && !up(el)?.isContentEditable;
const takesText = (el) => el.matches("textarea") || (el.matches("input") && !untyped.has(el.type)) || rich(el);
const underMouse = (el) => {
  const r = el.getBoundingClientRect();
  return getComputedStyle(el).pointerEvents !== "none" && el.checkVisibility({ opacityProperty: true }) &&
    r.width > 1 && r.height > 1 && r.right + scrollX > 0 && r.bottom + scrollY > 0;
};
// What neither key nor mouse reaches and nobody is told of holds the value of a control
// that is drawn, or is a trap for robots.
const standsIn = (el) => el.ariaHidden === "true" && el.tabIndex < 0 && !underMouse(el);
const editableNow = (el) => takesText(el) && !el.readOnly && !disabled(el) && visible(el) && !standsIn(el);

// What a person calls a field: by its label, or by the next best that it has.
const calledBy = [
  ["label", (el) => labels(el)[0]], ["placeholder", (el) => el.getAttribute("placeholder")], ["title", (el) => el.getAttribute("title")],
  ["testid", (el) => el.getAttribute("data-testid")], ["name", (el) => el.getAttribute("name")], ["id", (el) => el.id],
];
const called = (el) => {
  for (const [by, read] of calledBy) {
    const text = squash(read(el)).replace(/[\s*:]+$/, "").slice(0, 120);
    if (text) return { by, text };
  }
  return { by: "", text: "" };
};
const listFields = () => {
  const seen = new Map(), list = [];
  for (const el of walk(document)) {
    if (!editableNow(el)) continue;
    const { by, text } = called(el), key = by + " " + text, nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const type = el.matches("input") ? el.type : el.matches("textarea") ? "textarea" : "rich text";
    list.push({ el, by, text, nth, type });
  }
  return list;
};
const bare = ({ el, ...field }) => field;

// Elements of an app's own kind may have closed shadow roots, any other element
// seldom has: those are looked for once, and for each of the former.
let looked = false;
const known = new WeakSet();
const mayHide = () => {
  let may = !looked;
  looked = true;
  for (const el of walk(document)) {
    if (!el.localName.includes("-") || rootOf(el) || known.has(el)) continue;
    known.add(el);
    may = true;
  }
  return may;
};

Object.assign(api, {
  fields: () => ({
    fields: innerWidth > 1 && innerHeight > 1 ? listFields().map(bare) : [],
    frames: select("iframe,frame").length, mayHide: mayHide(), url: location.href, scroll: Math.round(scrollY),
  }),
  // The field that is or encloses an element, if there is one, or the parts of one in parts.
  field: (i) => {
    const parts = partsOf(elements[i]);
    return { fields: listFields().filter(({ el }) => within(elements[i], el) || parts.includes(el)).map(bare), url: location.href };
  },
});
