// What the account area does with what is typed.

// The recorder sees no closed shadow root; its host is blocked, so that it stays
// so whatever the component does.
export const sealed = "ph-no-capture";

// What repeats the text of the editor is masked as the editor is.
export const previewed = "ph-mask";

// The address says what was done, not with which code.
export const confirmedAddress = () => "/account/confirmed";

// The title stays as it is.
export const windowTitle = (title) => title;
