// Puts what is on file into the fields. The recorder masks a field's value; it
// would not mask a value attribute.
const stored = JSON.parse(document.querySelector("#stored").textContent);
for (const [name, value] of Object.entries(stored)) {
  const field = document.querySelector("#profile").elements.namedItem(name);
  if (field && field.value === "") field.value = value;
}
