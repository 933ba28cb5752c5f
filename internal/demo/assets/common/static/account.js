import { h } from "./elements.js";
import { openDetails } from "./account-details.js";
import { note } from "./account-note.js";
import { card } from "./account-card.js";
import { identity } from "./account-identity.js";

// The account area: one page, whose views come and go with its address.
const app = document.querySelector("#app");
const views = { note, identity, card, confirmed };

// go shows another view, under an address of its own.
function go(address) {
  history.pushState(null, "", address);
  draw();
}

function draw() {
  const view = views[location.pathname.split("/")[2]] ?? overview;
  app.replaceChildren(...view({ go, payOrigin: app.dataset.payOrigin }));
}

app.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
window.addEventListener("popstate", draw);

function overview() {
  const status = h("p", { class: "quiet", role: "status" });
  const tell = (text) => (status.textContent = text);
  const link = (address, text) => h("li", {}, h("a", { href: address }, text));
  return [
    h("h1", {}, "Your account"),
    h("p", { class: "actions" },
      h("button", { class: "button", onclick: () => openDetails(() => tell("Details kept")) }, "Edit details"),
      h("button", { class: "button plain", onclick: () => addPhone(tell) }, "Add a phone")),
    h("ul", {},
      link("/account/note", "Write to the makers"),
      link("/account/identity", "Confirm that it is you"),
      link("/account/card", "Keep a card")),
    status,
  ];
}

// addPhone asks for a phone number in a window of its own.
function addPhone(tell) {
  const popup = window.open("/account/phone", "phone", "popup,width=520,height=420");
  window.addEventListener("message", function done({ source, origin }) {
    if (source !== popup || origin !== location.origin) return;
    window.removeEventListener("message", done);
    tell("Phone kept");
  });
}

function confirmed() {
  return [h("h1", {}, "Thank you"), h("p", {}, "We know now that it is you."), h("p", {}, h("a", { href: "/account" }, "Back to your account"))];
}

draw();
