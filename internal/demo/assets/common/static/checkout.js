import { send, showProblems, values } from "./forms.js";

const form = document.querySelector("#checkout");
const frame = document.querySelector("#card-frame");
const payOrigin = frame.dataset.origin;
const parcel = document.querySelector("#parcel");

const tell = (message) => frame.contentWindow.postMessage(message, payOrigin);

// The frame learns from the first message whom it may answer. Whichever of the
// two is ready last, one of these two reaches it.
frame.addEventListener("load", () => tell({ type: "hello" }));
tell({ type: "hello" });

form.addEventListener("change", ({ target }) => {
  if (target.name === "delivery") parcel.hidden = target.value === "collect";
});

window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== payOrigin || source !== frame.contentWindow) return;
  if (data.type === "card") document.dispatchEvent(new CustomEvent("card", { detail: data.card }));
  if (data.type === "token") pay(data.token);
  if (data.type === "problem") showProblems(form, { card: "Please check your card details." });
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  tell({ type: "tokenize" });
});

async function pay(token) {
  const answer = await send(form.action, { ...values(form), card_token: token });
  showProblems(form, answer.problems);
  if (answer.next) location.assign(answer.next);
}
