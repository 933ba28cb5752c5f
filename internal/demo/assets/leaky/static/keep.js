// Small comforts of the profile form.
const form = document.querySelector("#profile");
const { phone, about } = form.elements;

// An emptied field shows the number that is on file.
form.addEventListener("saved", () => {
  phone.placeholder = phone.value;
});

// The text area grows with its text: the mirror that gives it its height takes
// the text from an attribute (getsentry/sentry-javascript#7257 is about such
// echoes).
const mirror = () => (about.parentNode.dataset.replicatedValue = about.value);
about.addEventListener("input", mirror);
mirror();
