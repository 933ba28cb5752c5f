// What shows only while the mouse is over something else: a click on it takes a hover
// first. Style sheets tell of some, and what scripts changed when the mouse came.
const shows = { display: /^(?!none)./, visibility: /visible/, opacity: /^1/, "max-height": /./, "pointer-events": /auto|all/ };
const inReach = 500; // ms that a script may take to react to the mouse
const settled = 1000; // ms in which what changes may still be of a click or a key

let over = null, acted = -Infinity; // what the mouse came over last; when something was done
const changed = new WeakMap(); // what a script changed then, by what the mouse was over
on("pointerover", (el) => { over = { el: around(el, clickable) ?? el, at: performance.now() }; });
new MutationObserver((records) => {
  const now = performance.now();
  if (!over || now - over.at > inReach || now - acted < settled) return;
  for (const r of records) for (const n of r.type === "childList" ? r.addedNodes : [r.target]) {
    if (n instanceof Element && !within(over.el, n)) changed.set(n, over.el);
  }
}).observe(document, { subtree: true, childList: true, attributeFilter: ["class", "style", "hidden", "open", "data-state", "aria-hidden"] });

const rulesOf = function* (list) {
  for (const rule of list) {
    if (rule.selectorText?.includes(":hover") && Object.entries(shows).some(([p, v]) => v.test(rule.style.getPropertyValue(p)))) yield rule.selectorText;
    if (rule.cssRules?.length) yield* rulesOf(rule.cssRules);
  }
};
// The selectors of what shows while something else is hovered, and of that, its trigger.
const hoverRules = () => [...document.styleSheets].flatMap((sheet) => {
  try { return [...rulesOf(sheet.cssRules)]; } catch { return []; } // of another site
}).flatMap((text) => text.split(",")).flatMap((whole) => {
  const [, trigger] = /^(.*?:hover[^\s>+~]*)\s*[\s>+~]/.exec(whole.trim()) ?? [];
  return trigger ? [{ whole, trigger }] : [];
});
const matches = (el, selector) => { try { return el.matches(selector); } catch { return false; } };
const ruledBy = (el, rules) => {
  for (const { trigger } of rules.filter((r) => matches(el, r.whole))) {
    for (let n = el; n; n = up(n)) for (const x of [n.parentElement, ...(n.parentElement?.children ?? [])]) {
      if (x && x !== n && matches(x, trigger)) return [...inside(x)].find((c) => c.matches(clickable) && visible(c) && !within(c, el)) ?? (within(el, x) ? null : x);
    }
  }
  return null;
};
// Menus lie over the page; what a script loads does not.
const floats = (el, root) => {
  for (let n = el; n; n = up(n)) {
    if (/absolute|fixed/.test(getComputedStyle(n).position)) return true;
    if (n === root) return false;
  }
  return false;
};
// What the mouse has to be over, in their order, for an element to show.
const hoversOf = (el) => {
  const list = [], rules = hoverRules();
  for (let n = el; n && list.length < 4; n = up(n)) {
    const by = changed.get(n), x = ruledBy(n, rules) ?? (by && floats(el, n) ? by : null);
    if (!x || !visible(x) || within(el, x) || list.includes(x)) continue;
    list.unshift(x);
    n = x;
  }
  return list;
};
