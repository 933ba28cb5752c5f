// The locator engine. It runs in an isolated world of each frame, so that the
// app neither sees nor disturbs it. Elements stay on this side: Go holds numbers.
(() => {
  if (globalThis.maskproof) return;
  const elements = [];
  const keep = (el) => elements.push(el) - 1;
  const squash = (s) => (s ?? "").replace(/\s+/g, " ").trim();
  const same = (a, b) => squash(a).toLowerCase() === squash(b).toLowerCase();
  const contains = (a, b) => squash(a).toLowerCase().includes(squash(b).toLowerCase());

  // Every element below root, open shadow roots included, in tree order.
  function* walk(root) {
    for (const el of root.querySelectorAll("*")) {
      yield el;
      if (el.shadowRoot) yield* walk(el.shadowRoot);
    }
  }
  const select = (css) => {
    const found = [...document.querySelectorAll(css)];
    for (const el of walk(document)) if (el.shadowRoot) found.push(...el.shadowRoot.querySelectorAll(css));
    return [...new Set(found)];
  };
  const visible = (el) => {
    if (!el.isConnected || !el.checkVisibility({ visibilityProperty: true })) return false;
    const r = el.getBoundingClientRect();
    return r.width > 0 && r.height > 0;
  };
  const byIds = (el, attribute) =>
    (el.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean)
      .map((id) => el.getRootNode().getElementById?.(id)?.textContent ?? "").join(" ");
  const labels = (el) =>
    [...(el.labels ?? [])].map((l) => l.textContent)
      .concat(byIds(el, "aria-labelledby"), el.getAttribute("aria-label") ?? "")
      .map(squash).filter(Boolean);
  const labelled = "input,textarea,select,button,meter,output,progress,[contenteditable],[aria-label],[aria-labelledby]";

  // The whole label wins over a part of it, so that "Name" finds "Name" beside
  // "Name on card"; the required mark is no part of a label.
  const prefer = (els, texts, wanted) => {
    const bare = (s) => s.replace(/[\s*:]+$/, "");
    const whole = els.filter((el) => texts(el).some((t) => same(bare(t), bare(wanted))));
    return whole.length ? whole : els.filter((el) => texts(el).some((t) => contains(t, wanted)));
  };
  const skip = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "TITLE"]);
  const shown = (el) => (el.matches("input[type=submit],input[type=button],input[type=reset]") ? el.value : el.textContent);
  const strategies = {
    css: (l) => select(l.css),
    testid: (l) => select(`[data-testid=${JSON.stringify(l.testid)}]`),
    placeholder: (l) => prefer(select("[placeholder]"), (el) => [el.placeholder ?? el.getAttribute("placeholder")], l.placeholder),
    label: (l) => prefer(select(labelled), labels, l.label),
    text: (l) => {
      const hits = [...walk(document)].filter((el) => !skip.has(el.tagName) && contains(shown(el), l.text));
      const inner = hits.filter((el) => !hits.some((other) => other !== el && el.contains(other)));
      const whole = inner.filter((el) => same(shown(el), l.text));
      return whole.length ? whole : inner;
    },
  };

  const describe = (el) => {
    const attrs = ["id", "name", "type", "placeholder", "aria-label", "data-testid", "class"]
      .filter((a) => el.getAttribute(a)).map((a) => `${a}="${el.getAttribute(a).slice(0, 40)}"`);
    const text = el.matches("input,textarea,select") ? "" : squash(el.textContent).slice(0, 40);
    return `<${[el.localName, ...attrs].join(" ")}>${text}`;
  };
  // Where several match, hidden twins (a second menu for phones) do not count.
  const settle = (all) => {
    const seen = all.filter(visible);
    const matches = seen.length ? seen : all;
    return {
      count: matches.length,
      visible: seen.length,
      element: matches.length === 1 ? keep(matches[0]) : -1,
      matches: matches.slice(0, 8).map(describe),
    };
  };
  const deepActive = () => {
    let el = document.activeElement;
    while (el?.shadowRoot?.activeElement) el = el.shadowRoot.activeElement;
    return el;
  };
  const deepFromPoint = (x, y) => {
    let el = document.elementFromPoint(x, y);
    while (el?.shadowRoot) {
      const inner = el.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === el) break;
      el = inner;
    }
    return el;
  };
  const up = (el) => el.parentElement ?? (el.getRootNode() instanceof ShadowRoot ? el.getRootNode().host : null);
  const within = (el, ancestor) => {
    for (let n = el; n; n = up(n)) if (n === ancestor) return true;
    return false;
  };
  const outer = (el) => up(el) ?? el.ownerDocument.defaultView?.frameElement;
  const stampUp = (el, name) => {
    for (let level = 1; el; el = outer(el)) el.setAttribute(`${name}-up${level++}`, "");
  };
  const typed = (el) => el.matches("input,textarea,select");
  const text = (el) => (typed(el) ? el.value : el.isContentEditable ? el.innerText : el.textContent);
  const set = (el, value) => {
    const proto = el instanceof HTMLSelectElement ? HTMLSelectElement : el instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(proto.prototype, "value").set.call(el, value);
    el.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
  };

  globalThis.maskproof = {
    find: (locator) => {
      const strategy = Object.keys(strategies).find((k) => locator[k]);
      return settle(strategies[strategy](locator));
    },
    // The elements an accessibility query found, handed back for settling.
    settle: (...els) => settle(els),
    frames: (wanted) => select("iframe,frame")
      .filter((f) => (!wanted.title || same(f.title, wanted.title)) && (!wanted.name || f.name === wanted.name) && (!wanted.url || f.src.includes(wanted.url)))
      .map((f) => ({ element: keep(f), text: `<iframe title="${f.title}" name="${f.name}" src="${f.src.split("?")[0]}">` })),
    allFrames: () => select("iframe,frame").map((f) => `title "${f.title}" name "${f.name}" url ${f.src.split(/[?#]/)[0]}`),
    element: (i) => elements[i],

    // What stands between an element and an action on it; "" if nothing does.
    obstacle: (i, action) => {
      const el = elements[i];
      if (!el.isConnected) return "it was removed from the page";
      if (!visible(el)) return "it is not visible";
      if (action === "hover") return "";
      if (el.disabled || el.closest("fieldset:disabled") || el.getAttribute("aria-disabled") === "true") return "it is disabled";
      if (action === "fill") {
        if (!typed(el) && !el.isContentEditable) return "it cannot be typed into (not an input, textarea or contenteditable element)";
        if (el.readOnly) return "it is read-only";
      }
      return "";
    },
    // The point to click, in this frame's viewport, and what would get the click.
    point: (i) => {
      const el = elements[i];
      el.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const r = el.getBoundingClientRect();
      const x = Math.max(r.left, 0) / 2 + Math.min(r.right, innerWidth) / 2;
      const y = Math.max(r.top, 0) / 2 + Math.min(r.bottom, innerHeight) / 2;
      const hit = deepFromPoint(x, y);
      const label = hit?.closest?.("label");
      const ok = hit && (within(hit, el) || within(el, hit) || label?.control === el);
      return { x, y, covered: ok ? "" : hit ? describe(hit) : "nothing" };
    },
    // Where a frame element's content begins, in this frame's viewport.
    inset: (i) => {
      const el = elements[i], r = el.getBoundingClientRect(), s = getComputedStyle(el);
      return { x: r.left + el.clientLeft + parseFloat(s.paddingLeft), y: r.top + el.clientTop + parseFloat(s.paddingTop) };
    },
    focus: (i) => {
      const el = elements[i], active = deepActive();
      if (!active || !within(active, el)) el.focus({ preventScroll: true });
      const now = deepActive();
      return !!now && within(now, el);
    },
    selectAll: (i) => {
      const el = elements[i];
      if (typed(el)) return void el.select?.();
      const range = document.createRange();
      range.selectNodeContents(el);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    },
    caretToEnd: (i) => {
      const el = elements[i];
      if (typed(el)) { try { el.setSelectionRange(el.value.length, el.value.length); } catch { /* no caret: email, number */ } return; }
      getSelection().selectAllChildren(el);
      getSelection().collapseToEnd();
    },
    // Controls that a browser fills through a picker get their value set.
    picker: (i) => elements[i].matches("input:is([type=date],[type=time],[type=month],[type=week],[type=datetime-local],[type=color],[type=range])"),
    set: (i, value) => set(elements[i], value),
    value: (i) => text(elements[i]),
    checked: (i) => elements[i].checked ?? elements[i].getAttribute("aria-checked") === "true",
    selectOption: (i, wanted) => {
      const el = elements[i];
      if (!(el instanceof HTMLSelectElement)) return { error: "it is not a <select>" };
      const options = [...el.options];
      const hit = options.find((o) => same(o.label, wanted)) ?? options.find((o) => o.value === wanted);
      if (!hit) return { error: "it has no such option", options: options.map((o) => squash(o.label)) };
      if (!hit.selected) set(el, hit.value);
      return { error: "" };
    },
    // Leaves the stamp on the field and "-up1", "-up2", … on what encloses it.
    stamp: (i, name) => {
      elements[i].setAttribute(name, "");
      stampUp(outer(elements[i]), name);
    },
    stampSelf: (i, name) => elements[i].setAttribute(name, ""),
    stampUp: (i, name) => stampUp(elements[i], name),
    stamped: (i, name) => elements[i].isConnected && elements[i].hasAttribute(name),

    text: () => document.body?.innerText ?? "",
    includesText: (wanted) => contains(document.body?.innerText, wanted),
    url: () => location.href,
    // What a person could have meant, for the error of a locator that found nothing.
    candidates: (strategy) => {
      const seen = {
        label: () => select(labelled).filter(visible).flatMap(labels),
        placeholder: () => select("[placeholder]").filter(visible).map((el) => el.getAttribute("placeholder")),
        testid: () => select("[data-testid]").map((el) => el.getAttribute("data-testid")),
        text: () => select("button,a,label,h1,h2,h3,p,li,td,span,div").filter((el) => visible(el) && !el.children.length).map((el) => squash(el.textContent)),
        css: () => select("input,textarea,select,button,a,[contenteditable]").filter(visible).map(describe),
      }[strategy];
      return [...new Set((seen?.() ?? []).filter((s) => s && s.length <= 120))].slice(0, 500);
    },
  };
})();
