// Runs before the page's own scripts while a person is watched.
//
// Closed shadow roots are open ones for whoever asks the browser, as our isolated world
// does, and closed for the page's scripts, which get them from these functions only.
(() => {
  const hidden = new WeakSet(); // hosts and roots
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(init) {
    if (init?.mode !== "closed") return attach.apply(this, arguments);
    const root = attach.call(this, Object.create(init, { mode: { value: "open" } }));
    hidden.add(this).add(root);
    return root;
  };
  const hide = (prototype, name, as) => {
    const { get, ...rest } = Object.getOwnPropertyDescriptor(prototype, name);
    Object.defineProperty(prototype, name, { ...rest, get() { return hidden.has(this) ? as : get.call(this); } });
  };
  hide(Element.prototype, "shadowRoot", null);
  hide(ShadowRoot.prototype, "mode", "closed");
})();

// A file input that is not in the document has its events to itself: it tells ours of them.
(() => {
  const tell = (what, input) => document.dispatchEvent(new CustomEvent("maskproof " + what, { detail: input.accept }));
  const open = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function click() {
    if (this.type === "file" && !this.isConnected) {
      tell("chooser", this);
      this.addEventListener("change", () => tell("chosen", this), { once: true });
    }
    return open.apply(this, arguments);
  };
})();
