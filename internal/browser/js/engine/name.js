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
const unmarked = (label) => squash(label).replace(/[\s*:]+$/, "");
const plainly = (el) => ({
  ...lookAt().named(el), label: unmarked(labels(el)[0]), placeholder: attr(el, "placeholder"),
  testid: attr(el, "data-testid"), text: typed(el) || rich(el) || partsOf(el).length ? "" : squash(shown(el)).slice(0, 80), css: cssFor(el),
  tag: el.localName, type: partsOf(el).length ? "date" : el.type ?? "", autocomplete: attr(el, "autocomplete"), htmlName: attr(el, "name"), id: el.id ?? "",
});
const place = () => {
  if (parent === self) return null;
  const frame = self.frameElement;
  return { title: squash(frame?.title), name: frame?.name ?? self.name, url: location.href };
};
