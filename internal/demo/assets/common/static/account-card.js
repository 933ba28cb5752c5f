import { h } from "./elements.js";
import { send } from "./forms.js";

// card keeps a card with the payment provider, whose wallet holds the frame with
// the fields in turn.
export function card({ payOrigin }) {
  const status = h("p", { class: "quiet", role: "status" });
  const frame = h("iframe", { class: "card-frame", title: "Wallet", onload: () => tell({ type: "hello" }) });
  const tell = (message) => frame.contentWindow.postMessage(message, payOrigin);
  frame.src = `${payOrigin}/wallet-frame`;
  window.addEventListener("message", async function answer({ origin, source, data }) {
    if (!frame.isConnected) return window.removeEventListener("message", answer);
    if (origin !== payOrigin || source !== frame.contentWindow) return;
    if (data.type === "problem") status.textContent = "Please check your card details.";
    if (data.type !== "token") return;
    const { next, problems } = await send("/account/card", { card_token: data.token });
    status.textContent = next ? "Card kept" : Object.values(problems).join(" ");
  });
  return [
    h("h1", {}, "Keep a card"),
    frame,
    h("p", {}, h("button", { class: "button", onclick: () => tell({ type: "tokenize" }) }, "Keep card")),
    status,
  ];
}
