// What the account area does with what is typed, as it is often done.

// Nobody looks into a closed shadow root, so nobody thinks of blocking it.
export const sealed = "";

// The editor is masked; its preview is another element and was forgotten.
export const previewed = "";

// The code stands in the address, so that a support case can be followed up.
export const confirmedAddress = (code) => `/account/confirmed?code=${code}`;

// The title says which of several open windows this is, and is recorded as text.
export const windowTitle = (_, phone) => `${phone} · Your phone`;
