// Watches what a person does in this document and says it to Go, which keeps what
// is typed to itself. Only what the person's mouse and keyboard do is trusted.
const say = (kind, el, more) => maskproofSay(JSON.stringify({ kind, frame: place(), element: el && elementOf(el), ...more }));

const on = (event, react) => addEventListener(event, (ev) => {
  const el = ev.composedPath()[0];
  if (ev.isTrusted && el instanceof Element) react(el, ev);
}, { capture: true, passive: true });
const clickable = "button,a[href],summary,input,[role],[onclick],[tabindex],img,svg";
const settable = "input[type=range],input[type=color]"; // fields that take no text and have a value
const field = (el) => { for (let n = el; n; n = up(n)) if (takesText(n)) return n; return null; };
let entered = -Infinity; // when Enter was last pressed
let clicking = null; // what the person clicks right now
const openers = new WeakMap(); // what was clicked to choose files for an input

const tellsItself = (el) => field(el) || around(el, "select,option,input[type=checkbox],input[type=radio],input[type=file]," + settable);
on("click", (el, ev) => {
  if (tellsItself(el)) return;
  if (around(el, "label")?.control && !around(el, "a[href],button")) return; // its control says what happened
  if (ev.detail === 0 && performance.now() - entered < 500) return; // Enter submits a form by a click
  clicking = around(el, clickable) ?? el;
  setTimeout(() => { clicking = null; });
  say("click", clicking);
});
on("dblclick", (el) => { if (!tellsItself(el)) say("dblclick", around(el, clickable) ?? el); });
// A button that is drawn opens the file chooser of an input that is hidden.
addEventListener("click", (ev) => {
  const el = ev.composedPath()[0];
  if (clicking && el instanceof Element && el.matches("input[type=file]")) openers.set(el, clicking);
}, { capture: true, passive: true });
// Not "change", which does not leave a shadow root.
on("input", (el) => {
  const f = field(el) ?? (el.matches(settable) ? el : null);
  if (f) return say("fill", f, { value: rich(f) ? f.innerText : f.value });
  if (el.matches("select")) say("select", el, { value: squash(el.selectedOptions[0]?.label) });
  if (el.matches("input[type=file]")) say("upload", openers.get(el) ?? el, { value: el.accept });
  if (el.matches("input[type=checkbox],input[type=radio]")) say(el.checked ? "check" : "uncheck", el);
});
on("keydown", (el, ev) => {
  const inLines = el.matches("textarea") || (rich(el) || field(el)?.isContentEditable);
  if (ev.key === "Enter" && !inLines && !around(el, "button,a[href],summary")) {
    entered = performance.now();
    say("press", el, { key: "Enter" });
  }
  if (ev.key === "Escape") say("press", el, { key: "Escape" });
});
