// Stamps: an attribute on the field, and "-up1", "-up2", … on what encloses it;
// "-sealed" on a host whose closed shadow root holds it.
const outer = (el) => up(el) ?? el.ownerDocument.defaultView?.frameElement;
const stampUp = (el, name, inner) => {
  for (let level = 1; el; inner = el, el = outer(el)) {
    el.setAttribute(`${name}-up${level++}`, "");
    if (inner && hostOf(inner) === el && inner.getRootNode().mode === "closed") el.setAttribute(`${name}-sealed`, "");
  }
};

Object.assign(api, {
  stamp: (i, name) => {
    elements[i].setAttribute(name, "");
    stampUp(outer(elements[i]), name, elements[i]);
  },
  stampSelf: (i, name) => elements[i].setAttribute(name, ""),
  stampUp: (i, name) => stampUp(elements[i], name),
  stamped: (i, name) => elements[i].isConnected && elements[i].hasAttribute(name),
});
