// What actions ask of an element beside the mouse and the keyboard.
// The boxes of a code that take one character each, where el is one of them. Four fields
// for one code are boxes too where they do not say how much they take: those for one-time
// codes, and those numbered as digits ("OTP digit 3").
const takesOne = (el) => el.matches("input[maxlength='1']");
const numbered = (el) => el.matches("input") && /\d/.test(el.ariaLabel ?? "") && /digit|character|\botp\b|\bpin\b|\bcode\b/i.test(el.ariaLabel) && el.getBoundingClientRect().width <= 80;
const boxLike = [[takesOne, 2], [(el) => el.matches("input[autocomplete=one-time-code]"), 4], [numbered, 4]];
const boxesOf = (el) => {
  const [like, least] = boxLike.find(([is]) => is(el)) ?? [];
  for (let n = like && up(el); n; n = up(n)) {
    const boxes = [...walk(n)].filter((b) => like(b) && visible(b));
    if (boxes.length >= least) return boxes;
    if (n.matches("form,body")) return [];
  }
  return [];
};
// The parts of a field that are typed one by one, as a date's day, month and year.
const partsOf = (el) => (el.matches("[role=group]") ? [...inside(el)].filter((n) => n.matches("[role=spinbutton][contenteditable]")) : []);
// A date (YYYY-MM-DD) in the order of such parts, which say how high they count.
const inOrder = (parts, text) => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const of = (max) => (max > 31 ? year : max > 12 ? day : month);
  return year && parts.length === 3 ? parts.map((p) => of(Number(p.getAttribute("aria-valuemax")))).join("") : text;
};
// What is typed into for an element: itself, or the only field in it, or its code's first box.
const entryOf = (el) => {
  if (typed(el) || el.isContentEditable) return el;
  const fields = [...inside(el)].filter(editableNow);
  const one = fields.length === 1 || (fields.length > 1 && boxesOf(fields[0]).length === fields.length);
  return one ? fields[0] : el;
};
const held = (el) => {
  const boxes = boxesOf(el);
  return boxes.length ? boxes.map((b) => b.value).join("") : text(el);
};
const text = (el) => (typed(el) ? el.value : el.isContentEditable ? el.innerText : el.textContent);
// Tells the page that a person changed a value.
const tell = (el) => {
  el.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  el.dispatchEvent(new Event("change", { bubbles: true }));
};
const set = (el, value) => {
  const proto = el instanceof HTMLSelectElement ? HTMLSelectElement : el instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(proto.prototype, "value").set.call(el, value);
  tell(el);
};

// A click makes no selection: where a part is selected, the app did it, because the field
// consists of parts that are typed one by one (a date's day, month and year).
const inParts = (el) => el.selectionStart < el.selectionEnd && el.selectionEnd - el.selectionStart < el.value.length;
// One more option of a list that takes several.
const chooseToo = (el, option) => {
  if (option.selected) return;
  option.selected = true;
  tell(el);
};

const selectTyped = {
  all: (el) => inParts(el) || el.select?.(),
  end: (el) => { try { el.setSelectionRange(el.value.length, el.value.length); } catch { /* no caret: email, number */ } },
};
const selectText = {
  all: (el) => getSelection().selectAllChildren(el),
  end: (el) => { getSelection().selectAllChildren(el); getSelection().collapseToEnd(); },
};

Object.assign(api, {
  // Gives the element the focus, where it has not got it, and selects what is in it
  // ("all") or puts the caret behind it ("end"); false where it does not take it.
  focus: (i, where) => {
    const el = elements[i], active = deepActive();
    if (!active || !within(active, el)) el.focus({ preventScroll: true });
    const now = deepActive();
    if (!now || !within(now, el)) return false;
    if (where && (typed(el) || el.isContentEditable)) (typed(el) ? selectTyped : selectText)[where](el);
    return true;
  },
  // Controls that a browser fills through a picker get their value set; the boxes of
  // a code are one field together. With what to type for a text.
  kind: (i, text) => ({
    text: inOrder(partsOf(elements[i]), text),
    picker: elements[i].matches("input:is([type=date],[type=time],[type=month],[type=week],[type=datetime-local],[type=color],[type=range])"),
    code: boxesOf(elements[i]).length > 0,
  }),
  boxesBehind: (i) => {
    const boxes = boxesOf(elements[i]);
    return boxes.slice(boxes.indexOf(elements[i]) + 1).map(keep);
  },
  entry: (i) => keep(entryOf(elements[i])),
  holdingLater: async (i) => { await new Promise((done) => setTimeout(done)); return api.holding(i); },
  holding: (i) => ({ there: elements[i].isConnected, value: held(elements[i]) }),
  // Whether the focus stayed in a box of a code that has its character, and there
  // is one behind it.
  boxIsFull: () => {
    const el = deepActive(), boxes = el ? boxesOf(el) : [];
    return boxes.includes(el) && takesOne(el) && el.value.length > 0 && boxes.at(-1) !== el;
  },
  changed: (i) => void elements[i].dispatchEvent(new Event("change", { bubbles: true })),
  blur: (i) => {
    const active = deepActive();
    if (!active || !within(active, elements[i])) return false;
    active.blur();
    return true;
  },
  set: (i, value) => set(elements[i], value),
  value: (i) => held(elements[i]),
  checked: (i) => {
    const state = (el) => el.checked ?? { true: true, false: false }[el.ariaChecked];
    for (const el of [elements[i], ...inside(elements[i])]) if (state(el) !== undefined) return state(el);
    return false;
  },
  selectOption: (i, wanted) => {
    const el = elements[i];
    if (!(el instanceof HTMLSelectElement)) return openerOf(el) ? { custom: true } : { error: "it is neither a <select> nor a combobox, nor does it say that it opens a list" };
    const options = [...el.options];
    const hit = options.find((o) => same(o.label, wanted)) ?? options.find((o) => o.value === wanted);
    if (!hit) return { error: "it has no such option", options: options.map((o) => squash(o.label)) };
    if (el.multiple) chooseToo(el, hit);
    else if (!hit.selected) set(el, hit.value);
    return { error: "" };
  },
  // The file input that an element stands for: itself, its label's, or one inside.
  fileInput: (i) => {
    const el = elements[i], file = "input[type=file]";
    const input = [el, el.control, el.querySelector(file)].find((n) => n?.matches(file));
    return input ? keep(input) : -1;
  },
  passwordShown: (i) => elements[i].type !== "password",
  // What probably shows a password: the first control behind the field that says so,
  // before the next field.
  passwordToggle: (i) => {
    const said = (el) => [el.textContent, el.title, el.ariaLabel, el.id, el.getAttribute("class"), el.innerHTML].join(" ");
    const control = "button,[role=button],[role=switch],input[type=checkbox],svg,i,a,span";
    for (let n = up(elements[i]), depth = 0; n && depth < 4; n = up(n), depth++) {
      const all = [...walk(n)], behind = all.slice(all.indexOf(elements[i]) + 1);
      const next = behind.findIndex((el) => el.matches("input:not([type=checkbox]),textarea,select"));
      const near = (next < 0 ? behind : behind.slice(0, next)).filter((el) => el.matches(control) && visible(el));
      const hit = near.find((el) => /show|reveal|hide|toggle|visib|eye|anzeigen|afficher|mostrar/i.test(said(el))) ??
        near.find((el) => el.matches("button,[role=button],i") && /passw/i.test(said(el)));
      if (hit) return keep(hit);
      if (next >= 0) return -1;
    }
    return -1;
  },
});
