package report

import (
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// fixes says what closes the hole at a surface. The option names are those of
// posthog-js 1.449.2 (session_recording unless said otherwise); which of them
// reach which surface was seen in recordings of that version.
var fixes = map[rrweb.Surface]string{
	rrweb.SurfaceText: `put class "ph-mask" (text starred) or "ph-no-capture" (whole element blocked) on the element that shows it, not on the field; ` +
		`maskTextSelector: "*" masks all text. Toasts and dialogs often stand outside the masked wrapper: they need the class themselves`,
	rrweb.SurfaceAttribute: `set maskAllElementAttributes: true or a maskAttributeFn that stars this attribute (posthog-js 1.413.0 or newer; older ones ignore both), ` +
		`or put class "ph-no-capture" on an element around it; "ph-mask" and maskTextSelector do not reach attributes`,
	rrweb.SurfaceInput: `set maskAllInputs: true. Where that is on, the value belongs to a button, radio, checkbox or file field: ` +
		`put class "ph-no-capture" on an element around it`,
	rrweb.SurfaceURL: `keep the value out of the page's URL (POST forms, ids instead of values); mask_personal_data_properties: true with ` +
		`custom_personal_data_properties stars named query parameters, but neither path nor hash`,
	rrweb.SurfaceCSS: `keep the value out of style sheets, rules and custom properties: no masking option reaches them; ` +
		`class "ph-no-capture" on the parent of the <style> element blocks that one only`,
	rrweb.SurfaceConsole: `set enable_recording_console_log: false (an option of init, and a switch in the project's replay settings), ` +
		`or stop logging the value: no masking option reaches the console`,
	rrweb.SurfaceNetwork: `set recordBody: false and recordHeaders: false, and strip the rest (request URLs too) with maskCapturedNetworkRequestFn`,
	rrweb.SurfacePlugin:  `turn the recorder plugin off that records this, or keep the value from it: no masking option reaches plugins`,
	rrweb.SurfaceCustom: `the app or a library hands this to the recorder (addCustomEvent, a state logger, posthog.init): remove the value there, ` +
		`with maskState and maskAction for a state logger`,
	rrweb.SurfaceComment: `remove the HTML comment when rendering: no mask reaches comments; class "ph-no-capture" on its parent blocks it`,
	rrweb.SurfaceScript: `do not build scripts or on* attributes from values: posthog-js 1.449.2 leaves scripts of the page out, not what changes them; ` +
		`maskAttributeFn can star on* attributes`,
	rrweb.SurfaceName: `do not build tag, attribute or property names from values: names are never masked`,
	rrweb.SurfaceImage: `put class "ph-no-capture" on an element around the image, or star its URL with maskAttributeFn; ` +
		`data: URIs hold the picture itself`,
	rrweb.SurfaceCanvas: `put class "ph-no-capture" on the canvas, or set captureCanvas.recordCanvas: false; text masks do not reach it`,
	rrweb.SurfaceFont:   `set collectFonts: false, or keep the value out of font names and sources`,
	rrweb.SurfaceMobile: `mask the view in the mobile SDK: maskAllTextInputs, maskAllImages, or ph-no-capture as the view's label or modifier`,
	rrweb.SurfaceMetadata: `PostHog keeps this beside the events: keep the value out of person properties, distinct ids and page URLs ` +
		`(posthog.identify, setPersonProperties, before_send)`,
	rrweb.SurfaceOther: `look at the event at the pointer to see what wrote the value, and remove it there`,
}

// The fixes that a surface alone does not tell apart.
const (
	fixLink = `set maskAllElementAttributes: true or a maskAttributeFn that stars URLs (posthog-js 1.413.0 or newer), ` +
		`or keep the value out of the link: mask_personal_data_properties does not touch links`
	fixValueAttribute = `set maskAllElementAttributes: true, or put class "ph-no-capture" on an element around the field, or do not render ` +
		`the value into the value attribute: maskAllInputs stars what is typed, and the attribute comes back when the field is emptied`
	fixMetadata = `PostHog keeps this beside the recording (start URL, distinct id, person): identify people by an opaque id, ` +
		`and keep values out of URLs and person properties`
	fixHash = `; a digest of a guessable value can be undone by trying: use a random id instead`
)

// fixFragment says how much of a value may be shown, before what hides all of it.
func fixFragment(kind canary.Kind) string {
	switch kind {
	case canary.Card:
		return "show no more of a card than its first six and last four digits, all places taken together, or hide it whole: "
	case canary.SSN, canary.IBAN, canary.Phone:
		return "show no more than the last four digits, and everywhere the same ones, or hide it whole: "
	case canary.Password:
		return "a password that is hidden late is a password shown: "
	}
	return "a part tells whose value it is: hide it as the whole: "
}

// Fix says what to do about a finding, in a sentence or two without a final
// full stop. It goes by the finding's surface and the place in the event.
func Fix(f scan.Finding) string {
	fix, ok := fixes[f.Surface]
	inAttribute := strings.Contains(f.Pointer, "/attributes/")
	switch {
	case f.Event < 0:
		fix = fixMetadata
	case !ok:
		fix = fixes[rrweb.SurfaceOther]
	case f.Surface == rrweb.SurfaceURL && inAttribute:
		fix = fixLink
	case f.Surface == rrweb.SurfaceInput && inAttribute:
		fix = fixes[rrweb.SurfaceInput] + ". In a text field: " + fixValueAttribute
	}
	switch f.Match {
	case scan.Hashed:
		fix += fixHash
	case scan.Fragment:
		fix = fixFragment(f.Kind) + fix
	}
	return fix
}
