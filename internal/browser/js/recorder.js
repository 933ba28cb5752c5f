// Questions to posthog-js, asked in the page's own world.
(() => {
  const attempt = (f) => { try { return f(); } catch { return undefined; } };
  const posthog = () => (window.posthog?.__loaded ? window.posthog : window[Symbol.for("maskproof.posthog")] ?? window.posthog);
  // In 1.150.0 and older it is rrweb's own global.
  const record = () => (window.__PosthogExtensions__?.rrweb ?? window.rrweb)?.record;
  // Where posthog is out of reach, an event that the recorder takes is the proof.
  const takes = () => !!attempt(() => (record().addCustomEvent("$maskproof", { kind: "probe" }), true));
  return {
    // What the recorder says of itself. Every field may be missing.
    state: () => {
      const ph = posthog(), rec = ph?.sessionRecording;
      const started = rec ? !!rec.started : takes();
      const remote = attempt(() => ph.get_property("$session_recording_remote_config"));
      return {
        url: location.href.split(/[?#]/)[0],
        posthog: !!ph, loaded: !!ph?.__loaded,
        recorder: !!record(),
        started, status: attempt(() => rec.status) ?? (started ? "active" : ""),
        lib: ph?.version ?? attempt(() => ph.config.__lib_version) ?? "",
        apiHost: ph?.config?.api_host ?? "", uiHost: ph?.config?.ui_host ?? "", token: ph?.config?.token ?? "",
        session: attempt(() => ph.get_session_id()) ?? "",
        optedOut: !!attempt(() => ph.has_opted_out_capturing()),
        disabled: !!ph?.config?.disable_session_recording,
        bot: !!navigator.webdriver || /headless/i.test(navigator.userAgent) ||
          !!navigator.userAgentData?.brands?.some((b) => /headless/i.test(b.brand)),
        botAllowed: !!ph?.config?.opt_out_useragent_filter,
        sampled: attempt(() => ph.get_property("$session_is_sampled")) ?? null,
        remote: remote === undefined ? null : attempt(() => typeof remote === "string" ? JSON.parse(remote) : remote) ?? null,
        options: attempt(() => JSON.stringify(ph.config.session_recording ?? null)) ?? "null",
      };
    },
    // Writes a marker: a custom event, or an attribute where the recorder does not
    // take events (yet); nothing on a page that has no recorder at all. What
    // posthog-js 1.449.2 records between its beforeunload and its pagehide handler
    // is never sent (its queue empties itself first), so nothing is written then.
    mark: (tag, payload, attribute) => {
      if (Date.now() - (window[Symbol.for("maskproof.leaving")] ?? 0) < 5000) return "leaving";
      if (attempt(() => posthog().sessionRecording.tryAddCustomEvent(tag, payload))) return "event";
      if (attempt(() => (record().addCustomEvent(tag, payload), true))) return "event";
      if (!posthog() && !record()) return "";
      document.documentElement.setAttribute(attribute, "");
      return "attribute";
    },
    snapshot: () => !!attempt(() => (record().takeFullSnapshot(true), true)),
    // Has the recorder send its buffer now. Where the version cannot, its own timers
    // do it.
    flush: () => { attempt(() => posthog().sessionRecording.flushBeforeIdentityReset()); },
  };
})()
