// h makes an element: its attributes, its listeners (names that begin with "on")
// and its children.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const style = `
  label { display: block; margin-bottom: .3rem; font-size: .92rem; font-weight: 600; }
  input { box-sizing: border-box; width: 100%; padding: .62rem .75rem; border: 1px solid #cdc6b8; border-radius: 8px; font: inherit; }
  input:focus { outline: 2px solid #4f6b4f; outline-offset: 1px; }`;

// A labelled field as a component: everything that it shows stands in its shadow.
class Field extends HTMLElement {
  #root;
  constructor(mode) {
    super();
    this.#root = this.attachShadow({ mode });
  }
  connectedCallback() {
    const type = this.getAttribute("type") ?? "text";
    this.#root.replaceChildren(
      h("style", {}, style),
      h("label", { for: "field" }, this.getAttribute("label")),
      h("input", { id: "field", type, autocomplete: this.getAttribute("autocomplete") }),
    );
  }
}

// The same with an open shadow root, and with a closed one, which only its own
// component can look into.
customElements.define("fern-field", class extends Field { constructor() { super("open"); } });
customElements.define("fern-sealed-field", class extends Field { constructor() { super("closed"); } });
