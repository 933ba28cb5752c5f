// Runs before the page's own scripts. An app that bundles posthog-js from npm
// keeps it to itself, but posthog-js 1.449.2 hands its instance to these two
// functions of its extension registry; they are passed on untouched.
//
// Each batch that posthog-js sends gets a number, as an event of its own in it, and
// is told: a batch that is not in the recording got lost. It is sent at once, and
// compressed at once too, instead of after the 3 s for which posthog-js collects
// requests, so that nothing is on its way inside of the page when the page is left;
// then it goes by beacon, since versions such as 1.372.0 compress only that at once.
(() => {
  const tell = window.TELL;
  delete window.TELL;
  const leaving = Symbol.for("maskproof.leaving");
  const leaves = (when) => () => { window[leaving] = when(); };
  for (const event of ["beforeunload", "pagehide"]) addEventListener(event, leaves(Date.now), { capture: true });
  addEventListener("pageshow", leaves(() => 0), { capture: true });
  const left = () => Date.now() - (window[leaving] ?? 0) < 5000;
  const page = [...crypto.getRandomValues(new Uint32Array(2))].map((n) => n.toString(36)).join("");
  let batches = 0;
  const number = (instance) => {
    const capture = instance.capture;
    instance.capture = function (event, properties, options) {
      const events = properties?.$snapshot_data;
      if (event !== "$snapshot" || !Array.isArray(events) || !events.length || !tell) return capture.apply(this, arguments);
      const marker = {
        type: 5, timestamp: events.at(-1).timestamp,
        data: { tag: "TAG", payload: { kind: "batch", page, batch: batches + 1 } },
      };
      const sent = capture.call(this, event, { ...properties, $snapshot_data: [...events, marker] },
        { ...options, send_instantly: true, ...(left() && { transport: "sendBeacon" }) });
      if (sent) tell(JSON.stringify({ page, batch: ++batches, token: instance.config?.token }));
      return sent;
    };
  };
  const registry = (window.__PosthogExtensions__ ??= {});
  const seen = Symbol.for("maskproof.posthog");
  const meet = (instance) => {
    if (window[seen] === instance) return;
    Object.defineProperty(window, seen, { value: instance, configurable: true });
    number(instance);
  };
  for (const name of ["loadExternalDependency", "initSessionRecording"]) {
    const there = registry[name]; // in a new window this may come late
    let wrapped;
    Object.defineProperty(registry, name, {
      configurable: true,
      enumerable: true,
      get: () => wrapped,
      set: (original) => {
        wrapped = typeof original !== "function" ? original : function (instance, ...rest) {
          if (instance?.config) meet(instance);
          return original.call(this, instance, ...rest);
        };
      },
    });
    if (there) registry[name] = there;
  }
})();
