// Signs that somebody asks for a human: the frames of the known challenges, which
// are there hidden on many pages and are in the way only when they are seen, and
// what such pages say.
const challenges = [
  ["hCaptcha", /hcaptcha\.com.*frame=challenge|hcaptcha-challenge/], ["reCAPTCHA", /recaptcha\/.*\/bframe/],
  ["Cloudflare", /challenges\.cloudflare\.com/], ["Arkose", /arkoselabs\.com|funcaptcha/],
  ["DataDome", /captcha-delivery\.com/], ["HUMAN", /px-captcha|perimeterx/],
];
const asksForHuman = /verify (that )?you are (a )?human|are you (a )?(human|robot)|not a robot|unusual activity|automated (requests|queries|testing|traffic)|checking your browser/i;

Object.assign(api, {
  // Who refuses automation in this document; "" for nobody.
  refuses: () => {
    for (const frame of select("iframe")) {
      if (!visible(frame) || frame.getBoundingClientRect().height < 60) continue;
      const hit = challenges.find(([, sign]) => sign.test(frame.src) || sign.test(frame.name));
      if (hit) return hit[0];
    }
    const said = asksForHuman.exec(document.body?.innerText ?? "");
    return said ? `${location.host} (“${said[0]}”)` : "";
  },
});
