// Cookie banners: the buttons of the common vendors, as they name them in the page,
// then buttons with the usual words inside something that speaks of cookies.
const banners = {
  accept: {
    vendors: "#onetrust-accept-btn-handler, #CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll, #CybotCookiebotDialogBodyButtonAccept," +
      "[data-testid=uc-accept-all-button], #didomi-notice-agree-button, #truste-consent-button, .osano-cm-accept-all," +
      ".iubenda-cs-accept-btn, .cm-btn-success, .cky-btn-accept, #cookiescript_accept, .cmplz-accept, .cc-allow",
    words: /^(accept|allow|agree|ok\b|okay|that.s ok|got it|i (agree|accept|understand)|yes|(alle )?akzeptieren|alle(n)? zustimmen|zustimmen|(tout )?accepter|aceptar|accetta)/i,
  },
  reject: {
    vendors: "#onetrust-reject-all-handler, #CybotCookiebotDialogBodyButtonDecline, [data-testid=uc-deny-all-button]," +
      "#didomi-notice-disagree-button, #truste-consent-required, .osano-cm-denyAll, .iubenda-cs-reject-btn," +
      ".cm-btn-decline, .cn-decline, .cky-btn-reject, #cookiescript_reject, .cmplz-deny, .cc-deny",
    words: /^(i )?(reject|decline|deny|refuse|do(n.t| not) (accept|agree|allow)|no\b|continue without|(only|use) (strictly )?necessary|necessary only|(alle )?ablehnen|nur notwendige|(tout )?refuser|continuer sans|rechazar|rifiuta)/i,
  },
};
const aboutCookies = (el) => {
  for (let n = up(el), depth = 0; n && n !== document.body && depth < 6; n = up(n), depth++) {
    if (/cookie|consent|datenschutz|tracking/i.test(textIn(n).slice(0, 5000))) return true;
  }
  return false;
};

Object.assign(api, {
  consentButton: (answer) => {
    const { vendors, words } = banners[answer];
    const named = select(vendors).find(visible);
    const said = named ?? select("button,[role=button],a,input[type=button],input[type=submit]")
      .find((el) => visible(el) && words.test(squash(shown(el))) && aboutCookies(el));
    return said ? keep(said) : -1;
  },
});
