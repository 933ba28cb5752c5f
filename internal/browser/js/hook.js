// Runs before the page's own scripts. An app that bundles posthog-js from npm
// keeps it to itself, but posthog-js 1.449.2 hands its instance to these two
// functions of its extension registry; they are passed on untouched.
//
// It also has posthog-js send each request at once instead of collecting them for
// 3 s, so that nothing waits in a queue when a flow ends. While a page is left the
// queue is needed: it is what posthog-js sends by beacon.
(() => {
  const leaving = Symbol.for("maskproof.leaving");
  addEventListener("beforeunload", () => { window[leaving] = Date.now(); }, { capture: true });
  const registry = (window.__PosthogExtensions__ ??= {});
  const seen = Symbol.for("maskproof.posthog");
  const meet = (instance) => {
    if (window[seen] === instance) return;
    Object.defineProperty(window, seen, { value: instance, configurable: true });
    const batching = instance.config.request_batching;
    instance.config.request_batching = false;
    addEventListener("beforeunload", () => { instance.config.request_batching = batching; }, { capture: true });
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
