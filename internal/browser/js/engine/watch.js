// Watches what a person does in this document and says it to Go, which keeps what
// is typed to itself. Only what the person's mouse and keyboard do is trusted.
const say = (kind, el, more) => maskproofSay(JSON.stringify({ kind, frame: place(), element: el && elementOf(el), ...more }));

const on = (event, react) => addEventListener(event, (ev) => {
  const el = ev.composedPath()[0];
  if (ev.isTrusted && el instanceof Element) react(el, ev);
}, { capture: true, passive: true });
const clickable = "button,a[href],summary,input,[role],[onclick],[tabindex],img,svg";
const field = (el) => { for (let n = el; n; n = up(n)) if (takesText(n)) return n; return null; };
let entered = -Infinity; // when Enter was last pressed

on("click", (el, ev) => {
  if (field(el) || around(el, "select,option,input[type=checkbox],input[type=radio],input[type=file]")) return;
  if (around(el, "label")?.control && !around(el, "a[href],button")) return; // its control says what happened
  if (ev.detail === 0 && performance.now() - entered < 500) return; // Enter submits a form by a click
  say("click", around(el, clickable) ?? el);
});
// Not "change", which does not leave a shadow root.
on("input", (el) => {
  const f = field(el);
  if (f) return say("fill", f, { value: rich(f) ? f.innerText : f.value });
  if (el.matches("select")) say("select", el, { value: squash(el.selectedOptions[0]?.label) });
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
