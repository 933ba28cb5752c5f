package devtools

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/draft"
	"github.com/maskproof/maskproof/internal/flow"
)

// step adds what one step of the recording is in a flow.
func (im *importer) step(s step) {
	im.enter(s)
	switch s.Type {
	case "setViewport":
		im.viewport(s)
	case "emulateNetworkConditions":
		im.network(s)
	case "navigate":
		im.navigate(s)
	case "click", "doubleClick":
		im.click(s)
	case "hover":
		im.onElement(flow.Hover, s)
	case "change":
		im.change(s)
	case "keyDown":
		im.keyDown(s)
	case "keyUp":
		im.held = slices.DeleteFunc(im.held, func(m string) bool { return m == modifier(s.Key) })
	case "scroll":
		im.scroll(s)
	case "close":
		im.close()
	case "waitForElement":
		im.waitForElement(s)
	case "waitForExpression":
		im.cannot("it waits for a script; wait for what a person sees instead: wait_for: {text: …}")
	case "customStep":
		im.cannot(fmt.Sprintf("%q is a step of an extension", s.Name))
	default:
		im.cannot("this type of step is not known")
	}
	im.asserted(s)
}

// enter goes to the window that the step is in.
func (im *importer) enter(s step) {
	target := ""
	if slices.Contains(im.popups, s.Target) {
		target = s.Target
	} else if !s.main() {
		return // a frame, in whichever window
	}
	if target == im.window || s.Type == "setViewport" || s.Type == "emulateNetworkConditions" {
		return
	}
	im.window = target
	switch path := draft.Stable(target); {
	case target == "":
		im.add(flow.Tab, draft.Map{{Key: "index", Value: 1}})
	case path == "":
		im.add(flow.Tab, draft.Map{{Key: "index", Value: 1 + slices.Index(im.popups, target) + 1}})
	default:
		im.add(flow.Tab, draft.Map{{Key: "url", Value: path}})
	}
}

func (im *importer) navigate(s step) {
	switch {
	case im.at == im.first:
	case draft.Origin(s.URL) == "":
		if im.first >= 0 && im.at > im.first {
			im.cannot("it opens no page of the web")
		}
	default:
		im.add(flow.Goto, draft.Below(im.origin, s.URL))
	}
}

// click leaves out the click that only puts the caret into a field: what types
// into it does that.
func (im *importer) click(s step) {
	if im.typesNext(s) {
		return
	}
	switch {
	case s.Button != "" && s.Button != "primary":
		im.cannot("a click with the " + s.Button + " button")
	case s.Type == "doubleClick":
		im.onElement(flow.DoubleClick, s)
	case s.DeviceType == "touch":
		im.onElement(flow.Tap, s)
	default:
		im.onElement(flow.Click, s)
	}
}

// typesNext says that the next step that does something types into what s clicks.
func (im *importer) typesNext(s step) bool {
	for _, next := range im.rec.Steps[im.at+1:] {
		switch next.Type {
		case "keyDown", "keyUp":
			continue
		case "change":
			return sharesSelector(s, next) && read(next.Selectors, "").tag != "select"
		}
		return false
	}
	return false
}

func sharesSelector(a, b step) bool {
	return slices.ContainsFunc(a.Selectors, func(x selector) bool {
		return slices.ContainsFunc(b.Selectors, func(y selector) bool { return slices.Equal(x, y) })
	})
}

func (im *importer) onElement(verb flow.Verb, s step) {
	if value, in, ok := im.locator(s, false); ok {
		im.add(verb, value, in...)
	}
}

func (im *importer) change(s step) {
	value, in, ok := im.locator(s, true)
	if !ok {
		return
	}
	n := read(s.Selectors, im.rec.SelectorAttribute)
	if n.tag == "select" || n.role == "combobox" || n.role == "listbox" {
		im.add(flow.Select, value, append(in, draft.Pair{Key: "option", Value: s.Value})...)
		return
	}
	key, note := draft.Typed(n.field(), s.Value)
	if note != "" {
		im.note("%s", note)
	}
	im.add(flow.Fill, value, append(in, key)...)
}

// waitForElement waits for one element, or for none.
func (im *importer) waitForElement(s step) {
	count := 1
	if s.Count != nil {
		count = *s.Count
	}
	gone := s.Visible != nil && !*s.Visible || count == 0 && s.Operator != ">="
	if s.Properties != nil || s.Attributes != nil {
		im.note("the properties and attributes that it checks are left out")
	}
	if count > 1 && !gone {
		im.cannot(fmt.Sprintf("it waits for %s%d elements; wait for one of them that a person sees", s.Operator, count))
		return
	}
	value, in, ok := im.locator(s, false)
	if !ok {
		return
	}
	condition := "visible"
	if gone {
		condition = "hidden"
	}
	im.add(flow.WaitFor, draft.Map{{Key: condition, Value: value}}, in...)
}

// asserted waits for the page that a step led to.
func (im *importer) asserted(s step) {
	if s.Type == "navigate" {
		return
	}
	for _, event := range s.AssertedEvents {
		if path := draft.Stable(event.URL); event.Type == "navigation" && path != "" {
			im.add(flow.WaitFor, draft.Map{{Key: "url", Value: path}})
		}
	}
}

// modifier is what a key is called as a modifier; "" for other keys.
func modifier(key string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(key, "Left"), "Right")
	if slices.Contains([]string{"Control", "Shift", "Alt", "Meta"}, name) {
		return name
	}
	return ""
}

// keyDown presses a key with the modifiers that are held. A tab into the next
// field is left out: what types there goes there by itself.
func (im *importer) keyDown(s step) {
	if m := modifier(s.Key); m != "" {
		if !slices.Contains(im.held, m) {
			im.held = append(im.held, m)
		}
		return
	}
	if s.Key == "Tab" && im.changesNext() {
		return
	}
	key := strings.Join(append(slices.Clone(im.held), keyName(s.Key)), "+")
	if _, err := flow.ParseKey(key); err != nil {
		im.cannot("a key that flows do not know")
		return
	}
	im.add(flow.Press, key)
}

func (im *importer) changesNext() bool {
	for _, next := range im.rec.Steps[im.at+1:] {
		if next.Type != "keyUp" && next.Type != "keyDown" {
			return next.Type == "change" || next.Type == "click"
		}
	}
	return false
}

// keyName turns the names of keyboard codes into those of keys.
func keyName(key string) string {
	switch key {
	case " ":
		return "Space"
	case "\r", "\n", "NumpadEnter":
		return "Enter"
	}
	for _, prefix := range []string{"Key", "Digit", "Numpad"} {
		if rest, cut := strings.CutPrefix(key, prefix); cut && len(rest) == 1 {
			return strings.ToLower(rest)
		}
	}
	return key
}

// scroll scrolls an element into view; the page itself scrolls to what a step
// acts on.
func (im *importer) scroll(s step) {
	if len(s.Selectors) > 0 {
		im.onElement(flow.Scroll, s)
	}
}

// close closes a window, but for the last step: the flow ends there.
func (im *importer) close() {
	if im.at < len(im.rec.Steps)-1 {
		im.add(flow.Tab, draft.Word("close"))
		im.window = ""
	}
}

// viewport is that of the flow where it is set before the first page is opened.
// That of a popup is the app's affair.
func (im *importer) viewport(s step) {
	size := draft.Map{{Key: "viewport", Value: draft.Map{{Key: "width", Value: s.Width}, {Key: "height", Value: s.Height}}}}
	switch {
	case !s.main():
	case im.at < im.first:
		im.flow.Set = draft.Map{{Key: "emulate", Value: size}}
	default:
		im.set(size)
	}
}

// network takes the nearest of the networks that flows know. The Recorder's are
// Chrome's throttling presets.
func (im *importer) network(s step) {
	name := "fast-3g"
	switch {
	case s.Download == 0 && s.Upload == 0:
		name = "offline"
	case s.Download < 0 || s.Download > 1e6:
		name = "online"
	case s.Download < 100e3:
		name = "slow-3g"
	}
	im.set(draft.Map{{Key: "network", Value: name}})
}

// set changes what the browser pretends to be, which nobody waits for.
func (im *importer) set(what draft.Map) {
	acted := im.acted
	im.add(flow.Emulate, what)
	im.acted = acted
}
