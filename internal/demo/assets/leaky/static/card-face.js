// Draws the card in the order summary. It shows the same as it would done right:
// dots and the last group, and the holder in embossed type.
const face = document.querySelector(".face");
const part = (name) => face.querySelector(`[data-${name}]`);

// The whole number stands there in groups, and CSS clips it to its last group and
// draws dots in front. The recorder reads the document, not the screen.
document.addEventListener("card", ({ detail: card }) => {
  const tail = document.createElement("span");
  tail.className = "tail";
  tail.textContent = card.number;
  part("brand").textContent = card.brand;
  part("number").replaceChildren(tail);
});

// The embossed name is generated content, so it goes through a CSS property;
// no text mask reaches style.
document.querySelector("#card-name").addEventListener("input", ({ target }) => {
  part("holder").style.setProperty("--holder", JSON.stringify(target.value));
});
