// How an element and a frame are called, for what writes flows.
const around = (el, css) => { for (let n = el; n; n = up(n)) if (n.matches(css)) return n; return null; };
const attr = (el, name) => squash(el.getAttribute(name)).slice(0, 120);
const lone = (css) => { try { return document.querySelectorAll(css).length === 1 ? css : ""; } catch { return ""; } };
const cssFor = (el) => {
  const name = el.getAttribute("name");
  return (el.id && lone("#" + CSS.escape(el.id))) || (name && lone(`${el.localName}[name=${JSON.stringify(name)}]`)) || "";
};
// Chrome's own computation, where it is switched on; what is plain to see elsewhere.
const roleFor = (el) => el.computedRole ?? el.getAttribute("role") ?? { A: "link", BUTTON: "button", TEXTAREA: "textbox", SELECT: "combobox" }[el.tagName] ?? "";
const nameFor = (el) => squash(el.computedName ?? labels(el)[0] ?? shown(el)).slice(0, 120);
// Which of the elements that such a locator finds it is, 1-based; 0 where it is the only
// one, -1 where it is none of them.
const which = (found, el) => {
  const seen = found.filter(visible), list = seen.length ? seen : found, at = list.findIndex((f) => within(f, el));
  return at < 0 ? -1 : list.length > 1 ? at + 1 : 0;
};
const nthBy = (el, strategy, wanted) => (wanted ? which(strategies[strategy](wanted, (all) => all), el) : 0);
const nthByRole = (el) => {
  const role = roleFor(el), name = nameFor(el), like = new Set([...select(el.localName), ...select(`[role=${JSON.stringify(role)}]`)]);
  return role && name ? which([...walk(document)].filter((n) => like.has(n) && roleFor(n) === role && same(nameFor(n), name)), el) : 0;
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
  const e = plainly(el);
  e.nth = {
    role: nthByRole(el), label: nthBy(el, "label", e.label), testid: nthBy(el, "testid", e.testid),
    placeholder: nthBy(el, "placeholder", e.placeholder), text: nthBy(el, "text", e.text),
  };
  e.path = pathOf(el);
  return e;
};
const plainly = (el) => ({
  role: roleFor(el), name: nameFor(el), label: (labels(el)[0] ?? "").replace(/[\s*:]+$/, ""), placeholder: attr(el, "placeholder"),
  testid: attr(el, "data-testid"), text: typed(el) || rich(el) || partsOf(el).length ? "" : squash(shown(el)).slice(0, 80), css: cssFor(el),
  tag: el.localName, type: partsOf(el).length ? "date" : el.type ?? "", autocomplete: attr(el, "autocomplete"), htmlName: attr(el, "name"), id: el.id ?? "",
});
const place = () => {
  if (parent === self) return null;
  const frame = self.frameElement;
  return { title: squash(frame?.title), name: frame?.name ?? self.name, url: location.href };
};
