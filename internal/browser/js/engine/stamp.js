// Stamps: an attribute on the field, and "-up1", "-up2", … on what encloses it.
const outer = (el) => up(el) ?? el.ownerDocument.defaultView?.frameElement;
const stampUp = (el, name) => {
  for (let level = 1; el; el = outer(el)) el.setAttribute(`${name}-up${level++}`, "");
};

Object.assign(api, {
  stamp: (i, name) => {
    elements[i].setAttribute(name, "");
    stampUp(outer(elements[i]), name);
  },
  stampSelf: (i, name) => elements[i].setAttribute(name, ""),
  stampUp: (i, name) => stampUp(elements[i], name),
  stamped: (i, name) => elements[i].isConnected && elements[i].hasAttribute(name),
});
