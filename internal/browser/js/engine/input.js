// What actions ask of an element beside the mouse and the keyboard.
const text = (el) => (typed(el) ? el.value : el.isContentEditable ? el.innerText : el.textContent);
const set = (el, value) => {
  const proto = el instanceof HTMLSelectElement ? HTMLSelectElement : el instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(proto.prototype, "value").set.call(el, value);
  el.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  el.dispatchEvent(new Event("change", { bubbles: true }));
};

Object.assign(api, {
  focus: (i) => {
    const el = elements[i], active = deepActive();
    if (!active || !within(active, el)) el.focus({ preventScroll: true });
    const now = deepActive();
    return !!now && within(now, el);
  },
  selectAll: (i) => {
    const el = elements[i];
    if (typed(el)) return void el.select?.();
    const range = document.createRange();
    range.selectNodeContents(el);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  },
  caretToEnd: (i) => {
    const el = elements[i];
    if (typed(el)) { try { el.setSelectionRange(el.value.length, el.value.length); } catch { /* no caret: email, number */ } return; }
    getSelection().selectAllChildren(el);
    getSelection().collapseToEnd();
  },
  // Controls that a browser fills through a picker get their value set.
  picker: (i) => elements[i].matches("input:is([type=date],[type=time],[type=month],[type=week],[type=datetime-local],[type=color],[type=range])"),
  set: (i, value) => set(elements[i], value),
  value: (i) => text(elements[i]),
  checked: (i) => elements[i].checked ?? elements[i].getAttribute("aria-checked") === "true",
  selectOption: (i, wanted) => {
    const el = elements[i];
    if (!(el instanceof HTMLSelectElement)) return { error: "it is not a <select>" };
    const options = [...el.options];
    const hit = options.find((o) => same(o.label, wanted)) ?? options.find((o) => o.value === wanted);
    if (!hit) return { error: "it has no such option", options: options.map((o) => squash(o.label)) };
    if (!hit.selected) set(el, hit.value);
    return { error: "" };
  },
});
