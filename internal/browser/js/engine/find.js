// Locators: what they match, and what a person could have meant.
// The texts of what an attribute names; what is typed into the element itself names nothing.
const byIds = (el, attribute) =>
  (el.getAttribute(attribute) ?? "").split(/\s+/).filter((id) => id && !(id === el.id && el.isContentEditable))
    .map((id) => el.getRootNode().getElementById?.(id)?.textContent ?? "").join(" ");
// A label may wrap its control, whose options or default text are no part of it. What a
// custom element got to show stands in its slots.
const control = "input,textarea,select,meter,output,progress,[contenteditable]";
const labelText = (n) => (n.nodeType === Node.TEXT_NODE ? n.data
  : n.nodeType !== Node.ELEMENT_NODE || n.matches(control) ? " "
  : ((n.localName === "slot" && n.assignedNodes({ flatten: true })) || [...n.childNodes]).map(labelText).join(""));
// Switches that an app makes itself are labelled by what they show.
const switches = "[role=checkbox],[role=radio],[role=switch]";
// An app's own element tells nobody which labels are its own; the labels tell.
const labelsOf = (el) => [...(el.labels ?? (el.localName.includes("-") ? select("label").filter((l) => l.control === el) : []))];
const labels = (el) =>
  labelsOf(el).map(labelText)
    .concat(byIds(el, "aria-labelledby"), el.getAttribute("aria-label") ?? "", el.matches(switches) && !typed(el) ? labelText(el) : "")
    .map(squash).filter(Boolean);
const labelled = "input,textarea,select,button,meter,output,progress,[contenteditable],[aria-label],[aria-labelledby]," + switches;
// What an app's own element draws may have the label of the element.
const innermost = (els) => els.filter((el) => !els.some((other) => other !== el && within(other, el)));
// A list that came up has the label of the control that opened it, and is not meant where
// both are there.
const popup = "[role=listbox],[role=menu],[role=tree],[role=grid],[role=dialog]";
const byLabel = (wanted, inside) => {
  const own = select("label").map((l) => l.control).filter((el) => el?.localName.includes("-"));
  const found = prefer(inside([...new Set([...select(labelled), ...own])]), labels, wanted);
  const controls = found.filter((el) => !el.matches(popup));
  return innermost(controls.length ? controls : found);
};
const attribute = (name) => (el) => [el.getAttribute(name)];

// The whole label wins over a part of it, so that "Name" finds "Name" beside
// "Name on card"; the required mark is no part of a label.
const prefer = (els, texts, wanted) => {
  const bare = (s) => s.replace(/[\s*:]+$/, "");
  const whole = els.filter((el) => texts(el).some((t) => same(bare(t), bare(wanted))));
  return whole.length ? whole : els.filter((el) => texts(el).some((t) => contains(t, wanted)));
};
// The innermost elements that show a text.
const byText = (all, wanted) => {
  const hits = all.filter((el) => !el.matches(unseen) && contains(shown(el), wanted));
  const outer = new Set();
  for (const hit of hits) for (let n = up(hit); n && !outer.has(n); n = up(n)) outer.add(n);
  const inner = hits.filter((el) => !outer.has(el));
  const whole = inner.filter((el) => same(shown(el), wanted));
  return whole.length ? whole : inner;
};
const byXPath = (expression) => {
  const found = document.evaluate(expression, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i)).filter((n) => n instanceof Element);
};
// Each takes the wanted text and keeps to the elements inside the scope.
const strategies = {
  css: (wanted, inside) => inside(select(wanted)),
  xpath: (wanted, inside) => inside(byXPath(wanted)),
  testid: (wanted, inside) => inside(select(`[data-testid=${JSON.stringify(wanted)}]`)),
  placeholder: (wanted, inside) => prefer(inside(select("[placeholder]")), attribute("placeholder"), wanted),
  alt: (wanted, inside) => prefer(inside(select("[alt]")), attribute("alt"), wanted),
  title: (wanted, inside) => prefer(inside(select("[title]")), attribute("title"), wanted),
  label: byLabel,
  text: (wanted, inside) => byText(inside([...walk(document)]), wanted),
};

// Where several match, hidden twins (a second menu for phones) do not count.
const settle = (all, nth) => {
  const seen = all.filter(visible);
  let matches = seen.length ? seen : all;
  if (nth) matches = matches.slice(nth > 0 ? nth - 1 : -1).slice(0, 1);
  return {
    count: matches.length,
    visible: matches.filter(visible).length,
    element: matches.length === 1 ? keep(matches[0]) : -1,
    matches: matches.slice(0, 5).map(describe),
  };
};

Object.assign(api, {
  // What a locator matches inside the element scope (-1: anywhere). Where the
  // strategy is role, els are what Chrome's accessibility tree has of it.
  find: ({ strategy, wanted, hasText, nth }, scope, ...els) => {
    const inside = (list) => (scope < 0 ? list : list.filter((el) => el !== elements[scope] && within(el, elements[scope])));
    let found;
    try {
      found = strategy === "role" ? inside(els) : strategies[strategy](wanted, inside);
    } catch (e) {
      if (e.name === "SyntaxError") return { count: 0, visible: 0, element: -1, matches: [], wrong: true };
      throw e;
    }
    if (hasText) found = found.filter((el) => contains(deepText(el), hasText));
    return settle([...new Set(found)], nth);
  },
  // The frame elements, and how each is called.
  frames: () => select("iframe,frame").map((f) => ({
    element: keep(f), title: squash(f.title), name: f.name, url: f.src, visible: visible(f),
  })),
  // What a person could have meant, for the error of a locator that found nothing.
  candidates: (strategy) => {
    const named = (name) => () => select(`[${name}]`).filter(visible).map((el) => el.getAttribute(name));
    const seen = {
      label: () => select(labelled).filter(visible).flatMap(labels),
      placeholder: named("placeholder"), alt: named("alt"), title: named("title"), testid: named("data-testid"),
      text: () => select("button,a,label,h1,h2,h3,p,li,td,span,div").filter((el) => visible(el) && !el.children.length).map((el) => squash(el.textContent)),
      css: () => select("input,textarea,select,button,a,[contenteditable]").filter(visible).map(describe),
    };
    const list = (seen[strategy] ?? seen.css)();
    return [...new Set(list.filter((s) => s && s.length <= 120))].slice(0, 500);
  },
  text: () => document.body?.innerText ?? "",
  includesText: (wanted) => {
    if (contains(document.body?.innerText, wanted)) return true;
    for (const el of walk(document)) if (rootOf(el) && visible(el) && contains(textIn(rootOf(el)), wanted)) return true;
    return false;
  },
});
