import { h } from "./elements.js";
import { previewed } from "./account-habits.js";

// note is an editor for rich text, with a preview of how the makers will see it.
export function note({ go }) {
  const preview = h("blockquote", { class: previewed });
  const editor = h("div", {
    class: "editor ph-mask", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": "Note",
    oninput: () => (preview.textContent = editor.innerText),
  });
  // The command keeps the selection, which a press of the button would take away.
  const bold = h("button", { class: "button plain", onmousedown: (event) => event.preventDefault(), onclick: () => document.execCommand("bold") }, "Bold");
  return [
    h("h1", {}, "Write to the makers"),
    h("p", {}, bold),
    editor,
    h("h2", {}, "Preview"),
    preview,
    h("p", {}, h("button", { class: "button", onclick: () => go("/account") }, "Send note")),
  ];
}
