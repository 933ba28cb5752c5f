// Which one of several an element is that are called the same.

// The document as it is during one task, by what its elements are called: each look
// at a name takes long.
let look = null;
const lookAt = () => {
  if (look) return look;
  setTimeout(() => { look = null; });
  const all = [...walk(document)], names = new Map(), indexes = new Map();
  const named = (el) => {
    if (!names.has(el)) names.set(el, { role: roleFor(el), name: nameFor(el) });
    return names.get(el);
  };
  const keys = {
    role: (el) => [named(el)].map(({ role, name }) => role + " " + name),
    label: (el) => labels(el).map(unmarked), testid: (el) => [attr(el, "data-testid")], placeholder: (el) => [attr(el, "placeholder")],
  };
  const of = { role: "a[href],button,input,select,textarea,summary,img,[role],[contenteditable]", label: labelled, testid: "[data-testid]", placeholder: "[placeholder]" };
  // All that are called so, in tree order.
  const twins = (by, text) => {
    const index = indexes.get(by) ?? new Map();
    if (!indexes.has(by)) {
      indexes.set(by, index);
      for (const el of all) for (const key of el.matches(of[by]) ? keys[by](el) : []) index.set(key.toLowerCase(), [...(index.get(key.toLowerCase()) ?? []), el]);
    }
    return index.get(text.toLowerCase()) ?? [];
  };
  return (look = { all, named, twins });
};
// 1-based; 0 where it is the only one, -1 where it is none of them.
const which = (found, el) => {
  const seen = found.filter(visible), list = seen.length ? seen : found, at = list.findIndex((f) => within(f, el));
  return at < 0 ? -1 : list.length > 1 ? at + 1 : 0;
};
const nthBy = (el, strategy, wanted) => {
  if (!wanted) return 0;
  const twins = lookAt().twins(strategy, wanted);
  return twins.length === 1 && twins[0] === el ? 0 : which(strategies[strategy](wanted, (all) => all), el);
};
const nthByRole = (el) => {
  const { role, name } = lookAt().named(el), twins = lookAt().twins("role", role + " " + name);
  if (!role || !name) return 0;
  if (twins.includes(el)) return which(twins, el);
  return which(lookAt().all.filter((n) => n.localName === el.localName && lookAt().named(n).role === role && same(lookAt().named(n).name, name)), el);
};
// By its place below the nearest element with an id of its own.
const pathOf = (el) => {
  const steps = [];
  for (let n = el; n; n = n.parentElement) {
    const id = n.id && lone("#" + CSS.escape(n.id));
    const twins = [...(n.parentNode?.children ?? [n])].filter((t) => t.localName === n.localName);
    steps.unshift(id || n.localName + (twins.length > 1 ? `:nth-of-type(${twins.indexOf(n) + 1})` : ""));
    const path = steps.join(" > ");
    if (select(path).length === 1) return path;
  }
  return "";
};
const elementOf = (el) => {
  const e = plainly(el), lasts = (name, nth) => name && nth === 0;
  const nth = (e.nth = {
    role: nthByRole(el), label: nthBy(el, "label", e.label), testid: nthBy(el, "testid", e.testid),
    placeholder: nthBy(el, "placeholder", e.placeholder), text: 0,
  });
  // What takes long is asked for where nothing better names the element.
  if (lasts(e.role && e.name, nth.role) || lasts(e.label, nth.label) || lasts(e.testid, nth.testid) || lasts(e.placeholder, nth.placeholder)) return e;
  nth.text = e.text ? which(strategies.text(e.text, (all) => all), el) : 0;
  if (!lasts(e.text, nth.text) && !e.css) e.path = pathOf(el);
  return e;
};
