// The document as a person sees it: elements through all shadow roots, what is
// visible, what a text or a place shows. Elements stay on this side: Go holds
// numbers.
const elements = [];
const keep = (el) => elements.push(el) - 1;

// Closed shadow roots hide from scripts; Go finds them by the protocol and hands
// them in.
const closed = new WeakMap();
const rootOf = (el) => el.shadowRoot ?? closed.get(el);

// Every element below root, in tree order.
function* walk(root) {
  for (const el of root.querySelectorAll("*")) {
    yield el;
    const shadow = rootOf(el);
    if (shadow) yield* walk(shadow);
  }
}
// Every element in el, in its shadow root first.
const inside = function* (el) {
  if (rootOf(el)) yield* walk(rootOf(el));
  yield* walk(el);
};
const select = (css) => {
  const found = [...document.querySelectorAll(css)];
  for (const el of walk(document)) {
    const shadow = rootOf(el);
    if (shadow) found.push(...shadow.querySelectorAll(css));
  }
  return found;
};
const FRAGMENT = 11; // a shadow root is one; the class is another one in each frame
const hostOf = (el) => (el.getRootNode().nodeType === FRAGMENT ? el.getRootNode().host ?? null : null);
const up = (el) => el.parentElement ?? hostOf(el);
const within = (el, ancestor) => {
  for (let n = el; n; n = up(n)) if (n === ancestor) return true;
  return false;
};
const deepActive = () => {
  let el = document.activeElement;
  for (let root; (root = el && rootOf(el))?.activeElement;) el = root.activeElement;
  return el;
};
const deepFromPoint = (x, y) => {
  let el = document.elementFromPoint(x, y);
  for (let root; (root = el && rootOf(el));) {
    const inner = root.elementFromPoint(x, y);
    if (!inner || inner === el) break;
    el = inner;
  }
  return el;
};

// Apps' own elements often have no box, and show what is inside.
const boxless = (el) => getComputedStyle(el).display === "contents";
const visible = (el) => {
  if (!el.isConnected) return false;
  if (!el.checkVisibility({ visibilityProperty: true })) return boxless(el) && [...inside(el)].some(visible);
  const r = el.getBoundingClientRect();
  return r.width > 0 && r.height > 0;
};
// As a person reads it: without the places where a word may be broken.
const squash = (s) => (s ?? "").replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/\s+/g, " ").trim();
const same = (a, b) => squash(a).toLowerCase() === squash(b).toLowerCase();
const contains = (a, b) => squash(a).toLowerCase().includes(squash(b).toLowerCase());
const typed = (el) => el.matches("input,textarea,select");
// The text of an element or a shadow root, without scripts and the like in it.
const unseen = "script,style,noscript,template,head,title";
const textIn = (node) => {
  if (!node.querySelector(unseen)) return node.textContent;
  return [...node.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? n.data : n.nodeType === Node.ELEMENT_NODE && !n.matches(unseen) ? textIn(n) : "")).join("");
};
const shown = (el) => (el.matches("input[type=submit],input[type=button],input[type=reset]") ? el.value : textIn(el));
// All that is shown inside, through shadow roots and slots' fallbacks.
const deepText = (el) => {
  let text = shown(el);
  for (const n of [el, ...walk(el)]) if (rootOf(n)) text += " " + textIn(rootOf(n));
  return text;
};
const describe = (el) => {
  const attrs = ["id", "name", "type", "placeholder", "aria-label", "data-testid", "class"]
    .filter((a) => el.getAttribute(a)).map((a) => `${a}="${el.getAttribute(a).slice(0, 40)}"`);
  const text = typed(el) || el.isContentEditable ? "" : squash(textIn(el)).slice(0, 40);
  return `<${[el.localName, ...attrs].join(" ")}>${text}`;
};

// When closed shadow roots were asked for last: that reads the whole document.
const asked = { at: -Infinity, hosts: -1 };

Object.assign(api, {
  // Whether there may be a closed shadow root that is not known: there is another
  // number of custom elements without a root than last time, or a second went by.
  mayHide: () => {
    let hosts = 0;
    for (const el of walk(document)) if (el.localName.includes("-") && !rootOf(el)) hosts++;
    if (hosts === asked.hosts && performance.now() - asked.at < 1000) return false;
    Object.assign(asked, { at: performance.now(), hosts });
    return true;
  },
  element: (i) => elements[i],
  describe: (i) => describe(elements[i]),
  url: () => location.href,
  title: () => document.title,
  localStorage: () => ({ origin: location.origin, localStorage: Object.entries(localStorage).map(([name, value]) => ({ name, value })) }),
  // Hands in closed shadow roots; says how many were new.
  reveal: (...roots) => roots.filter((root) => !closed.has(root.host) && closed.set(root.host, root)).length,
});
