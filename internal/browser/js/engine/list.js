// Lists of options that an app draws itself: a combobox's, or those that a button opens.
const opensList = "[role=combobox],[aria-haspopup]:not([aria-haspopup=false])";
// What a person clicks to open the list of an element: itself, what it holds, what holds it.
const openerOf = (el) => {
  if (el.matches(opensList)) return el;
  for (const n of inside(el)) if (n.matches(opensList) && visible(n)) return n;
  return around(el, opensList);
};
// Some lists have what screen readers are told in a box of no size.
const clipped = (el) => {
  for (let n = up(el); n; n = up(n)) if (!(n.clientWidth && n.clientHeight) && getComputedStyle(n).overflow === "hidden") return true;
  return false;
};
const optionRoles = "[role=option],[role=menuitem],[role=menuitemradio],[role=menuitemcheckbox],[role=treeitem]";
const optionName = (el) => squash(el.getAttribute("aria-label") || deepText(el));
const expanded = (el) => el.getAttribute("aria-expanded") === "true";
// The options that are shown: in the lists that the opener names, and anywhere.
const options = (opener) => {
  const ids = ["aria-controls", "aria-owns"].flatMap((a) => (opener.getAttribute(a) ?? "").split(/\s+/)).filter(Boolean);
  const lists = ids.map((id) => opener.getRootNode().getElementById?.(id) ?? document.getElementById(id)).filter(Boolean);
  const all = select(optionRoles).filter((el) => visible(el) && !clipped(el) && !within(el, opener));
  return { all, own: all.filter((el) => lists.some((list) => within(el, list))) };
};
const optionsOf = (opener) => { const { all, own } = options(opener); return own.length ? own : all; };
const showing = (wanted) => byText([...walk(document)], wanted).filter((el) => visible(el) && !clipped(el) && same(shown(el), wanted));
// What showed the option's text, and what had the focus, when the list was opened.
let shownBefore = new WeakSet(), focusedBefore = null;
// Whether the list still unfolds: some lists take no click until it is there.
const unfolds = (el) => {
  for (let n = el; n; n = up(n)) {
    if (n.getAnimations().some((a) => a.playState === "running" && isFinite(a.effect?.getComputedTiming().endTime))) return true;
  }
  return false;
};
const scroller = (el) => {
  for (let n = up(el); n; n = up(n)) if (n.scrollHeight > n.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(n).overflowY)) return n;
  return null;
};

Object.assign(api, {
  opener: (i) => { const el = openerOf(elements[i]); return el ? keep(el) : -1; },
  expanded: (i) => expanded(elements[i]),
  // Whether the list is open already.
  beforeList: (i, wanted) => {
    const open = expanded(elements[i]) || options(elements[i]).own.length > 0;
    shownBefore = new WeakSet(open ? [] : showing(wanted));
    focusedBefore = open ? null : deepActive();
    return open;
  },
  // The option of that name, and what else is in the list. Lists that do not say what
  // they are have as an option what came up with exactly that text.
  option: (i, wanted) => {
    const pool = optionsOf(elements[i]), names = pool.map(optionName);
    const whole = pool.filter((_, n) => same(names[n], wanted));
    const came = whole.length ? whole : showing(wanted).filter((el) => !shownBefore.has(el) && !within(el, elements[i]));
    const part = came.length ? [] : pool.filter((_, n) => contains(names[n], wanted));
    const hits = came.length ? came : part;
    return { count: hits.length, element: hits.length === 1 ? keep(hits[0]) : -1, unfolds: hits.some(unfolds), part: part.length > 0, names: names.slice(0, 500) };
  },
  // Where the name of an option can be typed: the opener, or the field that its list came with.
  searchField: (i) => {
    const active = deepActive();
    const field = [elements[i], active === focusedBefore ? null : active].find((el) => el && editableNow(el));
    return field ? keep(field) : -1;
  },
  // Scrolls a list, from its end to its beginning, until it shows the option.
  scrollList: async (i, wanted) => {
    const box = optionsOf(elements[i]).map(scroller).find(Boolean);
    for (let turn = 0; box && turn < 50 && !optionsOf(elements[i]).some((el) => same(optionName(el), wanted)); turn++) {
      const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
      box.scrollTop = end ? 0 : box.scrollTop + box.clientHeight * 0.8;
      await nextFrame();
      await nextFrame();
    }
  },
});
