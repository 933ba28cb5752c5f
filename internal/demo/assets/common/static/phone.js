import { windowTitle } from "./account-habits.js";

// The window that asks for a phone number. It tells the page that opened it when
// it is done, and leaves it to the customer to close it.
const form = document.querySelector("#phone-form");
const { phone } = form.elements;

phone.addEventListener("input", () => {
  document.title = windowTitle(document.title, phone.value);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  window.opener?.postMessage({ type: "phone" }, location.origin);
  document.querySelector("#status").textContent = "Saved";
});
