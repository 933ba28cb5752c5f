// Stands between the shop and the frame that sees the card, and hands on what the
// one has to say to the other.
const fields = document.querySelector("#fields");
const vault = fields.dataset.origin;

// The page that embeds the wallet; set by its first message.
let shop = "";

const down = (message) => fields.contentWindow.postMessage(message, vault);
fields.addEventListener("load", () => down({ type: "hello" }));
down({ type: "hello" });

window.addEventListener("message", ({ origin, source, data }) => {
  if (source === fields.contentWindow && origin === vault) {
    if (shop) parent.postMessage(data, shop);
  } else if (source === parent) {
    shop = origin;
    down(data);
  }
});
