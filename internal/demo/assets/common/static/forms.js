// What the shop's forms share: read the fields, post them, show what is wrong.

// values returns the fields of a form by name.
export const values = (form) => Object.fromEntries(new FormData(form));

// send posts values as JSON. The answer is {next} or {problems: {field: text}}.
export async function send(url, body) {
  const again = { problems: { form: "That did not work. Please try again." } };
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.ok || answer.status === 402 || answer.status === 422 ? await answer.json() : again;
  } catch {
    return again;
  }
}

// showProblems puts each problem under its field, and those without a field at
// the end of the form.
export function showProblems(form, problems = {}) {
  for (const old of form.querySelectorAll(".problem")) {
    old.hidden = true;
    old.textContent = "";
  }
  for (const field of form.elements) field.removeAttribute("aria-invalid");
  for (const [name, text] of Object.entries(problems)) {
    const line = problemLine(form, name);
    line.textContent = text;
    line.hidden = false;
  }
  form.querySelector("[aria-invalid]")?.focus();
}

function problemLine(form, name) {
  const field = form.elements.namedItem(name);
  field?.setAttribute?.("aria-invalid", "true");
  const known = form.querySelector(`[data-problem="${name}"]`);
  if (known) return known;
  const line = document.createElement("p");
  line.className = "problem";
  line.dataset.problem = name;
  line.setAttribute("role", "alert");
  (field?.closest?.(".field") ?? form).append(line);
  return line;
}

// toast shows a line for two seconds.
export function toast(text) {
  const line = document.createElement("p");
  line.textContent = text;
  document.querySelector("#toasts").append(line);
  setTimeout(() => line.remove(), 2000);
}
