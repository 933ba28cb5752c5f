package report

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// lastTag is the tag of the last element in a selector of package replay.
var lastTag = regexp.MustCompile(`(?:^|[\s>])([a-zA-Z][a-zA-Z0-9-]*)?([#.\[:][^\s>]*)?$`)

// Snippet is code to paste that closes a leak with the smallest change; "" where
// only the app can tell. Options are those of posthog-js 1.449.2. [Fix] says the
// same in words, with what else there is.
func Snippet(f scan.Finding) string {
	inAttribute := strings.Contains(f.Pointer, "/attributes/")
	attribute := f.Pointer[strings.LastIndexByte(f.Pointer, '/')+1:]
	switch {
	case f.Event < 0:
		return beforeSend
	case inAttribute && (f.Surface == rrweb.SurfaceAttribute || f.Surface == rrweb.SurfaceURL || f.Surface == rrweb.SurfaceInput || f.Surface == rrweb.SurfaceImage):
		return sessionRecording(fmt.Sprintf("maskAttributeFn: (name, value) => name === %q ? \"*\".repeat(value.length) : value", attribute))
	}
	switch f.Surface {
	case rrweb.SurfaceText:
		return tagged(f.Selector, "ph-mask")
	case rrweb.SurfaceComment, rrweb.SurfaceCanvas, rrweb.SurfaceImage:
		return tagged(f.Selector, "ph-no-capture")
	case rrweb.SurfaceInput:
		return sessionRecording("maskAllInputs: true")
	case rrweb.SurfaceConsole:
		return "posthog.init(token, { enable_recording_console_log: false })"
	case rrweb.SurfaceNetwork:
		return sessionRecording("recordBody: false", "recordHeaders: false",
			`maskCapturedNetworkRequestFn: (request) => ({ ...request, name: request.name.split("?")[0] })`)
	case rrweb.SurfaceURL:
		return "posthog.init(token, {\n  mask_personal_data_properties: true,\n  custom_personal_data_properties: [\"email\"],  // names of your query parameters\n})"
	case rrweb.SurfaceFont:
		return sessionRecording("collectFonts: false")
	}
	return ""
}

const beforeSend = "posthog.init(token, {\n  before_send: (event) => { delete event.properties.$current_url; return event },  // what stands beside the events\n})"

func sessionRecording(options ...string) string {
	return "posthog.init(token, {\n  session_recording: {\n    " + strings.Join(options, ",\n    ") + ",\n  },\n})"
}

// tagged is the element with a class.
func tagged(selector, class string) string {
	tag := "div"
	if m := lastTag.FindStringSubmatch(selector); m != nil && m[1] != "" {
		tag = m[1]
	}
	id := ""
	if m := regexp.MustCompile(`#([\w-]+)$`).FindStringSubmatch(selector); m != nil {
		id = fmt.Sprintf(` id="%s"`, m[1])
	}
	return fmt.Sprintf(`<%s%s class="%s">…</%s>`, tag, id, class, tag)
}
