import { h } from "./elements.js";
import { sealed } from "./account-habits.js";

// openDetails asks for name and address in a dialog. As a portal does, it puts the
// dialog at the end of the body, where no style of the page can cut it off.
export function openDetails(kept) {
  const close = () => portal.remove();
  const keep = () => {
    close();
    kept();
  };
  const portal = h("div", { class: "veil" },
    h("div", { class: "panel", role: "dialog", "aria-modal": "true", "aria-labelledby": "details-title" },
      h("h2", { id: "details-title" }, "Your details"),
      h("div", { class: "field" }, h("fern-field", { label: "Full name", autocomplete: "name" })),
      h("div", { class: "field" }, h("fern-sealed-field", { label: "Email", type: "email", autocomplete: "email", class: sealed })),
      h("p", { class: "actions" },
        h("button", { class: "button", onclick: keep }, "Keep"),
        h("button", { class: "button plain", onclick: close }, "Cancel"))));
  document.body.append(portal);
}
