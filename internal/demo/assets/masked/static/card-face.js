// Draws the card in the order summary from what the provider tells.
const face = document.querySelector(".face");
const part = (name) => face.querySelector(`[data-${name}]`);

document.addEventListener("card", ({ detail: card }) => {
  part("brand").textContent = card.brand;
  part("number").textContent = `•••• •••• •••• ${card.last4}`;
});

document.querySelector("#card-name").addEventListener("input", ({ target }) => {
  part("holder").textContent = target.value;
});
