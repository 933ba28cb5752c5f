// Watches what a person does in this document and says it to Go, which keeps what
// is typed to itself. Only what the person's mouse and keyboard do is trusted.
const tellOf = (kind, element, more) => maskproofSay(JSON.stringify({ kind, frame: place(), element, ...more }));
const say = (kind, el, more) => tellOf(kind, elementOf(named(el)), more);
const on = (event, react) => addEventListener(event, (ev) => {
  const el = ev.composedPath()[0];
  if (!ev.isTrusted || !(el instanceof Element)) return;
  if (event === "input") typing = null; // it says so itself
  catchUp();
  react(el, ev);
}, { capture: true, passive: true });

// What is known only once the page has reacted. Chrome puts timers off while somebody
// types, so the next event asks for it too, and the end of the page.
let typing = null; // a field that may keep the browser from typing, and what it held
let released = null; // what the mouse came up on, if a click does not say so
const catchUp = () => {
  const t = typing, p = released;
  typing = released = null;
  if (t && text(t.field) !== t.before) fill(t.field);
  if (p && p === pressed) click(p);
};
addEventListener("pagehide", catchUp);

const clickable = "button,a[href],summary,input,[role],[onclick],[tabindex],img,svg";
const settable = "input[type=range],input[type=color]"; // fields that take no text and have a value
const field = (el) => { for (let n = el; n; n = up(n)) if (takesText(n)) return n; return null; };
const tellsItself = (el) => around(el, "select,option,input[type=checkbox],input[type=radio],input[type=file]," + settable);
// What is filled in together with a field: the boxes of a code, the parts of a date.
const wholeOf = (f) => {
  const group = around(f, "[role=group]"), boxes = boxesOf(f);
  if (group && partsOf(group).includes(f)) return group;
  if (!boxes.length) return f;
  for (let n = up(f); n && !n.matches("form,body"); n = up(n)) if (labels(n).length && boxes.every((b) => within(b, n))) return n;
  return boxes[0];
};
// What an app's own element draws may have its name on the element only.
const named = (el) => {
  for (let n = el; n; n = hostOf(n)) if (nameFor(n) || called(n).by) return n;
  return el;
};

// The control whose list was opened last, and what was there before.
let list = null;
const openerNear = (el) => {
  for (let n = el, i = 0; n && i < 3; n = up(n), i++) {
    if (n.matches(opensList)) return n;
    const found = [...inside(n)].filter((o) => o.matches(opensList) && visible(o));
    if (found.length) return found.length === 1 ? found[0] : null;
  }
  return around(el, opensList);
};
const opened = (opener) => { list = { opener, element: elementOf(named(opener)), before: new WeakSet(walk(document)) }; };
const came = (el) => list && !list.before.has(el);
const anOption = "[role=option],[role=treeitem]";
// The option that the keyboard is on, in a list that is open.
const activeOption = (el) => {
  const id = el.getAttribute("aria-activedescendant"), at = around(el, anOption);
  const active = at ?? (id && (el.getRootNode().getElementById?.(id) ?? document.getElementById(id)));
  return active?.matches(anOption) && (visible(active) || expanded(el)) ? active : null;
};
// What is chosen by a click: an option, or a bare text that came up with a list.
const choice = (el) => {
  const option = around(el, anOption);
  if (option) return list && optionName(option);
  const text = squash(shown(el));
  return came(el) && text.length <= 80 && !field(el) && !around(el, "button,a[href],[role=dialog],[role=menu],[role=gridcell]") ? text : "";
};

// What the mouse went down on: where the page changes under it, the click is told of
// something else, or of nothing.
let pressed = null;
let entered = -Infinity; // when Enter was last pressed
let clicking = null; // what the person clicks right now
let dragged = null; // what the person drags right now
const openers = new WeakMap(); // what was clicked to choose files for an input

on("pointerdown", (el, ev) => {
  const f = field(el), target = f ? wholeOf(f) : tellsItself(el) ?? around(el, clickable) ?? el, chosen = choice(el);
  pressed = ev.button ? null : { target, element: elementOf(named(target)), chosen, list, x: ev.clientX, y: ev.clientY };
  if (pressed && !chosen) pressed.hovers = hoversOf(el).map((x) => elementOf(named(x)));
  acted = performance.now();
  if (chosen || came(el)) return;
  const opener = openerNear(el);
  if (!opener) list = null;
  else if (opener !== list?.opener || !expanded(opener)) opened(opener);
  if (pressed && opener !== target) pressed.opens = list?.element;
});
on("pointercancel", () => { pressed = null; });
const click = (p) => {
  pressed = null;
  if (p.chosen) return tellOf("select", p.list.element, { value: p.chosen });
  for (const x of p.hovers ?? []) tellOf("hover", x);
  if (tellsItself(p.target)) return;
  if (around(p.target, "label")?.control && !around(p.target, "a[href],button") && !field(p.target)) return; // its control says what happened
  clicking = p.target;
  setTimeout(() => { clicking = null; });
  tellOf("click", p.element, { opens: p.opens });
};
const far = (p, ev) => Math.hypot(p.x - ev.clientX, p.y - ev.clientY) > 10;
on("pointerup", (el, ev) => {
  const p = pressed;
  if (p && far(p, ev) && !within(el, p.target)) pressed = null; // dragged
  released = pressed;
  setTimeout(catchUp); // what it went down on is gone
});
on("click", (el, ev) => {
  if (ev.detail === 0 && performance.now() - entered < 500) return; // Enter submits a form by a click
  if (pressed) click(pressed);
  else if (ev.detail === 0) click({ target: around(el, clickable) ?? el, element: elementOf(named(around(el, clickable) ?? el)) });
});
on("dblclick", (el) => { if (!field(el) && !tellsItself(el)) say("dblclick", around(el, clickable) ?? el); });
// A button that is drawn opens the file chooser of an input that is hidden.
addEventListener("click", (ev) => {
  const el = ev.composedPath()[0];
  if (clicking && el instanceof Element && el.matches("input[type=file]")) openers.set(el, clicking);
}, { capture: true, passive: true });

// So does one that is not in the document (open.js).
let chooser = null;
document.addEventListener("maskproof chooser", () => { chooser = clicking; });
document.addEventListener("maskproof chosen", (ev) => { if (chooser) say("upload", chooser, { value: String(ev.detail) }); });

let filled = null; // the field that was filled in last, as it was called
const fill = (f) => {
  const whole = wholeOf(f), boxes = boxesOf(f);
  if (filled?.whole !== whole) filled = { whole, element: elementOf(named(whole)) };
  const value = boxes.length ? held(f) : partsOf(whole).length ? text(whole) : rich(f) ? f.innerText : f.value;
  tellOf("fill", filled.element, { value, search: !!list && f !== list.opener && came(f) });
};
// Fields that keep the browser from typing set their value themselves.
on("beforeinput", (el) => {
  const f = field(el);
  typing = f && { field: f, before: text(f) };
  setTimeout(catchUp);
});
const selected = new WeakMap(); // the options that a list had selected
// Not "change", which does not leave a shadow root.
on("input", (el) => {
  const f = field(el) ?? (el.matches(settable) ? el : null);
  if (f?.matches(opensList) && f !== list?.opener) opened(f);
  if (f) return fill(f);
  filled = null;
  if (el.matches("select")) {
    const before = selected.get(el) ?? [], now = [...el.selectedOptions];
    selected.set(el, now);
    for (const o of now) if (!el.multiple || !before.includes(o)) say("select", el, { value: squash(o.label) });
  }
  if (el.matches("input[type=file]")) say("upload", openers.get(el) ?? el, { value: el.accept });
  if (el.matches("input[type=checkbox],input[type=radio]")) say(el.checked ? "check" : "uncheck", el);
});
on("dragstart", (el) => { pressed = null; dragged = elementOf(named(around(el, "[draggable=true]") ?? el)); });
on("dragend", () => { dragged = null; });
on("drop", (el) => { if (dragged) tellOf("drag", dragged, { to: elementOf(named(el)) }); });
on("keydown", (el, ev) => {
  acted = performance.now();
  const option = activeOption(el);
  if (list && option && (ev.key === "Enter" || ev.key === " " && el === option)) {
    entered = performance.now();
    return tellOf("select", list.element, { value: optionName(option) });
  }
  if (["Enter", " ", "ArrowDown", "ArrowUp"].includes(ev.key) && el.matches(opensList) && !expanded(el)) opened(el);
  const inLines = el.matches("textarea") || (rich(el) || field(el)?.isContentEditable);
  if (ev.key === "Enter" && !inLines && !around(el, "button,a[href],summary")) {
    entered = performance.now();
    say("press", el, { key: "Enter" });
  }
  if (ev.key === "Escape") say("press", el, { key: "Escape" });
});
