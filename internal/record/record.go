package record

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/draft"
	"github.com/maskproof/maskproof/internal/fieldkind"
	"github.com/maskproof/maskproof/internal/flow"
)

// Flow makes a flow of acts, in their order. The notes say what a person must look
// at. The flow has no steps where nothing was done.
func Flow(name, start string, acts []browser.Act) (*draft.Flow, []string) {
	r := &recorder{flow: &draft.Flow{Name: draft.NameOf(name)}, origin: draft.Origin(start), window: 1, answer: "accept"}
	r.flow.Start = draft.Below(r.origin, start)
	r.flow.About = []string{"Recorded. Values that were typed are not in it: each field gets a plant, or a made-up value."}
	acts = merged(acts)
	for _, act := range acts {
		if act.Kind == "fill" || act.Kind == "accept" && act.Value != "" {
			r.typed = append(r.typed, act.Value)
		}
	}
	for _, act := range acts {
		r.act(act)
	}
	if r.acted {
		r.note(`nothing shows that the last step worked: end the flow with what it should lead to, such as wait_for: {text: "Thank you"}`)
	}
	return r.flow, r.notes
}

// recorder goes through the acts.
type recorder struct {
	flow   *draft.Flow
	notes  []string
	origin string
	typed  []string
	window int
	answer string // how dialogs are answered: accept, dismiss, or accept with an answer to a prompt
	opened int    // pages so far
	acted  bool   // something was done since the last page was opened
	waits  bool   // the last step waits for a page
}

func (r *recorder) note(text string) {
	if !slices.Contains(r.notes, text) {
		r.notes = append(r.notes, text)
	}
}

func (r *recorder) add(verb flow.Verb, value any, more ...draft.Pair) {
	r.flow.Steps = append(r.flow.Steps, draft.Step{Verb: verb, Value: value, More: more})
	r.waits = false
}

func (r *recorder) act(act browser.Act) {
	switch act.Kind {
	case "opened":
		r.page(act)
		return
	case "accept", "dismiss":
		r.dialog(act)
		return
	}
	r.enter(act.Window)
	l, found := r.locator(act.Element)
	var to flow.Locator
	if found && act.To != nil {
		to, found = r.locator(*act.To)
	}
	if !found {
		r.flow.Steps = append(r.flow.Steps, draft.Step{Comment: act.Kind + ": nothing names the element"})
		r.note("a step is missing, because nothing names its element; see the comment in the flow")
		return
	}
	value, in := draft.Locator(l), r.frame(act.Frame)
	r.acted = true
	switch act.Kind {
	case "fill":
		key, note := draft.Typed(fieldOf(act.Element), act.Value)
		if note != "" {
			r.note(l.First().String() + ": " + note)
		}
		r.add(flow.Fill, value, append(in, key)...)
	case "select":
		if r.tells(act.Value) {
			r.flow.Steps = append(r.flow.Steps, draft.Step{Comment: "select: what was chosen repeats what was typed"})
			r.note("a step is missing, because what was chosen repeats what was typed; see the comment in the flow")
			return
		}
		r.add(flow.Select, value, append(in, draft.Pair{Key: "option", Value: act.Value})...)
	case "upload":
		name := "file" + extension(act.Value)
		r.note(fmt.Sprintf("the file that was uploaded is not in the flow: put one without anybody's data beside it, named %s", name))
		r.add(flow.Upload, value, append(in, draft.Pair{Key: "file", Value: name})...)
	case "drag":
		r.add(flow.Drag, value, append(in, draft.Pair{Key: "to", Value: draft.Locator(to)})...)
	case "press":
		r.add(flow.Press, value, append(in, draft.Pair{Key: "key", Value: act.Key})...)
	default:
		r.add(flow.Verb(act.Kind), value, in...)
	}
}

// dialog has the steps before which a dialog came be walked with the answer that it got.
func (r *recorder) dialog(act browser.Act) {
	step, answer := draft.Step{Verb: flow.Dialog, Value: act.Kind}, act.Kind
	if act.Value != "" {
		step.More, answer = draft.Map{{Key: "answer", Value: "an answer"}}, "answer"
		r.note("a prompt gets a made-up answer, not the one that was typed")
	}
	if answer == r.answer {
		return
	}
	r.answer = answer
	at := len(r.flow.Steps)
	for at > 0 && r.flow.Steps[at-1].Verb == flow.WaitFor {
		at--
	}
	r.flow.Steps = slices.Insert(r.flow.Steps, max(at-1, 0), step)
}

// extension is that of a file which an input accepts, by its accept attribute.
func extension(accept string) string {
	first, _, _ := strings.Cut(accept, ",")
	first = strings.TrimSpace(first)
	switch kind, subtype, _ := strings.Cut(first, "/"); {
	case first == "image/*":
		return ".png"
	case kind != "text" && plainName.MatchString(kind) && plainName.MatchString(subtype):
		return "." + subtype
	case strings.HasPrefix(first, ".") && plainName.MatchString(first[1:]):
		return first
	}
	return ".txt"
}

var plainName = regexp.MustCompile(`^[a-z0-9]{1,11}$`)

// page is what an act led to, or what the person went to by its address.
func (r *recorder) page(act browser.Act) {
	if draft.Origin(act.URL) == "" {
		return
	}
	r.opened++
	path := draft.Stable(act.URL)
	switch {
	case r.opened == 1:
	case r.waits && act.Window == r.window: // a redirect: the last page counts
		r.flow.Steps = r.flow.Steps[:len(r.flow.Steps)-1]
		r.waitFor(path)
	case r.acted && act.Window == r.window:
		r.waitFor(path)
	case act.Window == r.window:
		r.add(flow.Goto, draft.Below(r.origin, act.URL))
		r.note("a page was opened by its address, which may hold what is only of one visit")
	}
}

func (r *recorder) waitFor(path string) {
	if path == "" || r.tells(path) {
		return
	}
	r.add(flow.WaitFor, draft.Map{{Key: "url", Value: path}})
	r.acted, r.waits = false, true
}

func (r *recorder) enter(window int) {
	if window == r.window {
		return
	}
	r.window = window
	r.add(flow.Tab, draft.Map{{Key: "index", Value: window}})
}

// frame leads into a frame by what lasts longest.
func (r *recorder) frame(f *browser.ActFrame) draft.Map {
	switch {
	case f == nil:
		return nil
	case f.Title != "":
		return draft.In(flow.Frames{{Title: f.Title}})
	case f.Name != "" && !strings.ContainsAny(f.Name, "0123456789"):
		return draft.In(flow.Frames{{Name: f.Name}})
	case draft.Stable(f.URL) != "":
		return draft.In(flow.Frames{{URL: draft.Stable(f.URL)}})
	}
	r.note("a step acts in a frame without a lasting name: the flow looks in any frame")
	return draft.In(flow.Frames{{Any: true}})
}

// tells says that a text repeats what was typed.
func (r *recorder) tells(text string) bool {
	return slices.ContainsFunc(r.typed, func(value string) bool {
		return len(value) > 3 && strings.Contains(strings.ToLower(text), strings.ToLower(value))
	})
}

func fieldOf(e browser.ActElement) fieldkind.Field {
	return fieldkind.Field{
		Type: e.Type, Autocomplete: e.Autocomplete,
		Texts: []string{e.Label, e.Name, e.Placeholder, e.HTMLName, e.ID, e.TestID},
	}
}
