"use strict";
(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const said = form.querySelector("output");
  const grouped = document.getElementById("grouped");

  // A leak is a card or, in a long report, a line of text with a tab between its
  // parts. A line stays text whatever stands in it.
  const cards = [...document.querySelectorAll("article.leak")].map((card) => ({ card, home: card.parentElement, ...card.dataset }));
  const read = (line) => {
    const [, canary, , surface, state] = line.split("\t");
    return { line, canary, surface, state };
  };
  let written; // the blocks of lines as the page came, read when first asked for
  let blocks;
  let leaks;
  const start = () => {
    if (leaks) return;
    written = [...document.querySelectorAll(".more")].map((node) => ({ node, lines: node.textContent.split("\n").map(read) }));
    blocks = written;
    leaks = [...cards, ...written.flatMap((block) => block.lines)];
  };
  const text = (leak) => (leak.text ??= (leak.line ?? leak.card.textContent).toLowerCase());

  const filter = () => {
    start();
    const wanted = new FormData(form);
    const words = (wanted.get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const is = (leak, key) => !wanted.get(key) || leak[key] === wanted.get(key);
    const fits = (leak) => is(leak, "surface") && is(leak, "canary") && is(leak, "state") && words.every((word) => text(leak).includes(word));
    let shown = 0;
    for (const leak of cards) {
      leak.card.hidden = !fits(leak);
      if (!leak.card.hidden) shown++;
    }
    for (const { node, lines } of blocks) {
      const fitting = lines.filter(fits);
      node.textContent = fitting.map((leak) => leak.line).join("\n");
      node.hidden = fitting.length === 0;
      shown += fitting.length;
    }
    said.textContent = shown === leaks.length ? `${shown} kinds of leaks` : `${shown} of ${leaks.length} kinds of leaks`;
    for (const section of grouped.children) section.hidden = !section.querySelector("article.leak:not([hidden]), .more:not([hidden])");
  };

  const sectionOf = (name, members) => {
    const section = document.createElement("section");
    const title = document.createElement("h2");
    title.textContent = name;
    section.append(title, ...members.filter((leak) => leak.card).map((leak) => leak.card));
    const lines = members.filter((leak) => leak.line);
    while (lines.length > 0) {
      const node = document.createElement("div");
      node.className = "more";
      section.append(node);
      blocks.push({ node, lines: lines.splice(0, 100) });
    }
    return section;
  };

  const group = () => {
    start();
    const by = new FormData(form).get("group");
    for (const leak of cards) leak.home.insertBefore(leak.card, leak.home.querySelector(".more"));
    for (const { node } of written) node.hidden = by !== "flow";
    blocks = by === "flow" ? written : [];
    grouped.replaceChildren();
    grouped.hidden = by === "flow";
    if (by !== "flow") {
      const members = new Map();
      for (const leak of leaks) {
        if (!members.has(leak[by])) members.set(leak[by], []);
        members.get(leak[by]).push(leak);
      }
      for (const name of [...members.keys()].sort()) grouped.append(sectionOf(name, members.get(name)));
    }
    filter();
  };

  form.addEventListener("input", filter);
  form.elements.group.addEventListener("change", group);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
