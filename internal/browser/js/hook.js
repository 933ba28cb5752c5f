// Runs before the page's own scripts. An app that bundles posthog-js from npm
// keeps it to itself, but posthog-js 1.449.2 hands its instance to these two
// functions of its extension registry; they are passed on untouched.
(() => {
  const registry = (window.__PosthogExtensions__ ??= {});
  const seen = Symbol.for("maskproof.posthog");
  for (const name of ["loadExternalDependency", "initSessionRecording"]) {
    let wrapped;
    Object.defineProperty(registry, name, {
      configurable: true,
      enumerable: true,
      get: () => wrapped,
      set: (original) => {
        wrapped = typeof original !== "function" ? original : function (instance, ...rest) {
          if (instance?.config) Object.defineProperty(window, seen, { value: instance, configurable: true });
          return original.call(this, instance, ...rest);
        };
      },
    });
  }
})();
