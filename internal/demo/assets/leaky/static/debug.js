// Left over from chasing a validation bug: signups that fail should be easy to
// find, and console lines are part of the recording.
document.querySelector("#signup").addEventListener("submit", ({ target }) => {
  console.log("signup submitted", Object.fromEntries(new FormData(target)));
});
