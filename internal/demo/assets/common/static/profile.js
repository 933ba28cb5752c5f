import { send, showProblems, toast, values } from "./forms.js";

const form = document.querySelector("#profile");
const status = document.querySelector("#status");

// Each section is saved for itself, by those who are in charge of it.
async function save() {
  const all = values(form);
  const problems = {};
  for (const section of form.querySelectorAll("[data-section]")) {
    const names = [...section.elements].map((field) => field.name).filter(Boolean);
    const part = Object.fromEntries(names.map((name) => [name, all[name]]));
    const answer = await send(`/profile/${section.dataset.section}`, part);
    Object.assign(problems, answer.problems);
  }
  return problems;
}

// refresh takes what is on file from the page as the server shows it now.
async function refresh() {
  const page = await (await fetch("/profile")).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("#on-file");
  document.querySelector("#on-file").replaceChildren(...fresh.childNodes);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  status.textContent = "";
  const problems = await save();
  showProblems(form, problems);
  if (Object.keys(problems).length > 0) return;
  await refresh();
  toast(`SSN ${form.elements.ssn.value} is on file for your payouts.`);
  form.dispatchEvent(new CustomEvent("saved"));
  status.textContent = "Saved";
});
