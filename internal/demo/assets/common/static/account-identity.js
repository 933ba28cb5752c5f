import { h } from "./elements.js";
import { confirmedAddress } from "./account-habits.js";

// identity asks for the code from the mail, a box for each digit, and for the date
// of birth.
export function identity({ go }) {
  const boxes = Array.from({ length: 6 }, (_, i) => h("input", {
    class: "digit", type: "tel", maxlength: "1", inputmode: "numeric", autocomplete: "off", "aria-label": `Digit ${i + 1}`,
    oninput: ({ target }) => target.value && boxes[i + 1]?.focus(),
    onkeydown: ({ key, target }) => key === "Backspace" && !target.value && boxes[i - 1]?.focus(),
  }));
  const birth = h("input", {
    id: "birth", inputmode: "numeric", autocomplete: "off", placeholder: "DD/MM/YYYY",
    oninput: () => (birth.value = dayFirst(birth.value)),
  });
  const code = () => boxes.map((box) => box.value).join("");
  return [
    h("h1", {}, "Confirm that it is you"),
    h("div", { class: "field" },
      h("p", { id: "code-label" }, "The code from our mail"),
      h("div", { class: "code", role: "group", "aria-labelledby": "code-label" }, ...boxes)),
    h("div", { class: "field" }, h("label", { for: "birth" }, "Date of birth"), birth),
    h("p", {}, h("button", { class: "button", onclick: () => go(confirmedAddress(code())) }, "Confirm")),
  ];
}

// dayFirst writes DD/MM/YYYY while digits come in. Four digits that can be no day
// and month are a year that came first: the date is turned once it is whole.
function dayFirst(text) {
  const all = text.replace(/\D/g, "").slice(0, 8);
  const parts = (...ends) => ends.map((end, i) => all.slice(ends[i - 1] ?? 0, end)).filter(Boolean);
  if (!/^(19|20)(1[3-9]|[2-9]\d)/.test(all)) return parts(2, 4, 8).join("/");
  const date = parts(4, 6, 8);
  return all.length < 8 ? date.join("-") : date.reverse().join("/");
}
