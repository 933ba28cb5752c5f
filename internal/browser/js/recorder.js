// Questions to posthog-js, asked in the page's own world.
({
  // What the recorder says of itself. Every field may be missing.
  state: () => {
    const attempt = (f) => { try { return f(); } catch { return undefined; } };
    const ph = window.posthog, rec = ph?.sessionRecording;
    const remote = attempt(() => ph.get_property("$session_recording_remote_config"));
    return {
      url: location.href.split(/[?#]/)[0],
      posthog: !!ph, loaded: !!ph?.__loaded,
      recorder: !!window.__PosthogExtensions__?.rrweb?.record,
      started: !!rec?.started, status: attempt(() => rec.status) ?? "",
      lib: ph?.version ?? attempt(() => ph.config.__lib_version) ?? "",
      apiHost: ph?.config?.api_host ?? "",
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
  // Writes a marker: a custom event, or an attribute where posthog is out of reach.
  mark: (tag, payload, attribute) => {
    try { if (window.posthog?.sessionRecording?.tryAddCustomEvent?.(tag, payload)) return "event"; } catch { /* next way */ }
    try { window.__PosthogExtensions__.rrweb.record.addCustomEvent(tag, payload); return "event"; } catch { /* next way */ }
    document.documentElement.setAttribute(attribute, "");
    return "attribute";
  },
  snapshot: () => {
    try { window.__PosthogExtensions__.rrweb.record.takeFullSnapshot(true); return true; } catch { return false; }
  },
  // Hands the recorder's buffer to the request queue at once where the version can.
  flush: () => { try { window.posthog.sessionRecording.flushBeforeIdentityReset(); } catch { /* its own timer does it */ } },
})
