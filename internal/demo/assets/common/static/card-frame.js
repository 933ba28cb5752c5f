import { forms } from "./card-format.js";
import { describe } from "./card-message.js";

const form = document.querySelector("#card");
const { number, expiry, cvc } = form.elements;

// The page that embeds the frame; set by its first message.
let shop = "";
const tell = (message) => shop && parent.postMessage(message, shop);

number.addEventListener("input", () => {
  number.value = forms.number(number.value);
  const card = describe(number.value);
  if (card) tell({ type: "card", card });
});
expiry.addEventListener("input", ({ inputType }) => {
  expiry.value = forms.expiry(expiry.value, inputType);
});
cvc.addEventListener("input", () => {
  cvc.value = forms.cvc(cvc.value);
});

window.addEventListener("message", ({ origin, source, data }) => {
  if (source !== parent) return;
  shop = origin;
  if (data.type === "tokenize") tokenize();
});

// tokenize trades the card for a token; only the token leaves the frame.
async function tokenize() {
  const answer = await fetch("/v1/tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  const { token, problems = {} } = await answer.json();
  for (const field of form.elements) {
    field.setAttribute("aria-invalid", String(field.name in problems));
    field.title = problems[field.name] ?? "";
  }
  tell(token ? { type: "token", token } : { type: "problem" });
}

form.addEventListener("submit", (event) => event.preventDefault());
