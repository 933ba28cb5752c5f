import { send, showProblems, values } from "./forms.js";

const form = document.querySelector("#signup");
const echo = form.querySelector("[data-echo]");

// Repeats the address as it is typed, so that a slip is seen.
form.elements.email.addEventListener("input", ({ target }) => {
  echo.querySelector("b").textContent = target.value;
  echo.hidden = target.value === "";
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await send(form.action, values(form));
  showProblems(form, answer.problems);
  if (answer.next) location.assign(answer.next);
});
