"use strict";
(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const leaks = [...document.querySelectorAll("article.leak")];
  const homes = new Map(leaks.map((leak) => [leak, leak.parentElement]));
  const texts = new Map();
  const text = (leak) => {
    if (!texts.has(leak)) texts.set(leak, leak.textContent.toLowerCase());
    return texts.get(leak);
  };
  const said = form.querySelector("output");
  const grouped = document.getElementById("grouped");

  const filter = () => {
    const wanted = new FormData(form);
    const words = (wanted.get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const is = (leak, key) => !wanted.get(key) || leak.dataset[key] === wanted.get(key);
    let shown = 0;
    for (const leak of leaks) {
      leak.hidden = !(is(leak, "surface") && is(leak, "canary") && is(leak, "state") && words.every((word) => text(leak).includes(word)));
      if (!leak.hidden) shown++;
    }
    said.textContent = shown === leaks.length ? `${shown} kinds of leaks` : `${shown} of ${leaks.length} kinds of leaks`;
    for (const section of grouped.children) section.hidden = !section.querySelector("article.leak:not([hidden])");
  };

  const group = () => {
    const by = new FormData(form).get("group");
    for (const leak of leaks) homes.get(leak).append(leak);
    grouped.replaceChildren();
    grouped.hidden = by === "flow";
    if (by !== "flow") {
      const sections = new Map();
      for (const leak of leaks) {
        const name = leak.dataset[by];
        if (!sections.has(name)) {
          const section = document.createElement("section");
          const title = document.createElement("h2");
          title.textContent = name;
          section.append(title);
          sections.set(name, section);
        }
        sections.get(name).append(leak);
      }
      for (const name of [...sections.keys()].sort()) grouped.append(sections.get(name));
    }
    filter();
  };

  form.addEventListener("input", filter);
  form.elements.group.addEventListener("change", group);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
