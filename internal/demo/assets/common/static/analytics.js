// Loads posthog-js and starts it with the options that the page carries.
const { script, token, init } = JSON.parse(document.querySelector("#analytics").textContent);
const tag = document.createElement("script");
tag.src = script;
tag.async = true;
tag.addEventListener("load", () => window.posthog?.init(token, init));
document.head.append(tag);
