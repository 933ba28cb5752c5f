// What a visitor of the page could fill in, send off and go to, in the order of the
// document. Nothing is touched.
const formOf = (el) => el.form ?? around(el, "form");
const sends = (el) => !!formOf(el) && el.matches("button:not([type=button]):not([type=reset]),input[type=submit],input[type=image]");
const asks = (el) => {
  if (editableNow(el)) return "fill";
  if (disabled(el) || !visible(el)) return "";
  if (el.matches("select")) return "select";
  if (el.matches("input[type=checkbox],input[type=radio]")) return "check";
  return sends(el) ? "click" : "";
};
const choice = (el) => squash([...(el.options ?? [])].find((o) => o.value && !o.disabled)?.label).slice(0, 120);

Object.assign(api, {
  frameName: (i) => ({ title: squash(elements[i].title), name: elements[i].name ?? "" }),
  survey: () => {
    const forms = [], controls = [];
    const number = (form) => (form ? (forms.includes(form) ? 0 : forms.push(form), forms.indexOf(form) + 1) : 0);
    for (const el of walk(document)) {
      const kind = asks(el);
      if (!kind) continue;
      controls.push({
        kind, form: number(formOf(el)), required: !!el.required || el.getAttribute("aria-required") === "true",
        option: kind === "select" ? choice(el) : "", element: elementOf(el), frame: place(),
      });
    }
    return {
      url: location.href, title: document.title, controls, frames: select("iframe,frame").length, mayHide: mayHide(),
      links: select("a[href]").filter((a) => visible(a) && !a.hasAttribute("download") && a.target !== "_blank").map((a) => a.href),
    };
  },
});
